// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/countersof.h"

#include "gateway/accounting/limitbook.h"
#include "gateway/pipeline/services.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace Gatehouse::Pipeline {

using Accounting::Counter;
using Accounting::CounterIndex;
using Accounting::Counters;

namespace {

void append(Counters &counters, const Counters &more)
{
    std::ranges::copy(more.places, std::back_inserter(counters.places));
    std::ranges::copy(more.requests, std::back_inserter(counters.requests));
    std::ranges::copy(more.amounts, std::back_inserter(counters.amounts));
}

} // namespace

Counters countersOf(const Exchange &exchange, const CounterIndex &index)
{
    Counters counters = index.ofKey(exchange.key->id);
    if (!exchange.resolvedModel.isEmpty())
        append(counters, index.ofModel(exchange.resolvedModel));
    return counters;
}

void addProvider(Counters &counters, const CounterIndex &index, EntityId provider)
{
    append(counters, index.ofProvider(provider));
}

Accounting::Moment momentOf(const Exchange &exchange)
{
    return {.wall = exchange.services.clock.now(), .monotonic = exchange.services.clock.monotonic()};
}

void settleCounters(Exchange &exchange)
{
    if (!exchange.counters)
        return; // refused before anything was taken
    for (Counter *counter : std::exchange(exchange.places, {}))
        Accounting::releasePlace(*counter);
    // By the configuration of now: a budget that was made while this request ran is charged too, as its rows say.
    const Accounting::CounterIndexPtr index = exchange.services.limits.index();
    if (index->all().empty() && exchange.requestHolds.empty() && exchange.amountHolds.empty())
        return;
    const bool isUsed = !exchange.attempts.isEmpty() || !exchange.localAnswer.isNull();
    Counters counters;
    if (exchange.surface != Llm::Surface::KeyStatus)
        counters = countersOf(exchange, *index);
    if (exchange.servedBy)
        addProvider(counters, *index, exchange.servedBy->provider->id);
    const Store::RequestRecord &record = exchange.record;
    const Accounting::Demand used{.requests = isUsed ? 1 : 0,
                                  .inputTokens = record.usage.inputTotal(),
                                  .outputTokens = record.usage.outputTotal(),
                                  .cost = record.cost};
    Accounting::Moment now = momentOf(exchange);
    if (!exchange.ledger.isEmpty())
        now.wall = exchange.ledger.last().time; // the window of the row is the window of the account
    Accounting::settle(exchange.requestHolds, counters.requests, used, now);
    Accounting::settle(exchange.amountHolds, counters.amounts, used, now);
}

} // namespace Gatehouse::Pipeline
