// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/ratelimit.h"

#include "gateway/accounting/limitbook.h"
#include "gateway/accounting/refusal.h"
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/countersof.h"
#include "gateway/pipeline/services.h"
#include "gateway/upstream/delay.h"

namespace Gatehouse::Pipeline {

namespace {

using Accounting::Counter;
using Accounting::Counters;

QCoro::Task<Result<void>> takePlace(ExchangePtr exchange, Counter *counter)
{
    Upstream::Delay delay(Accounting::queueWait(*counter));
    // Woken from the thread of the request that ended.
    Accounting::Waiter waiter{
        .wake = [&delay] { QMetaObject::invokeMethod(&delay, &Upstream::Delay::finish, Qt::QueuedConnection); }};
    auto place = Accounting::takePlace(*counter, waiter);
    if (place == Accounting::Place::Waiting) {
        exchange->interrupt = [&delay] { delay.finish(); };
        co_await delay.wait();
        exchange->interrupt = nullptr;
        place = Accounting::leaveQueue(*counter, waiter) ? Accounting::Place::Taken : Accounting::Place::None;
    }
    if (place == Accounting::Place::Taken)
        exchange->places.push_back(counter);
    if (exchange->clientGone)
        co_return std::unexpected(clientClosed());
    if (place == Accounting::Place::None)
        co_return std::unexpected(Accounting::errorOf(Accounting::placeRefusal(*counter)));
    co_return {};
}

} // namespace

QCoro::Task<Result<void>> rateLimit(ExchangePtr exchange)
{
    exchange->counters = exchange->services.limits.index();
    if (exchange->surface == Llm::Surface::KeyStatus)
        co_return {}; // asking how one stands takes nothing
    const Counters counters = countersOf(*exchange, *exchange->counters);
    for (Counter *counter : counters.places)
        GH_CO_CHECK(co_await takePlace(exchange, counter));
    if (counters.requests.empty())
        co_return {};
    if (const auto refusal = Accounting::take(counters.requests, {.requests = 1}, momentOf(*exchange),
                                              exchange->requestHolds, exchange->standing))
        co_return std::unexpected(Accounting::errorOf(*refusal));
    co_return {};
}

} // namespace Gatehouse::Pipeline
