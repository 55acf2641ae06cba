// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providerproxymodel.h"

#include "ui/providers/providermodel.h"

#include <algorithm>

namespace Gatehouse::Ui {

ProviderProxyModel::ProviderProxyModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
}

void ProviderProxyModel::setSearch(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void ProviderProxyModel::setGroup(Group group)
{
    m_group = group;
    invalidateRowsFilter();
}

int ProviderProxyModel::countOf(Group group) const
{
    int count = 0;
    for (int row = 0; row < sourceModel()->rowCount(); ++row)
        count += isInGroup(sourceModel()->index(row, 0), group) ? 1 : 0;
    return count;
}

bool ProviderProxyModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    const QModelIndex provider = sourceModel()->index(sourceRow, 0, sourceParent);
    const QString text = provider.data(ProviderModel::SearchRole).toString();
    return isInGroup(provider, m_group) && std::ranges::all_of(m_words, [&](const QString &word) {
               return text.contains(word, Qt::CaseInsensitive);
           });
}

bool ProviderProxyModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant l = left.data(SortRole);
    const QVariant r = right.data(SortRole);
    if (l.typeId() == QMetaType::QString)
        return l.toString().localeAwareCompare(r.toString()) < 0;
    if (l != r)
        return l.toDouble() < r.toDouble();
    // Equal values go by name, so that the order is always the same.
    const auto name = [](const QModelIndex &index) {
        return index.siblingAtColumn(ProviderModel::NameColumn).data(SortRole).toString();
    };
    return name(left).localeAwareCompare(name(right)) < 0;
}

bool ProviderProxyModel::isInGroup(const QModelIndex &provider, Group group)
{
    const auto state = static_cast<ProviderState>(provider.data(ProviderModel::StateRole).toInt());
    switch (group) {
    case Group::All:
        return true;
    case Group::InTrouble:
        return state == ProviderState::Down || state == ProviderState::Degraded;
    case Group::Disabled:
        return state == ProviderState::Disabled;
    }
    return true;
}

} // namespace Gatehouse::Ui
