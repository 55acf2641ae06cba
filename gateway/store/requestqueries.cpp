// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/requestqueries.h"

#include "gateway/store/bodycodec.h"
#include "gateway/store/database.h"
#include "gateway/store/packing.h"
#include "gateway/store/requestfilter.h"
#include "gateway/store/usagecolumns.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// Everything of a request in the order in which requestOf() reads it, with the interned texts looked up.
const QString &requestColumns()
{
    static const QString columns =
        u"r.id, r.started_at, r.state, r.surface, r.stream, r.has_tools, r.has_images, r.client_id, r.key_id, "
        "r.provider_id, (SELECT value FROM text WHERE id = m.requested_id), "
        "(SELECT value FROM text WHERE id = m.used_id), r.http_status, "
        "(SELECT value FROM text WHERE id = r.error_code_id), r.error_message, "
        "(SELECT value FROM text WHERE id = r.finish_reason_id), "
        "(SELECT value FROM text WHERE id = r.service_tier_id), r.attempt_count, %1, "
        "r.usage_source, r.cost, r.pricing, (SELECT value FROM text WHERE id = r.price_version_id), r.latency, "
        "r.first_token, r.overhead, r.stages, r.request_size, r.answer_size, "
        "(SELECT value FROM text WHERE id = r.source_address_id), "
        "(SELECT value FROM text WHERE id = r.user_agent_id), r.end_user"_s.arg(usageColumns("r."_L1));
    return columns;
}

// Takes the columns of a row one after the other.
class Columns final
{
public:
    explicit Columns(const QSqlQuery &query)
        : m_query(query)
    {}
    qint64 number() { return m_query.value(m_column++).toLongLong(); }
    int small() { return m_query.value(m_column++).toInt(); }
    bool truth() { return small() != 0; }
    QString text() { return m_query.value(m_column++).toString(); }
    QByteArray code() { return text().toUtf8(); }
    QByteArray bytes() { return m_query.value(m_column++).toByteArray(); }
    Timestamp time() { return fromMicroseconds(number()); }
    std::chrono::microseconds duration() { return std::chrono::microseconds(number()); }
    Llm::Usage usage()
    {
        Llm::Usage usage;
        for (const Llm::UsagePart &part : Llm::UsageParts)
            usage.*part.value = number();
        usage.source = static_cast<Llm::UsageSource>(small());
        return usage;
    }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
};

RequestRecord requestOf(Columns columns)
{
    RequestRecord request;
    const QByteArray id = columns.bytes();
    if (id.size() == qsizetype(request.id.bytes.size()))
        std::ranges::copy(id, request.id.bytes.begin());
    request.startedAt = columns.time();
    request.state = static_cast<RequestState>(columns.small());
    request.surface = static_cast<Llm::Surface>(columns.small());
    request.stream = columns.truth();
    request.hasTools = columns.truth();
    request.hasImages = columns.truth();
    request.clientId = columns.number();
    request.keyId = columns.number();
    request.providerId = columns.number();
    request.requestedModel = columns.text();
    request.usedModel = columns.text();
    request.httpStatus = columns.small();
    request.errorCode = columns.code();
    request.errorMessage = columns.text();
    request.finishReason = columns.code();
    request.serviceTier = columns.code();
    request.attemptCount = columns.small();
    request.usage = columns.usage();
    request.cost = Money::fromNanos(columns.number());
    request.pricing = static_cast<Pricing>(columns.small());
    request.priceVersion = columns.text();
    request.latency = columns.duration();
    request.firstToken = columns.duration();
    request.overhead = columns.duration();
    request.stages = unpackStages(columns.bytes());
    request.requestSizeBytes = columns.number();
    request.answerSizeBytes = columns.number();
    request.sourceAddress = columns.text();
    request.userAgent = columns.text();
    request.endUser = columns.text();
    return request;
}

QVariant idValue(const RequestId &id)
{
    return QByteArray(reinterpret_cast<const char *>(id.bytes.data()), qsizetype(id.bytes.size()));
}

Result<QList<AttemptRecord>> readAttempts(Database &database, qint64 request)
{
    GH_TRY(auto rows,
           database.query(
               u"SELECT number, provider_id, credential_id, (SELECT value FROM text WHERE id = model_id), started_at, "
               "connect, first_byte, duration, status, (SELECT value FROM text WHERE id = error_code_id), message "
               "FROM attempt WHERE request = ? ORDER BY number"_s,
               {request}));
    QList<AttemptRecord> attempts;
    while (rows.next()) {
        Columns columns(rows);
        AttemptRecord &attempt = attempts.emplaceBack();
        attempt.number = columns.small();
        attempt.providerId = columns.number();
        attempt.credentialId = columns.number();
        attempt.model = columns.text();
        attempt.startedAt = columns.time();
        attempt.connect = columns.duration();
        attempt.firstByte = columns.duration();
        attempt.duration = columns.duration();
        attempt.status = columns.small();
        attempt.errorCode = columns.code();
        attempt.message = columns.text();
    }
    GH_CHECK(database.finished(rows));
    return attempts;
}

Result<QList<LedgerEntry>> readLedger(Database &database, qint64 request, const RequestId &id)
{
    GH_TRY(auto rows,
           database.query(
               u"SELECT attempt, kind, time, client_id, key_id, provider_id, (SELECT value FROM text WHERE id = "
               u"model_id), "
               "%1, usage_source, cost, pricing, (SELECT value FROM text WHERE id = price_version_id), raw_usage "
               "FROM ledger WHERE request = ? ORDER BY entry"_s.arg(usageColumns()),
               {request}));
    QList<LedgerEntry> ledger;
    while (rows.next()) {
        Columns columns(rows);
        LedgerEntry &entry = ledger.emplaceBack();
        entry.requestId = id;
        entry.attempt = columns.small();
        entry.kind = static_cast<LedgerEntry::Kind>(columns.small());
        entry.time = columns.time();
        entry.clientId = columns.number();
        entry.keyId = columns.number();
        entry.providerId = columns.number();
        entry.model = columns.text();
        entry.usage = columns.usage();
        entry.cost = Money::fromNanos(columns.number());
        entry.pricing = static_cast<Pricing>(columns.small());
        entry.priceVersion = columns.text();
        entry.rawUsage = columns.code();
    }
    GH_CHECK(database.finished(rows));
    return ledger;
}

Result<QList<StoredBody>> readBodies(Database &database, qint64 request)
{
    GH_TRY(
        auto rows,
        database.query(
            u"SELECT id % 8, codec, truncated, original_size, bytes FROM body WHERE id >= ? AND id < ? ORDER BY id"_s,
            {request * 8, request * 8 + 8}));
    QList<StoredBody> bodies;
    while (rows.next()) {
        Columns columns(rows);
        StoredBody &stored = bodies.emplaceBack();
        stored.body.part = static_cast<BodyPart>(columns.small());
        const auto codec = static_cast<BodyCodec>(columns.small());
        stored.body.truncated = columns.truth();
        stored.originalSizeBytes = columns.number();
        GH_TRY(stored.body.bytes, unpackBody(codec, columns.bytes(), stored.originalSizeBytes));
    }
    GH_CHECK(database.finished(rows));
    return bodies;
}

Result<RequestDetail> readParts(Database &database, RequestId id)
{
    GH_TRY(auto row,
           database.query(
               u"SELECT r.number, %1 FROM request r JOIN model_use m ON m.id = r.model_use_id WHERE r.id = ?"_s.arg(
                   requestColumns()),
               {idValue(id)}));
    if (!row.next()) {
        GH_CHECK(database.finished(row));
        return fail(ErrorKind::NotFound, u"There is no request %1 in the store."_s.arg(id.toString()));
    }
    RequestDetail detail;
    Columns columns(row);
    const qint64 number = columns.number();
    detail.request = requestOf(columns);
    row.finish();
    GH_TRY(detail.attempts, readAttempts(database, number));
    GH_TRY(detail.ledger, readLedger(database, number, id));
    GH_TRY(detail.bodies, readBodies(database, number));
    return detail;
}

} // namespace

Result<RequestPage> readRequestPage(Database &database, const RequestFilter &filter, std::optional<PageKey> below,
                                    int limit)
{
    GH_TRY(const QList<FilterArm> arms, armsOf(database, filter));
    RequestPage page;
    if (arms.isEmpty() || limit <= 0)
        return page;
    // One row more than the page has room for tells whether there is another page.
    const auto [newest, values] = pageQuery(arms, below, limit + 1);
    const QString sql = u"SELECT %1 FROM (%2) AS page CROSS JOIN request r ON r.number = page.number JOIN model_use m "
                        u"ON m.id = r.model_use_id "
                        "ORDER BY page.started_at DESC, page.id DESC"_s.arg(requestColumns(), newest);
    GH_TRY(auto rows, database.query(sql, values));
    while (rows.next())
        page.rows.append(requestOf(Columns(rows)));
    GH_CHECK(database.finished(rows));
    if (page.rows.size() > limit) {
        page.rows.removeLast();
        page.next = PageKey{.startedAt = page.rows.last().startedAt, .id = page.rows.last().id};
    }
    return page;
}

Result<qint64> countMatchingRequests(Database &database, const RequestFilter &filter, qint64 stopAt)
{
    GH_TRY(const QList<FilterArm> arms, armsOf(database, filter));
    qint64 count = 0;
    for (const FilterArm &arm : arms) {
        QVariantList values = arm.values;
        values.append(stopAt - count);
        GH_TRY(const qint64 more,
               database.number(u"SELECT count(*) FROM (SELECT 1 FROM request r WHERE %1 LIMIT ?)"_s.arg(arm.condition),
                               values));
        count += more;
        if (count >= stopAt)
            break;
    }
    return count;
}

Result<RequestDetail> readRequestDetail(Database &database, RequestId id)
{
    // One read transaction, so that the parts belong together.
    GH_CHECK(database.execute("BEGIN"));
    Result<RequestDetail> detail = readParts(database, id);
    GH_CHECK(database.execute("COMMIT"));
    return detail;
}

Result<QList<ErrorGroup>> readErrorGroups(Database &database, Timestamp from, Timestamp to, int limit)
{
    // SQLite gives the bare columns of the row that has the maximum: the message is that of the newest.
    const QString sql =
        u"SELECT (SELECT value FROM text WHERE id = code), provider_id, message, sum(is_attempt), sum(1 - is_attempt), "
        u"max(started_at) FROM ("
        "SELECT error_code_id AS code, provider_id, message, 1 AS is_attempt, started_at FROM attempt "
        "WHERE error_code_id <> 0 AND started_at >= ? AND started_at < ? UNION ALL "
        "SELECT error_code_id, provider_id, error_message, 0, started_at FROM request "
        "WHERE state <> 1 AND state IN (2, 3, 4, 5, 6, 7) AND error_code_id <> 0 AND started_at >= ? AND started_at < "
        "?) "
        "GROUP BY code, provider_id ORDER BY sum(is_attempt) + sum(1 - is_attempt) DESC, 6 DESC LIMIT ?"_s;
    const qint64 begin = toMicroseconds(from);
    const qint64 end = toMicroseconds(to);
    GH_TRY(auto rows, database.query(sql, {begin, end, begin, end, limit}));
    QList<ErrorGroup> groups;
    while (rows.next()) {
        Columns columns(rows);
        ErrorGroup &group = groups.emplaceBack();
        group.errorCode = columns.code();
        group.providerId = columns.number();
        group.message = columns.text();
        group.attempts = columns.number();
        group.toClient = columns.number();
        group.lastSeen = columns.time();
    }
    GH_CHECK(database.finished(rows));
    return groups;
}

} // namespace Gatehouse::Store
