// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/credentialmodel.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

void CredentialModel::setCredentials(EntityId providerId, const QList<Credential> &all)
{
    QList<Credential> next;
    std::ranges::copy_if(all, std::back_inserter(next),
                         [&](const Credential &credential) { return credential.providerId == providerId; });
    if (next == m_credentials)
        return;
    // The same keys with other values keep their rows, and the view its selection.
    if (std::ranges::equal(next, m_credentials, {}, &Credential::id, &Credential::id)) {
        m_credentials = std::move(next);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_credentials = std::move(next);
    endResetModel();
}

std::optional<Credential> CredentialModel::credentialAt(int row) const
{
    return row >= 0 && row < m_credentials.size() ? std::optional(m_credentials[row]) : std::nullopt;
}

int CredentialModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_credentials.size());
}

int CredentialModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CredentialModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Credential &credential = m_credentials[index.row()];
    const QString state = credential.enabled ? Tr::tr("active") : Tr::tr("disabled");
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case LabelColumn:
            return credential.label;
        case LastFourColumn:
            return credential.lastFour.isEmpty() ? QString() : QString(u"…"_s + credential.lastFour);
        case StateColumn:
            return state;
        case AddedColumn:
            return Formats::date(credential.createdAt);
        default:
            return {};
        }
    case Qt::TextAlignmentRole:
        return index.column() == AddedColumn ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == AddedColumn ? Formats::fullTime(credential.createdAt) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == LabelColumn ? Tr::tr("Key %1, %2").arg(credential.label, state) : QVariant();
    case ToneRole:
        if (index.column() == StateColumn)
            return QVariant::fromValue(credential.enabled ? Tone::Ok : Tone::Neutral);
        return {};
    case GlyphRole:
        return index.column() == LabelColumn ? u"key"_s : QVariant();
    case MonospaceRole:
        return index.column() == LastFourColumn;
    case QuietRole:
        return !credential.enabled;
    case IdRole:
        return QVariant::fromValue(credential.id);
    case EnabledRole:
        return credential.enabled;
    default:
        return {};
    }
}

QVariant CredentialModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == AddedColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LabelColumn:
        return Tr::tr("Label");
    case LastFourColumn:
        return Tr::tr("Ends in");
    case StateColumn:
        return Tr::tr("State");
    case AddedColumn:
        return Tr::tr("Added");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
