// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/storequestions.h"

#include "gateway/store/queryservice.h"

namespace Gatehouse::Ui {

StoreQuestions::StoreQuestions(Store::QueryService &service)
    : m_service(service)
    , m_open(std::make_shared<std::atomic<int>>(0))
{}

int StoreQuestions::openQuestions() const
{
    return m_open->load();
}

template <typename T>
void StoreQuestions::ask(QObject *context, std::function<Result<T>(Store::Reader &)> question, Answer<T> answer)
{
    ++*m_open;
    // The last copy of the answer may be dropped on the query thread, hence the atomic.
    std::shared_ptr<void> guard(nullptr, [open = m_open](void *) { --*open; });
    m_service.ask<T>(
        context, std::move(question),
        [answer = std::move(answer), guard = std::move(guard)](Result<T> result) { answer(std::move(result)); });
}

void StoreQuestions::requests(QObject *context, const Store::RequestFilter &filter, std::optional<Store::PageKey> below,
                              int limit, Answer<Store::RequestPage> answer)
{
    ask<Store::RequestPage>(
        context, [filter, below, limit](Store::Reader &reader) { return reader.requests(filter, below, limit); },
        std::move(answer));
}

void StoreQuestions::countRequests(QObject *context, const Store::RequestFilter &filter, qint64 stopAt,
                                   Answer<qint64> answer)
{
    ask<qint64>(
        context, [filter, stopAt](Store::Reader &reader) { return reader.countRequests(filter, stopAt); },
        std::move(answer));
}

void StoreQuestions::request(QObject *context, RequestId id, Answer<Store::RequestDetail> answer)
{
    ask<Store::RequestDetail>(context, [id](Store::Reader &reader) { return reader.request(id); }, std::move(answer));
}

void StoreQuestions::series(QObject *context, const Store::SeriesQuery &query, Answer<QList<Store::SeriesPoint>> answer)
{
    ask<QList<Store::SeriesPoint>>(
        context, [query](Store::Reader &reader) { return reader.series(query); }, std::move(answer));
}

void StoreQuestions::groups(QObject *context, const Store::SeriesQuery &query, Answer<QList<Store::GroupTotals>> answer)
{
    ask<QList<Store::GroupTotals>>(
        context, [query](Store::Reader &reader) { return reader.groups(query); }, std::move(answer));
}

void StoreQuestions::errors(QObject *context, Timestamp from, Timestamp to, int limit,
                            Answer<QList<Store::ErrorGroup>> answer)
{
    ask<QList<Store::ErrorGroup>>(
        context, [from, to, limit](Store::Reader &reader) { return reader.errors(from, to, limit); },
        std::move(answer));
}

void StoreQuestions::keysLastUsed(QObject *context, Answer<QHash<EntityId, Timestamp>> answer)
{
    ask<QHash<EntityId, Timestamp>>(
        context, [](Store::Reader &reader) { return reader.keysLastUsed(); }, std::move(answer));
}

void StoreQuestions::revisions(QObject *context, std::optional<qint64> below, int limit,
                               Answer<QList<Store::RevisionRow>> answer)
{
    ask<QList<Store::RevisionRow>>(
        context, [below, limit](Store::Reader &reader) { return reader.revisions(below, limit); }, std::move(answer));
}

void StoreQuestions::facts(QObject *context, Answer<Store::StoreFacts> answer)
{
    ask<Store::StoreFacts>(context, [](Store::Reader &reader) { return reader.facts(); }, std::move(answer));
}

void StoreQuestions::integrity(QObject *context, Answer<QStringList> answer)
{
    ask<QStringList>(context, [](Store::Reader &reader) { return reader.checkIntegrity(); }, std::move(answer));
}

void StoreQuestions::backup(QObject *context, const QString &file, Answer<void> answer)
{
    ask<void>(context, [file](Store::Reader &reader) { return reader.backup(file); }, std::move(answer));
}

} // namespace Gatehouse::Ui
