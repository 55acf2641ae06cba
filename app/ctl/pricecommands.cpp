// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl prices: own prices, and what answers of vendors cost by the price list.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"
#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/pricequote.h"

#include <QDateTime>
#include <QFile>
#include <QTimeZone>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "resources/resources.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct PriceOptions {
    std::string at; // quote: by the prices of this time
    std::string model;
    std::string provider;
    std::string input;
    std::string output;
    std::string cacheRead;
    std::string cacheWrite;
};

QString text(const std::string &utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// 0 = at every provider.
Result<EntityId> providerOf(const Configuration &configuration, const PriceOptions &options)
{
    if (options.provider.empty())
        return EntityId(0);
    GH_TRY(const Provider provider, findByName(configuration.providers, u"provider"_s, text(options.provider)));
    return provider.id;
}

Result<int> listOwn(CtlSession &session)
{
    using enum CtlTable::Align;
    GH_TRY(const auto configuration, session.configuration());
    CtlTable table({{u"MODEL"_s},
                    {u"PROVIDER"_s},
                    {u"FROM"_s},
                    {u"INPUT"_s, Right},
                    {u"CACHED"_s, Right},
                    {u"WRITTEN"_s, Right},
                    {u"OUTPUT"_s, Right}});
    const auto amount = [](std::optional<qint64> nanos) {
        return nanos ? moneyText(Money::fromNanos(*nanos)) : QString();
    };
    QJsonArray rows;
    for (const PriceOverride &price : configuration.prices) {
        const auto provider = std::ranges::find(configuration.providers, price.providerId, &Provider::id);
        const QString name = provider == configuration.providers.end() ? u"(every)"_s : provider->name;
        QJsonObject row = toJson(price);
        row.insert("provider"_L1, name);
        rows.append(row);
        table.add({price.model, name, timeText(price.effectiveFrom), amount(price.input), amount(price.cacheRead),
                   amount(price.cacheWrite), amount(price.output)});
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

Result<int> setOwn(CtlSession &session, const PriceOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    PriceOverride price{.model = text(options.model), .cacheRead = {}, .cacheWrite = {}};
    GH_TRY(price.providerId, providerOf(configuration, options));
    price.effectiveFrom = session.clock().now();
    QJsonObject after = toJson(price);
    after.insert("input"_L1, text(options.input));
    after.insert("output"_L1, text(options.output));
    if (!options.cacheRead.empty())
        after.insert("cache_read"_L1, text(options.cacheRead));
    if (!options.cacheWrite.empty())
        after.insert("cache_write"_L1, text(options.cacheWrite));
    GH_CHECK(session.apply({{.kind = EntityKind::Price, .after = after}}));
    return static_cast<int>(ExitCode::Ok);
}

Result<int> deleteOwn(CtlSession &session, const PriceOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(const EntityId provider, providerOf(configuration, options));
    QList<Change> changes;
    for (const PriceOverride &price : configuration.prices) {
        if (price.model == text(options.model) && price.providerId == provider)
            changes.append({.kind = EntityKind::Price, .action = Change::Action::Remove, .id = price.id, .after = {}});
    }
    if (changes.isEmpty())
        return fail(ErrorKind::NotFound, u"There is no own price of '%1' there."_s.arg(text(options.model)));
    GH_CHECK(session.apply(std::move(changes)));
    return static_cast<int>(ExitCode::Ok);
}

Result<Timestamp> timeOf(const std::string &text, const Clock &clock)
{
    if (text.empty())
        return clock.now();
    const QString written = QString::fromStdString(text);
    QDateTime time = QDateTime::fromString(written, Qt::ISODate);
    if (!time.isValid())
        return fail(ErrorKind::Usage,
                    u"'%1' is no time; write it like 2026-11-30 or 2026-11-30T12:00:00Z."_s.arg(written));
    if (!written.contains(u'T'))
        time.setTimeZone(QTimeZone::utc());
    return fromMicroseconds(time.toMSecsSinceEpoch() * 1000);
}

QByteArray quoteJson(const Llm::PriceQuestion &question, const Llm::PriceQuote &quote)
{
    Json::Writer json;
    json.beginObject()
        .member("provider", question.provider)
        .member("flavor", question.flavor)
        .member("model", quote.model);
    json.key("usage").beginObject();
    for (const Llm::UsagePart &part : Llm::UsageParts) {
        if (quote.usage.*part.value != 0)
            json.member(part.name, quote.usage.*part.value);
    }
    json.endObject();
    if (!quote.price) {
        for (const char *name : {"price_version", "input_usd", "output_usd", "fees_usd", "total_usd"})
            json.nullMember(name);
        return json.endObject().take();
    }
    return json.member("price_version", quote.price->version.toUtf8())
        .member("input_usd", quote.cost.input.toUsd().toLatin1())
        .member("output_usd", quote.cost.output.toUsd().toLatin1())
        .member("fees_usd", quote.cost.fees.toUsd().toLatin1())
        .member("total_usd", quote.cost.total.toUsd().toLatin1())
        .endObject()
        .take();
}

Result<QByteArray> quoteLine(const Llm::PriceCatalog &catalog, const QByteArray &line, Timestamp time)
{
    GH_TRY(const auto tree, Json::Tree::parse(line, Json::Rules::Lenient));
    const Json::Node root = tree.root();
    if (!root["body"].isObject())
        return fail(ErrorKind::InvalidRequest, u"'body' is missing: an answer, or its usage with the model."_s);
    const Llm::PriceQuestion question{.provider = root["provider"].text(),
                                      .flavor = root["flavor"].text(),
                                      .body = root["body"].json(),
                                      .model = root["model"].text(),
                                      .serviceTier = root["service_tier"].text()};
    GH_TRY(const Llm::PriceQuote quote, Llm::quotePrice(catalog, question, time));
    return quoteJson(question, quote);
}

// One line out for each line in, so that the two can be laid side by side; of a line that cannot be read the error.
Result<int> quote(const CtlSession &session, const PriceOptions &options)
{
    GH_TRY(const Timestamp time, timeOf(options.at, session.clock()));
    GH_TRY(const auto catalog, Llm::PriceCatalog::parse(Resources::priceCatalog()));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"Standard input cannot be read."_s);
    bool isAllRead = true;
    while (!input.atEnd()) {
        const QByteArray line = input.readLine().trimmed();
        if (line.isEmpty())
            continue;
        const auto answer = quoteLine(*catalog, line, time);
        isAllRead = isAllRead && answer.has_value();
        const QByteArray out =
            answer ? *answer
                   : Json::Writer().beginObject().member("error", answer.error().message.toUtf8()).endObject().take();
        std::fwrite(out.constData(), 1, static_cast<std::size_t>(out.size()), stdout);
        std::fputc('\n', stdout);
    }
    return static_cast<int>(isAllRead ? ExitCode::Ok : ExitCode::Invalid);
}

} // namespace

void addPriceCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto *prices = app.add_subcommand("prices", "What models cost");
    prices->require_subcommand(1);
    auto options = std::make_shared<PriceOptions>();
    prices->add_subcommand("list", "The prices of your own, which go before the list")->callback([&] {
        action = [&] { return listOwn(session); };
    });
    auto *setting = prices->add_subcommand(
        "set", "A price from now on, in US dollars for a million tokens; that of a pattern, such as '*', holds for\n"
               "what nobody knows a price of");
    setting->add_option("MODEL", options->model, "As the provider knows it")->required();
    setting->add_option("--input", options->input)->required();
    setting->add_option("--output", options->output)->required();
    setting->add_option("--cache-read", options->cacheRead, "Default: as input");
    setting->add_option("--cache-write", options->cacheWrite, "Default: as input");
    setting->add_option("--provider", options->provider, "Default: at every provider");
    setting->callback([&, options] { action = [&, options] { return setOwn(session, *options); }; });
    auto *deleting = prices->add_subcommand("delete", "Go by the list again");
    deleting->add_option("MODEL", options->model)->required();
    deleting->add_option("--provider", options->provider, "Default: what holds at every provider");
    deleting->callback([&, options] { action = [&, options] { return deleteOwn(session, *options); }; });
    auto *quoting = prices->add_subcommand(
        "quote", "What answers cost: JSON lines on standard input, {\"provider\", \"flavor\", \"body\"}, with the\n"
                 "answer or its usage and model as the body; a JSON line out for each");
    quoting->add_option("--at", options->at, "By the prices of this time: 2026-11-30 (default: now)");
    quoting->callback(
        [&session, &action, options] { action = [&session, options] { return quote(session, *options); }; });
}

} // namespace Gatehouse::App
