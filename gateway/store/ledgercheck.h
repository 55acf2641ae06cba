// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"

namespace Gatehouse::Store {

class Database;

// Compares the ledger with the requests and with the rollups, to the nano-dollar, as of one moment.
[[nodiscard]] Result<LedgerCheck> compareLedger(Database &database);

} // namespace Gatehouse::Store
