// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl budgets and limits: how much, and how often. What is spent and held is told while a gateway runs.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"

#include <CLI/CLI.hpp>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct RuleOptions {
    std::string name;
    std::string subject = "client";
    std::string amount;
    std::string window = "month";
    std::string zone;
    bool isSoft = false;
    bool allowsUnpriced = false;
    std::string downgrade;
    int downgradeAt = 80;
    std::string until;
    std::string reason;
    std::string unit = "requests";
    std::string period = "1m";
    int queue = 0;
    int wait = 0;
};

QString text(const std::string &utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// "client:ci" or "client", which is each of them: the members "scope" and "subject" of a rule.
void setSubject(QJsonObject &rule, const std::string &written)
{
    const QString whole = text(written);
    const qsizetype colon = whole.indexOf(u':');
    rule.insert("scope"_L1, colon < 0 ? whole : whole.first(colon));
    rule.insert("subject"_L1, colon < 0 ? QString() : whole.sliced(colon + 1));
}

QString subjectOf(const QJsonObject &rule)
{
    const QString subject = rule["subject"_L1].toString();
    return rule["scope"_L1].toString() + (subject.isEmpty() ? QString() : u':' + subject);
}

// How the counters of a rule stand, or nothing where no gateway runs.
QList<Accounting::CounterStatus> countersOf(CtlSession &session, EntityKind kind, EntityId rule)
{
    const auto owner = session.runningOwner();
    if (!owner)
        return {};
    QList<Accounting::CounterStatus> counters = (*owner)->status().counters;
    counters.removeIf([&](const auto &counter) { return counter.kind != kind || counter.rule != rule; });
    return counters;
}

QString dollars(qint64 nanos)
{
    return moneyText(Money::fromNanos(nanos));
}

Result<int> listBudgets(CtlSession &session)
{
    using enum CtlTable::Align;
    GH_TRY(const auto configuration, session.configuration());
    CtlTable table({{u"BUDGET"_s},
                    {u"FOR"_s},
                    {u"WINDOW"_s},
                    {u"STATE"_s},
                    {u"LIMIT"_s, Right},
                    {u"SPENT"_s, Right},
                    {u"RESERVED"_s, Right},
                    {u"RESETS"_s}});
    QJsonArray rows;
    for (const Budget &budget : configuration.budgets) {
        QJsonObject row = toJson(budget);
        const QString state = !budget.enabled                           ? u"off"_s
                              : budget.enforcement == Enforcement::Hard ? u"hard"_s
                                                                        : u"soft"_s;
        const QString window = row["window"_L1].toString();
        QJsonArray counters;
        for (const auto &counter : countersOf(session, EntityKind::Budget, budget.id)) {
            counters.append(QJsonObject{{u"subject"_s, counter.subject},
                                        {u"limit_usd"_s, Money::fromNanos(counter.limit).toUsd()},
                                        {u"spend_usd"_s, Money::fromNanos(counter.used).toUsd()},
                                        {u"reserved_usd"_s, Money::fromNanos(counter.held).toUsd()}});
            table.add({budget.name, counter.subject, window, state, dollars(counter.limit), dollars(counter.used),
                       dollars(counter.held), counter.resetsAt ? timeText(*counter.resetsAt) : QString()});
        }
        if (counters.isEmpty())
            table.add({budget.name, subjectOf(row), window, state, dollars(budget.amount), {}, {}, {}});
        row.insert("counters"_L1, counters);
        rows.append(row);
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

Result<int> addBudget(CtlSession &session, const RuleOptions &options)
{
    QJsonObject rule{{u"name"_s, text(options.name)},
                     {u"amount"_s, text(options.amount)},
                     {u"zone"_s, text(options.zone)},
                     {u"enforcement"_s, options.isSoft ? u"soft"_s : u"hard"_s},
                     {u"unpriced"_s, options.allowsUnpriced ? u"allow"_s : u"block"_s},
                     {u"downgrade_model"_s, text(options.downgrade)},
                     {u"downgrade_at"_s, options.downgradeAt}};
    setSubject(rule, options.subject);
    const QString window = text(options.window);
    if (window.startsWith("rolling:"_L1)) {
        GH_TRY(const auto length, readSpan(options.window.substr(options.window.find(':') + 1)));
        rule.insert("window"_L1, u"rolling"_s);
        rule.insert("length"_L1, qint64(length.count()));
    } else {
        rule.insert("window"_L1, window);
    }
    GH_CHECK(session.apply({{.kind = EntityKind::Budget, .after = rule}}));
    return static_cast<int>(ExitCode::Ok);
}

Result<int> topUp(CtlSession &session, const RuleOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(Budget budget, findByName(configuration.budgets, u"budget"_s, text(options.name)));
    const auto amount = Money::fromUsd(text(options.amount));
    if (!amount || *amount <= Money())
        return fail(ErrorKind::Usage, u"'%1' is no amount of US dollars."_s.arg(text(options.amount)));
    GH_TRY(const auto span, readSpan(options.until));
    budget.topUp = amount->nanos();
    budget.topUpUntil = session.clock().now() + span;
    budget.topUpReason = text(options.reason);
    GH_CHECK(session.apply({{.kind = EntityKind::Budget, .id = budget.id, .after = toJson(budget)}}));
    return static_cast<int>(ExitCode::Ok);
}

Result<int> listLimits(CtlSession &session)
{
    using enum CtlTable::Align;
    GH_TRY(const auto configuration, session.configuration());
    CtlTable table({{u"LIMIT"_s},
                    {u"FOR"_s},
                    {u"STATE"_s},
                    {u"COUNTS"_s},
                    {u"AMOUNT"_s, Right},
                    {u"SECONDS"_s, Right},
                    {u"USED"_s, Right}});
    QJsonArray rows;
    for (const Limit &limit : configuration.limits) {
        QJsonObject row = toJson(limit);
        const QString state = limit.enabled ? u"on"_s : u"off"_s;
        const QString unit = row["unit"_L1].toString();
        const QString period =
            limit.unit == LimitUnit::Concurrency ? QString() : countText(qint64(limit.period.count()));
        QJsonArray counters;
        for (const auto &counter : countersOf(session, EntityKind::Limit, limit.id)) {
            counters.append(QJsonObject{{u"subject"_s, counter.subject}, {u"used"_s, counter.used}});
            table.add(
                {limit.name, counter.subject, state, unit, countText(counter.limit), period, countText(counter.used)});
        }
        if (counters.isEmpty())
            table.add({limit.name, subjectOf(row), state, unit, countText(limit.amount), period, {}});
        row.insert("counters"_L1, counters);
        rows.append(row);
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

Result<int> addLimit(CtlSession &session, const RuleOptions &options)
{
    bool isNumber = false;
    const qint64 amount = text(options.amount).toLongLong(&isNumber);
    if (!isNumber)
        return fail(ErrorKind::Usage, u"'%1' is no whole number."_s.arg(text(options.amount)));
    GH_TRY(const auto period, readSpan(options.period));
    QJsonObject rule{{u"name"_s, text(options.name)},
                     {u"unit"_s, text(options.unit)},
                     {u"amount"_s, amount},
                     {u"period"_s, qint64(period.count())},
                     {u"queue_length"_s, options.queue},
                     {u"queue_wait_ms"_s, qint64(options.wait) * 1000}};
    setSubject(rule, options.subject);
    GH_CHECK(session.apply({{.kind = EntityKind::Limit, .after = rule}}));
    return static_cast<int>(ExitCode::Ok);
}

// Deletes a rule, or turns it on or off.
template <typename Rule>
Result<int> changeRule(CtlSession &session, const QList<Rule> &rules, EntityKind kind, const RuleOptions &options,
                       std::optional<bool> enabled)
{
    GH_TRY(Rule rule, findByName(rules, entityKindName(kind), text(options.name)));
    if (enabled) {
        rule.enabled = *enabled;
        GH_CHECK(session.apply({{.kind = kind, .id = rule.id, .after = toJson(rule)}}));
    } else {
        GH_CHECK(session.apply({{.kind = kind, .action = Change::Action::Remove, .id = rule.id, .after = {}}}));
    }
    return static_cast<int>(ExitCode::Ok);
}

void addVerbs(CLI::App &parent, CtlSession &session, CtlAction &action, EntityKind kind,
              const std::shared_ptr<RuleOptions> &options)
{
    struct Verb {
        const char *name;
        const char *description;
        std::optional<bool> enabled; // nothing = delete
    };
    for (const auto &verb : {Verb{"enable", "Keep it again", true}, Verb{"disable", "Do not keep it", false},
                             Verb{"delete", "Remove it", std::nullopt}}) {
        auto *command = parent.add_subcommand(verb.name, verb.description);
        command->add_option("NAME", options->name)->required();
        command->callback([&session, &action, options, kind, enabled = verb.enabled] {
            action = [&session, options, kind, enabled]() -> Result<int> {
                GH_TRY(const auto configuration, session.configuration());
                return kind == EntityKind::Budget ? changeRule(session, configuration.budgets, kind, *options, enabled)
                                                  : changeRule(session, configuration.limits, kind, *options, enabled);
            };
        });
    }
}

constexpr auto SubjectHelp = "organisation, team:NAME, client:NAME, key:ID, model:GLOB or provider:NAME; a word alone, "
                             "such as client, is each of them by itself";

} // namespace

void addRuleCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<RuleOptions>();
    auto *budgets = app.add_subcommand("budgets", "So much money in a window of time")->require_subcommand(1);
    budgets->add_subcommand("list", "All budgets, and how each stands while a gateway runs")->callback([&] {
        action = [&] { return listBudgets(session); };
    });
    auto *budget = budgets->add_subcommand("add", "A new budget");
    budget->add_option("NAME", options->name)->required();
    budget->add_option("--for", options->subject, SubjectHelp)->capture_default_str();
    budget->add_option("--amount", options->amount, "US dollars")->required();
    budget
        ->add_option("--window", options->window,
                     "hour, day, week, month, quarter, year, lifetime, or rolling:24h for the last so many hours")
        ->capture_default_str();
    budget->add_option("--zone", options->zone, "Whose calendar, such as Europe/Berlin; default: UTC");
    budget->add_flag("--soft", options->isSoft, "Only show when it is passed");
    budget->add_flag("--allow-unpriced", options->allowsUnpriced, "Let requests pass whose price is not known");
    budget->add_option("--downgrade", options->downgrade, "The model that requests get instead, from a point on");
    budget->add_option("--downgrade-at", options->downgradeAt, "That point, in per cent")->capture_default_str();
    budget->callback([&, options] { action = [&, options] { return addBudget(session, *options); }; });
    auto *more = budgets->add_subcommand("top-up", "More for a budget, until a time");
    more->add_option("NAME", options->name)->required();
    more->add_option("--amount", options->amount, "US dollars")->required();
    more->add_option("--for", options->until, "How long: 24h, 7d")->required();
    more->add_option("--reason", options->reason, "For those who ask later")->required();
    more->callback([&, options] { action = [&, options] { return topUp(session, *options); }; });
    addVerbs(*budgets, session, action, EntityKind::Budget, options);

    auto *limits = app.add_subcommand("limits", "So many requests or tokens in a period")->require_subcommand(1);
    limits->add_subcommand("list", "All limits, and how each stands while a gateway runs")->callback([&] {
        action = [&] { return listLimits(session); };
    });
    auto *limit = limits->add_subcommand("add", "A new limit");
    limit->add_option("NAME", options->name)->required();
    limit->add_option("--for", options->subject, SubjectHelp)->capture_default_str();
    limit->add_option("--amount", options->amount, "How many")->required();
    limit->add_option("--unit", options->unit, "requests, input_tokens, output_tokens, tokens or concurrency")
        ->capture_default_str();
    limit->add_option("--per", options->period, "In how long: 1m, 24h, 7d")->capture_default_str();
    limit->add_option("--queue", options->queue, "Of concurrency: how many may wait")->capture_default_str();
    limit->add_option("--wait", options->wait, "And how long, in seconds")->capture_default_str();
    limit->callback([&, options] { action = [&, options] { return addLimit(session, *options); }; });
    addVerbs(*limits, session, action, EntityKind::Limit, options);
}

} // namespace Gatehouse::App
