// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/configsections.h"

#include <QHash>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine::ConfigSections {

namespace {

constexpr std::array ByName{"name"_L1};
constexpr std::array ByProviderAndName{"name"_L1, "provider"_L1};
constexpr std::array ByPublicId{"public_id"_L1};
constexpr std::array ByModelProviderAndTime{"model"_L1, "provider"_L1, "effective_from"_L1};

constexpr auto Sections = std::to_array<Section>({
    {EntityKind::Provider, "providers"_L1, {}, {}, ByName},
    {EntityKind::Model, "models"_L1, "provider"_L1, "provider_id"_L1, ByProviderAndName},
    {EntityKind::Alias, "aliases"_L1, {}, {}, ByName},
    {EntityKind::Price, "prices"_L1, "provider"_L1, "provider_id"_L1, ByModelProviderAndTime},
    {EntityKind::Client, "clients"_L1, {}, {}, ByName},
    {EntityKind::ApiKey, "keys"_L1, "client"_L1, "client_id"_L1, ByPublicId},
    {EntityKind::Limit, "limits"_L1, {}, {}, ByName},
    {EntityKind::Budget, "budgets"_L1, {}, {}, ByName},
});

// The order in which a person expects the members; the rest follows in the order of the alphabet.
const QStringList &preferredOrder()
{
    static const QStringList order{
        u"name"_s,           u"public_id"_s, u"provider"_s, u"client"_s,   u"model"_s,         u"team"_s,
        u"type"_s,           u"base_url"_s,  u"scope"_s,    u"subject"_s,  u"unit"_s,          u"amount"_s,
        u"period"_s,         u"window"_s,    u"enabled"_s,  u"priority"_s, u"upstream_name"_s, u"allowed_models"_s,
        u"effective_from"_s, u"input"_s,     u"output"_s};
    return order;
}

template <typename Entity>
QList<Named> named(const Section &section, const QList<Entity> &entities, const QHash<EntityId, QString> &names)
{
    QList<Named> list;
    for (const auto &entity : entities) {
        QJsonObject members = toJson(entity);
        members.remove("id"_L1);
        if (!section.reference.isEmpty()) {
            members.insert(section.reference, names.value(members.value(section.referenceId).toInteger()));
            members.remove(section.referenceId);
        }
        list.append({.id = entity.id, .members = members});
    }
    return list;
}

template <typename Entity>
QHash<EntityId, QString> namesOf(const QList<Entity> &entities)
{
    QHash<EntityId, QString> names;
    for (const auto &entity : entities)
        names.insert(entity.id, entity.name);
    return names;
}

} // namespace

std::span<const Section> all()
{
    return Sections;
}

const Section &of(EntityKind kind)
{
    for (const auto &section : Sections) {
        if (section.kind == kind)
            return section;
    }
    Q_ASSERT(false); // settings and credentials have no section of this form
    return Sections.front();
}

QJsonObject defaults(EntityKind kind)
{
    Configuration one;
    switch (kind) {
    case EntityKind::Provider:
        one.providers = {Provider()};
        break;
    case EntityKind::Model:
        one.models = {Model()};
        break;
    case EntityKind::Alias:
        one.aliases = {Alias()};
        break;
    case EntityKind::Price:
        one.prices = {PriceOverride()};
        break;
    case EntityKind::Client:
        one.clients = {Client()};
        break;
    case EntityKind::ApiKey:
        one.keys = {ApiKey()};
        break;
    case EntityKind::Limit:
        one.limits = {Limit()};
        break;
    case EntityKind::Budget:
        one.budgets = {Budget()};
        break;
    case EntityKind::Credential:
    case EntityKind::Setting:
        return {};
    }
    return entitiesOf(one, kind).constFirst().members;
}

QStringList memberNames(EntityKind kind)
{
    QStringList names;
    QStringList rest = defaults(kind).keys();
    for (const auto &name : preferredOrder()) {
        if (rest.removeOne(name))
            names.append(name);
    }
    return names + rest;
}

QList<Named> entitiesOf(const Configuration &configuration, EntityKind kind)
{
    const auto &section = of(kind);
    switch (kind) {
    case EntityKind::Provider:
        return named(section, configuration.providers, {});
    case EntityKind::Model:
        return named(section, configuration.models, namesOf(configuration.providers));
    case EntityKind::Alias:
        return named(section, configuration.aliases, {});
    case EntityKind::Price:
        return named(section, configuration.prices, namesOf(configuration.providers));
    case EntityKind::Client:
        return named(section, configuration.clients, {});
    case EntityKind::ApiKey:
        return named(section, configuration.keys, namesOf(configuration.clients));
    case EntityKind::Limit:
        return named(section, configuration.limits, {});
    case EntityKind::Budget:
        return named(section, configuration.budgets, {});
    case EntityKind::Credential:
    case EntityKind::Setting:
        break;
    }
    return {};
}

QString label(const Section &section, const QJsonObject &members)
{
    QString text = u'\'' + members.value(section.identity.front()).toString() + u'\'';
    if (section.kind == EntityKind::ApiKey)
        return text + u" of '" + members.value("client"_L1).toString() + u'\'';
    if (const auto provider = members.value("provider"_L1).toString(); !provider.isEmpty())
        text += u" at '" + provider + u'\'';
    if (section.kind == EntityKind::Price)
        text += u" from " + members.value("effective_from"_L1).toString();
    return text;
}

} // namespace Gatehouse::Engine::ConfigSections
