// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/timerlist.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace Gatehouse::Http {

void TimerList::add(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object, Time now)
{
    insert({.due = now + interval, .interval = interval, .id = id, .type = type, .object = object});
}

void TimerList::insert(const Timer &timer)
{
    // After those that are due at the same time, so that equal timers take turns.
    m_timers.insert(std::ranges::upper_bound(m_timers, timer.due, {}, &Timer::due), timer);
}

std::vector<TimerList::Timer>::iterator TimerList::find(Qt::TimerId id)
{
    return std::ranges::find(m_timers, id, &Timer::id);
}

bool TimerList::remove(Qt::TimerId id)
{
    const auto timer = find(id);
    if (timer == m_timers.end())
        return false;
    m_timers.erase(timer);
    return true;
}

bool TimerList::removeAll(const QObject *object)
{
    return std::erase_if(m_timers, [object](const Timer &timer) { return timer.object == object; }) > 0;
}

QList<QAbstractEventDispatcher::TimerInfoV2> TimerList::timersOf(const QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfoV2> result;
    for (const Timer &timer : m_timers) {
        if (timer.object == object)
            result.append({timer.interval, timer.id, timer.type});
    }
    return result;
}

TimerList::Duration TimerList::remaining(Qt::TimerId id, Time now) const
{
    const auto timer = std::ranges::find(m_timers, id, &Timer::id);
    return timer == m_timers.end() ? Duration{-1} : std::max(Duration{0}, Duration(timer->due - now));
}

std::optional<TimerList::Time> TimerList::nextDue() const
{
    const auto timer = std::ranges::find(m_timers, false, &Timer::isRunning);
    return timer == m_timers.end() ? std::nullopt : std::optional(timer->due);
}

bool TimerList::fireDue(Time now)
{
    const quint64 round = ++m_round;
    bool hasFired = false;
    for (;;) {
        // Sought anew each time: a handler may have changed the list.
        const auto due = std::ranges::find_if(
            m_timers, [&](const Timer &timer) { return timer.due > now || (!timer.isRunning && timer.round < round); });
        if (due == m_timers.end() || due->due > now)
            return hasFired;
        Timer timer = *due;
        m_timers.erase(due);
        // The next time counts from when this one was due, so that timers do not drift; times that were missed
        // altogether are left out.
        timer.due += timer.interval;
        if (timer.due <= now)
            timer.due = now + timer.interval;
        timer.round = round;
        timer.isRunning = true;
        insert(timer);
        hasFired = true;
        QTimerEvent event(timer.id);
        QCoreApplication::sendEvent(timer.object, &event);
        if (const auto after = find(timer.id); after != m_timers.end() && after->object == timer.object)
            after->isRunning = false;
    }
}

} // namespace Gatehouse::Http
