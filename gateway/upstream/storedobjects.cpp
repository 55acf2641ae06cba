// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/storedobjects.h"

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

} // namespace

void StoredObjects::put(const QByteArray &id, StoredObject object)
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
    const QMutexLocker lock(&m_mutex);
    m_objects.remove(id);
}

} // namespace Gatehouse::Upstream
