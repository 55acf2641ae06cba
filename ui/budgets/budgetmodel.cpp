// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/budgetmodel.h"

#include "ui/budgets/rulewords.h"
#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

void BudgetModel::setConfiguration(const Configuration &configuration, Timestamp now)
{
    m_budgets = configuration.budgets;
    m_now = now;
    std::vector<Rule> rules;
    for (const Budget &budget : std::as_const(m_budgets))
        rules.push_back({.id = budget.id, .isEnabled = budget.enabled});
    setRules(std::move(rules));
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1)); // names and amounts
}

std::optional<Budget> BudgetModel::budget(EntityId id) const
{
    const auto found = std::ranges::find(m_budgets, id, &Budget::id);
    return found == m_budgets.end() ? std::nullopt : std::optional(*found);
}

bool BudgetModel::isOwn(const Accounting::CounterStatus &counter) const
{
    return counter.kind == EntityKind::Budget;
}

int BudgetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Fullness BudgetModel::stateOf(const Row &row, const Budget &budget)
{
    const bool isHard = budget.enforcement == Enforcement::Hard;
    return fullnessBadge(row.isEnabled, fullnessOf(row), isHard ? Tr::tr("Used up") : Tr::tr("Over"),
                         isHard ? Tone::Blocked : Tone::Error);
}

QVariant BudgetModel::text(const Row &row, const Budget &budget, int column) const
{
    const auto money = [](qint64 nanos) { return Formats::money(Money::fromNanos(nanos)); };
    switch (column) {
    case StateColumn:
        return stateOf(row, budget).text;
    case SubjectColumn:
        return row.counter ? RuleWords::counterSubject(row.subject) : RuleWords::subject(budget.scope, budget.subject);
    case NameColumn:
        return budget.name;
    case WindowColumn:
        return RuleWords::window(budget.window);
    case UseColumn:
        return row.counter ? RuleWords::fullness(fullnessOf(row)) : QString();
    case SpentColumn:
        return row.counter ? money(row.counter->used) : QString();
    case HeldColumn:
        return row.counter && row.counter->held > 0 ? money(row.counter->held) : QString();
    case LimitColumn:
        return money(row.counter ? row.counter->limit : budget.amount);
    case LeftColumn:
        return row.counter ? money(std::max<qint64>(row.counter->limit - row.counter->used - row.counter->held, 0))
                           : QString();
    case ResetColumn:
        return row.counter && row.counter->resetsAt ? Formats::timeOrDay(*row.counter->resetsAt, m_now) : QString();
    default:
        return {};
    }
}

QVariant BudgetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = rowAt(index.row());
    const auto budget = this->budget(row.rule);
    if (!budget)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, *budget, column);
    case Qt::TextAlignmentRole:
        return column >= SpentColumn ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        if (column == ResetColumn && row.counter && row.counter->resetsAt)
            return Formats::fullTime(*row.counter->resetsAt);
        if (column == SpentColumn && row.counter)
            return Formats::moneyExact(Money::fromNanos(row.counter->used));
        return text(row, *budget, column);
    case Qt::AccessibleTextRole:
        if (column == UseColumn && row.counter)
            return Tr::tr("%1 of %2")
                .arg(RuleWords::fullness(fullnessOf(row)), Formats::money(Money::fromNanos(row.counter->limit)));
        return {};
    case ToneRole:
        return column == StateColumn ? QVariant::fromValue(stateOf(row, *budget).tone) : QVariant();
    case BarRole:
        if (column != UseColumn || !row.counter || row.counter->limit <= 0)
            return {};
        return QVariant::fromValue(Bar{
            .spent = std::min(1.0, static_cast<double>(row.counter->used) / static_cast<double>(row.counter->limit)),
            .reserved =
                std::min(1.0, static_cast<double>(row.counter->held) / static_cast<double>(row.counter->limit))});
    case QuietRole:
        return !row.isEnabled;
    case SecondLineRole:
        return column == NameColumn && budget->enforcement == Enforcement::Soft ? Tr::tr("soft") : QVariant();
    case IdRole:
        return row.rule;
    case EnabledRole:
        return row.isEnabled;
    case FullnessRole:
        return row.counter ? QVariant(fullnessOf(row)) : QVariant();
    default:
        return {};
    }
}

QVariant BudgetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= SpentColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return Tr::tr("State");
    case SubjectColumn:
        return Tr::tr("For");
    case NameColumn:
        return Tr::tr("Budget");
    case WindowColumn:
        return Tr::tr("Window");
    case UseColumn:
        return Tr::tr("Used");
    case SpentColumn:
        return Tr::tr("Spent");
    case HeldColumn:
        return Tr::tr("Reserved");
    case LimitColumn:
        return Tr::tr("Limit");
    case LeftColumn:
        return Tr::tr("Left");
    case ResetColumn:
        return Tr::tr("Resets");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
