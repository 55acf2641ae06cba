// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accounting/holds.h"

#include "gateway/core/base/overloaded.h"

#include <algorithm>
#include <utility>

namespace Gatehouse::Accounting {

namespace {

// The locks of several counters, taken in the order of their numbers so that no two requests wait for each other.
class Locks final
{
public:
    explicit Locks(std::vector<Counter *> &counters)
        : m_counters(counters)
    {
        std::ranges::sort(m_counters, {}, &Counter::number);
        const auto twice = std::ranges::unique(m_counters);
        m_counters.erase(twice.begin(), twice.end());
        for (Counter *counter : m_counters)
            counter->mutex.lock();
    }
    ~Locks()
    {
        for (Counter *counter : m_counters)
            counter->mutex.unlock();
    }
    Q_DISABLE_COPY_MOVE(Locks)

private:
    std::vector<Counter *> &m_counters;
};

// What a demand is in the unit of a limit.
qint64 unitsOf(const Demand &demand, LimitUnit unit)
{
    switch (unit) {
    case LimitUnit::Requests:
        return demand.requests;
    case LimitUnit::InputTokens:
        return demand.inputTokens;
    case LimitUnit::OutputTokens:
        return demand.outputTokens;
    case LimitUnit::Tokens:
        return demand.inputTokens + demand.outputTokens;
    case LimitUnit::Concurrency:
        break;
    }
    return 0;
}

qint64 amountFor(const Counter &counter, const Demand &demand)
{
    return std::visit(Overloaded{
                          [&](const RateCount &rate) { return unitsOf(demand, rate.limit.unit); },
                          [](const PlaceCount &) { return qint64(0); },
                          [&](const MoneyCount &) { return demand.cost.nanos(); },
                      },
                      counter.count);
}

Refusal refused(const Counter &counter, RateCount &rate, qint64 units, const Moment &now,
                std::optional<std::chrono::nanoseconds> wait)
{
    return {.rule = rate.limit.name,
            .subject = counter.subject,
            .unit = rate.limit.unit,
            .period = rate.limit.period,
            .limit = rate.limit.amount,
            .used = rate.window.used(rate.rate(), now.monotonic),
            .needed = units,
            .wait = wait};
}

Refusal refused(const Counter &counter, const MoneyCount &money, Money cost, const Moment &now, bool mayFitLater)
{
    Refusal refusal{.rule = money.budget.name,
                    .subject = counter.subject,
                    .isBudget = true,
                    .window = money.budget.window,
                    .available = money.terms().availableAt(now.wall),
                    .spent = money.account.spent(),
                    .held = money.account.held(),
                    .cost = cost,
                    .resetsAt = {},
                    .mayFitLater = mayFitLater};
    if (money.budget.window.kind != Limits::WindowKind::Rolling
        && money.budget.window.kind != Limits::WindowKind::Lifetime)
        refusal.resetsAt = money.account.window().end;
    return refusal;
}

// Takes from one counter whose lock is held.
std::optional<Refusal> takeOne(Counter &counter, qint64 amount, const Moment &now)
{
    if (auto *rate = std::get_if<RateCount>(&counter.count)) {
        const auto answer = rate->window.take(rate->rate(), amount, now.monotonic);
        if (!answer.isAdmitted)
            return refused(counter, *rate, amount, now, answer.wait);
    } else if (auto *money = std::get_if<MoneyCount>(&counter.count)) {
        const Money cost = Money::fromNanos(amount);
        money->account.advance(money->terms(), now.wall);
        const auto fit = money->account.fit(cost, money->terms().availableAt(now.wall));
        if (fit != Limits::Account::Fit::Fits && money->budget.enforcement == Enforcement::Hard)
            return refused(counter, *money, cost, now, fit == Limits::Account::Fit::FitsLater);
        money->account.hold(cost);
    }
    return std::nullopt;
}

// What was taken becomes what was used, in a counter whose lock is held.
void settleOne(Counter &counter, const Hold &hold, qint64 used, const Moment &now)
{
    if (auto *rate = std::get_if<RateCount>(&counter.count)) {
        if (used < hold.amount)
            rate->window.giveBack(hold.amount - used, hold.takenAt);
        else
            rate->window.charge(rate->rate(), used - hold.amount, now.monotonic);
    } else if (auto *money = std::get_if<MoneyCount>(&counter.count)) {
        money->account.advance(money->terms(), now.wall);
        money->account.settle(Money::fromNanos(hold.amount), Money::fromNanos(used), money->terms(), now.wall);
    }
}

void note(std::optional<Standing::Rate> &tightest, RateCount &rate, const Moment &now)
{
    const qint64 remaining = rate.window.remaining(rate.rate(), now.monotonic);
    if (!tightest || remaining < tightest->remaining)
        tightest = {.limit = rate.limit.amount,
                    .remaining = remaining,
                    .reset = rate.window.untilEmpty(rate.rate(), now.monotonic)};
}

void note(Standing &standing, Counter &counter, const Moment &now)
{
    if (auto *rate = std::get_if<RateCount>(&counter.count)) {
        note(rate->limit.unit == LimitUnit::Requests ? standing.requests : standing.tokens, *rate, now);
    } else if (const auto *money = std::get_if<MoneyCount>(&counter.count)) {
        const Money left =
            std::max(money->terms().availableAt(now.wall) - money->account.spent() - money->account.held(), Money());
        if (!standing.budget || left < *standing.budget)
            standing.budget = left;
    }
}

} // namespace

std::optional<Refusal> take(std::vector<Counter *> counters, const Demand &demand, const Moment &now, Holds &holds,
                            Standing &standing)
{
    const std::size_t before = holds.size();
    const Locks locks(counters);
    std::optional<Refusal> refusal;
    for (Counter *counter : counters) {
        const qint64 amount = amountFor(*counter, demand);
        refusal = takeOne(*counter, amount, now);
        if (refusal) {
            // Nobody has seen the others change: their locks are still held.
            for (std::size_t i = before; i < holds.size(); ++i)
                settleOne(*holds[i].counter, holds[i], 0, now);
            holds.resize(before);
            break;
        }
        holds.push_back({.counter = counter, .amount = amount, .takenAt = now.monotonic});
    }
    for (Counter *counter : counters)
        note(standing, *counter, now);
    return refusal;
}

void settle(Holds &holds, const std::vector<Counter *> &current, const Demand &used, const Moment &now)
{
    for (const Hold &hold : holds) {
        const std::scoped_lock lock(hold.counter->mutex);
        // What was held for a provider that did not answer after all was not used.
        const bool isCurrent = std::ranges::contains(current, hold.counter);
        settleOne(*hold.counter, hold, isCurrent ? amountFor(*hold.counter, used) : 0, now);
    }
    for (Counter *counter : current) {
        if (std::ranges::contains(holds, counter, &Hold::counter))
            continue;
        const std::scoped_lock lock(counter->mutex);
        settleOne(*counter, {}, amountFor(*counter, used), now);
    }
    holds.clear();
}

void giveBack(Holds &holds, const Moment &now)
{
    settle(holds, {}, {}, now);
}

bool needsPrice(const std::vector<Counter *> &counters)
{
    return std::ranges::any_of(counters, [](const Counter *counter) {
        const std::scoped_lock lock(counter->mutex);
        const auto *money = std::get_if<MoneyCount>(&counter->count);
        return money && money->budget.enforcement == Enforcement::Hard && money->budget.unpriced == UnpricedRule::Block;
    });
}

std::optional<Downgrade> downgradeOf(const std::vector<Counter *> &counters, const Moment &now)
{
    for (Counter *counter : counters) {
        const std::scoped_lock lock(counter->mutex);
        auto *money = std::get_if<MoneyCount>(&counter->count);
        if (!money || money->budget.downgradeModel.isEmpty())
            continue;
        money->account.advance(money->terms(), now.wall);
        const auto used = static_cast<double>((money->account.spent() + money->account.held()).nanos());
        const auto available = static_cast<double>(money->terms().availableAt(now.wall).nanos());
        if (used * 100 >= available * money->budget.downgradeAt)
            return Downgrade{.budget = money->budget.name, .model = money->budget.downgradeModel};
    }
    return std::nullopt;
}

std::chrono::milliseconds queueWait(const Counter &counter)
{
    const std::scoped_lock lock(counter.mutex);
    return std::get<PlaceCount>(counter.count).limit.queueWait;
}

Place takePlace(Counter &counter, Waiter &waiter)
{
    const std::scoped_lock lock(counter.mutex);
    auto &places = std::get<PlaceCount>(counter.count);
    if (places.taken < places.limit.amount && places.queue.empty()) {
        ++places.taken;
        return Place::Taken;
    }
    if (static_cast<qint64>(places.queue.size()) >= places.limit.queueLength)
        return Place::None;
    places.queue.push_back(&waiter);
    return Place::Waiting;
}

bool leaveQueue(Counter &counter, Waiter &waiter)
{
    const std::scoped_lock lock(counter.mutex);
    auto &places = std::get<PlaceCount>(counter.count);
    std::erase(places.queue, &waiter);
    return waiter.hasPlace;
}

void releasePlace(Counter &counter)
{
    const std::scoped_lock lock(counter.mutex);
    auto &places = std::get<PlaceCount>(counter.count);
    --places.taken;
    while (!places.queue.empty() && places.taken < places.limit.amount) {
        Waiter *first = places.queue.front();
        places.queue.pop_front();
        ++places.taken;
        first->hasPlace = true;
        first->wake();
    }
}

Refusal placeRefusal(const Counter &counter)
{
    const std::scoped_lock lock(counter.mutex);
    const auto &places = std::get<PlaceCount>(counter.count);
    return {.rule = places.limit.name,
            .subject = counter.subject,
            .unit = LimitUnit::Concurrency,
            .limit = places.limit.amount,
            .used = places.taken,
            .needed = 1};
}

} // namespace Gatehouse::Accounting
