// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"

// What budgets begin with. On the thread of the connection.
namespace Gatehouse::Store {

class Database;

// See Reader::spend().
[[nodiscard]] Result<QList<SpendRow>> readSpend(Database &database, Timestamp from, std::chrono::microseconds slot);

} // namespace Gatehouse::Store
