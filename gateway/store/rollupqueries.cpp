// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/rollupqueries.h"

#include "gateway/store/database.h"
#include "gateway/store/packing.h"
#include "gateway/store/rolluptables.h"
#include "gateway/store/totals.h"
#include "gateway/store/usagecolumns.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

struct Row {
    Timestamp start;
    EntityId groupId = 0;
    QString group;
    Totals totals;
    Timestamp lastSeen;
};

QString groupColumn(GroupBy groupBy)
{
    switch (groupBy) {
    case GroupBy::Client:
        return u"client_id"_s;
    case GroupBy::Key:
        return u"key_id"_s;
    case GroupBy::Provider:
        return u"provider_id"_s;
    case GroupBy::Model:
    case GroupBy::None:
        break;
    }
    return u"0"_s;
}

// A part of a range, and the table whose buckets fill it.
struct Part {
    Bucket bucket = Bucket::Minute;
    Timestamp from;
    Timestamp to;
};

Row rowOf(const QSqlQuery &query)
{
    int column = 0;
    const auto number = [&] { return query.value(column++).toLongLong(); };
    Row row;
    row.start = fromMicroseconds(number());
    row.groupId = number();
    row.group = query.value(column++).toString();
    Totals &totals = row.totals;
    for (qint64 *sum : {&totals.requests, &totals.answered, &totals.clientErrors, &totals.upstreamErrors,
                        &totals.clientClosed, &totals.unpriced})
        *sum = number();
    for (const Llm::UsagePart &part : Llm::UsageParts)
        totals.usage.*part.value = number();
    totals.cost = Money::fromNanos(number());
    row.lastSeen = fromMicroseconds(number());
    totals.latency = unpackHistogram(query.value(column++).toByteArray());
    totals.firstToken = unpackHistogram(query.value(column++).toByteArray());
    return row;
}

Result<void> forEachRow(Database &database, const Part &part, const SeriesQuery &query, const auto &visit)
{
    QVariantList values{qint64(toMicroseconds(part.from)), qint64(toMicroseconds(part.to))};
    QString clients;
    if (!query.clients.isEmpty()) {
        clients = u" AND client_id IN (%1)"_s.arg(QStringList(query.clients.size(), u"?"_s).join(u", "_s));
        for (const EntityId client : query.clients)
            values.append(client);
    }
    const bool isByModel = query.groupBy == GroupBy::Model;
    const QString sql =
        u"SELECT start, %1, %2, requests, answered, client_errors, upstream_errors, client_closed, unpriced, "
        u"%6, cost, last_seen, latency, first_token FROM %3 %4 WHERE start >= ? AND start < ?%5 ORDER BY start"_s.arg(
            groupColumn(query.groupBy), isByModel ? u"text.value"_s : u"''"_s, rollupTableName(part.bucket),
            isByModel ? u"LEFT JOIN text ON text.id = model_id"_s : u""_s, clients, usageColumns());
    GH_TRY(auto rows, database.query(sql, values));
    while (rows.next())
        visit(rowOf(rows));
    return database.finished(rows);
}

// A long range as whole days in the middle, with hours and minutes at its ends: few rows are read, and the ends are
// exact to the minute.
QList<Part> partsOf(Timestamp from, Timestamp to)
{
    QList<Part> parts;
    const auto split = [&](auto &&self, Bucket bucket, Timestamp begin, Timestamp end) -> void {
        if (begin >= end)
            return;
        const auto length = bucketLength(bucket);
        const Timestamp firstWhole = bucketStart(bucket, begin + length - std::chrono::microseconds(1));
        const Timestamp lastWhole = bucketStart(bucket, end);
        if (bucket == Bucket::Minute) {
            parts.append({.bucket = bucket, .from = bucketStart(bucket, begin), .to = end});
            return;
        }
        const Bucket finer = bucket == Bucket::Day ? Bucket::Hour : Bucket::Minute;
        if (firstWhole >= lastWhole) {
            self(self, finer, begin, end);
            return;
        }
        self(self, finer, begin, firstWhole);
        parts.append({.bucket = bucket, .from = firstWhole, .to = lastWhole});
        self(self, finer, lastWhole, end);
    };
    split(split, Bucket::Day, from, to);
    return parts;
}

} // namespace

Result<QList<SeriesPoint>> readSeries(Database &database, const SeriesQuery &query)
{
    // The rows of a bucket come together; a map over its groups adds up the other dimensions.
    QList<SeriesPoint> points;
    std::map<std::pair<EntityId, QString>, Totals> groups;
    Timestamp start;
    const auto finishBucket = [&] {
        for (auto &[group, totals] : groups)
            points.append({.start = start, .groupId = group.first, .group = group.second, .totals = std::move(totals)});
        groups.clear();
    };
    const Part part{.bucket = query.bucket, .from = bucketStart(query.bucket, query.from), .to = query.to};
    GH_CHECK(forEachRow(database, part, query, [&](const Row &row) {
        if (row.start != start)
            finishBucket();
        start = row.start;
        addTotals(groups[{row.groupId, row.group}], row.totals);
    }));
    finishBucket();
    return points;
}

Result<QList<GroupTotals>> readGroups(Database &database, const SeriesQuery &query)
{
    std::map<std::pair<EntityId, QString>, GroupTotals> groups;
    for (const Part &part : partsOf(query.from, query.to)) {
        GH_CHECK(forEachRow(database, part, query, [&](const Row &row) {
            GroupTotals &group = groups[{row.groupId, row.group}];
            group.groupId = row.groupId;
            group.group = row.group;
            addTotals(group.totals, row.totals);
            group.lastSeen = std::max(group.lastSeen.value_or(row.lastSeen), row.lastSeen);
        }));
    }
    QList<GroupTotals> list;
    for (auto &[key, group] : groups)
        list.append(std::move(group));
    std::ranges::stable_sort(list, std::ranges::greater(), [](const GroupTotals &group) { return group.totals.cost; });
    return list;
}

Result<QHash<EntityId, Timestamp>> readKeysLastUsed(Database &database)
{
    GH_TRY(auto rows,
           database.query(u"SELECT key_id, max(last_seen) FROM rollup_day WHERE key_id <> 0 GROUP BY key_id"_s));
    QHash<EntityId, Timestamp> lastUsed;
    while (rows.next())
        lastUsed.insert(rows.value(0).toLongLong(), fromMicroseconds(rows.value(1).toLongLong()));
    GH_CHECK(database.finished(rows));
    return lastUsed;
}

} // namespace Gatehouse::Store
