// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/workerthread.h"

#include "gateway/http/epolldispatcher.h"

#include <QDeadlineTimer>

#ifdef Q_OS_LINUX
#include <sched.h>
#endif

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

constexpr std::chrono::milliseconds EndTime{2'000};

// A request that comes in goes before rows that are being written, where a worker and the writer share a core: Linux
// lets a thread that asks for short slices in at once, without giving it more of the core than its share. Kernels
// before 6.12 take the wish and do nothing; other systems have no such thing.
void askForShortSlices()
{
#if defined(Q_OS_LINUX) && defined(__GLIBC__) && __GLIBC_PREREQ(2, 41)
    constexpr std::chrono::nanoseconds Slice{100'000}; // the shortest there is
    sched_attr attributes{};
    attributes.size = sizeof(attributes);
    attributes.sched_policy = SCHED_OTHER;
    attributes.sched_runtime = static_cast<__u64>(Slice.count());
    sched_setattr(0, &attributes, 0);
#endif
}

} // namespace

// Makes the worker on the thread itself, so that everything it owns belongs there.
class WorkerThread::Thread final : public QThread
{
public:
    Thread(std::function<std::unique_ptr<Worker>()> make)
        : m_make(std::move(make))
    {}

    Worker *startAndWait()
    {
        start();
        m_ready.acquire();
        return m_worker;
    }

protected:
    void run() override
    {
        askForShortSlices();
        std::unique_ptr<Worker> worker = m_make();
        m_worker = worker.get();
        m_ready.release();
        exec();
        worker.reset();
    }

private:
    std::function<std::unique_ptr<Worker>()> m_make;
    std::binary_semaphore m_ready{0};
    Worker *m_worker = nullptr;
};

WorkerThread::WorkerThread(const Shared &shared, const SnapshotPtr &snapshot, const QSslConfiguration &tls, int number)
    : m_thread(std::make_unique<Thread>(
          [&shared, snapshot, tls] { return std::make_unique<Worker>(shared, snapshot, tls); }))
{
    m_thread->setObjectName(u"worker %1"_s.arg(number));
    if (auto dispatcher = Http::makeEpollDispatcher())
        m_thread->setEventDispatcher(dispatcher.release()); // the thread owns it
    m_worker = m_thread->startAndWait();
}

WorkerThread::~WorkerThread()
{
    post([thread = m_thread.get()](Worker &worker) {
        QObject::connect(&worker, &Worker::ended, thread, &QThread::quit, Qt::DirectConnection);
        worker.cutOff();
    });
    // What does not end in time is left to the journal: the next start finds it.
    if (!m_thread->wait(QDeadlineTimer(EndTime))) {
        m_thread->quit();
        m_thread->wait();
    }
}

void WorkerThread::post(std::function<void(Worker &)> call)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, call = std::move(call)] { call(*worker); }, Qt::QueuedConnection);
}

int WorkerThread::connectionCount() const
{
    return m_worker->connectionCount();
}

} // namespace Gatehouse::Engine
