// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/server.h"
#include "tests/support/clocks.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace Gatehouse::Test {

// Hands connections to a worker on the same thread.
class Listener final : public QTcpServer
{
public:
    explicit Listener(Http::ServerWorker *worker)
        : m_worker(worker)
    {
        listen(QHostAddress::LocalHost);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_worker->accept(descriptor); }

private:
    Http::ServerWorker *m_worker;
};

// Answers with "method path?query body" unless the path says otherwise, and notes what it was asked.
class NotingHandler final : public Http::RequestHandler
{
public:
    void handle(Http::Request request, std::shared_ptr<Http::Response> response) override
    {
        requests.append(request);
        if (request.path.startsWith("/echo")) {
            response->send(200, {{"Content-Type", "text/plain"}}, request.body);
        } else if (request.path.startsWith("/stream")) {
            response->start(200, {{"Content-Type", "text/event-stream"}});
            response->write("one");
            response->write("two");
            response->finish("three");
        } else if (request.path.startsWith("/hold")) {
            response->onClosed([this] { ++closed; });
            held.append(response);
        } else if (request.path.startsWith("/drop")) {
            response.reset();
        } else {
            QByteArray text = request.method + ' ' + request.path;
            if (!request.query.isEmpty())
                text += '?' + request.query;
            if (!request.body.isEmpty())
                text += ' ' + request.body;
            response->send(200, {{"Content-Type", "text/plain"}}, text);
        }
    }

    QByteArray refusalBody(const Error &error, QByteArrayView) const override { return errorShape(error.kind).code; }

    std::optional<Error> checkHead(const Http::Request &head) const override
    {
        ++heads;
        if (head.path == "/refused")
            return Error{.kind = ErrorKind::SurfaceNotFound, .message = QStringLiteral("No such path."), .detail = {}};
        return std::nullopt;
    }

    QList<Http::Request> requests;
    QList<std::shared_ptr<Http::Response>> held;
    int closed = 0;
    mutable int heads = 0;
};

// A worker, a listener and a client that sends bytes as they are.
struct ServerFixture {
    explicit ServerFixture(const Http::ServerLimits &limits = {})
        : worker(limits, &handler, &clock)
        , listener(&worker)
    {}

    std::unique_ptr<QTcpSocket> connectClient()
    {
        auto client = std::make_unique<QTcpSocket>();
        client->connectToHost(QHostAddress::LocalHost, listener.serverPort());
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        if (!client->waitForConnected(5'000))
            qWarning("the client could not connect");
        return client;
    }

    RealClock clock;
    NotingHandler handler;
    Http::ServerWorker worker;
    Listener listener;
};

// Like QTest::qWaitFor(), which sleeps between its looks, but returns as soon as an event has made it true.
inline bool waitFor(const std::function<bool()> &isTrue, int milliseconds = 5'000)
{
    QTimer end;
    end.setSingleShot(true);
    end.start(milliseconds);
    while (!isTrue()) {
        if (!end.isActive())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

// Everything the server says until it closes, or until `isEnough`.
inline QByteArray readAnswer(QTcpSocket &client, const std::function<bool(const QByteArray &)> &isEnough = {},
                             int milliseconds = 5'000)
{
    QByteArray answer;
    const bool hasEnded = waitFor(
        [&] {
            answer += client.readAll();
            return (isEnough && isEnough(answer)) || client.state() == QAbstractSocket::UnconnectedState;
        },
        milliseconds);
    answer += client.readAll();
    return hasEnded ? answer : answer + "<neither closed nor complete>";
}

inline int statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.sliced(9, 3).toInt() : 0;
}

} // namespace Gatehouse::Test
