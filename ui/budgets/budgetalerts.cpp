// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/budgetalerts.h"

#include "ui/budgets/rulewords.h"
#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Marks{50, 80, 95, 100};
constexpr int ClearlyBelow = 5; // points

int percentOf(const Accounting::CounterStatus &counter)
{
    // Rounded down: a budget is at 100 % when nothing is left. In floating point, since a product might not fit.
    return static_cast<int>(
        std::min(1'000.0, 100.0 * static_cast<double>(counter.used) / static_cast<double>(counter.limit)));
}

int markAt(int percent)
{
    int passed = 0;
    for (const int mark : Marks)
        passed = percent >= mark ? mark : passed;
    return passed;
}

} // namespace

void BudgetAlerts::setCounters(const Configuration &configuration, const QList<Accounting::CounterStatus> &counters)
{
    for (const Accounting::CounterStatus &counter : counters) {
        if (counter.kind != EntityKind::Budget || counter.limit <= 0)
            continue;
        const auto budget = std::ranges::find(configuration.budgets, counter.rule, &Budget::id);
        if (budget != configuration.budgets.end())
            look(*budget, counter);
    }
    m_isFirst = m_isFirst && counters.isEmpty();
}

void BudgetAlerts::look(const Budget &budget, const Accounting::CounterStatus &counter)
{
    Told &told = m_told[u"%1 %2"_s.arg(counter.rule).arg(counter.subject)];
    if (told.resetsAt != counter.resetsAt)
        told = {.mark = 0, .resetsAt = counter.resetsAt};
    const int percent = percentOf(counter);
    const int mark = markAt(percent);
    if (mark < told.mark && percent <= told.mark - ClearlyBelow)
        told.mark = mark;
    if (mark <= told.mark)
        return;
    told.mark = mark;
    if (m_isFirst)
        return;
    const QString subject = RuleWords::counterSubject(counter.subject);
    const QString limit = Formats::money(Money::fromNanos(counter.limit));
    emit alert(
        mark < 100
            ? Tr::tr("%1 has used %2 of %3 (“%4”)").arg(subject, Formats::percent(mark / 100.0, 0), limit, budget.name)
        : budget.enforcement == Enforcement::Hard
            ? Tr::tr("%1 has used up %2 (“%3”): requests are refused").arg(subject, limit, budget.name)
            : Tr::tr("%1 is over %2 (“%3”)").arg(subject, limit, budget.name),
        budget.id);
}

} // namespace Gatehouse::Ui
