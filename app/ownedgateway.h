// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/engine/localcontrol.h"
#include "gateway/engine/ownerserver.h"
#include "gateway/engine/systemclock.h"

#include <memory>

namespace Gatehouse::App {

// Whether live rows are collected all the time (a window in this process shows them) or while a program has attached.
enum class Watch : quint8 { OnDemand, Always };

// The gateway that this process owns: store, engine, and the socket for other programs. Lives on the main thread; owned
// by main().
class OwnedGateway final
{
public:
    // Takes the store over. Error StoreLocked: another process owns it; attach to that one.
    [[nodiscard]] static Result<std::unique_ptr<OwnedGateway>> open(const QString &dataDirectory,
                                                                    const Engine::ServeOptions &options, Watch watch);

    [[nodiscard]] Engine::LocalControl &control() { return *m_control; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] QStringList notices() const { return m_notices; } // what the user must be told about this start

private:
    OwnedGateway() = default;
    Engine::SystemClock m_clock;
    std::unique_ptr<Engine::LocalControl> m_control;
    std::unique_ptr<Engine::OwnerServer> m_server;
    QStringList m_notices;
};

} // namespace Gatehouse::App
