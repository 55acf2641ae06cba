// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace Gatehouse::Limits {

// So many units in any period of so long; at least one unit and one second.
struct Rate {
    qint64 amount = 1;
    std::chrono::nanoseconds period{std::chrono::seconds(1)};
};

// What a rate has let pass lately: a sliding window over slots of a thirty-second of the period. A value; whoever
// shares one holds a lock around each call. Time is the monotonic clock's and is a parameter (R25).
//
// Promise (R26): in no window of the length of the period do more than `amount` units pass, wherever it begins, and
// after a period of rest `amount` of them pass at once. The usual token bucket (GCRA with a burst of the whole amount)
// keeps neither that nor the words of a limit: it refills while it is drained, and lets nearly twice the amount pass in
// the first period. The price: a slot's units are counted until the last of them is a period old, so that a unit may
// wait up to a thirty-second of the period longer than it would by a log of every unit, and traffic that never pauses
// gets at least 31/32 of the rate.
class RateWindow final
{
public:
    static constexpr std::size_t SlotCount = 33; // of a period, and the one that is being left

    struct Answer {
        bool isAdmitted = false;
        // Refused: when it would pass if nobody else came. Nothing = never, it is more than the amount.
        std::optional<std::chrono::nanoseconds> wait = {};
    };

    // Lets `units` pass, or not.
    Answer take(const Rate &rate, qint64 units, MonotonicTime now);

    // Counts units that are used whatever the rate says: more than had been taken before the use was known.
    void charge(const Rate &rate, qint64 units, MonotonicTime now);

    // Units that were taken then and not used. What is a period old is forgotten already.
    void giveBack(qint64 units, MonotonicTime takenAt);

    [[nodiscard]] qint64 used(const Rate &rate, MonotonicTime now); // never negative; may be more than the amount
    [[nodiscard]] qint64 remaining(const Rate &rate, MonotonicTime now);
    [[nodiscard]] std::chrono::nanoseconds untilEmpty(const Rate &rate, MonotonicTime now); // until all has passed by

private:
    struct Slot {
        MonotonicTime begin = {};
        MonotonicTime last = {}; // of its units
        qint64 units = 0;
    };

    void forget(const Rate &rate, MonotonicTime now);
    void addUp();
    [[nodiscard]] Slot &at(std::size_t place) { return m_slots[(m_first + place) % SlotCount]; }

    std::array<Slot, SlotCount> m_slots{};
    std::size_t m_first = 0; // the oldest
    std::size_t m_count = 0;
    qint64 m_used = 0; // the sum of the slots
};

} // namespace Gatehouse::Limits
