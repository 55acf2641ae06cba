// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/modelusagemodel.h"

#include "ui/common/formats.h"
#include "ui/common/roles.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

void ModelUsageModel::setGroups(const QList<Store::GroupTotals> &groups)
{
    QList<Store::GroupTotals> next = groups;
    std::ranges::stable_sort(next, [](const Store::GroupTotals &left, const Store::GroupTotals &right) {
        return std::pair(left.totals.cost, left.totals.requests) > std::pair(right.totals.cost, right.totals.requests);
    });
    // The same models in the same order is the usual case of a refresh: the rows stay, and with them the selection.
    const bool isSameOrder =
        std::ranges::equal(next, m_groups, {}, &Store::GroupTotals::group, &Store::GroupTotals::group);
    if (!isSameOrder)
        beginResetModel();
    m_groups = std::move(next);
    if (!isSameOrder)
        endResetModel();
    else if (!m_groups.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString ModelUsageModel::modelAt(int row) const
{
    return row >= 0 && row < m_groups.size() ? m_groups[row].group : QString();
}

Money ModelUsageModel::totalCost() const
{
    Money sum;
    for (const Store::GroupTotals &group : m_groups)
        sum += group.totals.cost;
    return sum;
}

qint64 ModelUsageModel::totalRequests() const
{
    qint64 sum = 0;
    for (const Store::GroupTotals &group : m_groups)
        sum += group.totals.requests;
    return sum;
}

int ModelUsageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_groups.size());
}

int ModelUsageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ModelUsageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(m_groups[index.row()], index.column());
    if (role == Qt::TextAlignmentRole && index.column() != ModelColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == ExactRole && index.column() == CostColumn)
        return Formats::moneyExact(m_groups[index.row()].totals.cost);
    return {};
}

QVariant ModelUsageModel::text(const Store::GroupTotals &group, int column) const
{
    const Store::Totals &totals = group.totals;
    switch (column) {
    case ModelColumn:
        return group.group.isEmpty() ? Tr::tr("(no model)") : group.group;
    case RequestsColumn:
        return Formats::count(totals.requests);
    case InputColumn:
        return totals.usage.inputTotal() > 0 ? Formats::count(totals.usage.inputTotal()) : QString();
    case OutputColumn:
        return totals.usage.outputTotal() > 0 ? Formats::count(totals.usage.outputTotal()) : QString();
    case CostColumn:
        if (totals.cost == Money() && totals.unpriced > 0)
            return Tr::tr("unpriced");
        return Formats::money(totals.cost);
    case ShareColumn: {
        const qint64 sum = totalCost().nanos();
        if (sum <= 0 || totals.cost == Money())
            return {};
        return Formats::percent(static_cast<double>(totals.cost.nanos()) / static_cast<double>(sum));
    }
    case ErrorsColumn: {
        const qint64 failed = totals.clientErrors + totals.upstreamErrors;
        if (failed == 0 || totals.requests == 0)
            return {};
        return Formats::percent(static_cast<double>(failed) / static_cast<double>(totals.requests));
    }
    default:
        return {};
    }
}

QVariant ModelUsageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != ModelColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ModelColumn:
        return Tr::tr("Model");
    case RequestsColumn:
        return Tr::tr("Requests");
    case InputColumn:
        return Tr::tr("Tokens in");
    case OutputColumn:
        return Tr::tr("Tokens out");
    case CostColumn:
        return Tr::tr("Cost");
    case ShareColumn:
        return Tr::tr("Share");
    case ErrorsColumn:
        return Tr::tr("Errors");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
