// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"

#include <QTimer>

namespace Gatehouse::Test {

// A gateway in memory: what is applied is the configuration, what is set is the status. GUI thread. Pages ask the store
// through FakeQuestions, so there is no query service.
class FakeControl final : public Engine::Control
{
public:
    Engine::EngineStatus currentStatus{.state = Engine::EngineState::Serving,
                                       .address = QStringLiteral("http://127.0.0.1:8080"),
                                       .message = {},
                                       .store = {},
                                       .providers = {}};
    Configuration current;
    EntityId nextId = 1;
    std::optional<Error> refusal; // of the next apply
    Engine::ProviderTest testAnswer{.isOk = true, .httpStatus = 200, .message = {}, .models = {}};
    QList<Change> applied;
    QByteArray lastSecret; // of addCredential() or testProvider()
    int starts = 0;
    int stops = 0;
    int tests = 0;

    [[nodiscard]] Engine::EngineStatus status() const override { return currentStatus; }
    [[nodiscard]] Configuration configuration() const override { return current; }
    [[nodiscard]] QString dataDirectory() const override { return {}; }
    [[nodiscard]] Store::QueryService &queries() override { qFatal("pages ask through Questions"); }

    void apply(QList<Change> changes, const Actor &, std::function<void(Result<Configuration>)> answer) override
    {
        applied += changes;
        Result<Configuration> result =
            refusal ? Result<Configuration>(std::unexpected(*refusal)) : Gatehouse::applied(current, changes, nextId);
        refusal.reset();
        QTimer::singleShot(0, this, [this, result = std::move(result), answer = std::move(answer)] {
            if (result)
                current = *result;
            answer(result);
            if (result)
                emit configurationChanged();
        });
    }

    void addCredential(EntityId providerId, const QString &label, Secret secret, const Actor &actor,
                       std::function<void(Result<Configuration>)> answer) override
    {
        lastSecret = secret.reveal().toByteArray();
        const Credential credential{.id = 0,
                                    .providerId = providerId,
                                    .label = label,
                                    .secretReference = QStringLiteral("test/%1").arg(providerId),
                                    .lastFour = QString::fromLatin1(secret.reveal().last(4)),
                                    .enabled = true,
                                    .createdAt = {}};
        apply({{.kind = EntityKind::Credential, .action = Change::Action::Put, .id = 0, .after = toJson(credential)}},
              actor, std::move(answer));
    }

    void testProvider(const Provider &, Secret secret, std::function<void(Engine::ProviderTest)> answer) override
    {
        ++tests;
        lastSecret = secret.reveal().toByteArray();
        QTimer::singleShot(0, this, [this, answer = std::move(answer)] { answer(testAnswer); });
    }

    void startServing() override { ++starts; }
    void stopServing() override { ++stops; }

    void setStatus(const Engine::EngineStatus &status)
    {
        currentStatus = status;
        emit statusChanged();
    }
    void setConfiguration(const Configuration &configuration)
    {
        current = configuration;
        emit configurationChanged();
    }
    void sendLive(const Engine::LiveBatch &batch) { emit live(batch); }
};

} // namespace Gatehouse::Test
