// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QHostAddress>
#include <QObject>

#include <functional>
#include <memory>

namespace Gatehouse::Http {

// The one listening socket, without SO_REUSEPORT: a port that is taken is an error that says by whom (R47). Lives on
// the acceptor thread; owned by the engine.
class Acceptor final : public QObject
{
    Q_OBJECT
public:
    // `hand` takes each connected descriptor over, on this object's thread.
    explicit Acceptor(std::function<void(qintptr)> hand, QObject *parent = nullptr);
    ~Acceptor() override;

    // Port 0 takes any free one. Error Io: "Port 8080 on 127.0.0.1 is in use by nginx (process 4711). ..." where the
    // system lets us see it.
    [[nodiscard]] Result<quint16> listen(const QHostAddress &address, quint16 port);
    void close();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Http
