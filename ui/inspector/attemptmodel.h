// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"
#include "ui/common/roles.h"
#include "ui/inspector/entitynames.h"

#include <QAbstractTableModel>

namespace Gatehouse::Ui {

// The tries of one request at providers, with their place on one time axis. GUI only; owned by the detail.
class AttemptModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : quint8 { Try, Provider, Model, Key, Status, Waterfall, FirstByte, Took, ColumnCount };
    enum Roles : int { SpanRole = OwnRole };

    // Where a try stands on the axis, 0..1: connecting, waiting, streaming, and the pause before the next try.
    struct Span {
        double start = 0;
        double connected = 0;
        double firstByte = 0;
        double end = 0;
        double next = 0; // begin of the next try; `end` when there is none
        bool isFailed = false;
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setRequest(const Store::RequestDetail &detail, const EntityNames &names);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] std::chrono::microseconds axis() const { return m_axis; }
    // One sentence for each try that did not answer: what happened, and what came next.
    [[nodiscard]] QString story() const;

private:
    [[nodiscard]] Span span(qsizetype row) const;
    [[nodiscard]] QString text(const Store::AttemptRecord &attempt, int column) const;

    QList<Store::AttemptRecord> m_attempts;
    EntityNames m_names;
    Timestamp m_start = {};
    std::chrono::microseconds m_axis{1};
};

} // namespace Gatehouse::Ui

Q_DECLARE_METATYPE(Gatehouse::Ui::AttemptModel::Span)
