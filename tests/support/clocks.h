// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"

#include <atomic>

namespace Gatehouse::Test {

// A clock that stands still until a test moves it. Thread-safe.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(Timestamp start = fromMicroseconds(1'795'000'000'000'000))
        : m_now(toMicroseconds(start))
    {}

    [[nodiscard]] Timestamp now() const override { return fromMicroseconds(m_now.load()); }
    [[nodiscard]] MonotonicTime monotonic() const override
    {
        return MonotonicTime(std::chrono::nanoseconds(m_monotonic.load()));
    }

    // Time passes: both clocks go on.
    void advance(std::chrono::microseconds duration)
    {
        m_now.fetch_add(duration.count());
        m_monotonic.fetch_add(duration.count() * 1000);
    }
    // Somebody sets the wall clock: the monotonic one does not notice.
    void setNow(Timestamp now) { m_now.store(toMicroseconds(now)); }

private:
    std::atomic<qint64> m_now;
    std::atomic<qint64> m_monotonic{1'000'000'000'000};
};

// The machine's own clocks, for tests over real sockets.
class RealClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] MonotonicTime monotonic() const override { return std::chrono::steady_clock::now(); }
};

} // namespace Gatehouse::Test
