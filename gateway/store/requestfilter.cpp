// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/requestfilter.h"

#include "gateway/store/database.h"
#include "gateway/store/usagecolumns.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// With more values than this the newest rows are looked through instead.
constexpr qsizetype MaxArms = 24;

QVariant idValue(const RequestId &id)
{
    return QByteArray(reinterpret_cast<const char *>(id.bytes.data()), qsizetype(id.bytes.size()));
}

class Conditions final
{
public:
    void add(const QString &condition, const QVariantList &values = {})
    {
        m_conditions.append(condition);
        m_values += values;
    }
    void addAnyOf(const QString &column, const QVariantList &values)
    {
        if (!values.isEmpty())
            add(u"%1 IN (%2)"_s.arg(column, QStringList(values.size(), u"?"_s).join(u", "_s)), values);
    }
    [[nodiscard]] FilterArm arm() const
    {
        return {.condition = m_conditions.isEmpty() ? u"1"_s : m_conditions.join(u" AND "_s), .values = m_values};
    }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

// A condition on one column with the values that it may have.
struct Dimension {
    QString column;
    QVariantList values;
};

QVariantList valuesOf(const auto &list)
{
    QVariantList values;
    for (const auto &value : list)
        values.append(static_cast<qint64>(value));
    return values;
}

bool isGlob(const QString &pattern)
{
    return pattern.contains(u'*') || pattern.contains(u'?') || pattern.contains(u'[');
}

// The pairs of requested and used model that a name or glob matches.
Result<QVariantList> modelUses(Database &database, const QString &model)
{
    const QString compare = isGlob(model) ? u"GLOB"_s : u"="_s;
    GH_TRY(auto rows,
           database.query(u"SELECT id FROM model_use WHERE requested_id IN (SELECT id FROM text WHERE value %1 ?) "
                          "OR used_id IN (SELECT id FROM text WHERE value %1 ?)"_s.arg(compare),
                          {model, model}));
    QVariantList ids;
    while (rows.next())
        ids.append(rows.value(0));
    GH_CHECK(database.finished(rows));
    return ids;
}

void addPlain(Conditions &conditions, const RequestFilter &filter)
{
    if (filter.from)
        conditions.add(u"r.started_at >= ?"_s, {qint64(toMicroseconds(*filter.from))});
    if (filter.to)
        conditions.add(u"r.started_at < ?"_s, {qint64(toMicroseconds(*filter.to))});
    conditions.addAnyOf(u"r.key_id"_s, valuesOf(filter.keys));
    if (filter.httpStatus)
        conditions.add(u"r.http_status = ?"_s, {*filter.httpStatus});
    if (!filter.errorCode.isEmpty())
        conditions.add(u"r.error_code_id = (SELECT id FROM text WHERE value = ?)"_s,
                       {QString::fromUtf8(filter.errorCode)});
    if (filter.costAtLeast)
        conditions.add(u"r.cost >= ?"_s, {filter.costAtLeast->nanos()});
    if (filter.tokensAtLeast) {
        conditions.add(tokenSum(Llm::UsagePart::Counts::InputTokens, "r."_L1) + u" + "
                           + tokenSum(Llm::UsagePart::Counts::OutputTokens, "r."_L1) + u" >= ?",
                       {*filter.tokensAtLeast});
    }
    if (filter.latencyAtLeast)
        conditions.add(u"r.latency >= ?"_s, {qint64(filter.latencyAtLeast->count())});
    if (filter.stream)
        conditions.add(u"r.stream = ?"_s, {*filter.stream ? 1 : 0});
    if (filter.hasTools)
        conditions.add(u"r.has_tools = ?"_s, {*filter.hasTools ? 1 : 0});
    if (filter.unpriced)
        conditions.add(*filter.unpriced ? u"r.pricing = 0"_s : u"r.pricing <> 0"_s);
}

// The partial index holds every state but Answered, and is used only where the SQL says so.
bool isIndexed(const QList<RequestState> &states)
{
    return !states.isEmpty() && !states.contains(RequestState::Answered);
}

// A key belongs to one client: with it the client's index leads to the key's requests.
Result<QList<EntityId>> clientsOf(Database &database, const QList<EntityId> &keys)
{
    QList<EntityId> clients;
    for (const EntityId key : keys) {
        GH_TRY(const EntityId client, database.number(u"SELECT client_id FROM api_key WHERE id = ?"_s, {key}));
        if (client == 0)
            return QList<EntityId>(); // a key that was removed; its requests are looked for among all
        if (!clients.contains(client))
            clients.append(client);
    }
    return clients;
}

} // namespace

Result<QList<FilterArm>> armsOf(Database &database, const RequestFilter &filter)
{
    Conditions common;
    addPlain(common, filter);
    QList<Dimension> dimensions; // the most selective first
    if (!filter.clients.isEmpty()) {
        dimensions.append({.column = u"r.client_id"_s, .values = valuesOf(filter.clients)});
    } else if (!filter.keys.isEmpty()) {
        GH_TRY(const QList<EntityId> clients, clientsOf(database, filter.keys));
        if (!clients.isEmpty())
            dimensions.append({.column = u"r.client_id"_s, .values = valuesOf(clients)});
    }
    if (!filter.states.isEmpty()) {
        const Dimension states{.column = u"r.state"_s, .values = valuesOf(filter.states)};
        if (isIndexed(filter.states)) {
            common.add(u"r.state <> 1"_s);
            dimensions.append(states);
        } else {
            common.addAnyOf(states.column, states.values);
        }
    }
    if (!filter.model.isEmpty()) {
        GH_TRY(const QVariantList uses, modelUses(database, filter.model));
        if (uses.isEmpty())
            return QList<FilterArm>();
        dimensions.append({.column = u"r.model_use_id"_s, .values = uses});
    }
    if (!filter.providers.isEmpty())
        dimensions.append({.column = u"r.provider_id"_s, .values = valuesOf(filter.providers)});

    const auto lead =
        std::ranges::find_if(dimensions, [](const Dimension &dimension) { return dimension.values.size() <= MaxArms; });
    for (auto dimension = dimensions.begin(); dimension != dimensions.end(); ++dimension) {
        // The plus keeps the planner from an index whose order is not that of the page.
        if (dimension != lead)
            common.addAnyOf(u"+%1"_s.arg(dimension->column), dimension->values);
    }
    if (lead == dimensions.end())
        return QList<FilterArm>{common.arm()};
    QList<FilterArm> arms;
    QVariantList seen;
    for (const QVariant &value : lead->values) {
        if (seen.contains(value))
            continue;
        seen.append(value);
        Conditions conditions = common;
        conditions.add(u"%1 = ?"_s.arg(lead->column), {value});
        arms.append(conditions.arm());
    }
    return arms;
}

std::pair<QString, QVariantList> pageQuery(const QList<FilterArm> &arms, const std::optional<PageKey> &below, int limit)
{
    constexpr auto Order = "ORDER BY started_at DESC, id DESC LIMIT ?"_L1;
    QStringList parts;
    QVariantList values;
    for (const FilterArm &arm : arms) {
        QString condition = arm.condition;
        values += arm.values;
        if (below) {
            const qint64 time = toMicroseconds(below->startedAt);
            condition += u" AND r.started_at <= ? AND (r.started_at < ? OR r.id < ?)";
            values += {time, time, idValue(below->id)};
        }
        parts.append(u"SELECT r.number, r.started_at, r.id FROM request r WHERE %1 %2"_s.arg(condition, Order));
        values.append(limit);
    }
    if (parts.size() == 1)
        return {parts.first(), values};
    values.append(limit);
    return {QString(u"SELECT * FROM (" + parts.join(u") UNION ALL SELECT * FROM ("_s) + u") " + Order), values};
}

} // namespace Gatehouse::Store
