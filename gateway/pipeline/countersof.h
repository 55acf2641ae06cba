// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/counterindex.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// The counters of limits and budgets that an authorized exchange is counted by whoever answers it: those of its key and
// of its model.
[[nodiscard]] Accounting::Counters countersOf(const Exchange &exchange, const Accounting::CounterIndex &index);

// Those of a provider besides.
void addProvider(Accounting::Counters &counters, const Accounting::CounterIndex &index, EntityId provider);

[[nodiscard]] Accounting::Moment momentOf(const Exchange &exchange);

// The end of what was taken: places and holds are given back, but for what the exchange has used, which its record
// says.
void settleCounters(Exchange &exchange);

} // namespace Gatehouse::Pipeline
