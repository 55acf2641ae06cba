// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"

namespace Gatehouse::Store {

class Database;

// The log of every change of the configuration, each row chained to the one before by SHA-256 (R56). Lives on the
// thread of its connection.
class RevisionLog final
{
public:
    explicit RevisionLog(Database &database)
        : m_database(database)
    {}

    // Within a transaction of the caller's. The row's number is given here.
    [[nodiscard]] Result<void> append(RevisionRow row);

    // The number of the newest row; 0 = there is none.
    [[nodiscard]] Result<qint64> head();

    // Newest first.
    [[nodiscard]] Result<QList<RevisionRow>> rows(std::optional<qint64> below, int limit);

    // What does not fit in the chain: a row edited, deleted, inserted or moved. Empty = it holds.
    [[nodiscard]] Result<QStringList> verify();

private:
    Database &m_database;
};

} // namespace Gatehouse::Store
