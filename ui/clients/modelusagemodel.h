// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

#include <QAbstractTableModel>
#include <QList>

namespace Gatehouse::Ui {

// What one client has used, model by model, the dearest first. Takes values. GUI only; owned by the page.
class ModelUsageModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        ModelColumn,
        RequestsColumn,
        InputColumn,
        OutputColumn,
        CostColumn,
        ShareColumn,
        ErrorsColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setGroups(const QList<Store::GroupTotals> &groups);
    [[nodiscard]] QString modelAt(int row) const;
    [[nodiscard]] Money totalCost() const;
    [[nodiscard]] qint64 totalRequests() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const Store::GroupTotals &group, int column) const;

    QList<Store::GroupTotals> m_groups;
};

} // namespace Gatehouse::Ui
