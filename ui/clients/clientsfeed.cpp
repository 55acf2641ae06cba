// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientsfeed.h"

namespace Gatehouse::Ui {

ClientsFeed::ClientsFeed(Questions &questions, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_questions(questions)
    , m_clock(clock)
{}

void ClientsFeed::refresh()
{
    askUsage();
    askKeys();
    askClient();
}

void ClientsFeed::setClient(EntityId clientId)
{
    if (clientId == m_clientId)
        return;
    m_clientId = clientId;
    ++m_generation;
    emit modelsChanged({});
    emit seriesChanged({});
    askClient();
}

// Two questions in order: the answers are joined when the second has come.
void ClientsFeed::askUsage()
{
    const Timestamp now = m_clock.now();
    Store::SeriesQuery month{.from = now - std::chrono::days(Days),
                             .to = now,
                             .bucket = Store::Bucket::Day,
                             .groupBy = Store::GroupBy::Client,
                             .clients = {}};
    m_questions.groups(this, month, [this](const Result<QList<Store::GroupTotals>> &groups) {
        if (!groups) {
            emit failed(groups.error());
            return;
        }
        m_usage.clear();
        for (const Store::GroupTotals &group : *groups) {
            m_usage.insert(group.groupId, {.spend30Days = group.totals.cost,
                                           .requests24Hours = 0,
                                           .isPartlyUnpriced = group.totals.unpriced > 0,
                                           .lastSeen = group.lastSeen});
        }
    });
    Store::SeriesQuery day = month;
    day.from = now - std::chrono::hours(24);
    day.bucket = Store::Bucket::Hour;
    m_questions.groups(this, day, [this](const Result<QList<Store::GroupTotals>> &groups) {
        if (!groups)
            return;
        for (const Store::GroupTotals &group : *groups)
            m_usage[group.groupId].requests24Hours = group.totals.requests;
        emit usageChanged(m_usage);
    });
}

void ClientsFeed::askKeys()
{
    const Timestamp now = m_clock.now();
    m_questions.keysLastUsed(this, [this](const Result<QHash<EntityId, Timestamp>> &lastUsed) {
        if (lastUsed)
            m_lastUsed = *lastUsed;
    });
    const Store::SeriesQuery month{.from = now - std::chrono::days(Days),
                                   .to = now,
                                   .bucket = Store::Bucket::Day,
                                   .groupBy = Store::GroupBy::Key,
                                   .clients = {}};
    m_questions.groups(this, month, [this](const Result<QList<Store::GroupTotals>> &groups) {
        if (!groups)
            return;
        QHash<EntityId, Money> spend;
        for (const Store::GroupTotals &group : *groups)
            spend.insert(group.groupId, group.totals.cost);
        emit keysChanged(m_lastUsed, spend);
    });
}

void ClientsFeed::askClient()
{
    if (m_clientId == 0)
        return;
    const Timestamp now = m_clock.now();
    Store::SeriesQuery query{.from = now - std::chrono::days(Days),
                             .to = now,
                             .bucket = Store::Bucket::Day,
                             .groupBy = Store::GroupBy::Model,
                             .clients = {m_clientId}};
    m_questions.groups(this, query, [this, generation = m_generation](const Result<QList<Store::GroupTotals>> &groups) {
        if (groups && generation == m_generation)
            emit modelsChanged(*groups);
    });
    query.groupBy = Store::GroupBy::None;
    m_questions.series(this, query, [this, generation = m_generation](const Result<QList<Store::SeriesPoint>> &points) {
        if (points && generation == m_generation)
            emit seriesChanged(*points);
    });
}

} // namespace Gatehouse::Ui
