// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/writerthread.h"

#include "gateway/store/bodyretention.h"
#include "gateway/store/database.h"
#include "gateway/store/journal.h"
#include "gateway/store/traffictables.h"

#include <QLoggingCategory>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(storeLog, "gatehouse.store")

namespace Gatehouse::Store {

namespace {

using Steady = std::chrono::steady_clock;

// A commit takes as many rows as there are by one of these, whichever comes first.
constexpr std::size_t BatchRows = 2'000;
constexpr std::chrono::milliseconds BatchTime{100};

// After a failed commit: first soon, then less often, but often enough to go on within five seconds (R3).
constexpr std::chrono::milliseconds FirstRetry{50};
constexpr std::chrono::milliseconds LastRetry{2'000};

// How much may wait with its bodies; beyond it requests are kept without them.
constexpr qint64 MaxQueuedBytes = 64 * 1024 * 1024;

// How often expired bodies are looked for, and how long a closing store tries to commit.
constexpr std::chrono::hours RetentionInterval{1};
constexpr std::chrono::milliseconds ClosingTime{3'000};

qint64 sizeOf(const FinishedRequest &request)
{
    qint64 size = sizeof(FinishedRequest);
    for (const BodyRecord &body : request.bodies)
        size += body.bytes.size();
    return size;
}

} // namespace

struct WriterThread::Private {
    QString path;
    Journal *journal = nullptr;
    const Clock *clock = nullptr;

    // Guarded by `mutex`.
    mutable std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable committed;
    std::vector<FinishedRequest> queue;
    Steady::time_point firstQueuedAt;
    std::deque<std::function<void(Database &)>> jobs;
    quint64 given = 0;
    quint64 safe = 0;
    bool isHurried = false; // somebody waits in flush()
    bool isStopping = false;
    std::optional<Error> failure;
    std::chrono::days retention{0}; // 0 = for ever
    Steady::time_point retentionDue;

    std::atomic<bool> isAccepting = true;
    std::atomic<qint64> queuedRequests = 0;
    std::atomic<qint64> queuedBytes = 0;
    std::atomic<qint64> droppedBodies = 0;

    // The writer thread's own.
    std::vector<FinishedRequest> batch;
    std::chrono::milliseconds retry{0};
    std::thread thread;

    void work(std::promise<Result<void>> &started);
    void loop(Database &database);
    bool waitForWork(std::unique_lock<std::mutex> &lock);
    void runJobs(Database &database, std::unique_lock<std::mutex> &lock);
    void commit(TrafficTables &tables);
    void committedBatch();
    void commitFailed(const Error &error);
    void deleteExpired(Database &database, std::unique_lock<std::mutex> &lock);
    void leaveToJournal();
};

WriterThread::WriterThread()
    : d(std::make_unique<Private>())
{}

Result<std::unique_ptr<WriterThread>> WriterThread::start(const QString &databasePath, Journal &journal,
                                                          const Clock &clock)
{
    std::unique_ptr<WriterThread> writer(new WriterThread);
    writer->d->path = databasePath;
    writer->d->journal = &journal;
    writer->d->clock = &clock;
    std::promise<Result<void>> started;
    auto result = started.get_future();
    writer->d->thread =
        std::thread([d = writer->d.get(), promise = std::move(started)]() mutable { d->work(promise); });
    GH_CHECK(result.get());
    return writer;
}

WriterThread::~WriterThread()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isStopping = true;
    }
    d->wake.notify_all();
    if (d->thread.joinable())
        d->thread.join();
}

void WriterThread::finish(FinishedRequest request)
{
    qint64 size = sizeOf(request);
    if (!request.bodies.isEmpty() && d->queuedBytes.load(std::memory_order_relaxed) + size > MaxQueuedBytes) {
        d->droppedBodies.fetch_add(request.bodies.size(), std::memory_order_relaxed);
        request.bodies.clear();
        size = sizeOf(request);
    }
    d->queuedBytes.fetch_add(size, std::memory_order_relaxed);
    d->queuedRequests.fetch_add(1, std::memory_order_relaxed);
    bool wakes = false;
    {
        const std::lock_guard lock(d->mutex);
        if (d->queue.empty())
            d->firstQueuedAt = Steady::now();
        d->queue.push_back(std::move(request));
        ++d->given;
        wakes = d->queue.size() == 1 || d->queue.size() == BatchRows;
    }
    if (wakes)
        d->wake.notify_one();
}

WriterHealth WriterThread::health() const
{
    WriterHealth health;
    health.queuedRequests = d->queuedRequests;
    health.queuedBytes = d->queuedBytes;
    health.droppedBodies = d->droppedBodies;
    const std::lock_guard lock(d->mutex);
    if (d->failure) {
        health.isHealthy = false;
        health.kind = d->failure->kind;
        health.message = d->failure->message;
    }
    return health;
}

bool WriterThread::isAccepting() const
{
    return d->isAccepting.load(std::memory_order_relaxed);
}

bool WriterThread::flush(std::chrono::milliseconds timeout)
{
    std::unique_lock lock(d->mutex);
    const quint64 target = d->given;
    d->isHurried = true;
    d->wake.notify_one();
    return d->committed.wait_for(lock, timeout, [&] { return d->safe >= target; });
}

void WriterThread::run(const std::function<void(Database &)> &job)
{
    std::promise<void> done;
    auto isDone = done.get_future();
    {
        const std::lock_guard lock(d->mutex);
        d->jobs.push_back([&](Database &database) {
            job(database);
            done.set_value();
        });
    }
    d->wake.notify_one();
    isDone.wait();
}

void WriterThread::post(std::function<void(Database &)> job)
{
    {
        const std::lock_guard lock(d->mutex);
        d->jobs.push_back(std::move(job));
    }
    d->wake.notify_one();
}

void WriterThread::setBodyRetention(std::chrono::days retention)
{
    {
        const std::lock_guard lock(d->mutex);
        d->retention = retention;
        d->retentionDue = Steady::now();
    }
    d->wake.notify_one();
}

void WriterThread::Private::work(std::promise<Result<void>> &started)
{
    auto database = Database::open(path, Database::Mode::Owner);
    if (!database) {
        started.set_value(std::unexpected(database.error()));
        return;
    }
    started.set_value({});
    loop(**database);
}

void WriterThread::Private::loop(Database &database)
{
    TrafficTables tables(database);
    std::unique_lock lock(mutex);
    std::optional<Steady::time_point> givesUpAt;
    while (true) {
        const bool isDue = waitForWork(lock);
        runJobs(database, lock);
        if (isStopping && !givesUpAt)
            givesUpAt = Steady::now() + ClosingTime;
        if (isStopping && batch.empty() && queue.empty())
            return;
        if (givesUpAt && Steady::now() > *givesUpAt) {
            leaveToJournal();
            return;
        }
        if (!isDue)
            continue;
        if (batch.empty() && queue.empty()) {
            deleteExpired(database, lock);
            continue;
        }
        // A batch that has failed is tried again as it was; the others wait behind it.
        if (batch.empty())
            batch.swap(queue);
        lock.unlock();
        commit(tables);
        lock.lock();
    }
}

// Waits until a batch is due, or expired bodies are, or there is a job or the end. True = a batch or bodies are due.
bool WriterThread::Private::waitForWork(std::unique_lock<std::mutex> &lock)
{
    const auto isCalled = [this] { return !jobs.empty() || isStopping; };
    if (retry.count() > 0) {
        wake.wait_for(lock, isStopping ? FirstRetry : retry, [&] { return isHurried || isCalled(); });
        isHurried = false;
        return jobs.empty();
    }
    const auto hasWork = [&] { return !queue.empty() || isCalled(); };
    if (retention.count() > 0)
        wake.wait_until(lock, retentionDue, hasWork);
    else
        wake.wait(lock, [&] { return hasWork() || retention.count() > 0; });
    if (!jobs.empty())
        return false;
    if (!queue.empty()) {
        wake.wait_until(lock, firstQueuedAt + BatchTime,
                        [&] { return queue.size() >= BatchRows || isHurried || isCalled(); });
        isHurried = false;
    }
    return jobs.empty();
}

void WriterThread::Private::runJobs(Database &database, std::unique_lock<std::mutex> &lock)
{
    while (!jobs.empty()) {
        const auto job = std::move(jobs.front());
        jobs.pop_front();
        lock.unlock();
        job(database);
        lock.lock();
    }
}

void WriterThread::Private::commit(TrafficTables &tables)
{
    if (const auto written = tables.write(batch); !written)
        commitFailed(written.error());
    else
        committedBatch();
}

void WriterThread::Private::committedBatch()
{
    qint64 bytes = 0;
    for (const FinishedRequest &request : batch) {
        journal->release(request.journalSlot);
        bytes += sizeOf(request);
    }
    queuedBytes.fetch_sub(bytes, std::memory_order_relaxed);
    queuedRequests.fetch_sub(static_cast<qint64>(batch.size()), std::memory_order_relaxed);
    retry = std::chrono::milliseconds(0);
    {
        const std::lock_guard lock(mutex);
        if (failure)
            qCInfo(storeLog, "the store takes rows again");
        failure.reset();
        safe += batch.size();
    }
    isAccepting.store(true, std::memory_order_relaxed);
    committed.notify_all();
    batch.clear();
}

void WriterThread::Private::commitFailed(const Error &error)
{
    isAccepting.store(false, std::memory_order_relaxed);
    retry = retry.count() == 0 ? FirstRetry : std::min(retry * 2, LastRetry);
    const std::lock_guard lock(mutex);
    if (!failure)
        qCWarning(storeLog, "%ls (%ls)", qUtf16Printable(error.message), qUtf16Printable(error.detail));
    failure = error;
}

void WriterThread::Private::deleteExpired(Database &database, std::unique_lock<std::mutex> &lock)
{
    if (retention.count() == 0 || Steady::now() < retentionDue)
        return;
    const Timestamp before = clock->now() - retention;
    lock.unlock();
    const auto deleted = deleteExpiredBodies(database, before);
    lock.lock();
    // One batch at a time, so that requests that come meanwhile wait for one small transaction at most.
    const bool isMoreLikely = deleted && *deleted > 0;
    retentionDue = isMoreLikely ? Steady::now() : Steady::now() + RetentionInterval;
}

// The disk takes nothing and the process ends: what has no slot yet gets one, so that the next start finds it.
void WriterThread::Private::leaveToJournal()
{
    for (auto *requests : {&batch, &queue}) {
        for (const FinishedRequest &request : *requests) {
            if (request.journalSlot == 0 && !journal->enterFinished(request.request, request.ledger))
                qCCritical(storeLog, "request %s could not be stored", request.request.id.toByteArray().constData());
        }
    }
    qCWarning(storeLog,
              "the last requests could not be committed; they are in the journal and are stored at the next start");
}

} // namespace Gatehouse::Store
