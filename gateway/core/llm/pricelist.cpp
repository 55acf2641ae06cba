// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricelist.h"

#include <QDate>
#include <QTime>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Token;

constexpr int Decimals = 9; // of a dollar in nano-dollars

// A decimal number of dollars as nano-dollars, exactly; a tenth decimal is rounded. Nothing for what is negative, too
// large or written with an exponent.
std::optional<qint64> nanosOf(QByteArrayView number)
{
    qint64 nanos = 0;
    int decimals = -1; // -1 until the point has been read
    for (const char c : number) {
        if (c == '.') {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9')
            return std::nullopt;
        if (decimals == Decimals) {
            nanos += c >= '5' ? 1 : 0;
            break;
        }
        decimals += decimals >= 0 ? 1 : 0;
        if (__builtin_mul_overflow(nanos, qint64(10), &nanos) || __builtin_add_overflow(nanos, qint64(c - '0'), &nanos))
            return std::nullopt;
    }
    for (int i = std::max(decimals, 0); i < Decimals; ++i) {
        if (__builtin_mul_overflow(nanos, qint64(10), &nanos))
            return std::nullopt;
    }
    return nanos;
}

// A price by the number of input tokens: (above, nano-dollars), rising.
using Steps = std::vector<std::pair<qint64, qint64>>;

struct NamedSteps {
    QByteArray name;
    Steps steps;
};

std::unexpected<Error> refuse(const QString &what)
{
    return fail(ErrorKind::Settings, u"The price list is not understood: %1."_s.arg(what));
}

// A price a thousand as a price each, rounded up.
qint64 each(qint64 nanos)
{
    return nanos / 1000 + (nanos % 1000 != 0 ? 1 : 0);
}

// What the units of the list are in a Price. One is left out: citations, which no answer counts.
void setPart(Price &price, QByteArrayView unit, qint64 nanos)
{
    if (unit == "input_mtok")
        price.input = nanos;
    else if (unit == "output_mtok")
        price.output = nanos;
    else if (unit == "cache_read_mtok")
        price.cacheRead = nanos;
    else if (unit == "cache_audio_read_mtok")
        price.cacheReadAudio = nanos;
    else if (unit == "cache_image_read_mtok")
        price.cacheReadImage = nanos;
    else if (unit == "cache_write_mtok")
        price.cacheWrite = nanos;
    else if (unit == "cache_write_1h_mtok")
        price.cacheWriteLong = nanos;
    else if (unit == "input_audio_mtok")
        price.inputAudio = nanos;
    else if (unit == "output_audio_mtok")
        price.outputAudio = nanos;
    else if (unit == "input_image_mtok")
        price.inputImage = nanos;
    else if (unit == "output_image_mtok")
        price.outputImage = nanos;
    else if (unit == "input_video_mtok")
        price.inputVideo = nanos;
    else if (unit == "output_video_mtok")
        price.outputVideo = nanos;
    else if (unit == "output_reasoning_mtok")
        price.outputReasoning = nanos;
    else if (unit == "requests_kcount")
        price.perRequest = each(nanos);
    else if (unit == "web_searches_kcount")
        price.perToolCall = each(nanos);
}

// Reads one price list. Lives for one call of readPriceList(). The functions stand on the value that they read.
class ListReader final
{
public:
    ListReader(QByteArrayView json, QString label)
        : m_json(json, Json::Rules::Strict)
        , m_label(std::move(label))
    {}

    Result<std::vector<PricedProvider>> read();

private:
    Result<PricedProvider> readProvider();
    Result<PricedModel> readModel(const QString &provider);
    Result<void> readPrices(PricedModel &model, const QString &version);
    Result<DatedPrice> readDated(const QString &version);
    Result<void> readConstraint(DatedPrice &price);
    Result<void> readUnits(DatedPrice &price, QString version);
    Result<Steps> readSteps();
    Result<std::pair<qint64, qint64>> readStep();
    QString readText();

    Json::Reader m_json;
    QString m_label;
};

QString ListReader::readText()
{
    const QString text = m_json.token() == Token::String ? QString::fromUtf8(m_json.text()) : QString();
    m_json.skip();
    return text;
}

Result<std::vector<PricedProvider>> ListReader::read()
{
    if (m_json.next() != Token::ArrayBegin)
        return refuse(u"it is not a JSON list of providers"_s);
    std::vector<PricedProvider> providers;
    while (m_json.nextElement()) {
        if (m_json.token() != Token::ObjectBegin)
            return refuse(u"a provider is not an object"_s);
        GH_TRY(providers.emplace_back(), readProvider());
    }
    if (m_json.hasFailed() || m_json.next() != Token::End)
        return refuse(m_json.error().message);
    return providers;
}

Result<PricedProvider> ListReader::readProvider()
{
    PricedProvider provider;
    while (m_json.nextKey()) {
        const QByteArray name = m_json.text().toByteArray();
        const Token token = m_json.next();
        if (name == "id") {
            provider.id = readText();
        } else if (name == "api_pattern") {
            // Anchored at the beginning, as the list's own library does.
            provider.apiPattern.setPattern(u"^(?:%1)"_s.arg(readText()));
            if (!provider.apiPattern.isValid())
                return refuse(u"the address pattern of '%1'"_s.arg(provider.id));
        } else if (name == "model_match" && token == Token::ObjectBegin) {
            GH_TRY(provider.modelMatch, readPriceMatch(m_json));
        } else if (name == "fallback_model_providers" && token == Token::ArrayBegin) {
            while (m_json.nextElement())
                provider.fallbacks.append(readText());
        } else if (name == "models" && token == Token::ArrayBegin) {
            while (m_json.nextElement()) {
                if (m_json.token() != Token::ObjectBegin)
                    return refuse(u"a model of '%1' is not an object"_s.arg(provider.id));
                GH_TRY(provider.models.emplace_back(), readModel(provider.id));
            }
        } else {
            m_json.skip();
        }
    }
    if (provider.id.isEmpty())
        return refuse(u"a provider without an id"_s);
    return provider;
}

// The list names a model's id before its prices, so that their version can name it.
Result<PricedModel> ListReader::readModel(const QString &provider)
{
    PricedModel model;
    while (m_json.nextKey()) {
        const QByteArray name = m_json.text().toByteArray();
        const Token token = m_json.next();
        if (name == "id") {
            model.id = readText();
        } else if (name == "match" && token == Token::ObjectBegin) {
            GH_TRY(model.match, readPriceMatch(m_json));
        } else if (name == "prices") {
            GH_CHECK(readPrices(model, u"%1 %2/%3"_s.arg(m_label, provider, model.id)));
        } else {
            m_json.skip();
        }
    }
    return model;
}

Result<void> ListReader::readPrices(PricedModel &model, const QString &version)
{
    if (m_json.token() == Token::ObjectBegin)
        return readUnits(model.prices.emplace_back(), version);
    if (m_json.token() != Token::ArrayBegin)
        return refuse(u"the prices of '%1'"_s.arg(model.id));
    while (m_json.nextElement()) {
        if (m_json.token() != Token::ObjectBegin)
            return refuse(u"the prices of '%1'"_s.arg(model.id));
        GH_TRY(model.prices.emplace_back(), readDated(version));
    }
    return {};
}

Result<DatedPrice> ListReader::readDated(const QString &version)
{
    DatedPrice price;
    while (m_json.nextKey()) {
        const bool isConstraint = m_json.is("constraint");
        const bool isPrices = m_json.is("prices");
        if (m_json.next() == Token::ObjectBegin && isConstraint)
            GH_CHECK(readConstraint(price));
        else if (m_json.token() == Token::ObjectBegin && isPrices)
            GH_CHECK(readUnits(price, version));
        else
            m_json.skip();
    }
    if (price.from) {
        const auto day = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*price.from));
        const QString date = QDate(day).toString(Qt::ISODate);
        for (PriceTier &tier : price.tiers)
            tier.price.version += u" from " + date;
    }
    return price;
}

Result<void> ListReader::readConstraint(DatedPrice &price)
{
    std::optional<QTime> start;
    std::optional<QTime> end;
    while (m_json.nextKey()) {
        const QByteArray name = m_json.text().toByteArray();
        m_json.next();
        const QString text = readText();
        const QTime time = QTime::fromString(text.left(8), u"HH:mm:ss");
        if (name == "start_date") {
            const QDate date = QDate::fromString(text, Qt::ISODate);
            if (!date.isValid())
                return refuse(u"the date '%1'"_s.arg(text));
            price.from = Timestamp(date.toStdSysDays());
        } else if ((name == "start_time" || name == "end_time") && time.isValid()) {
            (name == "start_time" ? start : end) = time;
        } else {
            // A price under a condition that is not known must not be taken for one without any.
            return refuse(u"the condition '%1'"_s.arg(QString::fromUtf8(name)));
        }
    }
    if (start && end) {
        price.timeOfDay.emplace(std::chrono::seconds(start->msecsSinceStartOfDay() / 1000),
                                std::chrono::seconds(end->msecsSinceStartOfDay() / 1000));
    }
    return {};
}

Result<void> ListReader::readUnits(DatedPrice &price, QString version)
{
    std::vector<NamedSteps> units;
    std::set<qint64> bounds;
    bool hasTokenPrice = false;
    while (m_json.nextKey()) {
        const QByteArray name = m_json.text().toByteArray();
        m_json.next();
        GH_TRY(Steps steps, readSteps());
        hasTokenPrice = hasTokenPrice || name == "input_mtok" || name == "output_mtok" || name == "requests_kcount";
        for (const auto &[above, nanos] : steps)
            bounds.insert(above);
        units.push_back({.name = name, .steps = std::move(steps)});
    }
    if (!hasTokenPrice)
        return {};
    for (const qint64 above : bounds) {
        PriceTier tier{.above = above, .price = {}};
        tier.price.version = above == 0 ? version : u"%1 above %2 tokens"_s.arg(version).arg(above);
        for (const NamedSteps &unit : units) {
            for (const auto &[from, nanos] : unit.steps) {
                if (from <= above)
                    setPart(tier.price, unit.name, nanos);
            }
        }
        price.tiers.push_back(std::move(tier));
    }
    return {};
}

// A number, or {"base": number, "tiers": [{"start": tokens, "price": number}, ...]}.
Result<Steps> ListReader::readSteps()
{
    Steps steps;
    const auto add = [&](qint64 above) {
        const std::optional<qint64> nanos = m_json.token() == Token::Number ? nanosOf(m_json.raw()) : std::nullopt;
        if (nanos)
            steps.emplace_back(above, *nanos);
        return nanos.has_value();
    };
    if (m_json.token() != Token::ObjectBegin) {
        if (!add(0))
            return refuse(u"a price is not a number of dollars"_s);
        return steps;
    }
    while (m_json.nextKey()) {
        const bool isBase = m_json.is("base");
        const bool isTiers = m_json.is("tiers");
        m_json.next();
        if (isBase && !add(0))
            return refuse(u"a price is not a number of dollars"_s);
        if (isTiers && m_json.token() == Token::ArrayBegin) {
            while (m_json.nextElement()) {
                GH_TRY(const auto step, readStep());
                steps.push_back(step);
            }
        } else {
            m_json.skip();
        }
    }
    std::ranges::sort(steps);
    if (steps.empty() || steps.front().first != 0)
        return refuse(u"a tiered price without a base"_s);
    return steps;
}

Result<std::pair<qint64, qint64>> ListReader::readStep()
{
    std::optional<qint64> start;
    std::optional<qint64> nanos;
    if (m_json.token() != Token::ObjectBegin)
        return refuse(u"a price tier is not an object"_s);
    while (m_json.nextKey()) {
        const bool isStart = m_json.is("start");
        const bool isPrice = m_json.is("price");
        if (m_json.next() == Token::Number && isStart)
            start = m_json.integer();
        else if (m_json.token() == Token::Number && isPrice)
            nanos = nanosOf(m_json.raw());
        else
            m_json.skip();
    }
    if (!start || *start <= 0 || !nanos)
        return refuse(u"a price tier needs 'start' and 'price'"_s);
    return std::pair(*start, *nanos);
}

} // namespace

bool DatedPrice::holdsAt(Timestamp time) const
{
    if (from && time < *from)
        return false;
    if (!timeOfDay)
        return true;
    const auto [start, end] = *timeOfDay;
    const auto now = time - std::chrono::floor<std::chrono::days>(time);
    // An interval that ends before it starts goes over midnight.
    return start <= end ? now >= start && now < end : now >= start || now < end;
}

Result<std::vector<PricedProvider>> readPriceList(QByteArrayView json, const QString &label)
{
    return ListReader(json, label).read();
}

} // namespace Gatehouse::Llm
