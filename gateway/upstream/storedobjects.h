// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/config/entities.h"
#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QCache>
#include <QMutex>

#include <optional>

namespace Gatehouse::Store {
class ObjectTable;
}

namespace Gatehouse::Upstream {

// Something that is kept for a client beyond its request: a response that can be asked for again, a file, a batch.
struct StoredObject {
    EntityId clientId = 0;   // whose it is; nobody else ever reaches it
    EntityId providerId = 0; // where it is; 0 = here
    // Of a response that the gateway made itself, since its vendor keeps none: the answer as the client got it, and the
    // conversation up to and with it, which previous_response_id goes on from.
    QByteArray answer = {};
    QList<Llm::Message> conversation = {};
    bool isContentKept = true; // whether the client's content may go into the store; else it is in memory alone
};

// Who owns what the vendors keep, by the vendor's id, and what the gateway keeps itself. The newest of them, in memory,
// from where they are found, and in the store, from where a next start reads them. Thread-safe; owned by the engine,
// shared by its workers.
class StoredObjects final
{
public:
    StoredObjects() = default; // in memory alone
    StoredObjects(Store::ObjectTable &table, const Clock &clock);

    void put(const QByteArray &id, StoredObject object);
    // Nothing when there is none, or when it is another client's: the two cannot be told apart from outside.
    [[nodiscard]] std::optional<StoredObject> find(const QByteArray &id, EntityId client) const;
    void remove(const QByteArray &id);

private:
    void remember(const QByteArray &id, StoredObject object);

    Store::ObjectTable *m_table = nullptr;
    const Clock *m_clock = nullptr;
    mutable QMutex m_mutex;
    mutable QCache<QByteArray, StoredObject> m_objects{64 * 1024}; // KiB
};

} // namespace Gatehouse::Upstream
