// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/questions.h"

#include <atomic>
#include <memory>

namespace Gatehouse::Store {
class QueryService;
}

namespace Gatehouse::Ui {

// Questions that the store's query thread answers. GUI only; owned by the program, must go before the service.
class StoreQuestions final : public Questions
{
public:
    explicit StoreQuestions(Store::QueryService &service);

    void requests(QObject *context, const Store::RequestFilter &filter, std::optional<Store::PageKey> below, int limit,
                  Answer<Store::RequestPage> answer) override;
    void countRequests(QObject *context, const Store::RequestFilter &filter, qint64 stopAt,
                       Answer<qint64> answer) override;
    void request(QObject *context, RequestId id, Answer<Store::RequestDetail> answer) override;
    void series(QObject *context, const Store::SeriesQuery &query, Answer<QList<Store::SeriesPoint>> answer) override;
    void groups(QObject *context, const Store::SeriesQuery &query, Answer<QList<Store::GroupTotals>> answer) override;
    void errors(QObject *context, Timestamp from, Timestamp to, int limit,
                Answer<QList<Store::ErrorGroup>> answer) override;
    void keysLastUsed(QObject *context, Answer<QHash<EntityId, Timestamp>> answer) override;
    void revisions(QObject *context, std::optional<qint64> below, int limit,
                   Answer<QList<Store::RevisionRow>> answer) override;
    void facts(QObject *context, Answer<Store::StoreFacts> answer) override;
    void integrity(QObject *context, Answer<QStringList> answer) override;
    void backup(QObject *context, const QString &file, Answer<void> answer) override;
    [[nodiscard]] int openQuestions() const override;

private:
    template <typename T>
    void ask(QObject *context, std::function<Result<T>(Store::Reader &)> question, Answer<T> answer);

    Store::QueryService &m_service;
    // Counted down by a guard inside the answer, also when the context died and the answer is dropped.
    std::shared_ptr<std::atomic<int>> m_open;
};

} // namespace Gatehouse::Ui
