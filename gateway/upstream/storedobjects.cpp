// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/storedobjects.h"

#include "gateway/core/llm/dialect.h"
#include "gateway/store/objecttable.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(objectsLog, "gatehouse.objects")

namespace Gatehouse::Upstream {

namespace {

qsizetype sizeOf(const QList<Llm::Part> &parts)
{
    qsizetype size = 0;
    for (const Llm::Part &part : parts) {
        size += 256;
        if (const auto *text = std::get_if<Llm::TextPart>(&part.content))
            size += text->text.size();
        else if (const auto *media = std::get_if<Llm::MediaPart>(&part.content))
            size += media->data.size();
        else if (const auto *call = std::get_if<Llm::ToolCallPart>(&part.content))
            size += call->arguments.size();
        else if (const auto *result = std::get_if<Llm::ToolResultPart>(&part.content))
            size += sizeOf(result->content) + result->json.size();
        else if (const auto *reasoning = std::get_if<Llm::ReasoningPart>(&part.content))
            size += reasoning->text.size() + reasoning->signature.size();
    }
    return size;
}

// How many are read at the start, and how large one may be to go into the store.
constexpr int MaxRead = 20'000;
constexpr qsizetype MaxStored = 1024 * 1024;

// A conversation is written as a request of the responses API, which can say all that came in one; it must have a
// model.
QByteArray written(const QList<Llm::Message> &conversation)
{
    const Llm::ChatRequest request{.model = "none"_ba, .messages = conversation};
    return Llm::chatDialect(Llm::Dialect::OpenAiResponses).writeRequest(request, {}).body;
}

QList<Llm::Message> read(const QByteArray &conversation)
{
    if (conversation.isEmpty())
        return {};
    auto request = Llm::chatDialect(Llm::Dialect::OpenAiResponses).readRequest(conversation, {});
    return request ? std::move(request->messages) : QList<Llm::Message>();
}

} // namespace

StoredObjects::StoredObjects(Store::ObjectTable &table, const Clock &clock)
    : m_table(&table)
    , m_clock(&clock)
{
    const auto records = table.read(MaxRead);
    if (!records) {
        qCWarning(objectsLog, "what clients come back for cannot be read: %ls",
                  qUtf16Printable(records.error().message));
        return;
    }
    for (const Store::ObjectRecord &record : *records)
        remember(record.id, {.clientId = record.clientId,
                             .providerId = record.providerId,
                             .answer = record.answer,
                             .conversation = read(record.conversation)});
}

void StoredObjects::put(const QByteArray &id, StoredObject object)
{
    const bool hasContent = !object.answer.isEmpty() || !object.conversation.isEmpty();
    if (m_table && (!hasContent || object.isContentKept)) {
        Store::ObjectRecord record{.id = id,
                                   .clientId = object.clientId,
                                   .providerId = object.providerId,
                                   .createdAt = m_clock->now(),
                                   .answer = object.answer};
        if (!object.conversation.isEmpty())
            record.conversation = written(object.conversation);
        if (record.answer.size() + record.conversation.size() <= MaxStored)
            m_table->put(std::move(record));
    }
    remember(id, std::move(object));
}

void StoredObjects::remember(const QByteArray &id, StoredObject object)
{
    qsizetype size = 256 + object.answer.size();
    for (const Llm::Message &message : std::as_const(object.conversation))
        size += 128 + sizeOf(message.parts);
    const QMutexLocker lock(&m_mutex);
    m_objects.insert(id, new StoredObject(std::move(object)), size / 1024 + 1);
}

std::optional<StoredObject> StoredObjects::find(const QByteArray &id, EntityId client) const
{
    const QMutexLocker lock(&m_mutex);
    const StoredObject *object = m_objects.object(id);
    return object && object->clientId == client ? std::optional(*object) : std::nullopt;
}

void StoredObjects::remove(const QByteArray &id)
{
    if (m_table)
        m_table->remove(id);
    const QMutexLocker lock(&m_mutex);
    m_objects.remove(id);
}

} // namespace Gatehouse::Upstream
