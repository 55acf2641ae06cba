// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/pipeline/exchange.h"
#include "gateway/pipeline/vendoranswer.h"
#include "gateway/upstream/attemptplan.h"

#include <QCoroTask>

namespace Gatehouse::Pipeline {

// One attempt at one vendor: sends the request, reads the answer, streams it to the client as it comes. Adds its row to
// the exchange's attempts and tells the health table. Sets `servedBy` once the vendor has begun an answer that will be
// charged.
[[nodiscard]] QCoro::Task<TryOutcome> tryVendor(ExchangePtr exchange, Upstream::AttemptPlan::Step step);

} // namespace Gatehouse::Pipeline
