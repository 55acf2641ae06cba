// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/client.h"
#include "tests/support/clocks.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace Gatehouse::Test {

// A vendor that does what the test says with each request it has received.
class ScriptedVendor final : public QTcpServer
{
public:
    // Called with the connection and the number of the request, from 1, when a request is complete.
    using Script = std::function<void(QTcpSocket &, int)>;

    explicit ScriptedVendor(Script script = {})
        : m_script(std::move(script))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this] { ++disconnections; });
            }
        });
    }

    Http::Endpoint endpoint() const
    {
        return {.host = QStringLiteral("127.0.0.1"), .port = serverPort(), .tls = false, .proxyUrl = {}, .caFile = {}};
    }

    // The connection ends with a reset instead of an orderly end.
    static void reset(QTcpSocket &socket)
    {
        socket.setSocketOption(QAbstractSocket::KeepAliveOption, 0);
        linger now{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket.abort();
    }

    int connections = 0;
    int disconnections = 0;
    int requests = 0;
    QByteArray received; // of all connections

private:
    void read(QTcpSocket &socket)
    {
        QByteArray &text = m_held[&socket];
        const QByteArray bytes = socket.readAll();
        received += bytes;
        text += bytes;
        for (;;) {
            const qsizetype end = text.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const qsizetype at = text.indexOf("Content-Length: ");
            const qsizetype length =
                at < 0 || at > end ? 0 : text.sliced(at + 16, text.indexOf('\r', at) - at - 16).toLongLong();
            if (text.size() < end + 4 + length)
                return;
            text.remove(0, end + 4 + length);
            m_script(socket, ++requests);
        }
    }

    Script m_script;
    QHash<QTcpSocket *, QByteArray> m_held;
};

// A call and what came of it.
struct Call {
    int status = 0;
    Http::Headers headers;
    QByteArray body;
    Http::CallResult result;
    int heads = 0;
    int ends = 0;
    std::function<void(QByteArrayView)> onBody; // besides
    std::unique_ptr<Http::ClientCall> handle;

    void start(Http::ClientPool &pool, const Http::Endpoint &endpoint, Http::ClientRequest request)
    {
        handle = pool.start(endpoint, std::move(request),
                            {.onHead =
                                 [this](const Http::ResponseHead &head) {
                                     ++heads;
                                     status = head.status;
                                     headers = head.headers;
                                 },
                             .onBody =
                                 [this](QByteArrayView bytes) {
                                     body.append(bytes);
                                     if (onBody)
                                         onBody(bytes);
                                 },
                             .onEnd =
                                 [this](const Http::CallResult &callResult) {
                                     ++ends;
                                     result = callResult;
                                 }});
    }

    bool waitForEnd(int milliseconds = 5'000)
    {
        QTimer end;
        end.setSingleShot(true);
        end.start(milliseconds);
        while (ends == 0 && end.isActive())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return ends == 1;
    }
};

inline Http::ClientRequest post(const QByteArray &body = "{}")
{
    return {.method = "POST", .target = "/v1/x", .headers = {{"X-Test", "1"}}, .body = body, .timeouts = {}};
}

} // namespace Gatehouse::Test
