// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QJsonObject>
#include <QString>

#include <span>

// What the reader, the planner and the writer of the configuration document share: which section holds which kind of
// entity, and by which members an entity is told from the others.
namespace Gatehouse::Engine::ConfigSections {

struct Section {
    EntityKind kind;
    QLatin1StringView name;                      // of the section: "providers"
    QLatin1StringView reference;                 // the member that names another entity: "provider"; empty = none
    QLatin1StringView referenceId;               // what it is in the JSON form: "provider_id"
    std::span<const QLatin1StringView> identity; // the members that name an entity of this kind
};

// In the order of the document, in which each refers only to earlier ones. Settings are a map and stand apart.
[[nodiscard]] std::span<const Section> all();
[[nodiscard]] const Section &of(EntityKind kind);

// The members of a kind with their defaults, in the order of the document: references by name, no ids.
[[nodiscard]] QJsonObject defaults(EntityKind kind);
[[nodiscard]] QStringList memberNames(EntityKind kind);

// The entities of a kind as the document has them: JSON forms with references by name. Beside each its id.
struct Named {
    EntityId id = 0;
    QJsonObject members;
};
[[nodiscard]] QList<Named> entitiesOf(const Configuration &configuration, EntityKind kind);

// What an entity is called in messages and compared by: "'gpt-5.4' at 'OpenAI'".
[[nodiscard]] QString label(const Section &section, const QJsonObject &members);

} // namespace Gatehouse::Engine::ConfigSections
