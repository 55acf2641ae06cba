// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/deadlines.h"

#include <algorithm>

namespace Gatehouse::Http {

namespace {

qint64 tickBefore(MonotonicTime time)
{
    return time.time_since_epoch() / DeadlineWheel::Tick;
}

qint64 tickAfter(MonotonicTime time)
{
    return tickBefore(time) + 1;
}

} // namespace

Deadline::Deadline(DeadlineWheel *wheel, std::function<void()> onDue)
    : m_wheel(wheel)
    , m_onDue(std::move(onDue))
{}

void Deadline::set(MonotonicTime at)
{
    m_at = at;
    m_isSet = true;
    if (isAlone() || tickAfter(at) < m_tick) {
        unlink();
        m_wheel->link(this);
    }
}

void DeadlineLink::unlink()
{
    m_previous->m_next = m_next;
    m_next->m_previous = m_previous;
    m_previous = m_next = this;
}

void DeadlineLink::linkBefore(DeadlineLink *other)
{
    m_previous = other->m_previous;
    m_next = other;
    m_previous->m_next = this;
    other->m_previous = this;
}

DeadlineWheel::DeadlineWheel(const Clock *clock, QObject *parent)
    : m_clock(clock)
    , m_timer(parent)
    , m_lastTick(tickBefore(clock->monotonic()))
{
    m_timer.setSingleShot(true);
    // Qt's coarse timers may be 5 % late: 3 s of a minute.
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { turn(); });
}

void DeadlineWheel::link(Deadline *deadline)
{
    const qint64 soonest = m_lastTick + 1;
    deadline->m_tick =
        std::clamp(tickAfter(deadline->m_at), soonest, std::max(soonest, tickBefore(now()) + SlotCount - 1));
    deadline->linkBefore(&m_slots[static_cast<std::size_t>(deadline->m_tick % SlotCount)]);
    if (m_armedTick == 0 || deadline->m_tick < m_armedTick) {
        m_armedTick = deadline->m_tick;
        arm();
    }
}

void DeadlineWheel::arm()
{
    const auto due = MonotonicTime(m_armedTick * Tick) - now();
    m_timer.start(std::max(std::chrono::ceil<std::chrono::milliseconds>(due), std::chrono::milliseconds{0}));
}

void DeadlineWheel::turn()
{
    const MonotonicTime time = now();
    const qint64 first = std::max(m_lastTick + 1, tickBefore(time) - SlotCount + 1);
    m_lastTick = std::max(m_lastTick, tickBefore(time));
    m_armedTick = 0;
    for (qint64 tick = first; tick <= m_lastTick; ++tick) {
        // The slot's ring moves to a head of its own, since what is linked again while it is looked at may come back
        // to the same slot.
        DeadlineLink &slot = m_slots[static_cast<std::size_t>(tick % SlotCount)];
        if (slot.isAlone())
            continue;
        DeadlineLink due;
        due.linkBefore(&slot);
        slot.unlink();
        while (!due.isAlone()) {
            auto *deadline = static_cast<Deadline *>(due.next());
            deadline->unlink();
            if (!deadline->m_isSet)
                continue;
            if (deadline->m_at > time) {
                link(deadline);
                continue;
            }
            deadline->m_isSet = false;
            deadline->m_onDue(); // may destroy this deadline and others
        }
    }
    for (qint64 tick = m_lastTick + 1; m_armedTick == 0 && tick <= m_lastTick + SlotCount; ++tick) {
        if (!m_slots[static_cast<std::size_t>(tick % SlotCount)].isAlone()) {
            m_armedTick = tick;
            arm();
        }
    }
}

} // namespace Gatehouse::Http
