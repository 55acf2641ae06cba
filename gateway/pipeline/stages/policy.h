// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 4: prompt policies on the request. There are no policies to write yet, so that every prompt passes unchanged;
// its place in the order is fixed because routing and estimates need the final text.
[[nodiscard]] Result<void> applyPolicy(Exchange &exchange);

} // namespace Gatehouse::Pipeline
