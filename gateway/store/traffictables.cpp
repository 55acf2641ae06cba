// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/traffictables.h"

#include "gateway/store/database.h"
#include "gateway/store/packing.h"
#include "gateway/store/usagecolumns.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// What an error says is for people; a vendor's essay is not kept whole.
constexpr qsizetype MaxMessage = 2000;
constexpr qsizetype MaxEndUser = 256;
constexpr qsizetype MaxRawUsage = 4096; // a longer one is no usage any more

// In the order in which insertRequest() and insertCharge() bind them.
QString requestColumns()
{
    return u"number, id, started_at, state, surface, stream, has_tools, has_images, client_id, key_id, provider_id, "
           "model_use_id, http_status, error_code_id, error_message, finish_reason_id, service_tier_id, attempt_count, "
           "%1, usage_source, cost, pricing, price_version_id, latency, first_token, overhead, stages, request_size, "
           "answer_size, source_address_id, user_agent_id, end_user"_s.arg(usageColumns());
}

QString chargeColumns()
{
    return u"request, entry, attempt, kind, time, client_id, key_id, provider_id, model_id, %1, usage_source, cost, "
           "pricing, price_version_id, raw_usage"_s.arg(usageColumns());
}

QString insertInto(const QString &table, const QString &columns)
{
    return u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table, columns,
                                                    QStringList(columns.count(u',') + 1, u"?"_s).join(u", "_s));
}

QString insertInto(const QString &table, int columns, const QString &conflict)
{
    return u"INSERT %1 INTO %2 VALUES (%3)"_s.arg(conflict, table, QStringList(columns, u"?"_s).join(u", "_s));
}

void bindTextOrNull(Statement &statement, const QString &text, qsizetype longest)
{
    if (text.isEmpty())
        statement.bindNull();
    else
        statement.bind(QStringView(text).first(std::min(text.size(), longest)));
}

void bindUsage(Statement &statement, const Llm::Usage &usage)
{
    for (const Llm::UsagePart &part : Llm::UsageParts)
        statement.bind(usage.*part.value);
    statement.bind(static_cast<qint64>(usage.source));
}

qint64 number(auto value)
{
    return static_cast<qint64>(value);
}

QByteArrayView bytesOf(const RequestId &id)
{
    return {id.bytes.data(), static_cast<qsizetype>(id.bytes.size())};
}

} // namespace

TrafficTables::TrafficTables(Database &database)
    : m_database(database)
    , m_interning(database)
    , m_rollups(database)
    , m_request(database.handle(), insertInto(u"request"_s, requestColumns()) + u" ON CONFLICT (id) DO NOTHING"_s)
    , m_attempt(database.handle(), insertInto(u"attempt"_s, 12, u"OR REPLACE"_s))
    , m_charge(database.handle(), insertInto(u"ledger"_s, chargeColumns()))
    , m_body(database.handle(), insertInto(u"body"_s, 5, u"OR REPLACE"_s))
{}

Result<void> TrafficTables::write(std::span<const FinishedRequest> batch)
{
    const auto run = [&]() -> Result<void> {
        GH_TRY(auto transaction, Transaction::begin(m_database));
        for (const FinishedRequest &finished : batch)
            GH_CHECK(writeOne(finished));
        GH_CHECK(m_rollups.save());
        return transaction.commit();
    };
    Result<void> result = run();
    if (!result) {
        // What was remembered of the rows that were rolled back is not true any more.
        m_interning.forget();
        m_rollups.forget();
    }
    return result;
}

Result<void> TrafficTables::writeOne(const FinishedRequest &finished)
{
    if (!insertRequest(finished.request))
        return std::unexpected(m_database.lastError());
    if (sqlite3_changes64(m_database.handle()) == 0)
        return {};
    const qint64 row = sqlite3_last_insert_rowid(m_database.handle());
    bool isWritten = true;
    for (const AttemptRecord &attempt : finished.attempts)
        isWritten = isWritten && insertAttempt(row, attempt);
    for (qsizetype i = 0; i < finished.ledger.size(); ++i)
        isWritten = isWritten && insertCharge(row, i + 1, finished.ledger[i]);
    for (const BodyRecord &body : finished.bodies)
        isWritten = isWritten && insertBody(row, body);
    if (!isWritten)
        return std::unexpected(m_database.lastError());
    return m_rollups.add(finished.request, m_interning.text(finished.request.usedModel));
}

bool TrafficTables::insertRequest(const RequestRecord &request)
{
    // The interned values first: finding them uses statements of their own.
    const qint64 modelUse = m_interning.modelUse(request.requestedModel, request.usedModel);
    const qint64 errorCode = m_interning.text(request.errorCode);
    const qint64 finishReason = m_interning.text(request.finishReason);
    const qint64 serviceTier = m_interning.text(request.serviceTier);
    const qint64 priceVersion = m_interning.text(request.priceVersion);
    const qint64 sourceAddress = m_interning.text(request.sourceAddress);
    const qint64 userAgent = m_interning.text(request.userAgent);
    if (m_interning.hasFailed())
        return false;
    const QByteArray stages = packStages(request.stages);
    m_request
        .bindNull() // the number
        .bind(bytesOf(request.id))
        .bind(toMicroseconds(request.startedAt))
        .bind(number(request.state))
        .bind(number(request.surface))
        .bind(number(request.stream))
        .bind(number(request.hasTools))
        .bind(number(request.hasImages))
        .bind(request.clientId)
        .bind(request.keyId)
        .bind(request.providerId)
        .bind(modelUse)
        .bind(number(request.httpStatus))
        .bind(errorCode);
    bindTextOrNull(m_request, request.errorMessage, MaxMessage);
    m_request.bind(finishReason).bind(serviceTier).bind(number(request.attemptCount));
    bindUsage(m_request, request.usage);
    m_request.bind(request.cost.nanos())
        .bind(number(request.pricing))
        .bind(priceVersion)
        .bind(number(request.latency.count()))
        .bind(number(request.firstToken.count()))
        .bind(number(request.overhead.count()))
        .bind(QByteArrayView(stages))
        .bind(request.requestSizeBytes)
        .bind(request.answerSizeBytes)
        .bind(sourceAddress)
        .bind(userAgent);
    bindTextOrNull(m_request, request.endUser, MaxEndUser);
    return m_request.run();
}

bool TrafficTables::insertAttempt(qint64 row, const AttemptRecord &attempt)
{
    const qint64 model = m_interning.text(attempt.model);
    const qint64 errorCode = m_interning.text(attempt.errorCode);
    m_attempt.bind(row)
        .bind(number(attempt.number))
        .bind(attempt.providerId)
        .bind(attempt.credentialId)
        .bind(model)
        .bind(toMicroseconds(attempt.startedAt))
        .bind(number(attempt.connect.count()))
        .bind(number(attempt.firstByte.count()))
        .bind(number(attempt.duration.count()))
        .bind(number(attempt.status))
        .bind(errorCode);
    bindTextOrNull(m_attempt, attempt.message, MaxMessage);
    return m_attempt.run() && !m_interning.hasFailed();
}

bool TrafficTables::insertCharge(qint64 row, qint64 index, const LedgerEntry &entry)
{
    const qint64 model = m_interning.text(entry.model);
    const qint64 priceVersion = m_interning.text(entry.priceVersion);
    m_charge.bind(row)
        .bind(index)
        .bind(number(entry.attempt))
        .bind(number(entry.kind))
        .bind(toMicroseconds(entry.time))
        .bind(entry.clientId)
        .bind(entry.keyId)
        .bind(entry.providerId)
        .bind(model);
    bindUsage(m_charge, entry.usage);
    m_charge.bind(entry.cost.nanos()).bind(number(entry.pricing)).bind(priceVersion);
    const bool hasRawUsage = !entry.rawUsage.isEmpty() && entry.rawUsage.size() <= MaxRawUsage;
    bindTextOrNull(m_charge, hasRawUsage ? QString::fromUtf8(entry.rawUsage) : QString(), MaxRawUsage);
    return m_charge.run() && !m_interning.hasFailed();
}

bool TrafficTables::insertBody(qint64 row, const BodyRecord &body)
{
    const BodyPacker::Packed packed = m_packer.pack(body.bytes);
    m_body.bind(row * 8 + number(body.part))
        .bind(number(packed.codec))
        .bind(number(body.truncated))
        .bind(number(body.bytes.size()))
        .bind(packed.bytes.isNull() ? QByteArrayView("") : packed.bytes);
    return m_body.run();
}

} // namespace Gatehouse::Store
