// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 6: holds what the request may cost at worst. There are no budgets yet, so that nothing is held; what is already
// kept here is the promise that every charge is written: with a store that takes no rows nothing is sent to a vendor
// (507, R3).
[[nodiscard]] Result<void> reserve(Exchange &exchange);

} // namespace Gatehouse::Pipeline
