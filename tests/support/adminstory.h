// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "tests/support/fakecontrol.h"
#include "tests/support/fakequestions.h"

#include <QDir>
#include <QWidget>

namespace Gatehouse::Test {

inline const Timestamp StoryNow = fromMicroseconds(1'795'098'720'000'000); // Thursday 19 November 2026, 14:32

// A small team as an administrator sees it: clients in teams with keys, vendors with keys and models, one in trouble.
inline void addClient(Configuration &configuration, EntityId id, const QString &team, const QString &name,
                      bool enabled = true)
{
    Client client;
    client.id = id;
    client.name = name;
    client.team = team;
    client.enabled = enabled;
    configuration.clients.append(client);
}

inline void addKey(Configuration &configuration, EntityId id, EntityId clientId, const QString &name,
                   std::optional<int> expiresInDays, bool enabled = true)
{
    ApiKey key;
    key.id = id;
    key.clientId = clientId;
    key.name = name;
    key.publicId = QByteArray("c7m2x9q4") + QByteArray::number(1000 + id);
    key.secretHash = QByteArray(32, char(id));
    key.lastFour = QStringLiteral("4kq%1").arg(id % 10);
    key.enabled = enabled;
    key.createdAt = StoryNow - std::chrono::days(40 + id);
    if (expiresInDays)
        key.expiresAt = StoryNow + std::chrono::days(*expiresInDays) + std::chrono::hours(3);
    configuration.keys.append(key);
}

inline void addProvider(Configuration &configuration, EntityId id, const QString &name, const QString &url,
                        const QStringList &models, bool enabled = true)
{
    Provider provider;
    provider.id = id;
    provider.name = name;
    provider.baseUrl = url;
    provider.enabled = enabled;
    if (url.isEmpty())
        provider.type = ProviderType::Simulator;
    configuration.providers.append(provider);
    for (const QString &modelName : models) {
        Model model;
        model.id = 1000 + configuration.models.size();
        model.providerId = id;
        model.name = modelName;
        configuration.models.append(model);
    }
}

inline void addCredential(Configuration &configuration, EntityId id, EntityId providerId, const QString &label,
                          const QString &lastFour, bool enabled = true)
{
    Credential credential;
    credential.id = id;
    credential.providerId = providerId;
    credential.label = label;
    credential.secretReference = QStringLiteral("test/%1").arg(id);
    credential.lastFour = lastFour;
    credential.enabled = enabled;
    credential.createdAt = StoryNow - std::chrono::days(90);
    configuration.credentials.append(credential);
}

inline Configuration adminConfiguration()
{
    Configuration configuration;
    addClient(configuration, 1, QStringLiteral("Support"), QStringLiteral("Support desk"));
    addClient(configuration, 2, QStringLiteral("Engineering"), QStringLiteral("code-review-bot"));
    addClient(configuration, 3, QStringLiteral("Analytics"), QStringLiteral("data-pipeline"));
    addClient(configuration, 4, QStringLiteral("Vertrieb DACH"),
              QString::fromUtf8("Angebotsassistent Müller & Söhne Großkundenbetreuung"));
    addClient(configuration, 5, QStringLiteral("Engineering"), QStringLiteral("docs-search"));
    addClient(configuration, 6, QStringLiteral("Engineering"), QStringLiteral("ci-bot"));
    addClient(configuration, 7, QString(), QStringLiteral("playground"), false);
    configuration.clients[1].allowedModels = {QStringLiteral("gpt-5*"), QStringLiteral("claude-sonnet-4.6")};
    configuration.clients[1].note = QStringLiteral("Reviews every merge request.");
    addKey(configuration, 11, 2, QStringLiteral("prod"), 103);
    addKey(configuration, 12, 2, QStringLiteral("staging"), 6);
    addKey(configuration, 13, 2, QStringLiteral("laptop-ana"), std::nullopt);
    addKey(configuration, 14, 2, QStringLiteral("old-ci"), std::nullopt, false);
    addKey(configuration, 15, 1, QStringLiteral("desk"), std::nullopt);
    addKey(configuration, 16, 5, QStringLiteral("search"), -2);
    addProvider(configuration, 101, QStringLiteral("OpenAI"), QStringLiteral("https://api.openai.com/v1"),
                {QStringLiteral("gpt-5.4"), QStringLiteral("gpt-5.4-mini"), QStringLiteral("text-embedding-3-small")});
    addProvider(configuration, 102, QStringLiteral("Mistral"), QStringLiteral("https://api.mistral.ai/v1"),
                {QStringLiteral("mistral-large"), QStringLiteral("codestral")});
    addProvider(configuration, 103, QStringLiteral("gpu-01.lan"), QStringLiteral("http://gpu-01.lan:8000/v1"),
                {QStringLiteral("qwen3:32b")});
    addProvider(configuration, 104, QStringLiteral("Ollama"), QStringLiteral("http://127.0.0.1:11434/v1"),
                {QStringLiteral("llama3.3")});
    addProvider(configuration, 105, QStringLiteral("OpenRouter Europe"), QStringLiteral("https://openrouter.ai/api/v1"),
                {QStringLiteral("*")}, false);
    addProvider(configuration, 106, QStringLiteral("Simulator"), QString(), {});
    addCredential(configuration, 201, 101, QStringLiteral("prod-a"), QStringLiteral("4f2c"));
    addCredential(configuration, 202, 102, QStringLiteral("team-a"), QStringLiteral("77aa"));
    addCredential(configuration, 203, 102, QStringLiteral("team-b"), QStringLiteral("91bd"), false);
    return configuration;
}

inline QList<Engine::ProviderHealth> adminHealth()
{
    using Level = Engine::ProviderHealth::Level;
    return {{.providerId = 101,
             .level = Level::Healthy,
             .attempts = 412,
             .failures = 1,
             .lastErrorCode = {},
             .lastErrorMessage = {}},
            {.providerId = 102,
             .level = Level::Down,
             .attempts = 70,
             .failures = 27,
             .lastErrorCode = "upstream_rejected",
             .lastErrorMessage = QStringLiteral("401 invalid api key"),
             .lastErrorAt = StoryNow - std::chrono::minutes(1)},
            {.providerId = 103,
             .level = Level::Degraded,
             .attempts = 48,
             .failures = 4,
             .lastErrorCode = "upstream_timeout",
             .lastErrorMessage = QStringLiteral("no answer within 60 s"),
             .lastErrorAt = StoryNow - std::chrono::minutes(3)}};
}

inline Store::GroupTotals adminTotals(qint64 requests, qint64 nanos)
{
    Store::GroupTotals group;
    group.totals.requests = requests;
    group.totals.answered = requests;
    group.totals.usage.inputUncached = requests * 2400;
    group.totals.usage.output = requests * 310;
    group.totals.cost = Money::fromNanos(nanos);
    group.totals.latency.add(std::chrono::milliseconds(900 + requests % 4000));
    group.lastSeen = StoryNow - std::chrono::minutes(requests % 90);
    return group;
}

inline Result<QList<Store::GroupTotals>> adminGroups(const Store::SeriesQuery &query)
{
    QList<Store::GroupTotals> groups;
    const auto add = [&groups](EntityId id, const QString &name, qint64 requests, qint64 nanos) {
        Store::GroupTotals group = adminTotals(requests, nanos);
        group.groupId = id;
        group.group = name;
        groups.append(group);
    };
    switch (query.groupBy) {
    case Store::GroupBy::Client:
        for (EntityId id = 1; id <= 6; ++id)
            add(id, {}, 4000 / id, 187'420'000'000 / id);
        break;
    case Store::GroupBy::Key:
        add(11, {}, 3100, 171'300'000'000);
        add(12, {}, 240, 14'860'000'000);
        break;
    case Store::GroupBy::Provider:
        add(101, {}, 9100, 402'130'000'000);
        add(102, {}, 800, 5'620'000'000);
        add(103, {}, 310, 0);
        break;
    case Store::GroupBy::Model:
        add(0, QStringLiteral("gpt-5.4"), 1480, 121'006'000'000);
        add(0, QStringLiteral("claude-sonnet-4.6"), 610, 62'210'000'000);
        add(0, QStringLiteral("gpt-5.4-mini"), 1910, 4'204'000'000);
        break;
    case Store::GroupBy::None:
        break;
    }
    return groups;
}

inline Result<QList<Store::SeriesPoint>> adminSeries(const Store::SeriesQuery &query)
{
    QList<Store::SeriesPoint> points;
    const bool isDaily = query.bucket == Store::Bucket::Day;
    const std::chrono::minutes step = isDaily ? std::chrono::minutes(1440) : std::chrono::minutes(10);
    int number = 0;
    for (Timestamp time = query.from; time < query.to; time += step, ++number) {
        const QList<EntityId> ids = isDaily ? QList<EntityId>{0} : QList<EntityId>{101, 102, 103};
        for (const EntityId id : ids) {
            Store::SeriesPoint point;
            point.start = isDaily ? std::chrono::floor<std::chrono::days>(time) : time;
            point.groupId = id;
            point.totals.requests = 20;
            point.totals.cost = Money::fromNanos((3 + number * 7 % 11) * 800'000'000LL);
            if (id == 102 && query.to - time < std::chrono::minutes(60))
                point.totals.upstreamErrors = 14;
            else if (number % 37 == 36)
                point.totals.upstreamErrors = 2;
            points.append(point);
        }
    }
    return points;
}

inline void tellAdminStory(FakeControl &control, FakeQuestions &questions)
{
    control.current = adminConfiguration();
    control.nextId = 5000;
    control.currentStatus.providers = adminHealth();
    questions.groupsAnswer = adminGroups;
    questions.seriesAnswer = adminSeries;
    questions.keysLastUsedAnswer =
        QHash<EntityId, Timestamp>{{11, StoryNow - std::chrono::minutes(1)}, {12, StoryNow - std::chrono::minutes(34)}};
    questions.errorsAnswer = QList<Store::ErrorGroup>{{.errorCode = "upstream_rejected",
                                                       .providerId = 102,
                                                       .message = QStringLiteral("401 invalid api key"),
                                                       .attempts = 61,
                                                       .toClient = 3,
                                                       .lastSeen = StoryNow - std::chrono::minutes(1)},
                                                      {.errorCode = "upstream_unreachable",
                                                       .providerId = 102,
                                                       .message = QStringLiteral("The certificate has expired"),
                                                       .attempts = 4,
                                                       .toClient = 0,
                                                       .lastSeen = StoryNow - std::chrono::hours(9)},
                                                      {.errorCode = "upstream_timeout",
                                                       .providerId = 103,
                                                       .message = QStringLiteral("no answer within 60 s"),
                                                       .attempts = 12,
                                                       .toClient = 1,
                                                       .lastSeen = StoryNow - std::chrono::minutes(3)}};
    questions.factsAnswer = Store::StoreFacts{.path = QStringLiteral("/home/ana/.local/share/gatehouse/gatehouse.db"),
                                              .sizeBytes = 1'340'000'000,
                                              .schemaVersion = 1,
                                              .approximateRequests = 9'878'000};
}

// GATEHOUSE_PICTURES=DIR keeps a picture to be looked at.
inline void keepPicture(QWidget &widget, const QString &name)
{
    const QString directory = qEnvironmentVariable("GATEHOUSE_PICTURES");
    if (!directory.isEmpty() && QDir().mkpath(directory))
        widget.grab().save(directory + u'/' + name + QStringLiteral(".png"));
}

} // namespace Gatehouse::Test
