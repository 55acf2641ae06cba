// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/core/llm/surface.h"

#include <QHash>
#include <QString>

#include <optional>

namespace Gatehouse::Ui {

// The names behind the ids of traffic rows, from one configuration. An entity that was removed is named by its number.
// Immutable value.
class EntityNames final
{
public:
    struct Key {
        QString name;
        QString publicId;
        QString lastFour;
    };
    struct Client {
        QString name;
        QString team;
        int series = -1; // series colour
        ContentLevel contentLevel = ContentLevel::Full;
    };

    EntityNames() = default;
    explicit EntityNames(const Configuration &configuration);

    [[nodiscard]] QString client(EntityId id) const; // empty for 0
    [[nodiscard]] QString team(EntityId clientId) const;
    [[nodiscard]] QString key(EntityId id) const;
    [[nodiscard]] QString provider(EntityId id) const;
    // In which dialect a provider is called for requests of a surface; nothing for one that was removed.
    [[nodiscard]] std::optional<Llm::Dialect> vendorDialect(EntityId providerId, Llm::Surface surface) const;
    [[nodiscard]] QString credential(EntityId id) const;
    [[nodiscard]] int series(EntityId clientId) const;
    [[nodiscard]] const QHash<EntityId, Client> &clients() const { return m_clients; }
    [[nodiscard]] const QHash<EntityId, Key> &keys() const { return m_keys; }
    [[nodiscard]] const QHash<EntityId, QString> &providers() const { return m_providers; }
    [[nodiscard]] const QStringList &models() const { return m_models; } // names that clients can ask for, sorted

private:
    QHash<EntityId, Client> m_clients;
    QHash<EntityId, Key> m_keys;
    QHash<EntityId, QString> m_providers;
    QHash<EntityId, const Llm::Vendor *> m_vendors; // static storage
    QHash<EntityId, QString> m_credentials;
    QStringList m_models;
};

} // namespace Gatehouse::Ui
