// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/engine/control.h"

#include <QObject>
#include <QString>

#include <memory>

namespace Gatehouse::Engine {

// Lets other processes of the same user see and steer the gateway that this process owns: the window, the command line.
// Listens on a local socket (mode 0600; the other side's user is checked besides) and hands the calls to a Control.
// Lives on the main thread; owned by the program; the Control outlives it.
class OwnerServer final : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxConnections = 32;
    static constexpr int MaxPendingCalls = 64; // of one connection; more end it

    explicit OwnerServer(Control &control, QObject *parent = nullptr);
    ~OwnerServer() override;

    // On the data directory's socket. A socket that a dead owner left is replaced: whoever calls this holds the store's
    // lock.
    [[nodiscard]] Result<void> listen();

    [[nodiscard]] int connectionCount() const;

signals:
    void watchedChanged(bool isWatched); // whether any program asks for live rows

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Engine
