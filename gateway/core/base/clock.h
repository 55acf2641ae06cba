// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <chrono>

namespace Gatehouse {

// A point in time: UTC, microseconds since 1970. Stored and sent in this unit everywhere.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

// A point on the monotonic clock: durations, deadlines, rate limits.
using MonotonicTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

// Where time comes from. Injected, so that tests decide what time it is. Implementations are thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonic() const = 0;
};

[[nodiscard]] constexpr qint64 toMicroseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

[[nodiscard]] constexpr Timestamp fromMicroseconds(qint64 microseconds)
{
    return Timestamp(std::chrono::microseconds(microseconds));
}

} // namespace Gatehouse
