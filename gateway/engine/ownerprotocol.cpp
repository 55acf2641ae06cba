// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/ownerprotocol.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine::OwnerProtocol {

namespace {

constexpr qsizetype MaxSocketPathBytes = 100; // sun_path holds 108; Qt adds a little while it makes the socket

template <typename Entity>
QJsonArray listToJson(const QList<Entity> &entities)
{
    QJsonArray list;
    for (const auto &entity : entities)
        list.append(Gatehouse::toJson(entity));
    return list;
}

template <typename Entity>
Result<void> readList(const QJsonObject &object, QLatin1StringView name, QList<Entity> &entities)
{
    const auto list = object.value(name).toArray();
    for (const auto &entry : list) {
        GH_TRY(auto entity, fromJson<Entity>(entry.toObject()));
        entities.append(std::move(entity));
    }
    return {};
}

template <typename Enum>
Enum enumOf(const QJsonValue &value, Enum last)
{
    return static_cast<Enum>(std::clamp(value.toInt(), 0, static_cast<int>(last)));
}

qint64 micros(std::chrono::microseconds duration)
{
    return duration.count();
}

std::chrono::microseconds microsOf(const QJsonValue &value)
{
    return std::chrono::microseconds(value.toInteger());
}

QJsonObject usageToJson(const Llm::Usage &usage)
{
    QJsonObject object{{u"source"_s, static_cast<int>(usage.source)}};
    for (const Llm::UsagePart &part : Llm::UsageParts)
        object[QLatin1StringView(part.name)] = usage.*part.value;
    return object;
}

Llm::Usage usageFromJson(const QJsonObject &object)
{
    Llm::Usage usage{.source = enumOf(object["source"_L1], Llm::UsageSource::Partial)};
    for (const Llm::UsagePart &part : Llm::UsageParts)
        usage.*part.value = object[QLatin1StringView(part.name)].toInteger();
    return usage;
}

QJsonObject healthToJson(const ProviderHealth &health)
{
    return {{u"provider_id"_s, health.providerId},
            {u"level"_s, static_cast<int>(health.level)},
            {u"attempts"_s, health.attempts},
            {u"failures"_s, health.failures},
            {u"last_error_code"_s, QString::fromUtf8(health.lastErrorCode)},
            {u"last_error_message"_s, health.lastErrorMessage},
            {u"last_error_at"_s, toMicroseconds(health.lastErrorAt)}};
}

ProviderHealth healthFromJson(const QJsonObject &object)
{
    return {.providerId = object["provider_id"_L1].toInteger(),
            .level = enumOf(object["level"_L1], ProviderHealth::Level::Down),
            .attempts = object["attempts"_L1].toInteger(),
            .failures = object["failures"_L1].toInteger(),
            .lastErrorCode = object["last_error_code"_L1].toString().toUtf8(),
            .lastErrorMessage = object["last_error_message"_L1].toString(),
            .lastErrorAt = fromMicroseconds(object["last_error_at"_L1].toInteger())};
}

QJsonObject counterToJson(const Accounting::CounterStatus &counter)
{
    QJsonObject object{{u"kind"_s, entityKindName(counter.kind)},
                       {u"rule"_s, counter.rule},
                       {u"subject"_s, counter.subject},
                       {u"limit"_s, counter.limit},
                       {u"used"_s, counter.used},
                       {u"held"_s, counter.held}};
    if (counter.resetsAt)
        object.insert(u"resets_at"_s, qint64(toMicroseconds(*counter.resetsAt)));
    return object;
}

Accounting::CounterStatus counterFromJson(const QJsonObject &object)
{
    Accounting::CounterStatus counter{.kind =
                                          entityKindFromName(object["kind"_L1].toString()).value_or(EntityKind::Limit),
                                      .rule = object["rule"_L1].toInteger(),
                                      .subject = object["subject"_L1].toString(),
                                      .limit = object["limit"_L1].toInteger(),
                                      .used = object["used"_L1].toInteger(),
                                      .held = object["held"_L1].toInteger(),
                                      .resetsAt = {}};
    if (object.contains("resets_at"_L1))
        counter.resetsAt = fromMicroseconds(object["resets_at"_L1].toInteger());
    return counter;
}

} // namespace

QString socketPath(const QString &dataDirectory)
{
    const QString absolute = QDir(dataDirectory).absolutePath();
    QString path = absolute + u"/owner.sock";
    if (path.toLocal8Bit().size() <= MaxSocketPathBytes)
        return path;
    const auto hash = QCryptographicHash::hash(absolute.toUtf8(), QCryptographicHash::Sha256).first(12).toHex();
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + u"/gatehouse-"
           + QString::fromLatin1(hash) + u".sock";
}

void LineReader::feed(QByteArrayView bytes)
{
    m_buffer.append(bytes);
}

std::optional<QByteArray> LineReader::next()
{
    const auto end = m_buffer.indexOf('\n', m_scanned);
    if (end < 0) {
        m_buffer.remove(0, m_start);
        m_start = 0;
        m_scanned = m_buffer.size();
        return std::nullopt;
    }
    QByteArray found = m_buffer.sliced(m_start, end - m_start);
    m_start = end + 1;
    m_scanned = m_start;
    return found;
}

QByteArray line(const QJsonObject &message)
{
    return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject toJson(const Error &error)
{
    QJsonObject object{{u"kind"_s, QString::fromLatin1(errorShape(error.kind).code)}, {u"message"_s, error.message}};
    if (!error.param.isEmpty())
        object.insert(u"param"_s, QString::fromUtf8(error.param));
    return object;
}

Error errorFromJson(const QJsonObject &object)
{
    Error error{.kind = ErrorKind::Internal,
                .message = object["message"_L1].toString(),
                .detail = {},
                .param = object["param"_L1].toString().toUtf8()};
    const auto name = object["kind"_L1].toString();
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::Conflict); ++kind) {
        if (name == QLatin1StringView(errorShape(static_cast<ErrorKind>(kind)).code))
            error.kind = static_cast<ErrorKind>(kind);
    }
    return error;
}

QJsonObject toJson(const Configuration &configuration)
{
    return {{u"clients"_s, listToJson(configuration.clients)},
            {u"keys"_s, listToJson(configuration.keys)},
            {u"providers"_s, listToJson(configuration.providers)},
            {u"credentials"_s, listToJson(configuration.credentials)},
            {u"models"_s, listToJson(configuration.models)},
            {u"aliases"_s, listToJson(configuration.aliases)},
            {u"prices"_s, listToJson(configuration.prices)},
            {u"limits"_s, listToJson(configuration.limits)},
            {u"budgets"_s, listToJson(configuration.budgets)},
            {u"settings"_s, listToJson(configuration.settings)},
            {u"revision"_s, configuration.revision}};
}

Result<Configuration> configurationFromJson(const QJsonObject &object)
{
    Configuration configuration;
    GH_CHECK(readList(object, "clients"_L1, configuration.clients));
    GH_CHECK(readList(object, "keys"_L1, configuration.keys));
    GH_CHECK(readList(object, "providers"_L1, configuration.providers));
    GH_CHECK(readList(object, "credentials"_L1, configuration.credentials));
    GH_CHECK(readList(object, "models"_L1, configuration.models));
    GH_CHECK(readList(object, "aliases"_L1, configuration.aliases));
    GH_CHECK(readList(object, "prices"_L1, configuration.prices));
    GH_CHECK(readList(object, "limits"_L1, configuration.limits));
    GH_CHECK(readList(object, "budgets"_L1, configuration.budgets));
    GH_CHECK(readList(object, "settings"_L1, configuration.settings));
    configuration.revision = object["revision"_L1].toInteger();
    return configuration;
}

QJsonObject toJson(const EngineStatus &status)
{
    QJsonArray providers;
    for (const auto &health : status.providers)
        providers.append(healthToJson(health));
    QJsonArray counters;
    for (const auto &counter : status.counters)
        counters.append(counterToJson(counter));
    return {{u"state"_s, static_cast<int>(status.state)},
            {u"address"_s, status.address},
            {u"message"_s, status.message},
            {u"process_id"_s, status.processId},
            {u"in_flight"_s, status.inFlight},
            {u"requests_per_second"_s, status.requestsPerSecond},
            {u"store"_s, QJsonObject{{u"healthy"_s, status.store.isHealthy},
                                     {u"kind"_s, QString::fromLatin1(errorShape(status.store.kind).code)},
                                     {u"message"_s, status.store.message},
                                     {u"queued_requests"_s, status.store.queuedRequests},
                                     {u"queued_bytes"_s, status.store.queuedBytes},
                                     {u"dropped_bodies"_s, status.store.droppedBodies}}},
            {u"providers"_s, providers},
            {u"counters"_s, counters},
            {u"simulator"_s, status.isSimulatorAnswering}};
}

EngineStatus statusFromJson(const QJsonObject &object)
{
    EngineStatus status;
    status.state = enumOf(object["state"_L1], EngineState::Unreachable);
    status.address = object["address"_L1].toString();
    status.message = object["message"_L1].toString();
    status.isEmbedded = false;
    status.processId = object["process_id"_L1].toInteger();
    status.inFlight = object["in_flight"_L1].toInt();
    status.requestsPerSecond = object["requests_per_second"_L1].toDouble();
    const auto store = object["store"_L1].toObject();
    status.store = {.isHealthy = store["healthy"_L1].toBool(true),
                    .kind = errorFromJson(store).kind,
                    .message = store["message"_L1].toString(),
                    .queuedRequests = store["queued_requests"_L1].toInteger(),
                    .queuedBytes = store["queued_bytes"_L1].toInteger(),
                    .droppedBodies = store["dropped_bodies"_L1].toInteger()};
    const auto providers = object["providers"_L1].toArray();
    for (const auto &entry : providers)
        status.providers.append(healthFromJson(entry.toObject()));
    const auto counters = object["counters"_L1].toArray();
    for (const auto &entry : counters)
        status.counters.append(counterFromJson(entry.toObject()));
    status.isSimulatorAnswering = object["simulator"_L1].toBool();
    return status;
}

QJsonObject toJson(const Store::RequestRecord &record)
{
    QJsonArray stages;
    for (const auto stage : record.stages)
        stages.append(micros(stage));
    return {{u"id"_s, record.id.toString()},
            {u"started_at"_s, toMicroseconds(record.startedAt)},
            {u"state"_s, static_cast<int>(record.state)},
            {u"surface"_s, static_cast<int>(record.surface)},
            {u"stream"_s, record.stream},
            {u"has_tools"_s, record.hasTools},
            {u"has_images"_s, record.hasImages},
            {u"client_id"_s, record.clientId},
            {u"key_id"_s, record.keyId},
            {u"provider_id"_s, record.providerId},
            {u"requested_model"_s, record.requestedModel},
            {u"used_model"_s, record.usedModel},
            {u"http_status"_s, record.httpStatus},
            {u"error_code"_s, QString::fromUtf8(record.errorCode)},
            {u"error_message"_s, record.errorMessage},
            {u"finish_reason"_s, QString::fromUtf8(record.finishReason)},
            {u"service_tier"_s, QString::fromUtf8(record.serviceTier)},
            {u"attempts"_s, record.attemptCount},
            {u"usage"_s, usageToJson(record.usage)},
            {u"cost_nanos"_s, record.cost.nanos()},
            {u"pricing"_s, static_cast<int>(record.pricing)},
            {u"price_version"_s, record.priceVersion},
            {u"latency_us"_s, micros(record.latency)},
            {u"first_token_us"_s, micros(record.firstToken)},
            {u"overhead_us"_s, micros(record.overhead)},
            {u"stages_us"_s, stages},
            {u"request_bytes"_s, record.requestSizeBytes},
            {u"answer_bytes"_s, record.answerSizeBytes},
            {u"source_address"_s, record.sourceAddress},
            {u"user_agent"_s, record.userAgent},
            {u"end_user"_s, record.endUser}};
}

std::optional<Store::RequestRecord> recordFromJson(const QJsonObject &object)
{
    const auto id = RequestId::parse(object["id"_L1].toString().toLatin1());
    if (!id)
        return std::nullopt;
    Store::RequestRecord record;
    record.id = *id;
    record.startedAt = fromMicroseconds(object["started_at"_L1].toInteger());
    record.state = enumOf(object["state"_L1], Store::RequestState::Interrupted);
    record.surface = enumOf(object["surface"_L1], Llm::allSurfaces().back().surface);
    record.stream = object["stream"_L1].toBool();
    record.hasTools = object["has_tools"_L1].toBool();
    record.hasImages = object["has_images"_L1].toBool();
    record.clientId = object["client_id"_L1].toInteger();
    record.keyId = object["key_id"_L1].toInteger();
    record.providerId = object["provider_id"_L1].toInteger();
    record.requestedModel = object["requested_model"_L1].toString();
    record.usedModel = object["used_model"_L1].toString();
    record.httpStatus = object["http_status"_L1].toInt();
    record.errorCode = object["error_code"_L1].toString().toUtf8();
    record.errorMessage = object["error_message"_L1].toString();
    record.finishReason = object["finish_reason"_L1].toString().toUtf8();
    record.serviceTier = object["service_tier"_L1].toString().toUtf8();
    record.attemptCount = object["attempts"_L1].toInt();
    record.usage = usageFromJson(object["usage"_L1].toObject());
    record.cost = Money::fromNanos(object["cost_nanos"_L1].toInteger());
    record.pricing = enumOf(object["pricing"_L1], Store::Pricing::NotCharged);
    record.priceVersion = object["price_version"_L1].toString();
    record.latency = microsOf(object["latency_us"_L1]);
    record.firstToken = microsOf(object["first_token_us"_L1]);
    record.overhead = microsOf(object["overhead_us"_L1]);
    const auto stages = object["stages_us"_L1].toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(stages.size(), Store::StageCount); ++i)
        record.stages[static_cast<std::size_t>(i)] = microsOf(stages[i]);
    record.requestSizeBytes = object["request_bytes"_L1].toInteger();
    record.answerSizeBytes = object["answer_bytes"_L1].toInteger();
    record.sourceAddress = object["source_address"_L1].toString();
    record.userAgent = object["user_agent"_L1].toString();
    record.endUser = object["end_user"_L1].toString();
    return record;
}

QJsonObject toJson(const LiveBatch &batch)
{
    QJsonArray requests;
    for (const auto &record : batch.requests)
        requests.append(toJson(record));
    return {{u"requests"_s, requests}, {u"dropped"_s, batch.droppedRequests}};
}

LiveBatch batchFromJson(const QJsonObject &object)
{
    LiveBatch batch;
    const auto requests = object["requests"_L1].toArray();
    for (const auto &entry : requests) {
        if (const auto record = recordFromJson(entry.toObject()))
            batch.requests.append(*record);
    }
    batch.droppedRequests = object["dropped"_L1].toInt();
    return batch;
}

QJsonObject toJson(const ProviderTest &test)
{
    return {{u"ok"_s, test.isOk},
            {u"kind"_s, QString::fromLatin1(errorShape(test.kind).code)},
            {u"http_status"_s, test.httpStatus},
            {u"message"_s, test.message},
            {u"models"_s, QJsonArray::fromStringList(test.models)},
            {u"latency_ms"_s, static_cast<qint64>(test.latency.count())}};
}

ProviderTest testFromJson(const QJsonObject &object)
{
    ProviderTest test;
    test.isOk = object["ok"_L1].toBool();
    test.kind = errorFromJson(object).kind;
    test.httpStatus = object["http_status"_L1].toInt();
    test.message = object["message"_L1].toString();
    const auto models = object["models"_L1].toArray();
    for (const auto &model : models)
        test.models.append(model.toString());
    test.latency = std::chrono::milliseconds(object["latency_ms"_L1].toInteger());
    return test;
}

QJsonObject toJson(const Actor &actor)
{
    return {{u"name"_s, actor.name}, {u"source"_s, actor.source}};
}

Actor actorFromJson(const QJsonObject &object)
{
    return {.name = object["name"_L1].toString(), .source = object["source"_L1].toString()};
}

} // namespace Gatehouse::Engine::OwnerProtocol
