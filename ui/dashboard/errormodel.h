// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/store/reader.h"

#include <QAbstractTableModel>

namespace Gatehouse::Ui {

// What went wrong, by cause: tries that failed apart from what reached the client. A zero is a blank cell. GUI only.
class ErrorModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Cause, Tries, ToClient, Last, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setErrors(const QList<Store::ErrorGroup> &errors, const Configuration &configuration, Timestamp now);
    [[nodiscard]] const Store::ErrorGroup &errorOf(int row) const { return m_rows[row].group; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        Store::ErrorGroup group;
        QString cause;
        QString last;
    };
    QList<Row> m_rows;
};

} // namespace Gatehouse::Ui
