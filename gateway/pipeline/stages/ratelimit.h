// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

#include <QCoro/QCoroTask>

namespace Gatehouse::Pipeline {

// Stage 3: takes a place of every limit on concurrency, waiting for one where the limit has a queue, then a permit of
// every limit on requests, all together or none. Given back in stage 9. 429 with the time after which another try makes
// sense. What concerns tokens and money is taken in stage 6, when the model is known.
[[nodiscard]] QCoro::Task<Result<void>> rateLimit(ExchangePtr exchange);

} // namespace Gatehouse::Pipeline
