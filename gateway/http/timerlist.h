// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <chrono>
#include <vector>

namespace Gatehouse::Http {

// The timers of one event dispatcher, in the order in which they come due. Lives on the dispatcher's thread.
class TimerList final
{
public:
    using Duration = std::chrono::nanoseconds;
    using Time = std::chrono::steady_clock::time_point;

    void add(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object, Time now);
    bool remove(Qt::TimerId id);
    bool removeAll(const QObject *object);

    [[nodiscard]] QList<QAbstractEventDispatcher::TimerInfoV2> timersOf(const QObject *object) const;
    [[nodiscard]] Duration remaining(Qt::TimerId id, Time now) const; // negative: no such timer
    [[nodiscard]] std::optional<Time> nextDue() const;                // of those that may fire

    // Sends each timer that is due its event, once. Handlers may add and remove timers and run event loops of their
    // own, in which a timer whose handler is still running does not fire.
    bool fireDue(Time now);

private:
    struct Timer {
        Time due;
        Duration interval;
        Qt::TimerId id;
        Qt::TimerType type;
        QObject *object;
        quint64 round = 0; // of fireDue() in which it last fired
        bool isRunning = false;
    };
    void insert(const Timer &timer);
    [[nodiscard]] std::vector<Timer>::iterator find(Qt::TimerId id);

    std::vector<Timer> m_timers; // by due
    quint64 m_round = 0;
};

} // namespace Gatehouse::Http
