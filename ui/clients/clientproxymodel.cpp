// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientproxymodel.h"

#include "ui/clients/clientmodel.h"

#include <algorithm>

namespace Gatehouse::Ui {

ClientProxyModel::ClientProxyModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
}

void ClientProxyModel::setSearch(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

// Not by itself at each change: a team that comes is judged before its clients are there.
void ClientProxyModel::refresh()
{
    invalidate();
    sort(sortColumn(), sortOrder());
}

void ClientProxyModel::setGroup(Group group)
{
    m_group = group;
    invalidateRowsFilter();
}

int ClientProxyModel::countOf(Group group) const
{
    int count = 0;
    for (int team = 0; team < sourceModel()->rowCount(); ++team) {
        const QModelIndex parent = sourceModel()->index(team, 0);
        for (int row = 0; row < sourceModel()->rowCount(parent); ++row)
            count += isInGroup(sourceModel()->index(row, 0, parent), group) ? 1 : 0;
    }
    return count;
}

int ClientProxyModel::shownClients() const
{
    int count = 0;
    for (int team = 0; team < rowCount(); ++team)
        count += rowCount(index(team, 0));
    return count;
}

bool ClientProxyModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (!sourceParent.isValid()) {
        const QModelIndex team = sourceModel()->index(sourceRow, 0);
        for (int row = 0; row < sourceModel()->rowCount(team); ++row) {
            if (filterAcceptsRow(row, team))
                return true;
        }
        return false; // a team is shown for its clients' sake only
    }
    const QModelIndex client = sourceModel()->index(sourceRow, 0, sourceParent);
    const QString text = client.data(ClientModel::SearchRole).toString();
    return isInGroup(client, m_group) && std::ranges::all_of(m_words, [&](const QString &word) {
               return text.contains(word, Qt::CaseInsensitive);
           });
}

bool ClientProxyModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant l = left.data(SortRole);
    const QVariant r = right.data(SortRole);
    if (l.typeId() == QMetaType::QString)
        return l.toString().localeAwareCompare(r.toString()) < 0;
    return l.toLongLong() < r.toLongLong();
}

bool ClientProxyModel::isInGroup(const QModelIndex &client, Group group)
{
    switch (group) {
    case Group::All:
        return true;
    case Group::Disabled:
        return !client.data(ClientModel::EnabledRole).toBool();
    case Group::KeysExpiring:
        return client.data(ClientModel::ExpiringKeysRole).toInt() > 0;
    case Group::Unused:
        return !client.data(ClientModel::LastSeenRole).isValid();
    }
    return true;
}

} // namespace Gatehouse::Ui
