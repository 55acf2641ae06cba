// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/money.h"
#include "gateway/core/config/entities.h"
#include "ui/common/roles.h"
#include "ui/common/seriescolours.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QList>

#include <memory>
#include <optional>
#include <vector>

namespace Gatehouse::Ui {

// What a client has used lately, as the store's rollups tell it.
struct ClientUsage {
    Money spend30Days;
    qint64 requests24Hours = 0;
    bool isPartlyUnpriced = false; // some of the 30 days' requests have no known price
    std::optional<Timestamp> lastSeen;
    bool operator==(const ClientUsage &) const = default;
};

// The clients below their teams, with what they use. Takes values; a change touches only the rows it is about, so that
// selection and scroll position survive live data. GUI only; owned by the page.
class ClientModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, KeysColumn, SpendColumn, RequestsColumn, SeenColumn, ColumnCount };
    enum OwnRoles {
        IdRole = OwnRole, // EntityId; 0 for a team
        TeamRole,         // the team's name; empty for clients without one
        EnabledRole,
        SearchRole,       // name, team and note in one text
        ExpiringKeysRole, // keys of the client that end within two weeks
        LastSeenRole,     // microseconds; invalid = never
    };

    explicit ClientModel(QObject *parent = nullptr);
    ~ClientModel() override;

    void setConfiguration(const Configuration &configuration, Timestamp now);
    void setUsage(const QHash<EntityId, ClientUsage> &usage, Timestamp now);

    [[nodiscard]] QModelIndex indexOf(EntityId clientId) const;
    [[nodiscard]] std::optional<Client> client(EntityId clientId) const;
    [[nodiscard]] QStringList teams() const; // in order, without the empty one
    [[nodiscard]] int clientCount() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        Client client;
        int keys = 0;
        int expiringKeys = 0;
        int series = OtherSeries;
        ClientUsage usage;
        bool operator==(const Row &) const = default;
    };
    struct Team {
        QString name;
        std::vector<Row> rows;
    };

    void removeMissing(const QList<Client> &clients);
    void putRow(Row row);
    Team &teamFor(const QString &name);
    [[nodiscard]] QModelIndex teamIndex(const Team *team, int column) const;
    [[nodiscard]] QVariant teamData(const Team &team, int column, int role) const;
    [[nodiscard]] QVariant clientData(const Row &row, int column, int role) const;
    [[nodiscard]] QVariant clientText(const Row &row, int column) const;

    std::vector<std::unique_ptr<Team>> m_teams; // by pointer: a child's index refers to its team
    QHash<EntityId, ClientUsage> m_usage;
    Timestamp m_now = {};
};

} // namespace Gatehouse::Ui
