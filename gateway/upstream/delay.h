// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <chrono>
#include <coroutine>

namespace Gatehouse::Upstream {

// A pause that can be cut short: `co_await delay.wait()`. Lives on one worker thread, in the frame of the coroutine
// that waits.
class Delay final : public QObject
{
    Q_OBJECT
public:
    explicit Delay(std::chrono::milliseconds duration);

    void finish(); // now

    [[nodiscard]] auto wait()
    {
        struct Awaiter {
            Delay &delay;
            [[nodiscard]] bool await_ready() const { return delay.m_over; }
            void await_suspend(std::coroutine_handle<> waiter) { delay.m_waiter = waiter; }
            void await_resume() const {}
        };
        return Awaiter{*this};
    }

private:
    QTimer m_timer;
    std::coroutine_handle<> m_waiter;
    bool m_over = false;
};

} // namespace Gatehouse::Upstream
