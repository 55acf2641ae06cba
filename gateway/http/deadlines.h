// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"

#include <QTimer>

#include <array>
#include <functional>

namespace Gatehouse::Http {

class DeadlineWheel;

// A place in a ring.
class DeadlineLink
{
public:
    DeadlineLink() = default;
    ~DeadlineLink() { unlink(); }
    Q_DISABLE_COPY_MOVE(DeadlineLink)

    [[nodiscard]] bool isAlone() const { return m_next == this; }
    [[nodiscard]] DeadlineLink *next() const { return m_next; }
    void linkBefore(DeadlineLink *other);
    void unlink();

private:
    DeadlineLink *m_previous = this;
    DeadlineLink *m_next = this;
};

// When something must have happened at the latest. One per connection, set anew for every phase. Lives on its wheel's
// thread; may be destroyed at any time, also from within any callback.
class Deadline final : private DeadlineLink
{
public:
    Deadline(DeadlineWheel *wheel, std::function<void()> onDue);

    void set(MonotonicTime at);
    void clear() { m_isSet = false; } // stays linked: the wheel drops it when it comes by
    [[nodiscard]] bool isSet() const { return m_isSet; }

private:
    friend class DeadlineWheel;

    DeadlineWheel *m_wheel;
    std::function<void()> m_onDue;
    MonotonicTime m_at = {};
    qint64 m_tick = 0; // where it is linked; never later than m_at
    bool m_isSet = false;
};

// The deadlines of one thread in one timer. Moving a deadline to a later time, which is what a request does, writes two
// words: the wheel finds out when the old time comes. Fires up to one tick late, never early.
class DeadlineWheel final
{
public:
    static constexpr std::chrono::milliseconds Tick{25};

    DeadlineWheel(const Clock *clock, QObject *parent); // the timer moves between threads with its parent
    Q_DISABLE_COPY_MOVE(DeadlineWheel)

    [[nodiscard]] MonotonicTime now() const { return m_clock->monotonic(); }

private:
    friend class Deadline;
    static constexpr qint64 SlotCount = 256; // 6.4 s; what is later comes by more than once

    void link(Deadline *deadline);
    void arm();
    void turn();

    const Clock *m_clock;
    QTimer m_timer;
    std::array<DeadlineLink, SlotCount> m_slots;
    qint64 m_lastTick;      // everything up to here has been looked at
    qint64 m_armedTick = 0; // 0 = the timer does not run
};

} // namespace Gatehouse::Http
