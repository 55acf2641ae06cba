// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/removals.h"

#include "gateway/engine/control.h"
#include "ui/common/changes.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace Gatehouse::Ui {

Removals::Removals(Engine::Control &control, QObject *parent)
    : QObject(parent)
    , m_control(control)
{}

void Removals::remove(const Client &client)
{
    begin(client);
}

void Removals::remove(const ApiKey &key)
{
    begin(key);
}

void Removals::remove(const Provider &provider)
{
    begin(provider);
}

void Removals::remove(const Credential &credential)
{
    begin(credential);
}

void Removals::remove(const Limit &limit)
{
    begin(limit);
}

void Removals::remove(const Budget &budget)
{
    begin(budget);
}

template <typename Entity>
void Removals::begin(const Entity &entity)
{
    constexpr EntityKind kind = KindOf<Entity>;
    if (isPending(kind, entity.id))
        return;
    m_pending.push_back({.kind = kind, .id = entity.id, .restore = putChange(entity)});
    Entity off = entity;
    off.enabled = false;
    apply(putChange(off));
    QTimer::singleShot(Grace, this, [this, kind, id = entity.id] { commit(kind, id); });
    emit changed();
}

void Removals::undo(EntityKind kind, EntityId id)
{
    const Pending *pending = find(kind, id);
    if (!pending || pending->isGoing)
        return;
    apply(pending->restore);
    forget(kind, id);
}

void Removals::commitAll()
{
    const std::vector<Pending> pending = m_pending;
    for (const Pending &each : pending)
        commit(each.kind, each.id);
}

void Removals::commit(EntityKind kind, EntityId id)
{
    Pending *pending = find(kind, id);
    if (!pending || pending->isGoing)
        return;
    pending->isGoing = true;
    apply(removeChange(kind, id), [this, kind, id] { forget(kind, id); });
}

void Removals::forget(EntityKind kind, EntityId id)
{
    std::erase_if(m_pending, [&](const Pending &pending) { return pending.kind == kind && pending.id == id; });
    emit changed();
}

void Removals::apply(const Change &change, const std::function<void()> &then)
{
    m_control.apply({change}, windowActor(), [self = QPointer(this), then](const Result<Configuration> &result) {
        if (!self)
            return;
        if (!result)
            emit self->failed(result.error());
        if (then)
            then();
    });
}

Removals::Pending *Removals::find(EntityKind kind, EntityId id)
{
    const auto found = std::ranges::find_if(
        m_pending, [&](const Pending &pending) { return pending.kind == kind && pending.id == id; });
    return found == m_pending.end() ? nullptr : &*found;
}

bool Removals::isPending(EntityKind kind, EntityId id) const
{
    return std::ranges::any_of(m_pending,
                               [&](const Pending &pending) { return pending.kind == kind && pending.id == id; });
}

Configuration Removals::visible(Configuration configuration) const
{
    configuration.clients.removeIf([&](const Client &client) { return isPending(EntityKind::Client, client.id); });
    configuration.keys.removeIf([&](const ApiKey &key) {
        return isPending(EntityKind::ApiKey, key.id) || isPending(EntityKind::Client, key.clientId);
    });
    configuration.providers.removeIf(
        [&](const Provider &provider) { return isPending(EntityKind::Provider, provider.id); });
    configuration.credentials.removeIf([&](const Credential &credential) {
        return isPending(EntityKind::Credential, credential.id)
               || isPending(EntityKind::Provider, credential.providerId);
    });
    configuration.models.removeIf(
        [&](const Model &model) { return isPending(EntityKind::Provider, model.providerId); });
    configuration.limits.removeIf([&](const Limit &limit) { return isPending(EntityKind::Limit, limit.id); });
    configuration.budgets.removeIf([&](const Budget &budget) { return isPending(EntityKind::Budget, budget.id); });
    return configuration;
}

} // namespace Gatehouse::Ui
