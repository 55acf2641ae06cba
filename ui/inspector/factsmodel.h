// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/pricing.h"
#include "gateway/store/reader.h"

#include <QAbstractTableModel>

namespace Gatehouse::Ui {

// A small table of texts with one heading row: what the Cost & tokens and Timing tabs list. GUI only; owned by the
// detail.
class FactsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    struct Row {
        QStringList cells;
        bool isStrong = false;
        double share = 0; // of the whole: a bar in the last column when above 0
    };

    using QAbstractTableModel::QAbstractTableModel;
    // Columns from `firstNumber` on stand at the right.
    void setRows(const QStringList &headings, const QList<Row> &rows, int firstNumber);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headings;
    QList<Row> m_rows;
    int m_firstNumber = 0;
};

// The ten stages of the spine in order with their times.
[[nodiscard]] QList<FactsModel::Row> timingRows(const Store::RequestRecord &request);
[[nodiscard]] QString stageInWords(Store::Stage stage);

// Tokens by part: units x price = amount, where the price is known; the total is the request's own cost.
[[nodiscard]] QList<FactsModel::Row> tokenRows(const Store::RequestRecord &request,
                                               const std::optional<Llm::Price> &price);
// Every charge of the ledger, so that the sum is the request's.
[[nodiscard]] QList<FactsModel::Row> chargeRows(const Store::RequestDetail &detail);

} // namespace Gatehouse::Ui
