// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/pipeline/exchange.h"

#include <QCoroTask>

namespace Gatehouse::Pipeline {

// Stage 8: calls the vendors, one attempt after the other, until one answers (FEATURES 1.3). Each attempt translates,
// sends and streams back. Another attempt is made only while nothing has been written to the client (R13). The last
// bytes of the answer stay in the exchange until stage 10 delivers them.
[[nodiscard]] QCoro::Task<Result<void>> attempt(ExchangePtr exchange);

} // namespace Gatehouse::Pipeline
