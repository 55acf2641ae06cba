// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"
#include "gateway/store/statement.h"

#include <QHash>

#include <array>

namespace Gatehouse::Store {

class Database;

[[nodiscard]] QString rollupTableName(Bucket bucket);

// Keeps the sums per minute, hour and day. The rows in use are held in memory, so that a batch of requests costs one
// write for each row that it touches. Lives on the thread of its connection.
class RollupTables final
{
public:
    explicit RollupTables(Database &database);

    // Counts a request; `modelId` is the interned name of the model that was used.
    [[nodiscard]] Result<void> add(const RequestRecord &request, qint64 modelId);

    // Writes the rows that were counted in; within the transaction of the requests.
    [[nodiscard]] Result<void> save();

    // After a roll back: the rows in memory are not those of the file.
    void forget();

private:
    struct Key {
        qint64 start = 0;
        EntityId clientId = 0;
        EntityId keyId = 0;
        qint64 modelId = 0;
        EntityId providerId = 0;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.start, key.clientId, key.keyId, key.modelId, key.providerId);
        }
    };
    struct Row {
        Totals totals;
        qint64 lastSeen = 0;
        bool isChanged = false;
    };
    struct Table {
        Statement find;
        Statement put;
        QHash<Key, Row> rows;
    };

    Result<void> load(Table &table, const Key &key, Row &row);
    bool store(Table &table, const Key &key, const Row &row);

    Database &m_database;
    std::array<Table, 3> m_tables;
};

} // namespace Gatehouse::Store
