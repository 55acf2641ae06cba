// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl prices: what answers of vendors cost by the price list.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/exitcode.h"
#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/pricequote.h"

#include <QDateTime>
#include <QFile>
#include <QTimeZone>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "resources/resources.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct QuoteOptions {
    std::string at;
};

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
Result<int> quote(const CtlSession &session, const QuoteOptions &options)
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
    auto *prices = app.add_subcommand("prices", "The price list");
    prices->require_subcommand(1);
    auto options = std::make_shared<QuoteOptions>();
    auto *quoting = prices->add_subcommand(
        "quote", "What answers cost: JSON lines on standard input, {\"provider\", \"flavor\", \"body\"}, with the\n"
                 "answer or its usage and model as the body; a JSON line out for each");
    quoting->add_option("--at", options->at, "By the prices of this time: 2026-11-30 (default: now)");
    quoting->callback(
        [&session, &action, options] { action = [&session, options] { return quote(session, *options); }; });
}

} // namespace Gatehouse::App
