// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/spendqueries.h"

#include "gateway/store/database.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

Result<QList<SpendRow>> readSpend(Database &database, Timestamp from, std::chrono::microseconds slot)
{
    // Dollars and the rest apart: SQLite's sum() fails beyond 64 bits. What is held for an interrupted request (kind 2)
    // counts as spent: nobody can say that it was not.
    GH_TRY(auto rows,
           database.query(u"SELECT min(l.time), l.client_id, l.key_id, l.provider_id, coalesce(t.value, ''), "
                          "sum(l.cost / 1000000000), sum(l.cost % 1000000000) FROM ledger l "
                          "JOIN request r ON r.number = l.request JOIN model_use m ON m.id = r.model_use_id "
                          "LEFT JOIN text t ON t.id = m.requested_id WHERE l.time >= ? AND l.cost > 0 "
                          "GROUP BY l.client_id, l.key_id, l.provider_id, m.requested_id, l.time / ?"_s,
                          {qint64(toMicroseconds(from)),
                           qint64(slot.count() > 0 ? slot.count() : std::numeric_limits<qint64>::max())}));
    QList<SpendRow> spend;
    while (rows.next()) {
        const Money dollars = *Money::fromUsd(QString::number(rows.value(5).toLongLong()));
        spend.append({.time = fromMicroseconds(rows.value(0).toLongLong()),
                      .clientId = rows.value(1).toLongLong(),
                      .keyId = rows.value(2).toLongLong(),
                      .providerId = rows.value(3).toLongLong(),
                      .requestedModel = rows.value(4).toString(),
                      .cost = dollars + Money::fromNanos(rows.value(6).toLongLong())});
    }
    GH_CHECK(database.finished(rows));
    return spend;
}

} // namespace Gatehouse::Store
