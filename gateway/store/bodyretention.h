// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"

namespace Gatehouse::Store {

class Database;

// Deletes some of the bodies of requests that started before a time, in one short transaction; answers how many. 0 =
// there are no more.
[[nodiscard]] Result<qint64> deleteExpiredBodies(Database &database, Timestamp before);

} // namespace Gatehouse::Store
