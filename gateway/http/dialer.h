// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/client.h"
#include "gateway/http/deadlines.h"
#include "gateway/http/transport.h"

#include <QNetworkProxy>
#include <QSslConfiguration>

#include <expected>

namespace Gatehouse::Http {

// How to reach an endpoint: what is worked out once for all its connections. Immutable value.
struct Route {
    Endpoint endpoint;
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
    QSslConfiguration tls;
    QString fault; // why there is no way: a proxy or authority file that cannot be used
    CallFailure failure = CallFailure::None;
};
[[nodiscard]] Route makeRoute(const Endpoint &endpoint);

struct DialFailure {
    CallFailure failure;
    QString message;
};

// Makes one connection: name, address check, TCP, proxy, TLS. Lives on the pool's thread; owned by the call that waits
// for it, and deleted later, since it may be on the stack.
class Dialer final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(std::expected<std::unique_ptr<Transport>, DialFailure>)>;

    Dialer(std::shared_ptr<const Route> route, DeadlineWheel *wheel, QObject *parent = nullptr);

    // Begins with the next turn of the event loop. `done` is called once unless cancel() is.
    void start(MonotonicTime deadline, Done done);
    void cancel();

private:
    void resolve();
    void resolved(const QList<QHostAddress> &addresses, const QString &error);
    void connectNext();
    void connectSocket(const QString &host);
    void connected();
    void established();
    void failed(QAbstractSocket::SocketError error);
    void finish(std::expected<std::unique_ptr<Transport>, DialFailure> result);
    void fail(CallFailure failure, const QString &message);

    std::shared_ptr<const Route> m_route;
    Deadline m_deadline;
    Done m_done;
    QList<QHostAddress> m_addresses; // not yet tried
    SocketPointer m_socket;
    int m_lookup = -1;
    bool m_isShakingHands = false;
};

} // namespace Gatehouse::Http
