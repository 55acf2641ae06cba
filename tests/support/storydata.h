// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "tests/support/fakequestions.h"
#include "ui/common/timerange.h"

#include <cmath>

namespace Gatehouse::Test {

// A day of a small team's traffic, always the same: eight clients with office hours and a nightly batch, three models,
// one vendor in trouble at the end.
inline Configuration storyConfiguration()
{
    Configuration configuration;
    EntityId id = 0;
    for (const auto *name :
         {"Support desk", "code-review-bot", "data-pipeline", "Angebotsassistent M\u00fcller & S\u00f6hne",
          "docs-search", "Quarterly compliance", "marketing-drafts", "intake-forms", "ci-bot", "playground"}) {
        Client client;
        client.id = ++id;
        client.name = QString::fromUtf8(name);
        configuration.clients.append(client);
    }
    EntityId providerId = 100;
    for (const auto *name : {"OpenAI", "Anthropic", "gpu-01.lan"}) {
        Provider provider;
        provider.id = ++providerId;
        provider.name = QString::fromLatin1(name);
        configuration.providers.append(provider);
    }
    return configuration;
}

inline Store::Totals storyTotals(double weight, Timestamp time, Timestamp end)
{
    const double hour = std::fmod(double(toMicroseconds(time)) / 3.6e9, 24.0);
    const double day =
        0.12 + std::exp(-std::pow((hour - 11) / 2.2, 2)) + 0.8 * std::exp(-std::pow((hour - 16) / 1.6, 2));
    const double wobble = 1 + 0.15 * std::sin(double(toMicroseconds(time)) / 1.1e9);
    Store::Totals totals;
    totals.requests = qRound64(60 * weight * day * wobble);
    const bool isTrouble = end - time < std::chrono::minutes(35);
    totals.upstreamErrors = isTrouble ? totals.requests / 8 : totals.requests / 90;
    totals.clientErrors = totals.requests / 150;
    totals.answered = totals.requests - totals.upstreamErrors - totals.clientErrors;
    totals.usage.inputUncached = totals.requests * 1700;
    totals.usage.inputCacheRead = totals.requests * 280;
    totals.usage.output = totals.requests * 160;
    totals.usage.outputReasoning = totals.requests * 40;
    totals.cost = Money::fromNanos(totals.requests * 4'700'000);
    for (qint64 i = 0; i < totals.requests; ++i) {
        const double at = double(i) / double(totals.requests);
        const double seconds = (isTrouble ? 2.2 : 1.0) * (0.6 + 4 * at * at * at * at + (at > 0.97 ? 4.0 : 0.0));
        totals.latency.add(std::chrono::microseconds(qRound64(seconds * 1e6)));
        totals.firstToken.add(std::chrono::microseconds(qRound64(seconds * 0.35e6)));
    }
    return totals;
}

inline QList<Store::SeriesPoint> storySeries(const Store::SeriesQuery &query, Timestamp end)
{
    using namespace std::chrono_literals;
    static constexpr std::array<double, 10> Weights = {0.9, 1.2, 0.5, 0.45, 0.4, 0.2, 0.25, 0.15, 0.08, 0.05};
    const QStringList models{QStringLiteral("gpt-5.4"), QStringLiteral("claude-sonnet-4.6"),
                             QStringLiteral("gpt-5.4-mini")};
    QList<Store::SeriesPoint> points;
    for (Timestamp time = query.from; time < query.to; time += 10min) {
        for (std::size_t i = 0; i < Weights.size(); ++i) {
            const double weight = Weights[i] * (query.to < end ? 0.85 : 1.0);
            Store::SeriesPoint point{
                .start = time, .groupId = 0, .group = {}, .totals = storyTotals(weight / 3, time, end)};
            if (query.groupBy == Store::GroupBy::Client)
                point.groupId = EntityId(i + 1);
            else if (query.groupBy == Store::GroupBy::Provider)
                point.groupId = EntityId(101 + i % 3);
            else if (query.groupBy == Store::GroupBy::Model)
                point.group = models[qsizetype(i % 3)];
            points.append(point);
        }
    }
    return points;
}

inline void tellStory(FakeQuestions &questions, Timestamp end)
{
    questions.countAnswer = 9878;
    questions.seriesAnswer = [end](const Store::SeriesQuery &query) { return storySeries(query, end); };
    questions.groupsAnswer = [](const Store::SeriesQuery &) {
        QList<Store::GroupTotals> groups;
        for (EntityId id = 1; id <= 9; ++id) {
            Store::GroupTotals group{.groupId = id, .group = {}, .totals = {}, .lastSeen = {}};
            group.totals.requests = 100;
            group.totals.cost = Money::fromNanos(3'306'000'000);
            groups.append(group);
        }
        return groups;
    };
    const auto at = [end](int minutes) { return end - std::chrono::minutes(minutes); };
    questions.errorsAnswer = QList<Store::ErrorGroup>{
        {.errorCode = "upstream_overloaded",
         .providerId = 102,
         .message = QStringLiteral("529 overloaded"),
         .attempts = 214,
         .toClient = 31,
         .lastSeen = at(1)},
        {.errorCode = "upstream_auth",
         .providerId = 102,
         .message = QStringLiteral("401 invalid x-api-key"),
         .attempts = 61,
         .toClient = 0,
         .lastSeen = at(2)},
        {.errorCode = "context_length_exceeded",
         .providerId = 0,
         .message = QStringLiteral("The prompt is longer than the model's context"),
         .attempts = 17,
         .toClient = 4,
         .lastSeen = at(132)},
        {.errorCode = "upstream_timeout",
         .providerId = 103,
         .message = QStringLiteral("no answer within 60 s"),
         .attempts = 3,
         .toClient = 1,
         .lastSeen = at(320)},
    };
    questions.factsAnswer = Store::StoreFacts{.path = QStringLiteral("/data/gatehouse.db"),
                                              .sizeBytes = 1'340'000'000,
                                              .schemaVersion = 1,
                                              .approximateRequests = 9878};
}

} // namespace Gatehouse::Test
