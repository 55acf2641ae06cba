// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Stage 5: where to? Finds the providers that have the model, healthy ones first, and writes them into the exchange in
// the order in which they will be tried. The two model lists are answered here from the snapshot. 404 with near names
// when nobody has the model.
[[nodiscard]] Result<void> route(Exchange &exchange);

} // namespace Gatehouse::Pipeline
