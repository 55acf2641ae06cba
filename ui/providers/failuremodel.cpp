// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/failuremodel.h"

#include "ui/common/formats.h"
#include "ui/common/roles.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

void FailureModel::setErrors(EntityId providerId, const QString &providerName, const QList<Store::ErrorGroup> &all,
                             Timestamp now)
{
    std::vector<Row> next;
    for (const Store::ErrorGroup &group : all) {
        if (group.providerId == providerId)
            next.push_back({.group = group, .advice = adviceFor(providerName, group.errorCode, group.message)});
    }
    std::ranges::stable_sort(next, std::ranges::greater{}, [](const Row &row) { return row.group.lastSeen; });
    m_now = now;
    const bool isSameOrder = std::ranges::equal(next, m_rows, [](const Row &left, const Row &right) {
        return left.group.errorCode == right.group.errorCode && left.group.message == right.group.message;
    });
    if (!isSameOrder)
        beginResetModel();
    m_rows = std::move(next);
    if (!isSameOrder)
        endResetModel();
    else if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QByteArray FailureModel::errorCodeAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].group.errorCode : QByteArray();
}

int FailureModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FailureModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FailureModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == SeenColumn ? Formats::fullTime(row.group.lastSeen) : text(row, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() >= AttemptsColumn)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case GlyphRole:
        return index.column() == WhatColumn ? u"error"_s : QVariant();
    case ToneRole:
        return index.column() == WhatColumn ? QVariant::fromValue(Tone::Error) : QVariant();
    case MonospaceRole:
        return index.column() == MessageColumn;
    default:
        return {};
    }
}

QVariant FailureModel::text(const Row &row, int column) const
{
    switch (column) {
    case SeenColumn:
        return Formats::timeOrDay(row.group.lastSeen, m_now);
    case WhatColumn:
        return row.advice.title;
    case MessageColumn:
        return row.group.message.isEmpty() ? QString::fromLatin1(row.group.errorCode) : row.group.message;
    case FixColumn:
        return row.advice.fix;
    case AttemptsColumn:
        return Formats::count(row.group.attempts);
    case ClientColumn:
        return row.group.toClient > 0 ? Formats::count(row.group.toClient) : QString();
    default:
        return {};
    }
}

QVariant FailureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= AttemptsColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeenColumn:
        return Tr::tr("Last");
    case WhatColumn:
        return Tr::tr("What happened");
    case MessageColumn:
        return Tr::tr("What was said");
    case FixColumn:
        return Tr::tr("What to do");
    case AttemptsColumn:
        return Tr::tr("Attempts");
    case ClientColumn:
        return Tr::tr("To clients");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
