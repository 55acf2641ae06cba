// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accounting/counterindex.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Accounting {

namespace {

// "client:ci": the word of the scope and the name.
QString labelOf(Scope scope, const QString &name)
{
    switch (scope) {
    case Scope::Organisation:
        return u"organisation"_s;
    case Scope::Team:
        return u"team:"_s + name;
    case Scope::Client:
        return u"client:"_s + name;
    case Scope::Key:
        return u"key:"_s + name;
    case Scope::Model:
        return u"model:"_s + name;
    case Scope::Provider:
        return u"provider:"_s + name;
    }
    return {};
}

// Whom a rule counts by itself: the subject that it names, or each one there is.
QStringList subjectsOf(const Configuration &configuration, Scope scope, const QString &named)
{
    if (scope == Scope::Organisation)
        return {QString()};
    if (!named.isEmpty())
        return {named};
    QStringList names;
    switch (scope) {
    case Scope::Team:
        for (const Client &client : configuration.clients) {
            if (!client.team.isEmpty() && !names.contains(client.team))
                names.append(client.team);
        }
        break;
    case Scope::Client:
        for (const Client &client : configuration.clients)
            names.append(client.name);
        break;
    case Scope::Key:
        for (const ApiKey &key : configuration.keys)
            names.append(QString::fromLatin1(key.publicId));
        break;
    case Scope::Provider:
        for (const Provider &provider : configuration.providers)
            names.append(provider.name);
        break;
    case Scope::Model:
        return {u"*"_s}; // any of them
    case Scope::Organisation:
        break;
    }
    return names;
}

Counter::Count newCount(const Limit &limit)
{
    if (limit.unit == LimitUnit::Concurrency)
        return PlaceCount{.limit = limit, .taken = 0, .queue = {}};
    return RateCount{.limit = limit, .window = {}};
}

Counter::Count newCount(const Budget &budget)
{
    return MoneyCount{.budget = budget, .account = {}};
}

// Puts the rule's present numbers into a counter that is known. False when it counts something else now.
bool update(Counter &counter, const Limit &limit)
{
    const std::scoped_lock lock(counter.mutex);
    if (auto *places = std::get_if<PlaceCount>(&counter.count); places && limit.unit == LimitUnit::Concurrency) {
        places->limit = limit;
        return true;
    }
    auto *rate = std::get_if<RateCount>(&counter.count);
    if (!rate || limit.unit != rate->limit.unit)
        return false;
    rate->limit = limit;
    return true;
}

bool update(Counter &counter, const Budget &budget)
{
    const std::scoped_lock lock(counter.mutex);
    auto *money = std::get_if<MoneyCount>(&counter.count);
    if (!money || money->budget.window != budget.window || money->budget.scope != budget.scope)
        return false;
    money->budget = budget;
    return true;
}

// When a rule is asked.
std::vector<Counter *> Counters::*listOf(const Limit &limit)
{
    if (limit.unit == LimitUnit::Concurrency)
        return &Counters::places;
    return limit.unit == LimitUnit::Requests ? &Counters::requests : &Counters::amounts;
}

std::vector<Counter *> Counters::*listOf(const Budget &)
{
    return &Counters::amounts;
}

} // namespace

template <typename Rule>
void CounterIndex::add(const Configuration &configuration, const QList<Rule> &rules, EntityKind kind,
                       const Known &known, quint64 &lastNumber)
{
    QHash<QString, QList<EntityId>> keysOfClient;
    QHash<QString, QList<EntityId>> keysOfTeam;
    QHash<QString, EntityId> keys;
    for (const ApiKey &key : configuration.keys) {
        keys.insert(QString::fromLatin1(key.publicId), key.id);
        for (const Client &client : configuration.clients) {
            if (client.id == key.clientId) {
                keysOfClient[client.name].append(key.id);
                keysOfTeam[client.team].append(key.id);
            }
        }
    }
    QHash<QString, EntityId> providers;
    for (const Provider &provider : configuration.providers)
        providers.insert(provider.name, provider.id);

    const auto counterOf = [&](const Rule &rule, const QString &subject) {
        const Identity identity{.kind = kind, .rule = rule.id, .subject = labelOf(rule.scope, subject)};
        const auto found = known.find(identity);
        CounterPtr counter = found != known.end() && update(*found->second, rule)
                                 ? found->second
                                 : std::make_shared<Counter>(++lastNumber, identity.subject, newCount(rule));
        return m_all.emplace(identity, std::move(counter)).first->second.get();
    };
    for (const Rule &rule : rules) {
        if (!rule.enabled)
            continue;
        for (const QString &subject : subjectsOf(configuration, rule.scope, rule.subject)) {
            Counter *counter = counterOf(rule, subject);
            const auto list = listOf(rule);
            const auto append = [counter, list](Counters &counters) { (counters.*list).push_back(counter); };
            switch (rule.scope) {
            case Scope::Organisation:
                for (const EntityId key : std::as_const(keys))
                    append(m_keys[key]);
                append(m_organisation);
                break;
            case Scope::Team:
                for (const EntityId key : keysOfTeam.value(subject))
                    append(m_keys[key]);
                break;
            case Scope::Client:
                for (const EntityId key : keysOfClient.value(subject))
                    append(m_keys[key]);
                break;
            case Scope::Key:
                append(m_keys[keys.value(subject)]);
                break;
            case Scope::Model:
                m_models.push_back({.pattern = subject.toUtf8(), .list = list, .counter = counter});
                break;
            case Scope::Provider:
                append(m_providers[providers.value(subject)]);
                break;
            }
        }
    }
}

CounterIndex::CounterIndex(const Configuration &configuration, const Known &known, quint64 &lastNumber)
{
    add(configuration, configuration.limits, EntityKind::Limit, known, lastNumber);
    add(configuration, configuration.budgets, EntityKind::Budget, known, lastNumber);
}

const Counters &CounterIndex::ofKey(EntityId key) const
{
    const auto found = m_keys.constFind(key);
    return found == m_keys.constEnd() ? m_organisation : *found;
}

Counters CounterIndex::ofModel(const QByteArray &model) const
{
    Counters counters;
    for (const ModelCounter &one : m_models) {
        if (matchesGlob(one.pattern, model))
            (counters.*one.list).push_back(one.counter);
    }
    return counters;
}

const Counters &CounterIndex::ofProvider(EntityId provider) const
{
    static const Counters none;
    const auto found = m_providers.constFind(provider);
    return found == m_providers.constEnd() ? none : *found;
}

} // namespace Gatehouse::Accounting
