// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/questions.h"

#include <QTimer>

namespace Gatehouse::Test {

// Answers from memory, later as the real ones do. Set the values, or a function where the answer depends on the
// question. GUI thread.
class FakeQuestions final : public Ui::Questions
{
public:
    Result<Store::RequestPage> requestsAnswer = Store::RequestPage{};
    Result<qint64> countAnswer = 0;
    Result<Store::RequestDetail> requestAnswer = Store::RequestDetail{};
    std::function<Result<QList<Store::SeriesPoint>>(const Store::SeriesQuery &)> seriesAnswer;
    std::function<Result<QList<Store::GroupTotals>>(const Store::SeriesQuery &)> groupsAnswer;
    Result<QList<Store::ErrorGroup>> errorsAnswer = QList<Store::ErrorGroup>{};
    Result<QHash<EntityId, Timestamp>> keysLastUsedAnswer = QHash<EntityId, Timestamp>{};
    Result<QList<Store::RevisionRow>> revisionsAnswer = QList<Store::RevisionRow>{};
    Result<Store::StoreFacts> factsAnswer = Store::StoreFacts{};
    Result<QStringList> integrityAnswer = QStringList{};
    Result<void> backupAnswer;
    QStringList askedBackups;
    QList<Store::SeriesQuery> askedSeries;
    QList<Store::RequestFilter> askedRequests;
    int asked = 0;

    void requests(QObject *context, const Store::RequestFilter &filter, std::optional<Store::PageKey>, int,
                  Answer<Store::RequestPage> answer) override
    {
        askedRequests.append(filter);
        later<Store::RequestPage>(context, requestsAnswer, std::move(answer));
    }
    void countRequests(QObject *context, const Store::RequestFilter &, qint64, Answer<qint64> answer) override
    {
        later<qint64>(context, countAnswer, std::move(answer));
    }
    void request(QObject *context, RequestId, Answer<Store::RequestDetail> answer) override
    {
        later<Store::RequestDetail>(context, requestAnswer, std::move(answer));
    }
    void series(QObject *context, const Store::SeriesQuery &query, Answer<QList<Store::SeriesPoint>> answer) override
    {
        askedSeries.append(query);
        later<QList<Store::SeriesPoint>>(context, seriesAnswer ? seriesAnswer(query) : QList<Store::SeriesPoint>{},
                                         std::move(answer));
    }
    void groups(QObject *context, const Store::SeriesQuery &query, Answer<QList<Store::GroupTotals>> answer) override
    {
        later<QList<Store::GroupTotals>>(context, groupsAnswer ? groupsAnswer(query) : QList<Store::GroupTotals>{},
                                         std::move(answer));
    }
    void errors(QObject *context, Timestamp, Timestamp, int, Answer<QList<Store::ErrorGroup>> answer) override
    {
        later<QList<Store::ErrorGroup>>(context, errorsAnswer, std::move(answer));
    }
    void keysLastUsed(QObject *context, Answer<QHash<EntityId, Timestamp>> answer) override
    {
        later<QHash<EntityId, Timestamp>>(context, keysLastUsedAnswer, std::move(answer));
    }
    void revisions(QObject *context, std::optional<qint64>, int, Answer<QList<Store::RevisionRow>> answer) override
    {
        later<QList<Store::RevisionRow>>(context, revisionsAnswer, std::move(answer));
    }
    void facts(QObject *context, Answer<Store::StoreFacts> answer) override
    {
        later<Store::StoreFacts>(context, factsAnswer, std::move(answer));
    }
    void integrity(QObject *context, Answer<QStringList> answer) override
    {
        later<QStringList>(context, integrityAnswer, std::move(answer));
    }
    void backup(QObject *context, const QString &file, Answer<void> answer) override
    {
        askedBackups.append(file);
        later<void>(context, backupAnswer, std::move(answer));
    }
    [[nodiscard]] int openQuestions() const override { return *m_open; }

private:
    template <typename T>
    void later(QObject *context, Result<T> value, Answer<T> answer)
    {
        ++asked;
        ++*m_open;
        std::shared_ptr<void> guard(nullptr, [open = m_open](void *) { --*open; });
        QTimer::singleShot(0, context,
                           [value = std::move(value), answer = std::move(answer), guard = std::move(guard)]() mutable {
                               answer(std::move(value));
                           });
    }
    std::shared_ptr<int> m_open = std::make_shared<int>(0);
};

} // namespace Gatehouse::Test
