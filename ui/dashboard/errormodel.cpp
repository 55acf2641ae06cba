// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/errormodel.h"

#include "ui/common/formats.h"
#include "ui/common/roles.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

QString causeOf(const Store::ErrorGroup &group, const Configuration &configuration)
{
    const auto provider = std::ranges::find(configuration.providers, group.providerId, &Provider::id);
    const QString words =
        group.message.isEmpty() ? QString::fromUtf8(group.errorCode).replace(u'_', u' ') : group.message;
    return provider == configuration.providers.end() ? words : u"%1: %2"_s.arg(provider->name, words);
}

} // namespace

void ErrorModel::setErrors(const QList<Store::ErrorGroup> &errors, const Configuration &configuration, Timestamp now)
{
    const bool isSameShape = errors.size() == m_rows.size();
    if (!isSameShape)
        beginResetModel();
    m_rows.clear();
    for (const Store::ErrorGroup &group : errors)
        m_rows.append({group, causeOf(group, configuration), Formats::timeOrDay(group.lastSeen, now)});
    if (!isSameShape)
        endResetModel();
    else if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ErrorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ErrorModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ErrorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    const auto blankZero = [](qint64 value) { return value == 0 ? QString() : Formats::count(value); };
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Cause ? Qt::AlignLeft : Qt::AlignRight));
    if (index.column() == Cause && role == GlyphRole)
        return row.group.providerId != 0 ? u"error"_s : u"warning"_s;
    if (index.column() == Cause && role == GlyphToneRole)
        return QVariant::fromValue(row.group.providerId != 0 ? Tone::Error : Tone::Warning);
    if (index.column() == Cause && role == Qt::ToolTipRole)
        return row.cause;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Cause:
        return row.cause;
    case Tries:
        return blankZero(row.group.attempts);
    case ToClient:
        return blankZero(row.group.toClient);
    case Last:
        return row.last;
    default:
        return {};
    }
}

QVariant ErrorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Cause ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Cause:
        return Tr::tr("Cause");
    case Tries:
        return Tr::tr("Tries");
    case ToClient:
        return Tr::tr("To client");
    case Last:
        return Tr::tr("Last");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
