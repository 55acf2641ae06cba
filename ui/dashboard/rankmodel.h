// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboard/overviewdata.h"

#include <QAbstractTableModel>

namespace Gatehouse::Ui {

// The clients, models or providers of a range by cost, with their trend. GUI only.
class RankModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Requests, TokensIn, TokensOut, Cost, Share, Errors, P95, Trend, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setGroups(const OverviewData &data, const QList<Store::SeriesPoint> &points, Store::GroupBy groupBy,
                   int limit);
    [[nodiscard]] EntityId idOf(int row) const { return m_rows[row].id; }
    [[nodiscard]] QString modelOf(int row) const { return m_rows[row].key; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        EntityId id = 0;
        QString key;
        QString name;
        int series = -1;
        Store::Totals totals;
        double share = 0;
        QList<double> trend;
    };
    [[nodiscard]] QString text(const Row &row, int column) const;
    QList<Row> m_rows;
    Store::GroupBy m_groupBy = Store::GroupBy::Client;
    QString m_rangeName;
};

} // namespace Gatehouse::Ui
