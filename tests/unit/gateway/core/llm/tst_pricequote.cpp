// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricequote.h"
#include "tests/support/datafile.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

#include "resources/resources.h"

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::PriceCatalog;

namespace {

Timestamp at(const QString &time)
{
    return fromMicroseconds(QDateTime::fromString(time, Qt::ISODate).toMSecsSinceEpoch() * 1000);
}

// Dollars in decimals of any number, or as "4E-8", rounded up to the nano-dollar.
Money roundedUp(const QString &usd)
{
    const qsizetype exponent = usd.indexOf(u'E');
    if (exponent > 0) {
        QString digits = usd.first(exponent);
        const qsizetype point = digits.indexOf(u'.');
        const qsizetype whole = point < 0 ? digits.size() : point;
        const QString zeros(-usd.sliced(exponent + 1).toInt() - whole, u'0');
        return roundedUp(u"0."_s + zeros + digits.remove(u'.'));
    }
    const qsizetype kept = usd.indexOf(u'.') + 1 + 9;
    if (!usd.contains(u'.') || usd.size() <= kept)
        return Money::fromUsd(usd).value_or(Money::fromNanos(-1));
    const bool isWhole = QStringView(usd).sliced(kept).count(u'0') == usd.size() - kept;
    return *Money::fromUsd(usd.first(kept)) + Money::fromNanos(isWhole ? 0 : 1);
}

// The parts of a usage that the other library has in common with ours.
struct Counts {
    qint64 input = 0;
    qint64 cacheRead = 0;
    qint64 cacheWrite = 0;
    qint64 output = 0;
    qint64 reasoning = 0;
    qint64 searches = 0;
    // A part that the other does not tell is not compared.
    [[nodiscard]] bool agreesWith(const Counts &other) const
    {
        const auto same = [](qint64 ours, qint64 theirs) { return theirs == 0 || ours == theirs; };
        return input == other.input && output == other.output && same(cacheRead, other.cacheRead)
               && same(cacheWrite, other.cacheWrite) && same(reasoning, other.reasoning)
               && same(searches, other.searches);
    }
    [[nodiscard]] QString text() const
    {
        return u"%1 (%2 read, %3 written) -> %4 (%5 reasoning), %6 searches"_s.arg(input)
            .arg(cacheRead)
            .arg(cacheWrite)
            .arg(output)
            .arg(reasoning)
            .arg(searches);
    }
};

Counts countsOf(const Llm::Usage &usage)
{
    return {.input = usage.inputTotal(),
            .cacheRead = usage.cacheReadTotal(),
            .cacheWrite = usage.inputCacheWrite + usage.inputCacheWriteLong,
            .output = usage.outputTotal(),
            .reasoning = usage.outputReasoning,
            .searches = usage.toolCalls};
}

Counts countsOf(const QJsonObject &usage)
{
    return {.input = usage["input_tokens"_L1].toInteger(),
            .cacheRead = usage["cache_read_tokens"_L1].toInteger(),
            .cacheWrite = usage["cache_write_tokens"_L1].toInteger(),
            .output = usage["output_tokens"_L1].toInteger(),
            .reasoning = usage["output_reasoning_tokens"_L1].toInteger(),
            .searches = usage["web_searches"_L1].toInteger()};
}

// Where the other library reads an answer otherwise than we do, and why. Nothing = it must not.
const char *reasonToDiffer(const QString &where, const QJsonObject &body)
{
    if (where.startsWith(u"x-ai/") && body["usage"_L1]["total_tokens"_L1].toInteger() > 0)
        return "reasoning beside the output: there for every answer, here where the total says so";
    if (where.startsWith(u"azure/responses")
        && body["usage"_L1]["input_tokens_details"_L1]["cache_write_tokens"_L1].toInteger() > 0)
        return "cache writes, which have a price of their own, are not read there";
    return nullptr;
}

} // namespace

class TestPriceQuote : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void workedExamples_data();
    void workedExamples();
    void recordedUsages();
    void whatIsNotUnderstood_data();
    void whatIsNotUnderstood();
    void r23_unknownIsNotFree();

private:
    std::shared_ptr<const PriceCatalog> m_catalog;
};

void TestPriceQuote::initTestCase()
{
    auto catalog = PriceCatalog::parse(Resources::priceCatalog());
    QVERIFY2(catalog, catalog ? "" : qPrintable(catalog.error().message));
    m_catalog = *catalog;
}

// Each example tells its sum term by term: tokens, nano-dollars a token, product.
void TestPriceQuote::workedExamples_data()
{
    QTest::addColumn<QJsonObject>("example");
    const QJsonArray examples =
        QJsonDocument::fromJson(Test::sourceFile(u"tests/data/usage_prices/examples.json"_s)).array();
    QVERIFY(examples.size() >= 20);
    for (const QJsonValue &example : examples)
        QTest::newRow(qPrintable(example["name"_L1].toString())) << example.toObject();
}

void TestPriceQuote::workedExamples()
{
    QFETCH(const QJsonObject, example);
    // The arithmetic itself.
    qint64 sum = 0;
    for (const QJsonValue &value : example["sum"_L1].toArray()) {
        const QJsonArray term = value.toArray();
        QCOMPARE(term.size(), 4);
        // "1,000", "2.5": units, and nano-dollars for each
        const Money price = *Money::fromUsd(term[2].toString()); // in billionths, so that decimals stay exact
        const qint64 product = term[1].toInteger() * price.nanos();
        QCOMPARE(term[3].toInteger(), (product + 999'999'999) / 1'000'000'000);
        sum += term[3].toInteger();
    }
    const auto quote = Llm::quotePrice(*m_catalog,
                                       {.provider = example["provider"_L1].toString().toUtf8(),
                                        .flavor = example["flavor"_L1].toString().toUtf8(),
                                        .body = QJsonDocument(example["body"_L1].toObject()).toJson(),
                                        .model = {},
                                        .serviceTier = example["service_tier"_L1].toString().toUtf8()},
                                       at(example["at"_L1].toString(u"2026-11-24T12:00:00Z"_s)));
    QVERIFY2(quote, quote ? "" : qPrintable(quote.error().message));
    QVERIFY(quote->price);
    QCOMPARE(quote->cost.total.nanos(), sum);
}

// Real answers, with what another library of the same list says they cost: the 1,802 that it has a price for and the
// others alike. It reads one answer by the rules of many providers; parts that a provider's rules leave out are nothing
// there, and are not compared. Its prices are those of a day before the newest of the list.
void TestPriceQuote::recordedUsages()
{
    int quoted = 0;
    int same = 0;
    int unpriced = 0;
    QMap<QByteArray, int> reasons;
    QStringList wrong;
    for (const QJsonObject &line : Test::jsonLines(u"tests/data/usage_prices/usages.jsonl"_s)) {
        const QJsonObject answer = line["body"_L1].toObject();
        const QByteArray body = QJsonDocument(answer).toJson();
        for (const QJsonValue &extracted : line["extracted"_L1].toArray()) {
            const Counts theirs = countsOf(extracted["usage"_L1].toObject());
            for (const QJsonValue &extractor : extracted["extractors"_L1].toArray()) {
                const QString where =
                    u"%1/%2 %3"_s.arg(extractor["provider_id"_L1].toString(), extractor["api_flavor"_L1].toString(),
                                      line["model"_L1].toString());
                const auto quote = Llm::quotePrice(*m_catalog,
                                                   {.provider = extractor["provider_id"_L1].toString().toUtf8(),
                                                    .flavor = extractor["api_flavor"_L1].toString().toUtf8(),
                                                    .body = body,
                                                    .model = {},
                                                    .serviceTier = {}},
                                                   at(u"2026-07-01T12:00:00Z"_s));
                ++quoted;
                if (!quote) {
                    QVERIFY2(theirs.input == 0 && theirs.output == 0,
                             qPrintable(where + u": " + quote.error().message));
                    continue;
                }
                QString problem;
                if (const Counts ours = countsOf(quote->usage); !ours.agreesWith(theirs))
                    problem = u"%1, not %2"_s.arg(ours.text(), theirs.text());
                const bool hasPrice = extractor.toObject().contains("input_price"_L1);
                const Money input = roundedUp(extractor["input_price"_L1].toString(u"0"_s));
                const Money output = roundedUp(extractor["output_price"_L1].toString(u"0"_s));
                if (hasPrice && !quote->price && input == Money() && output == Money())
                    ++unpriced; // a model of the list without prices: 0 there, unpriced here (R23)
                else if (hasPrice != quote->price.has_value())
                    problem = hasPrice ? u"no price"_s : u"a price"_s;
                else if (hasPrice && (quote->cost.input != input || quote->cost.output != output))
                    problem = u"$%1 + $%2, not $%3 + $%4"_s.arg(quote->cost.input.toUsd(), quote->cost.output.toUsd(),
                                                                input.toUsd(), output.toUsd());
                else if (hasPrice)
                    ++same;
                if (problem.isEmpty())
                    continue;
                if (const char *reason = reasonToDiffer(where, answer))
                    ++reasons[reason];
                else
                    wrong.append(where + u": " + problem);
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 of %2\n"_s.arg(wrong.size()).arg(quoted) + wrong.join(u"\n"_s)));
    QCOMPARE(quoted, 9050);
    QCOMPARE(same, 1798);
    QCOMPARE(unpriced, 3);
    QCOMPARE(reasons.size(), 2);
}

void TestPriceQuote::whatIsNotUnderstood_data()
{
    QTest::addColumn<QByteArray>("flavor");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("flavor") << "telepathy"_ba << R"({"model":"gpt-4o","usage":{"prompt_tokens":1}})"_ba;
    QTest::newRow("no JSON") << "chat"_ba << "<html>"_ba;
    QTest::newRow("no usage") << "chat"_ba << R"({"model":"gpt-4o"})"_ba;
    QTest::newRow("usage of another kind") << "chat"_ba << R"({"model":"gpt-4o","usage":{"inputTokens":1}})"_ba;
    QTest::newRow("impossible numbers")
        << "chat"_ba << R"({"model":"gpt-4o","usage":{"prompt_tokens":-1,"completion_tokens":2}})"_ba;
}

void TestPriceQuote::whatIsNotUnderstood()
{
    QFETCH(const QByteArray, flavor);
    QFETCH(const QByteArray, body);
    const auto quote = Llm::quotePrice(
        *m_catalog, {.provider = "openai"_ba, .flavor = flavor, .body = body, .model = {}, .serviceTier = {}},
        at(u"2026-11-24T12:00:00Z"_s));
    QVERIFY(!quote);
    QVERIFY(!quote.error().message.isEmpty());
}

void TestPriceQuote::r23_unknownIsNotFree()
{
    const auto quote = Llm::quotePrice(*m_catalog,
                                       {.provider = "openai"_ba,
                                        .flavor = "chat"_ba,
                                        .body = R"({"usage":{"prompt_tokens":7,"completion_tokens":2}})"_ba,
                                        .model = "gpt-of-tomorrow"_ba,
                                        .serviceTier = {}},
                                       at(u"2026-11-24T12:00:00Z"_s));
    QVERIFY(quote);
    QCOMPARE(quote->usage.inputUncached, 7);
    QVERIFY(!quote->price);
}

QTEST_GUILESS_MAIN(TestPriceQuote)
#include "tst_pricequote.moc"
