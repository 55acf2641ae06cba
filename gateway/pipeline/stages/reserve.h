// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 6: holds what the request may use at worst, of every limit on tokens and every budget together or of none; what
// it does use is settled in stage 9. The worst case: an upper bound of its input at the dearest price of its targets,
// and all the output that it allows. A client that sets no bound for the output gets one, so that the hold is one.
// Targets whose provider has a limit that is reached are left out, as are those without a price where a hard budget
// needs one. 402 with the budget's numbers, 429 with the limit's.
//
// Also kept here is the promise that every charge is written: with a store that takes no rows nothing is sent to a
// vendor (507, R3).
[[nodiscard]] Result<void> reserve(Exchange &exchange);

} // namespace Gatehouse::Pipeline
