// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

namespace Gatehouse::Store {

class Database;
class Journal;

// Brings what the last process left in the journal into the store and frees the slots: what had ended gets its rows,
// what had not is interrupted, with what was held for it as an unknown charge. Answers how many were interrupted.
[[nodiscard]] Result<int> replayJournal(Journal &journal, Database &database);

} // namespace Gatehouse::Store
