// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/entitynames.h"

#include "gateway/core/llm/vendors.h"
#include "ui/common/seriescolours.h"
#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

EntityNames::EntityNames(const Configuration &configuration)
{
    for (const Gatehouse::Client &client : configuration.clients)
        m_clients.insert(client.id,
                         {client.name, client.team, seriesIndex(configuration, client.id), client.contentLevel});
    for (const ApiKey &key : configuration.keys)
        m_keys.insert(key.id, {key.name, QString::fromLatin1(key.publicId), key.lastFour});
    for (const Provider &provider : configuration.providers) {
        m_providers.insert(provider.id, provider.name);
        m_vendors.insert(provider.id, &vendorOf(provider));
    }
    for (const Credential &credential : configuration.credentials)
        m_credentials.insert(credential.id, credential.label);
    for (const Model &model : configuration.models) {
        if (!model.name.contains(u'*'))
            m_models.append(model.name);
    }
    for (const Alias &alias : configuration.aliases)
        m_models.append(alias.name);
    m_models.sort();
    m_models.removeDuplicates();
}

QString EntityNames::client(EntityId id) const
{
    if (id == 0)
        return {};
    const auto found = m_clients.constFind(id);
    return found == m_clients.cend() ? Tr::tr("removed client %1").arg(id) : found->name;
}

QString EntityNames::team(EntityId clientId) const
{
    return m_clients.value(clientId).team;
}

QString EntityNames::key(EntityId id) const
{
    if (id == 0)
        return {};
    const auto found = m_keys.constFind(id);
    if (found == m_keys.cend())
        return Tr::tr("removed key %1").arg(id);
    return found->name.isEmpty() ? QString(QChar(0x2026) % found->lastFour) : found->name;
}

QString EntityNames::provider(EntityId id) const
{
    if (id == 0)
        return {};
    const auto found = m_providers.constFind(id);
    return found == m_providers.cend() ? Tr::tr("removed provider %1").arg(id) : *found;
}

std::optional<Llm::Dialect> EntityNames::vendorDialect(EntityId providerId, Llm::Surface surface) const
{
    const Llm::Vendor *vendor = m_vendors.value(providerId);
    const Llm::Dialect client = Llm::surfaceTraits(surface).dialect;
    return vendor ? std::optional(Llm::chatDialectAt(*vendor, client)) : std::nullopt;
}

QString EntityNames::credential(EntityId id) const
{
    if (id == 0)
        return {};
    const auto found = m_credentials.constFind(id);
    return found == m_credentials.cend() ? Tr::tr("removed key %1").arg(id) : *found;
}

int EntityNames::series(EntityId clientId) const
{
    const auto found = m_clients.constFind(clientId);
    return found == m_clients.cend() ? -1 : found->series;
}

} // namespace Gatehouse::Ui
