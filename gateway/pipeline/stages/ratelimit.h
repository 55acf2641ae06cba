// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 3: permits for requests, tokens and concurrency. There are no limits to set yet, so that every request passes;
// its place in the order is fixed because a refused request must not consume tokens or money.
[[nodiscard]] Result<void> rateLimit(Exchange &exchange);

} // namespace Gatehouse::Pipeline
