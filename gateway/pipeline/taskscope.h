// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>

#include <atomic>
#include <functional>

namespace Gatehouse::Pipeline {

// Where coroutines go that nobody awaits: each is run to its end, counted, and an exception that escapes it is logged
// (STYLE, coroutines 4 and 12). Lives on one worker thread; outlives its tasks.
class TaskScope final
{
public:
    // `total` counts the tasks of several scopes together.
    explicit TaskScope(std::atomic<int> &total)
        : m_total(total)
    {}

    void spawn(QCoro::Task<void> task);

    [[nodiscard]] int running() const { return m_running; }

    // Called each time the last task has ended.
    void onIdle(std::function<void()> callback) { m_onIdle = std::move(callback); }

private:
    struct Detached;
    static Detached drive(QCoro::Task<void> task, TaskScope *scope);
    std::atomic<int> &m_total;
    int m_running = 0;
    std::function<void()> m_onIdle;
};

} // namespace Gatehouse::Pipeline
