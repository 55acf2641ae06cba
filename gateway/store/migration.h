// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"
#include "gateway/store/schema.h"

#include <functional>

namespace Gatehouse::Store {

class Database;

// The schema version of an open file: 0 = empty. Errors: StoreNewer, StoreDamaged (it is not ours), Io.
[[nodiscard]] Result<int> schemaVersion(Database &database, int newest = SchemaVersion);

struct MigrationPlan {
    QList<Migration> migrations;
    QString backupDirectory = {};                   // a copy is put there before an existing store is changed
    Timestamp now = {};                             // names the copy
    std::function<void(int)> reachedStatement = {}; // told the number of each statement that has been run, from 1
};

// Brings a store to the newest version, each migration whole or not at all. Run again after a crash it goes on where it
// was (R7d).
[[nodiscard]] Result<void> migrate(Database &database, const MigrationPlan &plan);

// A whole, consistent copy of a store, also while it is written to (R7e). The file must not exist yet; it gets mode
// 0600.
[[nodiscard]] Result<void> copyDatabase(Database &database, const QString &file);

} // namespace Gatehouse::Store
