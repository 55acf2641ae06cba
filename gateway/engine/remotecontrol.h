// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/engine/control.h"

#include <chrono>
#include <memory>

namespace Gatehouse::Engine {

// A gateway in another process, seen through the local socket of its store's owner. Status and configuration are those
// last heard; when the owner goes away the state is Unreachable and the connection is tried again until it is back.
// Lives on the main thread; owned by the program.
class RemoteControl final : public Control
{
    Q_OBJECT
public:
    // Connects and hears the first status and configuration. Errors: NotFound when no owner listens there, Conflict
    // when it is of another version, Io when it does not answer in time.
    [[nodiscard]] static Result<std::unique_ptr<RemoteControl>> attach(const QString &dataDirectory,
                                                                       std::chrono::milliseconds timeout);
    // The same without waiting: Unreachable until the owner has answered.
    [[nodiscard]] static std::unique_ptr<RemoteControl> create(const QString &dataDirectory);
    ~RemoteControl() override;

    [[nodiscard]] EngineStatus status() const override;
    [[nodiscard]] Configuration configuration() const override;
    [[nodiscard]] QString dataDirectory() const override;
    [[nodiscard]] Store::QueryService &queries() override;
    void apply(QList<Change> changes, const Actor &actor, std::function<void(Result<Configuration>)> answer) override;
    void addCredential(EntityId providerId, const QString &label, Secret secret, const Actor &actor,
                       std::function<void(Result<Configuration>)> answer) override;
    void testProvider(const Provider &provider, Secret secret, std::function<void(ProviderTest)> answer) override;
    void startServing() override;
    void stopServing() override;

private:
    explicit RemoteControl(const QString &dataDirectory);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Engine
