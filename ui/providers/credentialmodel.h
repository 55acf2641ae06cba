// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "ui/common/roles.h"

#include <QAbstractTableModel>

#include <optional>

namespace Gatehouse::Ui {

// The keys of one provider: never more of them than label and last four. Takes values. GUI only; owned by the page.
class CredentialModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { LabelColumn, LastFourColumn, StateColumn, AddedColumn, ColumnCount };
    enum OwnRoles { IdRole = OwnRole, EnabledRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setCredentials(EntityId providerId, const QList<Credential> &all);
    [[nodiscard]] std::optional<Credential> credentialAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Credential> m_credentials;
};

} // namespace Gatehouse::Ui
