// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/snapshot.h"
#include "gateway/store/reader.h"
#include "ui/common/roles.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>
#include <vector>

namespace Gatehouse::Ui {

// Where the price of a model comes from.
enum class PriceSource : quint8 {
    List, // the price list that comes with the program
    Own,  // the administrator's
    None, // nobody knows it
};

// A model at a provider, what it costs there and how it was used.
struct PricedRow {
    EntityId providerId = 0;
    QString provider;
    QString model;       // as the vendor knows it
    QStringList askedAs; // names under which clients ask for it, where they differ
    std::optional<Llm::Price> price = {};
    PriceSource source = PriceSource::None;
    std::optional<PriceOverride> own = {}; // the one in force
    qint64 requests = 0;                   // in 30 days, at every provider
    Money spend = {};
    bool hadUnpriced = false;
    bool operator==(const PricedRow &) const = default;
};

// Every model that clients can ask for, or did in the last thirty days, at every provider that has it, with its price
// in force. Takes values; finds no prices itself. GUI only; owned by the page.
class PriceModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        ModelColumn,
        ProviderColumn,
        InputColumn,
        OutputColumn,
        CacheReadColumn,
        CacheWriteColumn,
        SourceColumn,
        RequestsColumn,
        SpendColumn,
        ColumnCount
    };
    enum OwnRoles { SourceRole = OwnRole };

    using QAbstractTableModel::QAbstractTableModel;

    // The models of a configuration and those that were used.
    void setSnapshot(std::shared_ptr<const Snapshot> snapshot, Timestamp now);
    void setUsage(const QList<Store::GroupTotals> &byModel);

    [[nodiscard]] const PricedRow *row(int row) const;
    [[nodiscard]] int rowOf(EntityId provider, const QString &model) const; // -1 = not here
    [[nodiscard]] int unpricedCount() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void update();
    [[nodiscard]] QVariant text(const PricedRow &row, int column) const;
    [[nodiscard]] QVariant sortValue(const PricedRow &row, int column) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    Timestamp m_now = {};
    QHash<QString, Store::GroupTotals> m_usage; // by model
    std::vector<PricedRow> m_rows;
};

// "as input" where a price list leaves a part out.
[[nodiscard]] QString perMillion(std::optional<qint64> price);

} // namespace Gatehouse::Ui
