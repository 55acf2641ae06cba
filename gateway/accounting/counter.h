// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/money.h"
#include "gateway/core/config/entities.h"
#include "gateway/core/limits/account.h"
#include "gateway/core/limits/ratewindow.h"

#include <QString>

#include <deque>
#include <functional>
#include <mutex>
#include <variant>

// What limits and budgets count while the engine runs. The arithmetic is core/limits; here it gets its locks.
namespace Gatehouse::Accounting {

// One time on both clocks: limits go by the monotonic one, budgets by the calendar (R25).
struct Moment {
    Timestamp wall = {};
    MonotonicTime monotonic = {};
};

// Somebody who waits for a place. `wake` is called once, with the counter's lock held, from the thread that gave the
// place back; it only posts.
struct Waiter {
    std::function<void()> wake;
    bool hasPlace = false;
};

// What a limit on requests or tokens has let pass.
struct RateCount {
    Limit limit;
    Limits::RateWindow window;

    [[nodiscard]] Limits::Rate rate() const { return {.amount = limit.amount, .period = limit.period}; }
};

// How many requests are on their way, and who waits. First come, first served: a place that is given back goes to the
// first who waits, never past them to somebody new.
struct PlaceCount {
    Limit limit;
    int taken = 0;
    std::deque<Waiter *> queue;
};

// What is spent and held of a budget.
struct MoneyCount {
    Budget budget;
    Limits::Account account;

    [[nodiscard]] Limits::BudgetTerms terms() const
    {
        return {.rule = budget.window,
                .amount = Money::fromNanos(budget.amount),
                .topUp = Money::fromNanos(budget.topUp),
                .topUpUntil = budget.topUpUntil};
    }
};

// One limit or budget, for one subject. Lives as long as a configuration, or a request that is counted by it, knows it;
// shared by the workers. Everything behind the lock may be looked at by whoever holds it; who needs several locks takes
// them in the order of the numbers.
class Counter final
{
public:
    using Count = std::variant<RateCount, PlaceCount, MoneyCount>;

    Counter(quint64 ordinal, QString label, Count begin)
        : number(ordinal)
        , subject(std::move(label))
        , count(std::move(begin))
    {}

    const quint64 number;
    const QString subject; // "client:ci", as errors and reports name it
    mutable std::mutex mutex;
    Count count; // guarded by the mutex; the alternative never changes
};

} // namespace Gatehouse::Accounting
