// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl usage: requests, tokens and cost by whoever.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"
#include "gateway/store/totals.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct UsageOptions {
    std::string by = "client";
    std::string since = "30d";
    bool isCsv = false;
};

const std::map<std::string, Store::GroupBy> &groupings()
{
    // A team is what its clients used together.
    static const std::map<std::string, Store::GroupBy> names{
        {"client", Store::GroupBy::Client}, {"team", Store::GroupBy::Client},       {"key", Store::GroupBy::Key},
        {"model", Store::GroupBy::Model},   {"provider", Store::GroupBy::Provider}, {"total", Store::GroupBy::None}};
    return names;
}

template <typename Entity>
QString nameOf(const QList<Entity> &entities, EntityId id)
{
    const auto found = std::ranges::find(entities, id, &Entity::id);
    if (found == entities.end())
        return id == 0 ? u"(none)"_s : u"(deleted, id %1)"_s.arg(id);
    return found->name;
}

QString groupName(const Configuration &configuration, Store::GroupBy by, const Store::GroupTotals &row)
{
    switch (by) {
    case Store::GroupBy::Client:
        return nameOf(configuration.clients, row.groupId);
    case Store::GroupBy::Key: {
        const auto key = std::ranges::find(configuration.keys, row.groupId, &ApiKey::id);
        return key == configuration.keys.end() ? nameOf(configuration.keys, row.groupId)
                                               : QString::fromLatin1(key->publicId);
    }
    case Store::GroupBy::Provider:
        return nameOf(configuration.providers, row.groupId);
    case Store::GroupBy::Model:
        return row.group.isEmpty() ? u"(none)"_s : row.group;
    case Store::GroupBy::None:
        break;
    }
    return u"total"_s;
}

// A row of the report: whoever it is about, and what they used.
struct NamedTotals {
    QString name;
    Store::Totals totals;
};

QString teamOf(const Configuration &configuration, EntityId client)
{
    const auto found = std::ranges::find(configuration.clients, client, &Client::id);
    return found == configuration.clients.end() || found->team.isEmpty() ? u"(none)"_s : found->team;
}

QList<NamedTotals> namedRows(const Configuration &configuration, const UsageOptions &options,
                             const QList<Store::GroupTotals> &groups)
{
    QList<NamedTotals> rows;
    for (const Store::GroupTotals &group : groups) {
        const QString name = options.by == "team" ? teamOf(configuration, group.groupId)
                                                  : groupName(configuration, groupings().at(options.by), group);
        // Clients of one team are one row.
        const auto known = options.by == "team" ? std::ranges::find(rows, name, &NamedTotals::name) : rows.end();
        if (known == rows.end())
            rows.append({.name = name, .totals = group.totals});
        else
            Store::addTotals(known->totals, group.totals);
    }
    std::ranges::stable_sort(rows, std::greater(), [](const NamedTotals &row) { return row.totals.cost; });
    return rows;
}

// A field of RFC 4180; one that a spreadsheet would take for a formula is led by an apostrophe.
QString csvField(QString text)
{
    if (!text.isEmpty() && u"=+-@\t\r"_s.contains(text.front()))
        text.prepend(u'\'');
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n'))
        return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString csvText(const UsageOptions &options, const QList<NamedTotals> &rows)
{
    QString text = QString::fromStdString(options.by)
                   + u",requests,answered,client_errors,upstream_errors,unpriced,input_tokens,cached_input_tokens,"
                     "output_tokens,cost_usd\r\n"_s;
    for (const auto &[name, totals] : rows) {
        QStringList fields{csvField(name)};
        for (const qint64 number :
             {totals.requests, totals.answered, totals.clientErrors, totals.upstreamErrors, totals.unpriced,
              totals.usage.inputTotal(), totals.usage.cacheReadTotal(), totals.usage.outputTotal()})
            fields.append(QString::number(number));
        fields.append(totals.cost.toUsd());
        text += fields.join(u',') + u"\r\n"_s;
    }
    return text;
}

QJsonObject rowJson(const QString &name, const Store::Totals &totals)
{
    return {{u"name"_s, name},
            {u"requests"_s, totals.requests},
            {u"answered"_s, totals.answered},
            {u"client_errors"_s, totals.clientErrors},
            {u"upstream_errors"_s, totals.upstreamErrors},
            {u"unpriced"_s, totals.unpriced},
            {u"input_tokens"_s, totals.usage.inputTotal()},
            {u"cached_input_tokens"_s, totals.usage.cacheReadTotal()},
            {u"output_tokens"_s, totals.usage.outputTotal()},
            {u"cost_usd"_s, totals.cost.toUsd()}};
}

Result<int> usage(CtlSession &session, const UsageOptions &options)
{
    GH_TRY(const auto span, readSpan(options.since));
    GH_TRY(auto *const reader, session.reader());
    GH_TRY(const auto configuration, reader->configuration());
    const auto by = groupings().at(options.by);
    const auto now = session.clock().now();
    GH_TRY(
        const auto groups,
        reader->groups({.from = now - span, .to = now, .bucket = Store::Bucket::Hour, .groupBy = by, .clients = {}}));
    const QList<NamedTotals> rows = namedRows(configuration, options, groups);
    if (options.isCsv) {
        print(csvText(options, rows));
        return static_cast<int>(ExitCode::Ok);
    }

    using enum CtlTable::Align;
    CtlTable table({{QString::fromStdString(options.by).toUpper()},
                    {u"REQUESTS"_s, Right},
                    {u"ERRORS"_s, Right},
                    {u"INPUT"_s, Right},
                    {u"CACHED"_s, Right},
                    {u"OUTPUT"_s, Right},
                    {u"UNPRICED"_s, Right},
                    {u"COST"_s, Right}});
    QJsonArray json;
    for (const auto &[name, totals] : rows) {
        json.append(rowJson(name, totals));
        table.add({name, countText(totals.requests), countText(totals.clientErrors + totals.upstreamErrors),
                   countText(totals.usage.inputTotal()), countText(totals.usage.cacheReadTotal()),
                   countText(totals.usage.outputTotal()), countText(totals.unpriced), moneyText(totals.cost)});
    }
    session.isJson ? printJson(json) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

Result<std::chrono::seconds> readSpan(const std::string &text)
{
    const auto written = QString::fromStdString(text);
    bool isNumber = false;
    const auto number = written.chopped(std::min<qsizetype>(1, written.size())).toLongLong(&isNumber);
    const auto unit = written.isEmpty() ? QChar() : written.back();
    constexpr qint64 MostDays = 36'500;
    if (isNumber && number > 0 && number <= MostDays * 24 * 60) {
        if (unit == u'm')
            return std::chrono::minutes(number);
        if (unit == u'h' && number <= MostDays * 24)
            return std::chrono::hours(number);
        if (unit == u'd' && number <= MostDays)
            return std::chrono::days(number);
    }
    return fail(ErrorKind::Usage, u"'%1' is no span of time; write it like 30m, 24h or 7d."_s.arg(written));
}

void addUsageCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<UsageOptions>();
    auto *command = app.add_subcommand("usage", "Requests, tokens and cost, the dearest first");
    command->add_option("--by", options->by, "client, team, key, model, provider or total")
        ->check(CLI::IsMember({"client", "team", "key", "model", "provider", "total"}))
        ->capture_default_str();
    command->add_option("--since", options->since, "How far back: 24h, 7d, 30d")->capture_default_str();
    command->add_flag("--csv", options->isCsv, "As CSV, for a spreadsheet");
    command->callback([&, options] { action = [&, options] { return usage(session, *options); }; });
}

} // namespace Gatehouse::App
