// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QCache>
#include <QMutex>

#include <optional>

namespace Gatehouse::Upstream {

// Something that is kept for a client beyond its request: a response that can be asked for again, a file, a batch.
struct StoredObject {
    EntityId clientId = 0;   // whose it is; nobody else ever reaches it
    EntityId providerId = 0; // where it is; 0 = here
    // Of a response that the gateway made itself, since its vendor keeps none: the answer as the client got it, and the
    // conversation up to and with it, which previous_response_id goes on from.
    QByteArray answer = {};
    QList<Llm::Message> conversation = {};
};

// Who owns what the vendors keep, by the vendor's id. The newest of them, in memory: after a restart, older ones are
// not found any more. Thread-safe; owned by the engine, shared by its workers.
class StoredObjects final
{
public:
    void put(const QByteArray &id, StoredObject object);
    // Nothing when there is none, or when it is another client's: the two cannot be told apart from outside.
    [[nodiscard]] std::optional<StoredObject> find(const QByteArray &id, EntityId client) const;
    void remove(const QByteArray &id);

private:
    mutable QMutex m_mutex;
    mutable QCache<QByteArray, StoredObject> m_objects{64 * 1024}; // KiB
};

} // namespace Gatehouse::Upstream
