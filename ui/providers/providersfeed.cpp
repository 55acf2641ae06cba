// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providersfeed.h"

namespace Gatehouse::Ui {

namespace {
constexpr int MostErrorKinds = 500;
}

ProvidersFeed::ProvidersFeed(Questions &questions, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_questions(questions)
    , m_clock(clock)
{}

// The answers come in the order of the questions: the last one hands on what all of them gave.
void ProvidersFeed::refresh()
{
    const Timestamp now = m_clock.now();
    Store::SeriesQuery query{.from = now - std::chrono::days(Days),
                             .to = now,
                             .bucket = Store::Bucket::Day,
                             .groupBy = Store::GroupBy::Provider,
                             .clients = {}};
    m_questions.groups(this, query, [this](const Result<QList<Store::GroupTotals>> &groups) {
        if (!groups) {
            emit failed(groups.error());
            return;
        }
        m_usage.clear();
        for (const Store::GroupTotals &group : *groups) {
            ProviderUsage &usage = m_usage[group.groupId];
            usage.spend30Days = group.totals.cost;
            usage.isPartlyUnpriced = group.totals.unpriced > 0;
        }
    });
    query.from = now - std::chrono::hours(24);
    query.bucket = Store::Bucket::Hour;
    m_questions.groups(this, query, [this](const Result<QList<Store::GroupTotals>> &groups) {
        if (!groups)
            return;
        for (const Store::GroupTotals &group : *groups)
            m_usage[group.groupId].p95 = group.totals.latency.percentile(0.95);
    });
    // Half hours are sums of minutes: the store keeps no buckets of their length.
    query.from = stripStart(now);
    query.bucket = Store::Bucket::Minute;
    m_questions.series(this, query, [this, now](const Result<QList<Store::SeriesPoint>> &points) {
        if (!points)
            return;
        const QHash<EntityId, HealthStrip> strips = healthStrips(*points, now);
        for (auto strip = strips.cbegin(); strip != strips.cend(); ++strip)
            m_usage[strip.key()].strip = strip.value();
        emit usageChanged(m_usage);
    });
    m_questions.errors(this, now - std::chrono::hours(24), now, MostErrorKinds,
                       [this](const Result<QList<Store::ErrorGroup>> &errors) {
                           if (errors)
                               emit errorsChanged(*errors);
                       });
}

} // namespace Gatehouse::Ui
