// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricing.h"

#include <QDateTime>
#include <QTest>

#include <limits>
#include <random>

#include "resources/resources.h"

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::Price;
using Llm::PriceCatalog;
using Llm::Usage;

namespace {

Timestamp at(const char *time)
{
    return fromMicroseconds(QDateTime::fromString(QLatin1StringView(time), Qt::ISODate).toMSecsSinceEpoch() * 1000);
}

// Natural numbers of any size, decimal, slow: what costOf() is checked against.
class BigNumber final
{
public:
    explicit BigNumber(quint64 value)
    {
        for (; value != 0; value /= 10)
            m_digits.append(static_cast<int>(value % 10));
    }
    BigNumber operator*(const BigNumber &other) const
    {
        BigNumber product(0);
        product.m_digits.fill(0, m_digits.size() + other.m_digits.size());
        for (qsizetype i = 0; i < m_digits.size(); ++i) {
            for (qsizetype j = 0; j < other.m_digits.size(); ++j)
                product.m_digits[i + j] += m_digits[i] * other.m_digits[j];
        }
        return product.carried();
    }
    BigNumber operator+(const BigNumber &other) const
    {
        BigNumber sum = *this;
        sum.m_digits.resize(std::max(m_digits.size(), other.m_digits.size()), 0);
        for (qsizetype i = 0; i < other.m_digits.size(); ++i)
            sum.m_digits[i] += other.m_digits[i];
        return sum.carried();
    }
    // Divided by a million and rounded up; saturating at the largest qint64.
    [[nodiscard]] qint64 millionthsUp() const
    {
        BigNumber up = *this + BigNumber(999'999);
        up.m_digits = up.m_digits.sliced(std::min<qsizetype>(6, up.m_digits.size()));
        quint64 value = 0;
        for (qsizetype i = up.m_digits.size(); i-- > 0;) {
            if (value > (quint64(std::numeric_limits<qint64>::max()) - 9) / 10)
                return std::numeric_limits<qint64>::max();
            value = value * 10 + quint64(up.m_digits[i]);
        }
        return static_cast<qint64>(value);
    }

private:
    BigNumber carried() const
    {
        BigNumber number = *this;
        int carry = 0;
        for (int &digit : number.m_digits) {
            carry += digit;
            digit = carry % 10;
            carry /= 10;
        }
        for (; carry != 0; carry /= 10)
            number.m_digits.append(carry % 10);
        while (!number.m_digits.isEmpty() && number.m_digits.back() == 0)
            number.m_digits.removeLast();
        return number;
    }
    QList<int> m_digits; // lowest first
};

BigNumber product(qint64 tokens, qint64 price)
{
    return BigNumber(quint64(tokens)) * BigNumber(quint64(price));
}

} // namespace

class TestPricing : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void costs();
    void fallbacks();
    void workedByHand_data();
    void workedByHand();
    void r22_costAgainstBigNumbers();
    void r22_neverNegative();
    void shippedList();
    void prices_data();
    void prices();
    void r23_unknownIsNotFree();
    void r23_malformedListIsRefused_data();
    void r23_malformedListIsRefused();
    void timesOfDay();
    void decimals();
    void providers_data();
    void providers();

private:
    std::shared_ptr<const PriceCatalog> m_catalog;
};

void TestPricing::initTestCase()
{
    auto catalog = PriceCatalog::parse(Resources::priceCatalog());
    QVERIFY2(catalog, catalog ? "" : qPrintable(catalog.error().message));
    m_catalog = *catalog;
}

void TestPricing::costs()
{
    const Price price{.input = 250'000'000, .cacheRead = 25'000'000, .output = 2'000'000'000, .perRequest = 7};
    const Llm::Cost cost = Llm::costOf(price, {.inputUncached = 1000, .inputCacheRead = 3, .output = 10});
    QCOMPARE(cost.input.nanos(), 250'000 + 75);
    QCOMPARE(cost.output.nanos(), 20'000);
    QCOMPARE(cost.fees.nanos(), 7);
    QCOMPARE(cost.total, cost.input + cost.output + cost.fees);
    // A fraction of a nano-dollar is a nano-dollar.
    QCOMPARE(Llm::costOf({.input = 1}, {.inputUncached = 1}).total.nanos(), 1);
}

void TestPricing::fallbacks()
{
    const Price price{.input = 1'000'000, .output = 2'000'000};
    const Usage usage{.inputCacheRead = 1,
                      .inputCacheWrite = 2,
                      .inputCacheWriteLong = 3,
                      .inputAudio = 4,
                      .inputImage = 7,
                      .outputReasoning = 5,
                      .outputAudio = 6,
                      .outputImage = 8,
                      .toolCalls = 9};
    const Llm::Cost cost = Llm::costOf(price, usage);
    QCOMPARE(cost.input.nanos(), 17);
    QCOMPARE(cost.output.nanos(), 38);
    const Price withWrite{.input = 1'000'000, .cacheWrite = 5'000'000};
    QCOMPARE(Llm::costOf(withWrite, {.inputCacheWriteLong = 2}).input.nanos(), 10);
}

// Worked out on paper from the vendors' price pages as the shipped list has them, dollars a million tokens; the sums
// are nano-dollars.
void TestPricing::workedByHand_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<Usage>("usage");
    QTest::addColumn<qint64>("nanos");
    // 0.15 in, 0.075 cached, 0.60 out: 1,000 * 150 + 9,000 * 75 + 500 * 600
    QTest::newRow("OpenAI, cached") << u"openai"_s << u"gpt-4o-mini"_s
                                    << Usage{.inputUncached = 1'000, .inputCacheRead = 9'000, .output = 500}
                                    << qint64(150'000 + 675'000 + 300'000);
    // 5 text in, 10 image in, 40 out: 50 * 5,000 + 323 * 10,000 + 1,056 * 40,000
    QTest::newRow("OpenAI, a picture") << u"openai"_s << u"gpt-image-1"_s
                                       << Usage{.inputUncached = 50, .inputImage = 323, .outputImage = 1'056}
                                       << qint64(250'000 + 3'230'000 + 42'240'000);
    // 3 in, 0.30 read, 3.75 written for 5 minutes, 6 for an hour, 15 out, 10 a thousand searches:
    // 1,000 * 3,000 + 10,000 * 300 + 2,000 * 3,750 + 400 * 6,000 + 700 * 15,000 + 2 * 10,000,000
    QTest::newRow("Anthropic, cache and searches")
        << u"anthropic"_s << u"claude-sonnet-4-5"_s
        << Usage{.inputUncached = 1'000,
                 .inputCacheRead = 10'000,
                 .inputCacheWrite = 2'000,
                 .inputCacheWriteLong = 400,
                 .output = 700,
                 .toolCalls = 2}
        << qint64(3'000'000 + 3'000'000 + 7'500'000 + 2'400'000 + 10'500'000 + 20'000'000);
    // above 200k the whole request: 6 in, 22.50 out: 200,001 * 6,000 + 100 * 22,500
    QTest::newRow("Anthropic, above 200k")
        << u"anthropic"_s << u"claude-sonnet-4-5"_s << Usage{.inputUncached = 200'001, .output = 100}
        << qint64(1'200'006'000 + 2'250'000);
    // 1.25 in, 10 out; above 200k 2.50 and 15, reasoning as output: 250,000 * 2,500 + (50 + 950) * 15,000
    QTest::newRow("Google, above 200k, reasoning")
        << u"google"_s << u"gemini-2.5-pro"_s << Usage{.inputUncached = 250'000, .output = 50, .outputReasoning = 950}
        << qint64(625'000'000 + 15'000'000);
    // 0.30 in, 2.50 out, 30 a million tokens of pictures: 10 * 300 + 8 * 2,500 + 1,290 * 30,000
    QTest::newRow("Google, a picture") << u"google"_s << u"gemini-2.5-flash-image"_s
                                       << Usage{.inputUncached = 10, .output = 8, .outputImage = 1'290}
                                       << qint64(3'000 + 20'000 + 38'700'000);
    // 0.1 in, 0.3 out: 4,000 * 100 + 1,000 * 300
    QTest::newRow("Mistral") << u"mistral"_s << u"mistral-small-latest"_s
                             << Usage{.inputUncached = 4'000, .output = 1'000} << qint64(400'000 + 300'000);
}

void TestPricing::workedByHand()
{
    QFETCH(const QString, provider);
    QFETCH(const QString, model);
    QFETCH(const Usage, usage);
    const auto price = m_catalog->find(provider, model, at("2026-11-24T12:00:00Z"), usage.inputTotal());
    QVERIFY(price);
    QTEST(Llm::costOf(*price, usage).total.nanos(), "nanos");
}

void TestPricing::r22_costAgainstBigNumbers()
{
    std::mt19937_64 random(20261124); // NOLINT(cert-msc51-cpp): the same numbers in every run
    const auto any = [&random](qint64 largest) {
        // Small, middling and large numbers alike, and the edges.
        switch (random() % 6) {
        case 0:
            return qint64(0);
        case 1:
            return largest;
        default:
            return static_cast<qint64>((random() % quint64(largest)) >> (random() % 50));
        }
    };
    constexpr qint64 LargestTokens = 1LL << 53;
    constexpr qint64 LargestPrice = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 20'000; ++i) {
        const Price price{.input = any(LargestPrice), .cacheRead = any(LargestPrice), .output = any(LargestPrice)};
        const Usage usage{
            .inputUncached = any(LargestTokens), .inputCacheRead = any(LargestTokens), .output = any(LargestTokens)};
        const Llm::Cost cost = Llm::costOf(price, usage);
        QCOMPARE(cost.input.nanos(),
                 (product(usage.inputUncached, price.input) + product(usage.inputCacheRead, *price.cacheRead))
                     .millionthsUp());
        QCOMPARE(cost.output.nanos(), product(usage.output, price.output).millionthsUp());
        QVERIFY(cost.total >= cost.input && cost.total >= cost.output);
    }
}

void TestPricing::r22_neverNegative()
{
    constexpr qint64 Largest = std::numeric_limits<qint64>::max();
    const Price dear{.input = Largest, .output = Largest, .perRequest = Largest};
    const Usage much{.inputUncached = Largest,
                     .inputCacheRead = Largest,
                     .inputCacheWrite = Largest,
                     .inputCacheWriteLong = Largest,
                     .inputAudio = Largest,
                     .output = Largest};
    QCOMPARE(Llm::costOf(dear, much).total.nanos(), Largest);
    QCOMPARE(Llm::costOf(dear, {.inputUncached = -5}).fees.nanos(), Largest); // the price of the request
    QCOMPARE(Llm::costOf({.input = -5, .output = 5}, {.inputUncached = 100, .output = -100}).total.nanos(), 0);
}

void TestPricing::shippedList()
{
    QCOMPARE(m_catalog->modelCount(), 1466);
}

void TestPricing::prices_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<Timestamp>("time");
    QTest::addColumn<qint64>("tokens");
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("output");
    const Timestamp now = at("2026-11-24T12:00:00Z");
    constexpr qint64 Cent = 10'000'000;
    QTest::newRow("by exact name") << u"openai"_s << u"gpt-4o-mini"_s << now << qint64(1) << 15 * Cent << 60 * Cent;
    QTest::newRow("by a dated name") << u"openai"_s << u"gpt-4o-mini-2024-07-18"_s << now << qint64(1) << 15 * Cent
                                     << 60 * Cent;
    QTest::newRow("capital letters") << u"openai"_s << u"GPT-4o-Mini"_s << now << qint64(1) << 15 * Cent << 60 * Cent;
    QTest::newRow("azure sells openai's")
        << u"azure"_s << u"gpt-4o-mini"_s << now << qint64(1) << 15 * Cent << 60 * Cent;
    QTest::newRow("below a tier") << u"anthropic"_s << u"claude-sonnet-4-5"_s << now << qint64(200'000) << 300 * Cent
                                  << 1500 * Cent;
    QTest::newRow("above a tier") << u"anthropic"_s << u"claude-sonnet-4-5"_s << now << qint64(200'001) << 600 * Cent
                                  << 2250 * Cent;
    QTest::newRow("before a date") << u"anthropic"_s << u"claude-sonnet-5"_s << at("2026-08-31T23:59:59Z") << qint64(1)
                                   << 200 * Cent << 1000 * Cent;
    QTest::newRow("from a date on") << u"anthropic"_s << u"claude-sonnet-5"_s << at("2026-09-01T00:00:00Z") << qint64(1)
                                    << 300 * Cent << 1500 * Cent;
}

void TestPricing::prices()
{
    QFETCH(const QString, provider);
    QFETCH(const QString, model);
    QFETCH(const Timestamp, time);
    QFETCH(const qint64, tokens);
    const auto price = m_catalog->find(provider, model, time, tokens);
    QVERIFY(price);
    QTEST(price->input, "input");
    QTEST(price->output, "output");
    QVERIFY(price->version.startsWith(u"catalogue "));
    const auto same = m_catalog->findByModel(model.toLower(), time, tokens);
    QVERIFY(same);
    QCOMPARE(same->input, price->input);
}

void TestPricing::r23_unknownIsNotFree()
{
    const Timestamp now = at("2026-11-24T12:00:00Z");
    QVERIFY(!m_catalog->find(u"openai", u"no-such-model", now, 1));
    QVERIFY(!m_catalog->find(u"no-such-provider", u"gpt-4o", now, 1));
    QVERIFY(!m_catalog->find(u"", u"", now, 1));
    QVERIFY(!m_catalog->findByModel(u"sim/echo", now, 1));
    // A model without token prices is unpriced; one whose price is 0 is free.
    const auto catalog = PriceCatalog::parse(
        R"([{"id":"p","models":[{"id":"a","match":{"equals":"a"},"prices":{}},{"id":"b","match":{"equals":"b"},"prices":{"input_mtok":0}},
            {"id":"c","match":{"equals":"c"},"prices":[{"constraint":{"start_date":"2030-01-01"},"prices":{"input_mtok":1}}]}]}])"_ba);
    QVERIFY(catalog);
    QVERIFY(!(*catalog)->find(u"p", u"a", now, 1));
    QCOMPARE((*catalog)->find(u"p", u"b", now, 1)->input, 0);
    QVERIFY(!(*catalog)->find(u"p", u"c", now, 1)); // not yet
}

void TestPricing::r23_malformedListIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto list = [](const char *match, const char *prices) -> QByteArray {
        return R"([{"id":"p","models":[{"id":"a","match":)"_ba + match + ",\"prices\":" + prices + "}]}]";
    };
    const char *good = R"({"equals":"a"})";
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("HTML") << "<html>"_ba;
    QTest::newRow("an object") << "{}"_ba;
    QTest::newRow("cut") << Resources::priceCatalog().first(100'000);
    QTest::newRow("no id") << R"([{"models":[]}])"_ba;
    QTest::newRow("negative price") << list(good, R"({"input_mtok":-1})");
    QTest::newRow("price is a text") << list(good, R"({"input_mtok":"1"})");
    QTest::newRow("price with exponent") << list(good, R"({"input_mtok":1e-7})");
    QTest::newRow("price too large") << list(good, R"({"input_mtok":99999999999})");
    QTest::newRow("tiers without base") << list(good, R"({"input_mtok":{"tiers":[{"start":5,"price":1}]}})");
    QTest::newRow("tier without price") << list(good, R"({"input_mtok":{"base":1,"tiers":[{"start":5}]}})");
    QTest::newRow("unknown condition") << list(good, R"([{"constraint":{"moon":"full"},"prices":{"input_mtok":1}}])");
    QTest::newRow("bad date") << list(good, R"([{"constraint":{"start_date":"soon"},"prices":{"input_mtok":1}}])");
    QTest::newRow("unknown rule") << list(R"({"sounds_like":"a"})", "{}");
    QTest::newRow("bad pattern") << list(R"({"regex":"("})", "{}");
}

void TestPricing::r23_malformedListIsRefused()
{
    QFETCH(const QByteArray, json);
    const auto catalog = PriceCatalog::parse(json);
    QVERIFY(!catalog);
    QCOMPARE(catalog.error().kind, ErrorKind::Settings);
}

void TestPricing::timesOfDay()
{
    const auto catalog = PriceCatalog::parse(
        R"([{"id":"p","models":[{"id":"a","match":{"equals":"a"},"prices":[{"prices":{"input_mtok":2}},
            {"constraint":{"start_time":"22:00:00Z","end_time":"06:30:00Z"},"prices":{"input_mtok":1}}]}]}])"_ba);
    QVERIFY(catalog);
    const auto input = [&](const char *time) { return (*catalog)->find(u"p", u"a", at(time), 1)->input; };
    QCOMPARE(input("2026-11-24T21:59:59Z"), 2'000'000'000);
    QCOMPARE(input("2026-11-24T22:00:00Z"), 1'000'000'000);
    QCOMPARE(input("2026-11-24T06:29:59Z"), 1'000'000'000);
    QCOMPARE(input("2026-11-24T06:30:00Z"), 2'000'000'000);
}

void TestPricing::decimals()
{
    const auto input = [](const QByteArray &number) {
        const QByteArray json =
            R"([{"id":"p","models":[{"id":"a","match":{"equals":"a"},"prices":{"input_mtok":)"_ba + number + "}}]}]";
        return (*PriceCatalog::parse(json))->find(u"p", u"a", {}, 1)->input;
    };
    QCOMPARE(input("0.1"), 100'000'000);
    QCOMPARE(input("0.000000001"), 1);
    QCOMPARE(input("0.08333333333333334"), 83'333'333);
    QCOMPARE(input("0.18000000000000002"), 180'000'000);
    QCOMPARE(input("0.0000000005"), 1);
    QCOMPARE(input("150"), 150'000'000'000);
}

void TestPricing::providers_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("provider");
    QTest::newRow("openai") << u"https://api.openai.com/v1"_s << u"openai"_s;
    QTest::newRow("groq") << u"https://api.groq.com/openai/v1"_s << u"groq"_s;
    QTest::newRow("azure") << u"https://acme.openai.azure.com/openai/v1"_s << u"azure"_s;
    QTest::newRow("google") << u"https://generativelanguage.googleapis.com/v1beta/openai"_s << u"google"_s;
    QTest::newRow("elsewhere") << u"http://127.0.0.1:11434/v1"_s << QString();
    QTest::newRow("only mentioned") << u"http://evil.example/https://api.openai.com"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestPricing::providers()
{
    QFETCH(const QString, url);
    QFETCH(const QString, provider);
    QCOMPARE(m_catalog->providerForUrl(url), provider);
}

QTEST_GUILESS_MAIN(TestPricing)
#include "tst_pricing.moc"
