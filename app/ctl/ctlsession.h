// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ownedgateway.h"
#include "gateway/engine/control.h"
#include "gateway/engine/remotecontrol.h"
#include "gateway/store/reader.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace Gatehouse::App {

// What the commands of gatehousectl share: where the store is, how to print, whom to ask. Reading goes to the store's
// file; a change goes to the process that owns the store, or, when there is none, this process owns it for the change.
// Lives on the main thread, in main().
class CtlSession final
{
public:
    QString dataDirectory;
    bool isJson = false;

    [[nodiscard]] Result<Store::Reader *> reader();
    [[nodiscard]] Result<Engine::Control *> control();            // of the owner, or our own
    [[nodiscard]] Result<Engine::RemoteControl *> runningOwner(); // only when a gateway runs

    // The configuration: the store's, empty when there is no store yet.
    [[nodiscard]] Result<Configuration> configuration();

    // Changes, and waits for the answer.
    [[nodiscard]] Result<Configuration> apply(QList<Change> changes);

    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    Engine::SystemClock m_clock;
    std::unique_ptr<Store::Reader> m_reader;
    std::unique_ptr<OwnedGateway> m_owned;
    std::unique_ptr<Engine::RemoteControl> m_remote;
};

// Runs the event loop until the answer is there.
template <typename T>
[[nodiscard]] T waitFor(const std::function<void(std::function<void(T)>)> &ask)
{
    std::optional<T> answer;
    QEventLoop loop;
    ask([&](T given) {
        answer = std::move(given);
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return *std::move(answer);
}

// An entity by its name; NotFound names the nearest.
template <typename Entity>
[[nodiscard]] Result<Entity> findByName(const QList<Entity> &entities, const QString &what, const QString &name);

void printJson(const QJsonArray &rows);
void printJson(const QJsonObject &object);

} // namespace Gatehouse::App
