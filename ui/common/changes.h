// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

// Edits of the configuration, as the pages make them.
namespace Gatehouse::Ui {

template <typename Entity>
inline constexpr EntityKind KindOf = EntityKind::Setting;
template <>
inline constexpr EntityKind KindOf<Client> = EntityKind::Client;
template <>
inline constexpr EntityKind KindOf<ApiKey> = EntityKind::ApiKey;
template <>
inline constexpr EntityKind KindOf<Provider> = EntityKind::Provider;
template <>
inline constexpr EntityKind KindOf<Credential> = EntityKind::Credential;
template <>
inline constexpr EntityKind KindOf<Model> = EntityKind::Model;
template <>
inline constexpr EntityKind KindOf<PriceOverride> = EntityKind::Price;
template <>
inline constexpr EntityKind KindOf<Limit> = EntityKind::Limit;
template <>
inline constexpr EntityKind KindOf<Budget> = EntityKind::Budget;

// Stores an entity: with id 0 as a new one, with a negative id as a new one that others of the same list may refer to.
template <typename Entity>
[[nodiscard]] Change putChange(const Entity &entity)
{
    return {.kind = KindOf<Entity>, .action = Change::Action::Put, .id = entity.id, .after = toJson(entity)};
}

[[nodiscard]] Change putSetting(const QString &name, const QJsonValue &value);
[[nodiscard]] Change removeChange(EntityKind kind, EntityId id);

// Who changes things in the window: the user of this session.
[[nodiscard]] Actor windowActor();

} // namespace Gatehouse::Ui
