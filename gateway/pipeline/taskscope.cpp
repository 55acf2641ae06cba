// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/taskscope.h"

#include <QLoggingCategory>

#include <coroutine>
#include <exception>

namespace Gatehouse::Pipeline {

namespace {

Q_LOGGING_CATEGORY(log, "gatehouse.pipeline")

} // namespace

// A coroutine without an owner: it destroys itself at its end.
struct TaskScope::Detached {
    struct promise_type {
        [[nodiscard]] Detached get_return_object() const { return {}; }
        [[nodiscard]] std::suspend_never initial_suspend() const noexcept { return {}; }
        [[nodiscard]] std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const {}
        void unhandled_exception() const { std::terminate(); } // drive() lets none out
    };
};

void TaskScope::spawn(QCoro::Task<void> task)
{
    ++m_running;
    ++m_total;
    drive(std::move(task), this);
}

TaskScope::Detached TaskScope::drive(QCoro::Task<void> task, TaskScope *scope)
{
    try {
        co_await task;
    } catch (const std::exception &exception) {
        qCCritical(log) << "a request ended with an exception:" << exception.what();
    }
    --scope->m_total;
    if (--scope->m_running == 0 && scope->m_onIdle)
        scope->m_onIdle();
}

} // namespace Gatehouse::Pipeline
