// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/acceptor.h"

#include "gateway/http/portowner.h"

#include <QLoggingCategory>
#include <QTcpServer>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::Http {

namespace {

Q_LOGGING_CATEGORY(log, "gatehouse.http")

constexpr int Backlog = 4096;      // the kernel bounds it by its own setting
constexpr auto RetryAfter = 100ms; // when the process has no descriptor left

// Hands descriptors over instead of making sockets of them.
class Listener final : public QTcpServer
{
public:
    Listener(std::function<void(qintptr)> hand, QObject *parent)
        : QTcpServer(parent)
        , m_hand(std::move(hand))
    {
        setListenBacklogSize(Backlog);
        // Qt stops accepting for good when accept() fails, be it for want of descriptors for a moment.
        connect(this, &QTcpServer::acceptError, this, [this] {
            qCWarning(log) << "accepting connections is interrupted:" << errorString();
            QTimer::singleShot(RetryAfter, this, [this] { resumeAccepting(); });
        });
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_hand(descriptor); }

private:
    std::function<void(qintptr)> m_hand;
};

Error listenError(const QHostAddress &address, quint16 port, QAbstractSocket::SocketError error, const QString &reason)
{
    const QString place = u"Port "_s % QString::number(port) % u" on "_s % address.toString();
    QString message;
    switch (error) {
    case QAbstractSocket::AddressInUseError: {
        const QString owner = portOwner(port);
        message = place % (owner.isEmpty() ? u" is in use by another program"_s : QString(u" is in use by "_s % owner))
                  % u". Stop it, or choose another port."_s;
        break;
    }
    case QAbstractSocket::SocketAccessError:
        message = place % u" may not be opened by this user. Choose a port above 1023."_s;
        break;
    case QAbstractSocket::SocketAddressNotAvailableError:
        message = u"This machine has no address "_s % address.toString() % u". Choose one of its own, or 127.0.0.1."_s;
        break;
    default:
        message = place % u" could not be opened: "_s % reason % u'.';
        break;
    }
    return {.kind = ErrorKind::Io, .message = message, .detail = reason};
}

} // namespace

struct Acceptor::Private {
    std::function<void(qintptr)> hand;
    std::unique_ptr<Listener> listener;
};

Acceptor::Acceptor(std::function<void(qintptr)> hand, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(hand)))
{}

Acceptor::~Acceptor() = default;

Result<quint16> Acceptor::listen(const QHostAddress &address, quint16 port)
{
    auto listener = std::make_unique<Listener>(d->hand, this);
    if (!listener->listen(address, port))
        return std::unexpected(listenError(address, port, listener->serverError(), listener->errorString()));
    d->listener = std::move(listener); // the earlier one closes
    return d->listener->serverPort();
}

void Acceptor::close()
{
    d->listener.reset();
}

} // namespace Gatehouse::Http
