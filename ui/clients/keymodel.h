// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/money.h"
#include "gateway/core/config/entities.h"
#include "ui/common/roles.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>
#include <vector>

namespace Gatehouse::Ui {

// What a key is good for at a moment.
enum class KeyState : quint8 { Active, Expiring, Expired, Disabled };

// A key that ends within this time is shown as expiring.
inline constexpr std::chrono::days ExpiringWithin{14};

[[nodiscard]] KeyState keyStateOf(const ApiKey &key, Timestamp now);
[[nodiscard]] Tone toneOf(KeyState state);
[[nodiscard]] QString keyStateText(const ApiKey &key, Timestamp now); // "active", "expires in 6 days", ...

// "sk-gh-c7m2…4kq1": as much of a key as may be seen.
[[nodiscard]] QString maskedKey(const ApiKey &key);

// The keys of one client. Takes values. GUI only; owned by the page.
class KeyModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        MaskedColumn,
        StateColumn,
        CreatedColumn,
        ExpiresColumn,
        UsedColumn,
        SpendColumn,
        ColumnCount
    };
    enum OwnRoles { IdRole = OwnRole, StateRole };

    using QAbstractTableModel::QAbstractTableModel;

    // The keys of `clientId`; a change of the client is a reset, anything else touches only the rows it is about.
    void setKeys(EntityId clientId, const QList<ApiKey> &allKeys, Timestamp now);
    void setUsage(const QHash<EntityId, Timestamp> &lastUsed, const QHash<EntityId, Money> &spend30Days);

    [[nodiscard]] std::optional<ApiKey> keyAt(int row) const;
    [[nodiscard]] int rowOf(EntityId keyId) const; // -1 = not here

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const ApiKey &key, int column) const;
    [[nodiscard]] QVariant sortValue(const ApiKey &key, int column) const;

    EntityId m_clientId = 0;
    Timestamp m_now = {};
    std::vector<ApiKey> m_keys;
    QHash<EntityId, Timestamp> m_lastUsed;
    QHash<EntityId, Money> m_spend;
};

} // namespace Gatehouse::Ui
