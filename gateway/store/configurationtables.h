// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/config/entities.h"

namespace Gatehouse::Store {

class Database;

// The configuration in its tables: one row for each entity.
[[nodiscard]] Result<Configuration> readConfiguration(Database &database);

// One transaction: the tables become what `changes` makes of `current`, and the revision log gets a row for each
// change. The answer is the new configuration as committed.
[[nodiscard]] Result<Configuration> applyChanges(Database &database, const Configuration &current,
                                                 QList<Change> changes, const Actor &actor, Timestamp now);

} // namespace Gatehouse::Store
