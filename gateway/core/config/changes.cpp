// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/ipnetwork.h"
#include "gateway/core/config/entities.h"
#include "gateway/core/config/settings.h"
#include "gateway/core/llm/surface.h"
#include "gateway/core/llm/vendors.h"

#include <QHash>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

constexpr qsizetype MaxNameLength = 200;
constexpr qsizetype PublicIdLength = 12;
constexpr qsizetype HashLength = 32;
constexpr int MaxRetries = 10;
constexpr std::chrono::hours MaxTimeout{24};
constexpr qint64 MaxLimit = 1'000'000'000'000;
constexpr std::chrono::days MaxPeriod{31};
constexpr int MaxQueue = 10'000;
constexpr std::chrono::minutes MaxQueueWait{10};

std::unexpected<Error> refuse(QString message)
{
    return fail(ErrorKind::Settings, std::move(message));
}

Result<void> checkName(const QString &what, const QString &name)
{
    if (name.trimmed().isEmpty())
        return refuse(u"%1: the name must not be empty."_s.arg(what));
    if (name.size() > MaxNameLength)
        return refuse(u"%1: the name is longer than %2 characters."_s.arg(what).arg(MaxNameLength));
    if (name != name.trimmed())
        return refuse(u"%1 '%2': the name must not begin or end with a space."_s.arg(what, name.trimmed()));
    const bool clean = std::ranges::none_of(name, [](QChar c) { return c.category() == QChar::Other_Control; });
    if (!clean)
        return refuse(u"%1: the name contains a control character."_s.arg(what));
    return {};
}

template <typename Entity>
const Entity *find(const QList<Entity> &list, EntityId id)
{
    const auto found = std::ranges::find(list, id, &Entity::id);
    return found == list.end() ? nullptr : &*found;
}

// Whether another entity of the list is the same by `key`.
template <typename Entity, typename Key>
bool isTaken(const QList<Entity> &list, const Entity &entity, Key key)
{
    return std::ranges::any_of(list,
                               [&](const Entity &other) { return other.id != entity.id && key(other) == key(entity); });
}

Result<void> checkProviderExists(const Configuration &configuration, const QString &what, EntityId id)
{
    if (!find(configuration.providers, id))
        return refuse(u"%1: there is no provider with id %2."_s.arg(what).arg(id));
    return {};
}

// One overload for each kind of entity: whether it may stand in the configuration.

Result<void> check(const Configuration &configuration, const Client &client)
{
    GH_CHECK(checkName(u"client"_s, client.name));
    if (isTaken(configuration.clients, client, std::mem_fn(&Client::name)))
        return refuse(u"client: the name '%1' is taken; choose another."_s.arg(client.name));
    for (const QString &pattern : client.allowedModels)
        GH_CHECK(checkName(u"client '%1', allowed_models"_s.arg(client.name), pattern));
    for (const QString &pattern : client.deniedModels)
        GH_CHECK(checkName(u"client '%1', denied_models"_s.arg(client.name), pattern));
    return {};
}

Result<void> check(const Configuration &configuration, const ApiKey &key)
{
    if (!find(configuration.clients, key.clientId))
        return refuse(u"api_key: there is no client with id %1."_s.arg(key.clientId));
    if (!key.name.isEmpty())
        GH_CHECK(checkName(u"api_key"_s, key.name));
    if (key.publicId.size() != PublicIdLength || key.secretHash.size() != HashLength)
        return refuse(u"api_key: 'public_id' has 12 characters and 'secret_hash' 64 hexadecimal digits."_s);
    if (isTaken(configuration.keys, key, std::mem_fn(&ApiKey::publicId)))
        return refuse(u"api_key: the public id '%1' is taken."_s.arg(QLatin1StringView(key.publicId)));
    for (const QString &address : key.allowedAddresses) {
        if (!IpNetwork::fromText(address))
            return refuse(
                u"api_key: '%1' in allowed_addresses is no address and no network such as 192.168.1.0/24."_s.arg(
                    address));
    }
    for (const QString &surface : key.allowedSurfaces) {
        const auto known = Llm::surfaceFromName(surface.toUtf8());
        if (!known || !Llm::isInference(*known))
            return refuse(
                u"api_key: '%1' in allowed_surfaces is no surface; chat_completions and messages are."_s.arg(surface));
    }
    return {};
}

Result<void> checkUrl(const QString &what, const QString &text, const QStringList &schemes)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !schemes.contains(url.scheme()))
        return refuse(
            u"%1 '%2' must be an address that begins with %3://."_s.arg(what, text, schemes.join(u":// or ")));
    return {};
}

Result<void> check(const Configuration &configuration, const Provider &provider)
{
    GH_CHECK(checkName(u"provider"_s, provider.name));
    const QString what = u"provider '%1': "_s.arg(provider.name);
    if (isTaken(configuration.providers, provider, std::mem_fn(&Provider::name)))
        return refuse(u"provider: the name '%1' is taken; choose another."_s.arg(provider.name));
    if (provider.type == ProviderType::Simulator) {
        if (!provider.baseUrl.isEmpty() && vendorOf(provider).dialect == Llm::Dialect::OpenAi
            && provider.baseUrl != u"simulator:openai")
            return refuse(
                what + u"base_url of a simulator is empty or says the dialect it speaks, as in simulator:anthropic.");
    } else {
        GH_CHECK(checkUrl(what + u"base_url", baseUrlOf(provider), {u"https"_s, u"http"_s}));
        const QUrl url(provider.baseUrl);
        if (url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty())
            return refuse(what + u"base_url must not contain a user, a query or a fragment; keys are credentials.");
    }
    if (!provider.proxyUrl.isEmpty())
        GH_CHECK(checkUrl(what + u"proxy_url", provider.proxyUrl, {u"http"_s, u"socks5"_s}));
    for (const auto timeout :
         {provider.connectTimeout, provider.firstByteTimeout, provider.idleTimeout, provider.totalTimeout}) {
        if (timeout <= std::chrono::milliseconds(0) || timeout > MaxTimeout)
            return refuse(what + u"timeouts must be more than 0 and at most 24 hours.");
    }
    if (provider.retries < 0 || provider.retries > MaxRetries)
        return refuse(what + u"retries must be from 0 to 10.");
    return {};
}

Result<void> check(const Configuration &configuration, const Credential &credential)
{
    GH_CHECK(checkProviderExists(configuration, u"credential"_s, credential.providerId));
    if (credential.secretReference.isEmpty())
        return refuse(u"credential: 'secret_reference' must not be empty."_s);
    return {};
}

Result<void> check(const Configuration &configuration, const Model &model)
{
    GH_CHECK(checkName(u"model"_s, model.name));
    GH_CHECK(checkProviderExists(configuration, u"model '%1'"_s.arg(model.name), model.providerId));
    if (!model.upstreamName.isEmpty())
        GH_CHECK(checkName(u"model '%1', upstream_name"_s.arg(model.name), model.upstreamName));
    if (isTaken(configuration.models, model, [](const Model &m) { return std::pair(m.providerId, m.name); }))
        return refuse(u"model: the provider has a model '%1' already."_s.arg(model.name));
    return {};
}

Result<void> check(const Configuration &configuration, const Alias &alias)
{
    GH_CHECK(checkName(u"alias"_s, alias.name));
    GH_CHECK(checkName(u"alias '%1', model"_s.arg(alias.name), alias.model));
    if (isTaken(configuration.aliases, alias, std::mem_fn(&Alias::name)))
        return refuse(u"alias: the name '%1' is taken; choose another."_s.arg(alias.name));
    // One step only: a chain would make it hard to say what a name means, and a ring would mean nothing.
    const auto standsFor = [&](const Alias &other) { return other.name == alias.model || other.model == alias.name; };
    if (alias.name == alias.model || std::ranges::any_of(configuration.aliases, standsFor))
        return refuse(u"alias '%1': an alias stands for a model, not for another alias."_s.arg(alias.name));
    return {};
}

Result<void> check(const Configuration &configuration, const PriceOverride &price)
{
    GH_CHECK(checkName(u"price"_s, price.model));
    if (price.providerId != 0)
        GH_CHECK(checkProviderExists(configuration, u"price of '%1'"_s.arg(price.model), price.providerId));
    const auto key = [](const PriceOverride &p) { return std::tuple(p.providerId, p.model, p.effectiveFrom); };
    if (isTaken(configuration.prices, price, key))
        return refuse(u"price: '%1' has a price from that time already."_s.arg(price.model));
    return {};
}

// The subject of a limit or a budget is named, not numbered: it has to be there, unless it is a pattern of models or a
// team, which is no more than what clients say of themselves.
Result<void> checkSubject(const Configuration &configuration, const QString &what, Scope scope, const QString &subject)
{
    if (subject.isEmpty())
        return {};
    GH_CHECK(checkName(what + u", subject", subject));
    const auto isThere = [&subject](const auto &list, auto key) {
        return std::ranges::any_of(list, [&](const auto &entity) { return key(entity) == subject; });
    };
    switch (scope) {
    case Scope::Organisation:
        return refuse(what + u": of the organisation there is one; leave 'subject' out.");
    case Scope::Client:
        if (!isThere(configuration.clients, std::mem_fn(&Client::name)))
            return refuse(what + u": there is no client '%1'."_s.arg(subject));
        break;
    case Scope::Key:
        if (!isThere(configuration.keys, [](const ApiKey &key) { return QString::fromLatin1(key.publicId); }))
            return refuse(what + u": there is no key with the public id '%1'."_s.arg(subject));
        break;
    case Scope::Provider:
        if (!isThere(configuration.providers, std::mem_fn(&Provider::name)))
            return refuse(what + u": there is no provider '%1'."_s.arg(subject));
        break;
    case Scope::Team:
    case Scope::Model:
        break;
    }
    return {};
}

Result<void> check(const Configuration &configuration, const Limit &limit)
{
    GH_CHECK(checkName(u"limit"_s, limit.name));
    const QString what = u"limit '%1'"_s.arg(limit.name);
    if (isTaken(configuration.limits, limit, std::mem_fn(&Limit::name)))
        return refuse(u"limit: the name '%1' is taken; choose another."_s.arg(limit.name));
    GH_CHECK(checkSubject(configuration, what, limit.scope, limit.subject));
    if (limit.amount < 1 || limit.amount > MaxLimit)
        return refuse(what + u": amount must be from 1 to %1."_s.arg(MaxLimit));
    if (limit.period < std::chrono::seconds(1) || limit.period > MaxPeriod)
        return refuse(what + u": period must be from one second to 31 days.");
    if (limit.queueLength < 0 || limit.queueLength > MaxQueue)
        return refuse(what + u": queue_length must be from 0 to %1."_s.arg(MaxQueue));
    if (limit.queueWait < std::chrono::milliseconds(0) || limit.queueWait > MaxQueueWait)
        return refuse(what + u": queue_wait_ms must be from 0 to ten minutes.");
    return {};
}

Result<void> check(const Configuration &configuration, const Budget &budget)
{
    GH_CHECK(checkName(u"budget"_s, budget.name));
    const QString what = u"budget '%1'"_s.arg(budget.name);
    if (isTaken(configuration.budgets, budget, std::mem_fn(&Budget::name)))
        return refuse(u"budget: the name '%1' is taken; choose another."_s.arg(budget.name));
    GH_CHECK(checkSubject(configuration, what, budget.scope, budget.subject));
    if (budget.amount < 0 || budget.topUp < 0)
        return refuse(what + u": amounts must not be negative.");
    if (auto valid = Limits::checkRule(budget.window); !valid)
        return refuse(what + u": " + valid.error().message);
    if (!budget.downgradeModel.isEmpty())
        GH_CHECK(checkName(what + u", downgrade_model", budget.downgradeModel));
    if (budget.downgradeAt < 1 || budget.downgradeAt > 100)
        return refuse(what + u": downgrade_at must be from 1 to 100 per cent.");
    if (budget.topUp != 0 && !budget.topUpUntil)
        return refuse(what + u": a top_up needs a time in top_up_until.");
    return {};
}

// Applies a list of changes, one after the other, to one configuration. Lives for one call of applied().
class Application final
{
public:
    Application(Configuration configuration, EntityId nextId)
        : m_configuration(std::move(configuration))
        , m_nextId(nextId)
    {}

    Result<void> apply(Change change)
    {
        if (change.kind == EntityKind::Setting)
            return applySetting(std::move(change));
        return change.action == Change::Action::Put ? put(std::move(change)) : remove(change);
    }

    Configuration configuration() && { return std::move(m_configuration); }
    [[nodiscard]] const QList<Change> &done() const { return m_done; }
    [[nodiscard]] EntityId nextId() const { return m_nextId; }

private:
    Result<void> put(Change change);
    Result<void> remove(const Change &change);
    Result<void> applySetting(Change change);
    void removeDependents(EntityKind kind, EntityId id);
    void removeRulesOf(Scope scope, const QString &subject);
    void renameSubject(Scope scope, const QString &before, const QString &after);
    template <typename Rule>
    void renameSubjectIn(QList<Rule> &rules, EntityKind kind, Scope scope, const QString &before, const QString &after);

    template <typename Entity>
    Result<void> putInto(QList<Entity> &list, Change change);
    template <typename Entity>
    Result<void> removeFrom(QList<Entity> &list, const Change &change);
    template <typename Entity, typename Member>
    void removeWhere(QList<Entity> &list, EntityKind kind, Member member, EntityId id);

    Configuration m_configuration;
    EntityId m_nextId;
    QHash<EntityId, EntityId> m_given; // a negative id of the caller's, and the one that it got
    QList<Change> m_done;
};

template <typename Entity>
Result<void> Application::putInto(QList<Entity> &list, Change change)
{
    for (const auto &member : {u"client_id"_s, u"provider_id"_s}) {
        const EntityId referred = change.after.value(member).toInteger();
        if (referred < 0 && m_given.contains(referred))
            change.after.insert(member, m_given.value(referred));
    }
    GH_TRY(Entity entity, fromJson<Entity>(change.after));
    const bool creates = change.id <= 0;
    entity.id = creates ? m_nextId : change.id;
    const auto place = std::ranges::find(list, entity.id, &Entity::id);
    if (!creates && place == list.end())
        return fail(ErrorKind::NotFound,
                    u"%1: there is none with id %2."_s.arg(entityKindName(change.kind)).arg(change.id));
    GH_CHECK(check(m_configuration, entity));
    if (creates) {
        if (change.id < 0)
            m_given.insert(change.id, entity.id);
        ++m_nextId;
        list.append(entity);
    } else {
        const Entity before = std::exchange(*place, entity);
        if constexpr (std::same_as<Entity, Client>)
            renameSubject(Scope::Client, before.name, entity.name);
        else if constexpr (std::same_as<Entity, Provider>)
            renameSubject(Scope::Provider, before.name, entity.name);
        else if constexpr (std::same_as<Entity, ApiKey>)
            renameSubject(Scope::Key, QString::fromLatin1(before.publicId), QString::fromLatin1(entity.publicId));
    }
    change.id = entity.id;
    change.after = toJson(entity);
    m_done.append(std::move(change));
    return {};
}

template <typename Entity>
Result<void> Application::removeFrom(QList<Entity> &list, const Change &change)
{
    const auto place = std::ranges::find(list, change.id, &Entity::id);
    if (place == list.end())
        return fail(ErrorKind::NotFound,
                    u"%1: there is none with id %2."_s.arg(entityKindName(change.kind)).arg(change.id));
    list.erase(place);
    m_done.append({.kind = change.kind, .action = Change::Action::Remove, .id = change.id, .after = {}});
    return {};
}

template <typename Entity, typename Member>
void Application::removeWhere(QList<Entity> &list, EntityKind kind, Member member, EntityId id)
{
    list.removeIf([&](const Entity &entity) {
        if (entity.*member != id)
            return false;
        m_done.append({.kind = kind, .action = Change::Action::Remove, .id = entity.id, .after = {}});
        return true;
    });
}

void Application::removeDependents(EntityKind kind, EntityId id)
{
    if (kind == EntityKind::ApiKey) {
        if (const ApiKey *key = find(m_configuration.keys, id))
            removeRulesOf(Scope::Key, QString::fromLatin1(key->publicId));
    }
    if (kind == EntityKind::Client) {
        for (const ApiKey &key : std::as_const(m_configuration.keys)) {
            if (key.clientId == id)
                removeRulesOf(Scope::Key, QString::fromLatin1(key.publicId));
        }
        removeWhere(m_configuration.keys, EntityKind::ApiKey, &ApiKey::clientId, id);
        if (const Client *client = find(m_configuration.clients, id))
            removeRulesOf(Scope::Client, client->name);
    }
    if (kind == EntityKind::Provider) {
        if (const Provider *provider = find(m_configuration.providers, id))
            removeRulesOf(Scope::Provider, provider->name);
        removeWhere(m_configuration.models, EntityKind::Model, &Model::providerId, id);
        removeWhere(m_configuration.credentials, EntityKind::Credential, &Credential::providerId, id);
        removeWhere(m_configuration.prices, EntityKind::Price, &PriceOverride::providerId, id);
    }
}

void Application::removeRulesOf(Scope scope, const QString &subject)
{
    const auto removeIn = [&](auto &rules, EntityKind kind) {
        rules.removeIf([&](const auto &rule) {
            if (rule.scope != scope || rule.subject != subject)
                return false;
            m_done.append({.kind = kind, .action = Change::Action::Remove, .id = rule.id, .after = {}});
            return true;
        });
    };
    removeIn(m_configuration.limits, EntityKind::Limit);
    removeIn(m_configuration.budgets, EntityKind::Budget);
}

void Application::renameSubject(Scope scope, const QString &before, const QString &after)
{
    if (before == after)
        return;
    renameSubjectIn(m_configuration.limits, EntityKind::Limit, scope, before, after);
    renameSubjectIn(m_configuration.budgets, EntityKind::Budget, scope, before, after);
}

template <typename Rule>
void Application::renameSubjectIn(QList<Rule> &rules, EntityKind kind, Scope scope, const QString &before,
                                  const QString &after)
{
    for (Rule &rule : rules) {
        if (rule.scope != scope || rule.subject != before)
            continue;
        rule.subject = after;
        m_done.append({.kind = kind, .action = Change::Action::Put, .id = rule.id, .after = toJson(rule)});
    }
}

Result<void> Application::put(Change change)
{
    switch (change.kind) {
    case EntityKind::Client:
        return putInto(m_configuration.clients, std::move(change));
    case EntityKind::ApiKey:
        return putInto(m_configuration.keys, std::move(change));
    case EntityKind::Provider:
        return putInto(m_configuration.providers, std::move(change));
    case EntityKind::Credential:
        return putInto(m_configuration.credentials, std::move(change));
    case EntityKind::Model:
        return putInto(m_configuration.models, std::move(change));
    case EntityKind::Alias:
        return putInto(m_configuration.aliases, std::move(change));
    case EntityKind::Price:
        return putInto(m_configuration.prices, std::move(change));
    case EntityKind::Limit:
        return putInto(m_configuration.limits, std::move(change));
    case EntityKind::Budget:
        return putInto(m_configuration.budgets, std::move(change));
    case EntityKind::Setting:
        break;
    }
    return applySetting(std::move(change));
}

Result<void> Application::remove(const Change &change)
{
    // An id of 0 would match the prices that hold at every provider.
    if (change.id <= 0)
        return fail(ErrorKind::NotFound, u"%1: removing needs an id."_s.arg(entityKindName(change.kind)));
    removeDependents(change.kind, change.id);
    switch (change.kind) {
    case EntityKind::Client:
        return removeFrom(m_configuration.clients, change);
    case EntityKind::ApiKey:
        return removeFrom(m_configuration.keys, change);
    case EntityKind::Provider:
        return removeFrom(m_configuration.providers, change);
    case EntityKind::Credential:
        return removeFrom(m_configuration.credentials, change);
    case EntityKind::Model:
        return removeFrom(m_configuration.models, change);
    case EntityKind::Alias:
        return removeFrom(m_configuration.aliases, change);
    case EntityKind::Price:
        return removeFrom(m_configuration.prices, change);
    case EntityKind::Limit:
        return removeFrom(m_configuration.limits, change);
    case EntityKind::Budget:
        return removeFrom(m_configuration.budgets, change);
    case EntityKind::Setting:
        break;
    }
    return {};
}

Result<void> Application::applySetting(Change change)
{
    QList<Setting> settings = m_configuration.settings;
    const QString name = change.after.value("name"_L1).toString();
    settings.removeIf([&](const Setting &setting) { return setting.name == name; });
    if (change.action == Change::Action::Put) {
        GH_TRY(const Setting setting, fromJson<Setting>(change.after));
        settings.append(setting);
    } else if (settings.size() == m_configuration.settings.size()) {
        return fail(ErrorKind::NotFound, u"setting: '%1' is not set."_s.arg(name));
    }
    m_configuration.settings = settings;
    change.id = 0;
    m_done.append(std::move(change));
    return {};
}

} // namespace

Result<Configuration> applied(Configuration configuration, QList<Change> &changes, EntityId &nextId)
{
    Application application(std::move(configuration), nextId);
    for (const Change &change : std::as_const(changes))
        GH_CHECK(application.apply(change));
    // Settings are judged together, once all are in place: a certificate needs its key.
    const QList<Change> done = application.done();
    const EntityId after = application.nextId();
    Configuration result = std::move(application).configuration();
    GH_CHECK(settingsFrom(result.settings).transform([](const Settings &) {}));
    changes = done;
    nextId = after;
    return result;
}

} // namespace Gatehouse
