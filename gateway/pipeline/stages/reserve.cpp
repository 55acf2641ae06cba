// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/reserve.h"

#include "gateway/accounting/refusal.h"
#include "gateway/pipeline/countersof.h"
#include "gateway/pipeline/services.h"
#include "gateway/pipeline/worstcase.h"
#include "gateway/store/writer.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Accounting::Counters;
using Accounting::Demand;
using Accounting::Refusal;

Error priceUnknown(const Exchange &exchange)
{
    Error error{
        .kind = ErrorKind::PriceUnknown,
        .message =
            u"The price of model '%1' is not known, and a budget has to be kept. An administrator can set a price on the page Models & Prices, or allow unpriced requests in the budget."_s
                .arg(QString::fromUtf8(exchange.facts.model.left(256))),
        .detail = {}};
    error.param = "model"_ba;
    return error;
}

// Leaves out targets without a price where a budget of theirs needs one.
Result<void> dropUnpriced(Exchange &exchange, const Counters &common)
{
    const bool allNeedPrice = Accounting::needsPrice(common.amounts);
    std::erase_if(exchange.targets, [&](const Snapshot::Target &target) {
        return (allNeedPrice || Accounting::needsPrice(exchange.counters->ofProvider(target.provider->id).amounts))
               && !exchange.snapshot->priceFor(target, exchange.startedAt, 0);
    });
    return exchange.targets.empty() ? Result<void>(std::unexpected(priceUnknown(exchange))) : Result<void>();
}

// Takes the worst case by a bound that costs nothing to find, and where that does not fit by one that is counted.
std::optional<Refusal> takeWorst(Exchange &exchange, const Counters &common)
{
    std::optional<Refusal> refusal;
    for (const InputBound bound : {InputBound::Quick, InputBound::Counted}) {
        const std::optional<Demand> demand = worstCase(exchange, exchange.targets, bound);
        if (!demand)
            continue;
        refusal =
            Accounting::take(common.amounts, *demand, momentOf(exchange), exchange.amountHolds, exchange.standing);
        if (!refusal) {
            exchange.held = demand->cost;
            return std::nullopt;
        }
    }
    return refusal;
}

// What a provider's own counters have to let pass, of a target that may be tried.
std::optional<Refusal> takeFromProvider(Exchange &exchange, const Snapshot::Target &target)
{
    const Counters &counters = exchange.counters->ofProvider(target.provider->id);
    for (Accounting::Counter *counter : counters.places) {
        Accounting::Waiter nobody{.wake = [] {}}; // another provider may be free: nobody waits for this one
        if (Accounting::takePlace(*counter, nobody) != Accounting::Place::Taken) {
            if (!Accounting::leaveQueue(*counter, nobody))
                return Accounting::placeRefusal(*counter);
        }
        exchange.places.push_back(counter);
    }
    const auto now = momentOf(exchange);
    if (auto refusal =
            Accounting::take(counters.requests, {.requests = 1}, now, exchange.requestHolds, exchange.standing))
        return refusal;
    const std::span one(&target, 1);
    auto demand = worstCase(exchange, one, InputBound::Counted);
    return demand ? Accounting::take(counters.amounts, *demand, now, exchange.amountHolds, exchange.standing)
                  : std::nullopt;
}

Result<void> reserveAtProviders(Exchange &exchange)
{
    std::optional<Refusal> refusal;
    std::erase_if(exchange.targets, [&exchange, &refusal](const Snapshot::Target &target) {
        auto refused = takeFromProvider(exchange, target);
        if (refused)
            refusal = std::move(refused);
        return refused.has_value();
    });
    if (exchange.targets.empty() && refusal)
        return std::unexpected(Accounting::errorOf(*refusal));
    return {};
}

} // namespace

Result<void> reserve(Exchange &exchange)
{
    if (Llm::isInference(exchange.surface) && !exchange.services.writer.isAccepting())
        return fail(
            ErrorKind::StoreUnavailable,
            u"The gateway cannot record what this request would cost, and refuses it. Its administrator sees why."_s);
    if (!exchange.localAnswer.isNull() || !Llm::isInference(exchange.surface))
        return {}; // costs nothing
    const Counters common = countersOf(exchange, *exchange.counters);
    if (common.amounts.empty() && !exchange.counters->hasProviderCounters())
        return {};
    GH_CHECK(dropUnpriced(exchange, common));
    GH_CHECK(boundOutput(exchange));
    if (!common.amounts.empty()) {
        if (const auto refusal = takeWorst(exchange, common))
            return std::unexpected(Accounting::errorOf(*refusal));
    }
    return exchange.counters->hasProviderCounters() ? reserveAtProviders(exchange) : Result<void>();
}

} // namespace Gatehouse::Pipeline
