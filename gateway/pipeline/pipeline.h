// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/pipeline/exchange.h"

#include <QCoroTask>

namespace Gatehouse::Pipeline {

// The spine. Takes one exchange through the ten stages and always ends it with an answer, a record and a charge. Runs
// on the worker thread of the exchange.
[[nodiscard]] QCoro::Task<void> run(ExchangePtr exchange);

} // namespace Gatehouse::Pipeline
