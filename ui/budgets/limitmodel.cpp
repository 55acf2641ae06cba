// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/limitmodel.h"

#include "ui/budgets/rulewords.h"
#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

void LimitModel::setConfiguration(const Configuration &configuration)
{
    m_limits = configuration.limits;
    std::vector<Rule> rules;
    for (const Limit &limit : std::as_const(m_limits))
        rules.push_back({.id = limit.id, .isEnabled = limit.enabled});
    setRules(std::move(rules));
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1)); // names and amounts
}

std::optional<Limit> LimitModel::limit(EntityId id) const
{
    const auto found = std::ranges::find(m_limits, id, &Limit::id);
    return found == m_limits.end() ? std::nullopt : std::optional(*found);
}

bool LimitModel::isOwn(const Accounting::CounterStatus &counter) const
{
    return counter.kind == EntityKind::Limit;
}

int LimitModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Fullness LimitModel::stateOf(const Row &row)
{
    return fullnessBadge(row.isEnabled, fullnessOf(row), Tr::tr("Reached"), Tone::Blocked);
}

QVariant LimitModel::text(const Row &row, const Limit &limit, int column)
{
    switch (column) {
    case StateColumn:
        return stateOf(row).text;
    case SubjectColumn:
        return row.counter ? RuleWords::counterSubject(row.subject) : RuleWords::subject(limit.scope, limit.subject);
    case NameColumn:
        return limit.name;
    case UnitColumn:
        return RuleWords::unit(limit.unit);
    case LimitColumn:
        return RuleWords::limit(limit);
    case UseColumn:
        return row.counter ? RuleWords::fullness(fullnessOf(row)) : QString();
    case UsedColumn:
        return row.counter ? Formats::count(row.counter->used) : QString();
    default:
        return {};
    }
}

QVariant LimitModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = rowAt(index.row());
    const auto limit = this->limit(row.rule);
    if (!limit)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, *limit, column);
    case Qt::TextAlignmentRole:
        return column == UsedColumn ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::AccessibleTextRole:
        if (column == UseColumn && row.counter)
            return Tr::tr("%1 of %2").arg(RuleWords::fullness(fullnessOf(row)), Formats::count(row.counter->limit));
        return {};
    case ToneRole:
        return column == StateColumn ? QVariant::fromValue(stateOf(row).tone) : QVariant();
    case BarRole:
        if (column != UseColumn || !row.counter)
            return {};
        return QVariant::fromValue(Bar{.spent = std::min(1.0, fullnessOf(row)), .reserved = 0});
    case QuietRole:
        return !row.isEnabled;
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

QVariant LimitModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == UsedColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return Tr::tr("State");
    case SubjectColumn:
        return Tr::tr("For");
    case NameColumn:
        return Tr::tr("Rate limit");
    case UnitColumn:
        return Tr::tr("Counts");
    case LimitColumn:
        return Tr::tr("Limit");
    case UseColumn:
        return Tr::tr("Used now");
    case UsedColumn:
        return Tr::tr("So far");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
