// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/configurationtables.h"

#include "gateway/store/database.h"
#include "gateway/store/revisionlog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// Reads the columns of a row one after the other, each as the type of the member it goes to.
class RowReader final
{
public:
    explicit RowReader(const QSqlQuery &query)
        : m_query(query)
    {}

    void operator()(qint64 &value) { value = next().toLongLong(); }
    void operator()(int &value) { value = next().toInt(); }
    void operator()(bool &value) { value = next().toInt() != 0; }
    void operator()(QString &value) { value = next().toString(); }
    void operator()(QByteArray &value) { value = next().toByteArray(); }
    void operator()(Timestamp &value) { value = fromMicroseconds(next().toLongLong()); }
    void operator()(std::chrono::milliseconds &value) { value = std::chrono::milliseconds(next().toLongLong()); }
    void operator()(std::chrono::seconds &value) { value = std::chrono::seconds(next().toLongLong()); }
    void operator()(QStringList &value)
    {
        const QJsonArray list = QJsonDocument::fromJson(next().toString().toUtf8()).array();
        value.clear();
        for (const QJsonValue &item : list)
            value.append(item.toString());
    }
    void operator()(QJsonValue &value)
    {
        value = QJsonDocument::fromJson(QByteArray("[" + next().toString().toUtf8() + "]")).array().first();
    }
    template <typename Enumeration>
        requires std::is_enum_v<Enumeration>
    void operator()(Enumeration &value)
    {
        value = static_cast<Enumeration>(next().toInt());
    }
    template <typename T>
    void operator()(std::optional<T> &value)
    {
        value.reset();
        if (m_query.isNull(m_column))
            ++m_column;
        else
            (*this)(value.emplace());
    }
    void ascii(QByteArray &value) { value = next().toString().toLatin1(); }

private:
    QVariant next() { return m_query.value(m_column++); }
    const QSqlQuery &m_query;
    int m_column = 0;
};

// And the other way: the values of a row to be inserted.
class RowValues final
{
public:
    void operator()(qint64 value) { add(value); }
    void operator()(int value) { add(value); }
    void operator()(bool value) { add(value ? 1 : 0); }
    void operator()(const QString &value) { add(value.isNull() ? u""_s : value); } // a null one would become NULL
    void operator()(const QByteArray &value) { add(value.isNull() ? ""_ba : value); }
    void operator()(Timestamp value) { add(qint64(toMicroseconds(value))); }
    void operator()(std::chrono::milliseconds value) { add(qint64(value.count())); }
    void operator()(std::chrono::seconds value) { add(qint64(value.count())); }
    void operator()(const QStringList &value)
    {
        add(QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(value)).toJson(QJsonDocument::Compact)));
    }
    void operator()(const QJsonValue &value)
    {
        // QJsonDocument writes only lists and objects.
        const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        add(QString::fromUtf8(list.sliced(1, list.size() - 2)));
    }
    template <typename Enumeration>
        requires std::is_enum_v<Enumeration>
    void operator()(Enumeration value)
    {
        add(static_cast<int>(value));
    }
    template <typename T>
    void operator()(const std::optional<T> &value)
    {
        if (value)
            (*this)(*value);
        else
            add({});
    }
    void ascii(const QByteArray &value) { add(QString::fromLatin1(value)); }
    [[nodiscard]] const QVariantList &values() const { return m_values; }

private:
    void add(const QVariant &value) { m_values.append(value); }
    QVariantList m_values;
};

template <typename T, typename Entity>
concept Is = std::same_as<std::remove_const_t<T>, Entity>;

// One overload for each kind of entity: its columns in the order of the schema, both for reading and for writing.

void columns(auto &column, Is<Client> auto &client)
{
    column(client.id);
    column(client.name);
    column(client.team);
    column(client.enabled);
    column(client.allowedModels);
    column(client.contentLevel);
    column(client.note);
    column(client.deniedModels);
}

void columns(auto &column, Is<ApiKey> auto &key)
{
    column(key.id);
    column(key.clientId);
    column(key.name);
    column.ascii(key.publicId);
    column(key.secretHash);
    column(key.lastFour);
    column(key.enabled);
    column(key.createdAt);
    column(key.expiresAt);
    column(key.allowedAddresses);
    column(key.allowedSurfaces);
}

void columns(auto &column, Is<Provider> auto &provider)
{
    column(provider.id);
    column(provider.name);
    column(provider.type);
    column(provider.baseUrl);
    column(provider.enabled);
    column(provider.priority);
    column(provider.catalogProvider);
    column(provider.proxyUrl);
    column(provider.caFile);
    column(provider.connectTimeout);
    column(provider.firstByteTimeout);
    column(provider.idleTimeout);
    column(provider.totalTimeout);
    column(provider.retries);
}

void columns(auto &column, Is<Credential> auto &credential)
{
    column(credential.id);
    column(credential.providerId);
    column(credential.label);
    column(credential.secretReference);
    column(credential.lastFour);
    column(credential.enabled);
    column(credential.createdAt);
}

void columns(auto &column, Is<Model> auto &model)
{
    column(model.id);
    column(model.providerId);
    column(model.name);
    column(model.upstreamName);
    column(model.enabled);
}

void columns(auto &column, Is<Alias> auto &alias)
{
    column(alias.id);
    column(alias.name);
    column(alias.model);
}

void columns(auto &column, Is<PriceOverride> auto &price)
{
    column(price.id);
    column(price.providerId);
    column(price.model);
    column(price.effectiveFrom);
    column(price.input);
    column(price.cacheRead);
    column(price.cacheWrite);
    column(price.output);
}

void columns(auto &column, Is<Limit> auto &limit)
{
    column(limit.id);
    column(limit.name);
    column(limit.scope);
    column(limit.subject);
    column(limit.unit);
    column(limit.amount);
    column(limit.period);
    column(limit.queueLength);
    column(limit.queueWait);
    column(limit.enabled);
}

void columns(auto &column, Is<Budget> auto &budget)
{
    column(budget.id);
    column(budget.name);
    column(budget.scope);
    column(budget.subject);
    column(budget.amount);
    column(budget.window.kind);
    column.ascii(budget.window.zone);
    column(budget.window.weekday);
    column(budget.window.dayOfMonth);
    column(budget.window.startMonth);
    column(budget.window.length);
    column(budget.enforcement);
    column(budget.unpriced);
    column(budget.topUp);
    column(budget.topUpUntil);
    column(budget.topUpReason);
    column(budget.enabled);
    column(budget.downgradeModel);
    column(budget.downgradeAt);
}

void columns(auto &column, Is<Setting> auto &setting)
{
    column(setting.name);
    column(setting.value);
}

// A table is called like the kind of its entities, but for one.
QString tableOf(EntityKind kind)
{
    // A word of SQL itself.
    return kind == EntityKind::Limit ? u"rate_limit"_s : entityKindName(kind);
}

template <typename Entity>
Result<void> readTable(Database &database, EntityKind kind, QList<Entity> &entities)
{
    GH_TRY(auto rows, database.query(u"SELECT * FROM %1 ORDER BY 1"_s.arg(tableOf(kind))));
    while (rows.next()) {
        RowReader reader(rows);
        columns(reader, entities.emplaceBack());
    }
    return database.finished(rows);
}

template <typename Entity>
Result<void> insertRow(Database &database, EntityKind kind, const Entity &entity)
{
    RowValues row;
    columns(row, entity);
    const QString marks = QStringList(row.values().size(), u"?"_s).join(u", "_s);
    return database.execute(u"INSERT INTO %1 VALUES (%2)"_s.arg(tableOf(kind), marks), row.values());
}

// Which entity a change is about: its id, or a setting's name.
struct EntityKey {
    EntityKind kind = EntityKind::Setting;
    EntityId id = 0;
    QString settingName;
    bool operator==(const EntityKey &) const = default;
};

size_t qHash(const EntityKey &key, size_t seed = 0)
{
    return qHashMulti(seed, static_cast<int>(key.kind), key.id, key.settingName);
}

EntityKey keyOf(const Change &change)
{
    const bool isSetting = change.kind == EntityKind::Setting;
    return {.kind = change.kind,
            .id = change.id,
            .settingName = isSetting ? change.after.value("name"_L1).toString() : QString()};
}

// Calls `visitor` with every entity of a configuration.
void forEach(const Configuration &configuration, auto visitor)
{
    const auto all = [&](EntityKind kind, const auto &list) {
        for (const auto &entity : list) {
            if constexpr (requires { entity.id; })
                visitor(EntityKey{.kind = kind, .id = entity.id, .settingName = {}}, entity);
            else
                visitor(EntityKey{.kind = kind, .id = 0, .settingName = entity.name}, entity);
        }
    };
    all(EntityKind::Client, configuration.clients);
    all(EntityKind::ApiKey, configuration.keys);
    all(EntityKind::Provider, configuration.providers);
    all(EntityKind::Credential, configuration.credentials);
    all(EntityKind::Model, configuration.models);
    all(EntityKind::Alias, configuration.aliases);
    all(EntityKind::Price, configuration.prices);
    all(EntityKind::Limit, configuration.limits);
    all(EntityKind::Budget, configuration.budgets);
    all(EntityKind::Setting, configuration.settings);
}

QString nameIn(const QJsonObject &entity)
{
    for (const auto member : {"name"_L1, "label"_L1, "model"_L1}) {
        if (const QString name = entity.value(member).toString(); !name.isEmpty())
            return name;
    }
    return {};
}

// A row of the revision log for each change; answers the number of the last one.
Result<qint64> logChanges(Database &database, const Configuration &current, const QList<Change> &changes,
                          const Actor &actor, Timestamp now)
{
    QSet<EntityKey> touched;
    for (const Change &change : changes)
        touched.insert(keyOf(change));
    QHash<EntityKey, QJsonObject> state;
    forEach(current, [&](const EntityKey &key, const auto &entity) {
        if (touched.contains(key))
            state.insert(key, toJson(entity));
    });
    RevisionLog log(database);
    for (const Change &change : changes) {
        const EntityKey key = keyOf(change);
        const bool isRemoval = change.action == Change::Action::Remove;
        RevisionRow row;
        row.time = now;
        row.actor = actor;
        row.kind = change.kind;
        row.action = change.action;
        row.entityId = change.id;
        row.before = state.value(key);
        row.after = isRemoval ? QJsonObject() : change.after;
        row.entityName = nameIn(isRemoval ? row.before : row.after);
        state.insert(key, row.after);
        GH_CHECK(log.append(row));
    }
    return log.head();
}

// The rows of the entities that the changes are about are taken away and those that are still there put back, so that
// no order of changes (two names swapped, say) can be in the way. Foreign keys are checked at the commit.
Result<void> writeTables(Database &database, const Configuration &next, const QList<Change> &changes)
{
    QSet<EntityKey> touched;
    for (const Change &change : changes) {
        const EntityKey key = keyOf(change);
        if (touched.contains(key))
            continue;
        touched.insert(key);
        const bool isSetting = key.kind == EntityKind::Setting;
        GH_CHECK(
            database.execute(u"DELETE FROM %1 WHERE %2 = ?"_s.arg(tableOf(key.kind), isSetting ? u"name"_s : u"id"_s),
                             {isSetting ? QVariant(key.settingName) : QVariant(key.id)}));
    }
    Result<void> result;
    forEach(next, [&](const EntityKey &key, const auto &entity) {
        if (result && touched.contains(key))
            result = insertRow(database, key.kind, entity);
    });
    return result;
}

} // namespace

Result<Configuration> readConfiguration(Database &database)
{
    // One read transaction, so that the parts belong together.
    GH_CHECK(database.execute("BEGIN"));
    Configuration configuration;
    const auto read = [&]() -> Result<void> {
        GH_CHECK(readTable(database, EntityKind::Client, configuration.clients));
        GH_CHECK(readTable(database, EntityKind::ApiKey, configuration.keys));
        GH_CHECK(readTable(database, EntityKind::Provider, configuration.providers));
        GH_CHECK(readTable(database, EntityKind::Credential, configuration.credentials));
        GH_CHECK(readTable(database, EntityKind::Model, configuration.models));
        GH_CHECK(readTable(database, EntityKind::Alias, configuration.aliases));
        GH_CHECK(readTable(database, EntityKind::Price, configuration.prices));
        GH_CHECK(readTable(database, EntityKind::Limit, configuration.limits));
        GH_CHECK(readTable(database, EntityKind::Budget, configuration.budgets));
        GH_CHECK(readTable(database, EntityKind::Setting, configuration.settings));
        GH_TRY(configuration.revision, database.number(u"SELECT max(number) FROM revision"_s));
        return {};
    };
    const Result<void> done = read();
    const Result<void> ended = database.execute("COMMIT");
    GH_CHECK(done);
    GH_CHECK(ended);
    return configuration;
}

Result<Configuration> applyChanges(Database &database, const Configuration &current, QList<Change> changes,
                                   const Actor &actor, Timestamp now)
{
    GH_TRY(auto transaction, Transaction::begin(database));
    GH_TRY(EntityId nextId, database.number(u"SELECT value FROM counter WHERE name = 'entity'"_s));
    GH_TRY(Configuration next, applied(current, changes, nextId));
    GH_CHECK(writeTables(database, next, changes));
    GH_TRY(next.revision, logChanges(database, current, changes, actor, now));
    GH_CHECK(database.execute(u"UPDATE counter SET value = ? WHERE name = 'entity'"_s, {nextId}));
    GH_CHECK(transaction.commit());
    return next;
}

} // namespace Gatehouse::Store
