// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/ledgercheck.h"

#include "gateway/store/database.h"
#include "gateway/store/rolluptables.h"
#include "gateway/store/usagecolumns.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// More of one kind say nothing new.
constexpr int MaxProblemsOfAKind = 20;

// SQLite's sum() fails beyond 64 bits; dollars and the rest of them apart cannot get there, and Money saturates.
Result<Money> sumOf(Database &database, const QString &from)
{
    GH_TRY(auto row, database.query(u"SELECT sum(cost / 1000000000), sum(cost % 1000000000) FROM "_s + from));
    if (!row.next())
        return Money();
    qint64 nanos = 0;
    const qint64 dollars = row.value(0).toLongLong();
    if (__builtin_mul_overflow(dollars, qint64(1'000'000'000), &nanos))
        nanos = dollars < 0 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
    return Money::fromNanos(nanos) + Money::fromNanos(row.value(1).toLongLong());
}

// Each row of the query is a problem; `text` names its columns %1, %2, ... The first may be a request's id.
Result<void> collect(Database &database, const QString &query, const QString &text, QStringList &problems)
{
    GH_TRY(auto rows, database.query(query + u" LIMIT %1"_s.arg(MaxProblemsOfAKind)));
    while (rows.next()) {
        QString problem = text;
        for (int i = 0; !rows.value(i).isNull() && i < 4; ++i) {
            const QVariant value = rows.value(i);
            RequestId id;
            const bool isId =
                value.typeId() == QMetaType::QByteArray && value.toByteArray().size() == qsizetype(id.bytes.size());
            if (isId)
                std::ranges::copy(value.toByteArray(), id.bytes.begin());
            problem = problem.arg(isId ? id.toString() : value.toString());
            if (!problem.contains(u'%'))
                break;
        }
        problems.append(problem);
    }
    return database.finished(rows);
}

// A request's cost is the sum of its charges, and what is priced has at least one.
Result<void> checkCharges(Database &database, QStringList &problems)
{
    GH_CHECK(collect(database,
                     u"SELECT r.id, r.cost, total(l.cost) AS charged FROM request r LEFT JOIN ledger l ON l.request = "
                     u"r.number AND l.kind = 1 "
                     "GROUP BY r.number HAVING r.cost <> coalesce(sum(l.cost), 0)"_s,
                     u"Request %1 says it cost %2 nano-dollars, its charges say %3."_s, problems));
    GH_CHECK(collect(database,
                     u"SELECT r.id, r.cost FROM request r WHERE r.pricing = 1 AND NOT EXISTS "
                     "(SELECT 1 FROM ledger l WHERE l.request = r.number AND l.kind = 1)"_s,
                     u"Request %1 is priced (%2 nano-dollars) and has no charge."_s, problems));
    GH_CHECK(collect(database,
                     u"SELECT r.id, r.number FROM request r WHERE r.state = 7 AND NOT EXISTS "
                     "(SELECT 1 FROM ledger l WHERE l.request = r.number AND l.kind = 2)"_s,
                     u"Request %1 (number %2) was interrupted and has no entry that says so."_s, problems));
    return collect(
        database,
        u"SELECT l.request, l.entry FROM ledger l WHERE NOT EXISTS (SELECT 1 FROM request r WHERE r.number = l.request)"_s,
        u"Charge %2 of request number %1 has no request."_s, problems);
}

// Every rollup row is the sum of the requests that started in its time.
Result<void> checkRollups(Database &database, QStringList &problems)
{
    constexpr std::array Lengths{std::pair(Bucket::Minute, 60'000'000LL), std::pair(Bucket::Hour, 3'600'000'000LL),
                                 std::pair(Bucket::Day, 86'400'000'000LL)};
    const QString input = tokenSum(Llm::UsagePart::Counts::InputTokens);
    const QString output = tokenSum(Llm::UsagePart::Counts::OutputTokens);
    for (const auto &[bucket, length] : Lengths) {
        const QString table = rollupTableName(bucket);
        const QString fromRequests = u"SELECT started_at - started_at % %1 AS start, client_id, key_id, m.used_id AS "
                                     u"model_id, provider_id, count(*) AS requests, "
                                     "sum(cost) AS cost, sum(%2) AS input, sum(%3) AS output FROM request JOIN "
                                     "model_use m ON m.id = model_use_id "
                                     "GROUP BY 1, 2, 3, 4, 5"_s.arg(QString::number(length), input, output);
        const QString fromRollups =
            u"SELECT start, client_id, key_id, model_id, provider_id, requests, cost, %1, %2 FROM %3"_s.arg(
                input, output, table);
        const auto difference = [](const QString &left, const QString &right) {
            return QString(u"SELECT * FROM (SELECT start, client_id, requests, cost FROM ("_s + left + u" EXCEPT "_s
                           + right + u"))"_s);
        };
        GH_CHECK(collect(
            database, difference(fromRequests, fromRollups),
            table + u" does not have what the requests add up to: from %1, client %2: %3 requests, %4 nano-dollars."_s,
            problems));
        GH_CHECK(collect(
            database, difference(fromRollups, fromRequests),
            table + u" has what no requests add up to: from %1, client %2: %3 requests, %4 nano-dollars."_s, problems));
    }
    return {};
}

Result<LedgerCheck> compared(Database &database)
{
    LedgerCheck check;
    GH_TRY(check.requests, database.number(u"SELECT count(*) FROM request"_s));
    GH_TRY(check.charges, database.number(u"SELECT count(*) FROM ledger WHERE kind = 1"_s));
    GH_TRY(check.unknownCharges, database.number(u"SELECT count(*) FROM ledger WHERE kind = 2"_s));
    GH_TRY(check.ledgerSum, sumOf(database, u"ledger WHERE kind = 1"_s));
    GH_TRY(check.requestSum, sumOf(database, u"request"_s));
    GH_TRY(check.rollupSum, sumOf(database, u"rollup_day"_s));
    GH_CHECK(checkCharges(database, check.problems));
    GH_CHECK(checkRollups(database, check.problems));
    return check;
}

} // namespace

Result<LedgerCheck> compareLedger(Database &database)
{
    // One read transaction: the owner may be writing meanwhile.
    GH_CHECK(database.execute("BEGIN"));
    const Result<LedgerCheck> check = compared(database);
    GH_CHECK(database.execute("COMMIT"));
    return check;
}

} // namespace Gatehouse::Store
