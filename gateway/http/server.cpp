// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/server.h"

#include "gateway/http/endofturn.h"
#include "gateway/http/serverconnection.h"

#include <QLoggingCategory>
#include <QSslSocket>

#include <atomic>
#include <unordered_map>

namespace Gatehouse::Http {

namespace {

Q_LOGGING_CATEGORY(log, "gatehouse.http")

// A TLS client that has connected and not yet shaken hands.
struct Handshake {
    Handshake(DeadlineWheel *wheel, std::function<void()> onDue)
        : deadline(wheel, std::move(onDue))
    {}
    Deadline deadline;
    SocketPointer socket;
    std::shared_ptr<const ServerLimits> limits;
};

} // namespace

struct ServerWorker::Private final : public ServerShared {
    Private(const ServerLimits &serverLimits, RequestHandler *requestHandler, const Clock *workerClock, QObject *worker)
        : ServerShared(requestHandler, workerClock, worker)
        , limits(std::make_shared<const ServerLimits>(serverLimits))
        , turn([this] { endTurn(); }, worker)
    {}

    void callAtEndOfTurn(ServerConnection *connection) override
    {
        called.push_back(connection);
        turn.request();
    }

    void retire(ServerConnection *connection) override
    {
        const std::size_t index = connection->index;
        retired.push_back(std::move(connections[index]));
        connections[index] = std::move(connections.back());
        connections.pop_back();
        if (index < connections.size())
            connections[index]->index = index;
        updateCount();
        turn.request();
    }

    void add(std::unique_ptr<Transport> transport, const QHostAddress &peer, bool isSecure,
             std::shared_ptr<const ServerLimits> connectionLimits)
    {
        connections.push_back(std::make_unique<ServerConnection>(this, std::move(connectionLimits),
                                                                 std::move(transport), peer, isSecure));
        connections.back()->index = connections.size() - 1;
        updateCount();
    }

    void acceptSocket(qintptr descriptor);
    void shakeHands(SocketPointer socket);
    void endHandshake(QTcpSocket *socket, bool isEncrypted);
    void endTurn();
    void updateCount()
    {
        count.store(static_cast<int>(connections.size() + handshakes.size()), std::memory_order_relaxed);
    }

    std::shared_ptr<const ServerLimits> limits;
    QSslConfiguration tls;
    std::vector<std::unique_ptr<ServerConnection>> connections;
    std::vector<ServerConnection *> called;                 // at the end of the turn
    std::vector<std::unique_ptr<ServerConnection>> retired; // until the end of the turn
    std::unordered_map<QTcpSocket *, std::unique_ptr<Handshake>> handshakes;
    std::atomic<int> count = 0;
    EndOfTurn turn;
};

void ServerWorker::Private::acceptSocket(qintptr descriptor)
{
    SocketPointer socket(tls.isNull() ? new QTcpSocket : new QSslSocket);
    if (!socket->setSocketDescriptor(descriptor)) {
        qCWarning(log) << "a connection could not be taken over:" << socket->errorString();
        return;
    }
    if (!tls.isNull()) {
        shakeHands(std::move(socket));
        return;
    }
    const QHostAddress peer = socket->peerAddress();
    add(makeSocketTransport(std::move(socket)), peer, false, limits);
}

void ServerWorker::Private::shakeHands(SocketPointer socket)
{
    auto *secure = qobject_cast<QSslSocket *>(socket.get());
    auto handshake = std::make_unique<Handshake>(&wheel, [this, secure] { endHandshake(secure, false); });
    handshake->limits = limits;
    handshake->deadline.set(wheel.now() + limits->headerTimeout);
    handshake->socket = std::move(socket);
    handshakes.emplace(secure, std::move(handshake));
    updateCount();
    secure->setSslConfiguration(tls);
    QObject::connect(secure, &QSslSocket::encrypted, &turn, [this, secure] { endHandshake(secure, true); });
    QObject::connect(secure, &QAbstractSocket::disconnected, &turn, [this, secure] { endHandshake(secure, false); });
    secure->startServerEncryption();
}

void ServerWorker::Private::endHandshake(QTcpSocket *socket, bool isEncrypted)
{
    auto node = handshakes.extract(socket);
    if (node.empty())
        return;
    QObject::disconnect(socket, nullptr, &turn, nullptr);
    std::unique_ptr<Handshake> handshake = std::move(node.mapped());
    if (isEncrypted) {
        const QHostAddress peer = socket->peerAddress();
        add(makeSocketTransport(std::move(handshake->socket)), peer, true, handshake->limits);
        if (socket->bytesAvailable() > 0)
            connections.back()->onReadable();
    } else {
        socket->abort();
    }
    updateCount();
}

void ServerWorker::Private::endTurn()
{
    // What is called may call for another turn, and connections may end.
    const auto now = std::exchange(called, {});
    for (ServerConnection *connection : now)
        connection->atEndOfTurn();
    const auto gone = std::exchange(retired, {});
    for (const auto &connection : gone)
        std::erase(called, connection.get());
}

ServerWorker::ServerWorker(ServerLimits limits, RequestHandler *handler, const Clock *clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(limits, handler, clock, this))
{}

ServerWorker::~ServerWorker()
{
    closeConnections();
}

void ServerWorker::closeConnections()
{
    while (!d->connections.empty())
        d->connections.back()->close();
}

void ServerWorker::accept(qintptr descriptor)
{
#ifdef Q_OS_UNIX
    if (d->tls.isNull()) {
        d->add(makeDescriptorTransport(descriptor), peerAddress(descriptor), false, d->limits);
        return;
    }
#endif
    d->acceptSocket(descriptor);
}

void ServerWorker::setTls(const QSslConfiguration &configuration)
{
    d->tls = configuration;
}

void ServerWorker::setLimits(const ServerLimits &limits)
{
    d->limits = std::make_shared<const ServerLimits>(limits);
}

void ServerWorker::drain()
{
    d->isDraining = true;
    // From the back, since one that ends gives its place to the last.
    for (std::size_t i = d->connections.size(); i-- > 0;)
        d->connections[i]->drain();
}

int ServerWorker::connectionCount() const
{
    return d->count.load(std::memory_order_relaxed);
}

} // namespace Gatehouse::Http
