// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"

// Questions that the rollups answer, without a look at the requests. On the thread of the connection.
namespace Gatehouse::Store {

class Database;

// Points of one bucket of time and one group each, in the order of time. Buckets without requests are left out.
[[nodiscard]] Result<QList<SeriesPoint>> readSeries(Database &database, const SeriesQuery &query);

// The same without time, the dearest first. The ends of the range are exact to the minute.
[[nodiscard]] Result<QList<GroupTotals>> readGroups(Database &database, const SeriesQuery &query);

[[nodiscard]] Result<QHash<EntityId, Timestamp>> readKeysLastUsed(Database &database);

} // namespace Gatehouse::Store
