// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 7: a stored answer. There is no cache yet, so that every request goes on; its place in the order is fixed
// because a hit must have passed authorization and policy.
[[nodiscard]] Result<void> lookUpCache(Exchange &exchange);

} // namespace Gatehouse::Pipeline
