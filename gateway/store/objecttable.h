// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/config/entities.h"

#include <QByteArray>

#include <vector>

namespace Gatehouse::Store {

class Database;
class WriterThread;

// Something that a client comes back for by its id: a response, a file, a batch. Immutable value.
struct ObjectRecord {
    QByteArray id;
    EntityId clientId = 0;
    EntityId providerId = 0; // where it is; 0 = here
    Timestamp createdAt = {};
    QByteArray answer = {};       // of one that is here: as the client got it
    QByteArray conversation = {}; // of one that is here: what a next request goes on from, a body of the responses API
    bool operator==(const ObjectRecord &) const = default;
};

// The table of such things. They are no accounting: one that was made in the last moment before the process dies may be
// missing. What is here is content, and is deleted after content.days as bodies are. Thread-safe; owned by the store.
class ObjectTable final
{
public:
    explicit ObjectTable(WriterThread &writer)
        : m_writer(writer)
    {}

    // Neither blocks: the writer does it between two batches.
    void put(ObjectRecord record);
    void remove(const QByteArray &id);

    // The newest `count`, oldest first; with what has been put before the call. Blocks; for the start.
    [[nodiscard]] Result<std::vector<ObjectRecord>> read(int count);

private:
    WriterThread &m_writer;
};

// Deletes what was made before then and is kept here. On the writer's connection.
[[nodiscard]] Result<void> deleteExpiredObjects(Database &database, Timestamp before);

} // namespace Gatehouse::Store
