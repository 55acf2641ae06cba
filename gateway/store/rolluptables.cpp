// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/rolluptables.h"

#include "gateway/store/database.h"
#include "gateway/store/packing.h"
#include "gateway/store/totals.h"
#include "gateway/store/usagecolumns.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

constexpr std::array Buckets{Bucket::Minute, Bucket::Hour, Bucket::Day};

// Rows of minutes that have passed are let go when there are so many.
constexpr qsizetype MaxRemembered = 4096;

// The sums in the order of the schema, both for reading and for writing.
void sums(auto &column, auto &totals)
{
    column(totals.requests);
    column(totals.answered);
    column(totals.clientErrors);
    column(totals.upstreamErrors);
    column(totals.clientClosed);
    column(totals.unpriced);
    for (const Llm::UsagePart &part : Llm::UsageParts)
        column(totals.usage.*part.value);
}

// What is stored of a row, in the order of store() and load().
QString columns()
{
    return u"requests, answered, client_errors, upstream_errors, client_closed, unpriced, %1, cost, last_seen, "
           "latency, first_token"_s.arg(usageColumns());
}

constexpr auto KeyColumns = "start, client_id, key_id, model_id, provider_id"_L1;

} // namespace

QString rollupTableName(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute:
        return u"rollup_minute"_s;
    case Bucket::Hour:
        return u"rollup_hour"_s;
    case Bucket::Day:
        break;
    }
    return u"rollup_day"_s;
}

RollupTables::RollupTables(Database &database)
    : m_database(database)
{
    for (std::size_t i = 0; i < Buckets.size(); ++i) {
        const QString name = rollupTableName(Buckets[i]);
        m_tables[i].find =
            Statement(database.handle(),
                      u"SELECT %1 FROM %2 "
                      "WHERE start = ? AND client_id = ? AND key_id = ? AND model_id = ? AND provider_id = ?"_s.arg(
                          columns(), name));
        const QString all = KeyColumns + u", " + columns();
        m_tables[i].put =
            Statement(database.handle(), u"INSERT OR REPLACE INTO %1 (%2) VALUES (%3)"_s.arg(
                                             name, all, QStringList(all.count(u',') + 1, u"?"_s).join(u", "_s)));
    }
}

Result<void> RollupTables::add(const RequestRecord &request, qint64 modelId)
{
    for (std::size_t i = 0; i < Buckets.size(); ++i) {
        const Key key{.start = toMicroseconds(bucketStart(Buckets[i], request.startedAt)),
                      .clientId = request.clientId,
                      .keyId = request.keyId,
                      .modelId = modelId,
                      .providerId = request.providerId};
        Table &table = m_tables[i];
        auto row = table.rows.find(key);
        if (row == table.rows.end()) {
            row = table.rows.insert(key, {});
            GH_CHECK(load(table, key, *row));
        }
        addRequest(row->totals, request);
        row->lastSeen = std::max(row->lastSeen, toMicroseconds(request.startedAt));
        row->isChanged = true;
    }
    return {};
}

Result<void> RollupTables::load(Table &table, const Key &key, Row &row)
{
    Statement &find = table.find;
    find.bind(key.start).bind(key.clientId).bind(key.keyId).bind(key.modelId).bind(key.providerId);
    if (find.next()) {
        int column = 0;
        const auto read = [&](qint64 &value) { value = find.integer(column++); };
        sums(read, row.totals);
        row.totals.cost = Money::fromNanos(find.integer(column++));
        row.lastSeen = find.integer(column++);
        row.totals.latency = unpackHistogram(find.blob(column++));
        row.totals.firstToken = unpackHistogram(find.blob(column++));
    }
    if (!find.rewind())
        return std::unexpected(m_database.lastError());
    return {};
}

bool RollupTables::store(Table &table, const Key &key, const Row &row)
{
    const QByteArray latency = packHistogram(row.totals.latency);
    const QByteArray firstToken = packHistogram(row.totals.firstToken);
    Statement &put = table.put;
    put.bind(key.start).bind(key.clientId).bind(key.keyId).bind(key.modelId).bind(key.providerId);
    const auto write = [&](qint64 value) { put.bind(value); };
    sums(write, row.totals);
    put.bind(row.totals.cost.nanos()).bind(row.lastSeen).bind(QByteArrayView(latency)).bind(QByteArrayView(firstToken));
    return put.run();
}

Result<void> RollupTables::save()
{
    for (Table &table : m_tables) {
        for (auto row = table.rows.begin(); row != table.rows.end(); ++row) {
            if (!row->isChanged)
                continue;
            if (!store(table, row.key(), *row))
                return std::unexpected(m_database.lastError());
            row->isChanged = false;
        }
        if (table.rows.size() > MaxRemembered)
            table.rows.clear();
    }
    return {};
}

void RollupTables::forget()
{
    for (Table &table : m_tables)
        table.rows.clear();
}

} // namespace Gatehouse::Store
