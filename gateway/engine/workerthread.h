// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/worker.h"

#include <QThread>

#include <functional>
#include <memory>
#include <semaphore>

namespace Gatehouse::Engine {

// A thread with one Worker on it. Made and destroyed on the main thread; owned by the engine. The destructor ends the
// thread: exchanges that still run are cut off and recorded first.
class WorkerThread final
{
public:
    WorkerThread(const Shared &shared, const SnapshotPtr &snapshot, const QSslConfiguration &tls, int number);
    ~WorkerThread();
    Q_DISABLE_COPY_MOVE(WorkerThread)

    // Runs on the worker's thread, soon. Callable from any thread while this object lives.
    void post(std::function<void(Worker &)> call);

    [[nodiscard]] int connectionCount() const;                       // thread-safe
    [[nodiscard]] const Worker &worker() const { return *m_worker; } // for connecting to its signals

private:
    class Thread;
    std::unique_ptr<Thread> m_thread;
    Worker *m_worker = nullptr; // lives on the thread
};

} // namespace Gatehouse::Engine
