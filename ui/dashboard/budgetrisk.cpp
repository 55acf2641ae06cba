// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/budgetrisk.h"

#include "ui/budgets/rulemodel.h"
#include "ui/budgets/rulewords.h"
#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

namespace {

constexpr double LeastPassed = 0.05; // of a window, before anything is said of its end

// Where the spending of a window leads to when it goes on as it has gone.
void addOutlook(BudgetRisk &risk, const Budget &budget, Timestamp now)
{
    using enum Limits::WindowKind;
    if (risk.fullness >= 1) {
        risk.outlook = budget.enforcement == Enforcement::Hard ? Tr::tr("Used up") : Tr::tr("Over");
        risk.tone = Tone::Error;
        return;
    }
    risk.tone = risk.fullness >= NearlyFull ? Tone::Warning : Tone::Neutral;
    if (budget.window.kind == Lifetime || budget.window.kind == Rolling || !Limits::checkRule(budget.window))
        return;
    const Limits::Window window = Limits::windowAt(budget.window, now);
    const auto length = std::chrono::duration<double>(window.end - window.begin).count();
    const double passed = std::chrono::duration<double>(now - window.begin).count() / length;
    if (passed < LeastPassed)
        return;
    const double atEnd = risk.fullness / passed;
    if (atEnd < 1) {
        risk.outlook = Tr::tr("%1 at reset, %2").arg(Formats::percent(atEnd, 0), Formats::timeOrDay(window.end, now));
        return;
    }
    const auto left = std::chrono::duration<double>(length * passed / risk.fullness);
    const Timestamp end = window.begin + std::chrono::duration_cast<Timestamp::duration>(left);
    risk.outlook = Tr::tr("Runs out %1").arg(Formats::timeOrDay(end, now));
    if (risk.tone == Tone::Neutral)
        risk.tone = Tone::Warning;
}

} // namespace

QList<BudgetRisk> budgetRisks(const Configuration &configuration, const QList<Accounting::CounterStatus> &counters,
                              Timestamp now, qsizetype limit)
{
    QList<BudgetRisk> risks;
    for (const Accounting::CounterStatus &counter : counters) {
        if (counter.kind != EntityKind::Budget || counter.limit <= 0)
            continue;
        const auto budget = std::ranges::find(configuration.budgets, counter.rule, &Budget::id);
        if (budget == configuration.budgets.end())
            continue;
        const auto whole = static_cast<double>(counter.limit);
        BudgetRisk risk{.budget = counter.rule,
                        .subject = RuleWords::counterSubject(counter.subject),
                        .window = budget->window.kind == Limits::WindowKind::Rolling
                                      ? RuleWords::length(budget->window.length)
                                      : RuleWords::windowKind(budget->window.kind),
                        .used = Money::fromNanos(counter.used) + Money::fromNanos(counter.held),
                        .limit = Money::fromNanos(counter.limit),
                        .bar = {.spent = std::min(1.0, static_cast<double>(counter.used) / whole),
                                .reserved = std::min(1.0, static_cast<double>(counter.held) / whole)},
                        .outlook = {}};
        risk.fullness = fullnessOf(counter);
        addOutlook(risk, *budget, now);
        risks.append(risk);
    }
    std::ranges::stable_sort(risks, std::ranges::greater(), &BudgetRisk::fullness);
    risks.resize(std::min(risks.size(), limit));
    return risks;
}

} // namespace Gatehouse::Ui
