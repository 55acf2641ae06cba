// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/queryservice.h"

#include <QPointer>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace Gatehouse::Store {

struct QueryService::Private {
    struct Question {
        QPointer<QObject> context; // looked at on the service's thread only
        Job job;
    };

    QueryService *service = nullptr;
    QString dataDirectory;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::shared_ptr<Question>> questions;
    bool isStopping = false;
    std::thread thread;

    void run();
    void answer(std::shared_ptr<Question> question, Result<Reader *> reader);
};

QueryService::QueryService(const QString &dataDirectory, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->service = this;
    d->dataDirectory = dataDirectory;
    d->thread = std::thread([this] { d->run(); });
}

QueryService::~QueryService()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isStopping = true;
    }
    d->wake.notify_one();
    d->thread.join();
}

void QueryService::post(QObject *context, Job job)
{
    auto question = std::make_shared<Private::Question>(context, std::move(job));
    {
        const std::lock_guard lock(d->mutex);
        d->questions.push_back(std::move(question));
    }
    d->wake.notify_one();
}

void QueryService::Private::run()
{
    std::unique_ptr<Reader> reader;
    std::unique_lock lock(mutex);
    while (true) {
        wake.wait(lock, [this] { return isStopping || !questions.empty(); });
        if (isStopping)
            return;
        auto question = std::move(questions.front());
        questions.pop_front();
        lock.unlock();
        // Opened with the first question, and tried again with the next while there is no store yet.
        std::optional<Error> error;
        if (!reader) {
            if (auto opened = Reader::open(dataDirectory))
                reader = std::move(*opened);
            else
                error = opened.error();
        }
        answer(std::move(question), error ? Result<Reader *>(std::unexpected(*error)) : Result<Reader *>(reader.get()));
        lock.lock();
    }
}

void QueryService::Private::answer(std::shared_ptr<Question> question, Result<Reader *> reader)
{
    auto answered = question->job(std::move(reader));
    QMetaObject::invokeMethod(
        service,
        [question = std::move(question), answered = std::move(answered)] {
            if (question->context)
                answered();
        },
        Qt::QueuedConnection);
}

} // namespace Gatehouse::Store
