// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"
#include "ui/common/questions.h"

#include <QTimer>

namespace Gatehouse::Test {

// Rows of requests in memory that answer as the store would: filtered, by keyset, newest first, later and in order.
class MemoryQuestions final : public Ui::Questions
{
public:
    QList<Store::RequestRecord> rows;                // newest first
    QHash<QByteArray, Store::RequestDetail> details; // by id
    QList<Store::SeriesPoint> points;
    int pagesAsked = 0;

    void requests(QObject *context, const Store::RequestFilter &filter, std::optional<Store::PageKey> below, int limit,
                  Answer<Store::RequestPage> answer) override
    {
        ++pagesAsked;
        Store::RequestPage page;
        for (const Store::RequestRecord &row : std::as_const(rows)) {
            const bool isBelow =
                !below || row.startedAt < below->startedAt || (row.startedAt == below->startedAt && row.id < below->id);
            if (!isBelow || !fits(row, filter))
                continue;
            if (page.rows.size() == limit) {
                page.next = Store::PageKey{page.rows.constLast().startedAt, page.rows.constLast().id};
                break;
            }
            page.rows.append(row);
        }
        later<Store::RequestPage>(context, std::move(page), std::move(answer));
    }
    void countRequests(QObject *context, const Store::RequestFilter &filter, qint64 stopAt,
                       Answer<qint64> answer) override
    {
        const auto count = std::ranges::count_if(rows, [&](const auto &row) { return fits(row, filter); });
        later<qint64>(context, std::min<qint64>(count, stopAt), std::move(answer));
    }
    void request(QObject *context, RequestId id, Answer<Store::RequestDetail> answer) override
    {
        const auto found = details.constFind(id.toByteArray());
        if (found != details.cend())
            later<Store::RequestDetail>(context, *found, std::move(answer));
        else
            later<Store::RequestDetail>(context, fail(ErrorKind::NotFound, QStringLiteral("gone")), std::move(answer));
    }
    void series(QObject *context, const Store::SeriesQuery &, Answer<QList<Store::SeriesPoint>> answer) override
    {
        later<QList<Store::SeriesPoint>>(context, points, std::move(answer));
    }
    void groups(QObject *context, const Store::SeriesQuery &, Answer<QList<Store::GroupTotals>> answer) override
    {
        later<QList<Store::GroupTotals>>(context, {}, std::move(answer));
    }
    void errors(QObject *context, Timestamp, Timestamp, int, Answer<QList<Store::ErrorGroup>> answer) override
    {
        later<QList<Store::ErrorGroup>>(context, {}, std::move(answer));
    }
    void keysLastUsed(QObject *context, Answer<QHash<EntityId, Timestamp>> answer) override
    {
        later<QHash<EntityId, Timestamp>>(context, {}, std::move(answer));
    }
    void revisions(QObject *context, std::optional<qint64>, int, Answer<QList<Store::RevisionRow>> answer) override
    {
        later<QList<Store::RevisionRow>>(context, {}, std::move(answer));
    }
    void facts(QObject *context, Answer<Store::StoreFacts> answer) override
    {
        later<Store::StoreFacts>(context, Store::StoreFacts{}, std::move(answer));
    }
    void integrity(QObject *context, Answer<QStringList> answer) override
    {
        later<QStringList>(context, QStringList{}, std::move(answer));
    }
    void backup(QObject *context, const QString &, Answer<void> answer) override
    {
        later<void>(context, {}, std::move(answer));
    }
    [[nodiscard]] int openQuestions() const override { return m_open; }

private:
    template <typename T>
    void later(QObject *context, Result<T> result, Answer<T> answer)
    {
        ++m_open;
        QMetaObject::invokeMethod(
            context,
            [this, result = std::move(result), answer = std::move(answer)]() mutable {
                --m_open;
                answer(std::move(result));
            },
            Qt::QueuedConnection);
    }

    [[nodiscard]] static bool fits(const Store::RequestRecord &row, const Store::RequestFilter &filter)
    {
        return (!filter.from || row.startedAt >= *filter.from) && (!filter.to || row.startedAt < *filter.to)
               && (filter.clients.isEmpty() || filter.clients.contains(row.clientId))
               && (filter.providers.isEmpty() || filter.providers.contains(row.providerId))
               && (filter.states.isEmpty() || filter.states.contains(row.state))
               && (!filter.unpriced || *filter.unpriced == (row.pricing == Store::Pricing::Unpriced))
               && (!filter.costAtLeast || row.cost >= *filter.costAtLeast)
               && (!filter.latencyAtLeast || row.latency >= *filter.latencyAtLeast)
               && (!filter.tokensAtLeast || row.usage.inputTotal() + row.usage.outputTotal() >= *filter.tokensAtLeast);
    }

    int m_open = 0;
};

// A gateway that only shows what a test puts in.
class StillControl final : public Engine::Control
{
    Q_OBJECT
public:
    Configuration values;
    Engine::EngineStatus state;

    [[nodiscard]] Engine::EngineStatus status() const override { return state; }
    [[nodiscard]] Configuration configuration() const override { return values; }
    [[nodiscard]] QString dataDirectory() const override { return {}; }
    [[nodiscard]] Store::QueryService &queries() override { qFatal("the page asks through Questions"); }
    void apply(QList<Change>, const Actor &, std::function<void(Result<Configuration>)>) override {}
    void addCredential(EntityId, const QString &, Secret, const Actor &,
                       std::function<void(Result<Configuration>)>) override
    {}
    void testProvider(const Provider &, Secret, std::function<void(Engine::ProviderTest)>) override {}
    void startServing() override {}
    void stopServing() override {}
};

} // namespace Gatehouse::Test
