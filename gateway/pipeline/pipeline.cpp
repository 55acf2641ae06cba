// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/pipeline.h"

#include "gateway/pipeline/services.h"
#include "gateway/pipeline/stages/attempt.h"
#include "gateway/pipeline/stages/authenticate.h"
#include "gateway/pipeline/stages/authorize.h"
#include "gateway/pipeline/stages/cache.h"
#include "gateway/pipeline/stages/policy.h"
#include "gateway/pipeline/stages/ratelimit.h"
#include "gateway/pipeline/stages/record.h"
#include "gateway/pipeline/stages/reserve.h"
#include "gateway/pipeline/stages/route.h"
#include "gateway/pipeline/stages/settle.h"
#include "gateway/pipeline/stagetimer.h"

namespace Gatehouse::Pipeline {

namespace {

// Stages 1 to 8. The order is not taste: a cache hit must have passed authorization and policy, a refused request must
// not consume tokens or money, and an estimate needs the final text and the real model.
QCoro::Task<Result<void>> answer(ExchangePtr exchange)
{
    StageTimer timer(*exchange, exchange->services.clock);

    timer.enter(Store::Stage::Authenticate);
    GH_CO_CHECK(authenticate(*exchange));

    timer.enter(Store::Stage::Authorize);
    GH_CO_CHECK(authorize(*exchange));
    exchange->services.observer.requestStarted(exchange->record);

    timer.enter(Store::Stage::RateLimit);
    GH_CO_CHECK(co_await rateLimit(exchange));

    timer.enter(Store::Stage::Policy);
    GH_CO_CHECK(applyPolicy(*exchange));

    timer.enter(Store::Stage::Route);
    GH_CO_CHECK(route(*exchange));

    timer.enter(Store::Stage::Reserve);
    GH_CO_CHECK(reserve(*exchange));

    timer.enter(Store::Stage::Cache);
    GH_CO_CHECK(lookUpCache(*exchange));

    timer.enter(Store::Stage::Attempt);
    co_return co_await attempt(exchange);
}

} // namespace

QCoro::Task<void> run(ExchangePtr exchange)
{
    const Result<void> outcome = co_await answer(exchange);

    // These two always run: after a refusal, after an abort, after a time-out. The last bytes of an answer leave in the
    // last one, when what they cost is safe.
    settle(*exchange, outcome);
    record(*exchange);
}

} // namespace Gatehouse::Pipeline
