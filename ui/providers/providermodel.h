// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/engine/control.h"
#include "gateway/store/reader.h"
#include "ui/common/roles.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

#include <array>
#include <optional>
#include <vector>

namespace Gatehouse::Ui {

// Requests of one half hour of a day at one provider.
struct HalfHour {
    qint64 requests = 0;
    qint64 failures = 0;
    bool operator==(const HalfHour &) const = default;
};
inline constexpr int StripLength = 48;
using HealthStrip = std::array<HalfHour, StripLength>; // oldest first

// What a provider has done lately, as the store's rollups tell it.
struct ProviderUsage {
    HealthStrip strip = {};
    std::optional<std::chrono::microseconds> p95; // of 24 hours
    Money spend30Days;
    bool isPartlyUnpriced = false;
    bool operator==(const ProviderUsage &) const = default;
};

// Puts the points of the last 24 hours into half hours, the newest ending at `now` rounded up to the half hour.
[[nodiscard]] QHash<EntityId, HealthStrip> healthStrips(const QList<Store::SeriesPoint> &points, Timestamp now);
[[nodiscard]] Timestamp stripStart(Timestamp now);
[[nodiscard]] QList<int> severities(const HealthStrip &strip); // HealthCell of each half hour

// How a provider stands, in one word, worst first: the order of the table.
enum class ProviderState : quint8 { Down, Degraded, Healthy, Quiet, Disabled };
[[nodiscard]] QString providerStateText(ProviderState state);
[[nodiscard]] Tone toneOf(ProviderState state);

// The providers with their health. Takes values. GUI only; owned by the page.
class ProviderModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        HealthColumn,
        NameColumn,
        TypeColumn,
        AddressColumn,
        KeysColumn,
        ModelsColumn,
        StripColumn,
        LatencyColumn,
        ErrorsColumn,
        SpendColumn,
        EnabledColumn,
        ColumnCount
    };
    enum OwnRoles { IdRole = OwnRole, StateRole, EnabledRole, SearchRole, SimulatorRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setConfiguration(const Configuration &configuration);
    void setHealth(const QList<Engine::ProviderHealth> &health);
    void setUsage(const QHash<EntityId, ProviderUsage> &usage);

    [[nodiscard]] int rowOf(EntityId providerId) const; // -1 = not here
    [[nodiscard]] std::optional<Provider> provider(EntityId providerId) const;
    [[nodiscard]] std::optional<Engine::ProviderHealth> health(EntityId providerId) const;
    [[nodiscard]] ProviderState state(EntityId providerId) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    // Somebody ticked the last column; the row changes when the configuration has.
    void enableRequested(Gatehouse::EntityId providerId, bool enabled);

private:
    struct Row {
        Provider provider;
        int credentials = 0;
        int usableCredentials = 0;
        int models = 0;
        Engine::ProviderHealth health;
        ProviderUsage usage;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] static ProviderState stateOf(const Row &row);
    [[nodiscard]] static QVariant text(const Row &row, int column);
    [[nodiscard]] static QVariant tone(const Row &row, int column);
    [[nodiscard]] static QVariant toolTip(const Row &row, int column);
    [[nodiscard]] static QVariant sortValue(const Row &row, int column);
    void putRow(Row row);

    std::vector<Row> m_rows;
    QHash<EntityId, Engine::ProviderHealth> m_health;
    QHash<EntityId, ProviderUsage> m_usage;
};

} // namespace Gatehouse::Ui
