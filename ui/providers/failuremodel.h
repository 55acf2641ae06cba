// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"
#include "ui/providers/failureadvice.h"

#include <QAbstractTableModel>

#include <vector>

namespace Gatehouse::Ui {

// What went wrong at one provider lately, one row for each kind of failure, the newest first, with what to do about it.
// Takes values. GUI only; owned by the page.
class FailureModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SeenColumn, WhatColumn, MessageColumn, FixColumn, AttemptsColumn, ClientColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setErrors(EntityId providerId, const QString &providerName, const QList<Store::ErrorGroup> &all,
                   Timestamp now);
    [[nodiscard]] QByteArray errorCodeAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        Store::ErrorGroup group;
        FailureAdvice advice;
    };
    [[nodiscard]] QVariant text(const Row &row, int column) const;

    std::vector<Row> m_rows;
    Timestamp m_now = {};
};

} // namespace Gatehouse::Ui
