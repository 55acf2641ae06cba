// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/counterindex.h"

#include <QByteArray>

#include <optional>
#include <span>
#include <vector>

// Taking what a request may use from its counters, and settling what it did use. All counters of one call are changed
// together or none is: their locks are taken in one order and held for the moment that the check and the change take.
// Thread-safe.
namespace Gatehouse::Accounting {

// What a request uses, or may use at worst.
struct Demand {
    qint64 requests = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    Money cost = {};
};

// What was taken from one counter and is to be settled. The configuration's index keeps the counter.
struct Hold {
    Counter *counter = nullptr;
    qint64 amount = 0; // in the counter's unit; money in nano-dollars
    MonotonicTime takenAt = {};
};
using Holds = std::vector<Hold>;

// Why a counter did not let something pass.
struct Refusal {
    QString rule = {};    // its name
    QString subject = {}; // "client:ci"
    // Of a limit.
    LimitUnit unit = LimitUnit::Requests;
    std::chrono::seconds period{0};
    qint64 limit = 0;
    qint64 used = 0;
    qint64 needed = 0;
    std::optional<std::chrono::nanoseconds> wait = {}; // until it may pass; nothing = it never will, or nobody knows
    // Of a budget.
    bool isBudget = false;
    Limits::WindowRule window = {};
    Money available = {}; // for the window
    Money spent = {};
    Money held = {};
    Money cost = {};
    std::optional<Timestamp> resetsAt = {};
    bool mayFitLater = false; // when what is held now has been settled
};

// How a client stands with its tightest limits, for the headers of its answer.
struct Standing {
    struct Rate {
        qint64 limit = 0;
        qint64 remaining = 0;
        std::chrono::nanoseconds reset{0}; // until all of it is there again
    };
    std::optional<Rate> requests;
    std::optional<Rate> tokens;
    std::optional<Money> budget; // what is left of the tightest, holds taken off
};

// Takes a demand from all the counters, and adds what it took to `holds`; when it is refused nothing has changed. Notes
// in `standing` how the counters stand after it.
[[nodiscard]] std::optional<Refusal> take(std::vector<Counter *> counters, const Demand &demand, const Moment &now,
                                          Holds &holds, Standing &standing);

// Settles: what was held is replaced by what was used. Counters of `current` that were not asked when the request came
// (they are newer than it) are charged as well, so that every one is what its rows add up to. `holds` is empty after
// it.
void settle(Holds &holds, const std::vector<Counter *> &current, const Demand &used, const Moment &now);

// Gives all of it back: nothing was used.
void giveBack(Holds &holds, const Moment &now);

// Whether one of the counters is a hard budget that lets nothing pass whose price is not known.
[[nodiscard]] bool needsPrice(const std::vector<Counter *> &counters);

// The model that requests get instead of the one that they ask for, since one of the budgets has come to its point for
// that; nothing = none has.
struct Downgrade {
    QString budget; // its name
    QString model;
};
[[nodiscard]] std::optional<Downgrade> downgradeOf(const std::vector<Counter *> &counters, const Moment &now);

// How long a request may wait for a place of this counter.
[[nodiscard]] std::chrono::milliseconds queueWait(const Counter &counter);

// Takes a place of a limit on concurrency, or waits for one in its queue: the waiter is woken with its place. None:
// there is no room to wait either.
enum class Place : quint8 { Taken, Waiting, None };
[[nodiscard]] Place takePlace(Counter &counter, Waiter &waiter);

// Stops waiting. True when a place has come meanwhile.
[[nodiscard]] bool leaveQueue(Counter &counter, Waiter &waiter);

// Why there was none.
[[nodiscard]] Refusal placeRefusal(const Counter &counter);

// Gives a place back: to the first who waits, if there is one.
void releasePlace(Counter &counter);

} // namespace Gatehouse::Accounting
