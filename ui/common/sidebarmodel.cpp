// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sidebarmodel.h"

#include "ui/tr.h"

namespace Gatehouse::Ui {

void SidebarModel::addCaption(const QString &text)
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append({.name = {}, .label = text, .icon = {}});
    endInsertRows();
}

void SidebarModel::addPage(const QString &name, const QString &label, const QString &icon)
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append({.name = name, .label = label, .icon = icon});
    endInsertRows();
}

void SidebarModel::setBadge(const QString &name, Tone tone, int count)
{
    const int row = rowOf(name);
    if (row < 0 || (m_rows[row].tone == tone && m_rows[row].count == count))
        return;
    m_rows[row].tone = tone;
    m_rows[row].count = count;
    emit dataChanged(index(row), index(row), {BadgeCountRole, BadgeToneRole, Qt::AccessibleTextRole});
}

int SidebarModel::rowOf(const QString &name) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (!m_rows[row].name.isEmpty() && m_rows[row].name == name)
            return int(row);
    }
    return -1;
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.label;
    case Qt::AccessibleTextRole:
        return row.count > 0 ? Tr::tr("%1, %n in the badge", nullptr, row.count).arg(row.label) : row.label;
    case IconNameRole:
        return row.icon;
    case PageNameRole:
        return row.name;
    case IsCaptionRole:
        return row.name.isEmpty();
    case BadgeCountRole:
        return row.count;
    case BadgeToneRole:
        return QVariant::fromValue(row.tone);
    default:
        return {};
    }
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex &index) const
{
    const bool isPage = index.isValid() && !m_rows[index.row()].name.isEmpty();
    return !isPage ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace Gatehouse::Ui
