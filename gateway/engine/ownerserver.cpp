// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/ownerserver.h"

#include "gateway/engine/ownerprotocol.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QPointer>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::Engine {

namespace {

Q_LOGGING_CATEGORY(lcOwner, "gatehouse.owner", QtInfoMsg)

constexpr auto HelloTimeout = 5s;
constexpr qint64 LiveHighWater = 4 * 1024 * 1024;   // above this a connection gets no live rows
constexpr qint64 WriteHighWater = 96 * 1024 * 1024; // above this it is ended

bool isSameUser(const QLocalSocket &socket)
{
    ucred peer{};
    socklen_t length = sizeof peer;
    return getsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0
           && peer.uid == geteuid();
}

Error badCall(const QString &what)
{
    return {.kind = ErrorKind::InvalidRequest, .message = what, .detail = {}};
}

// One program at the other end. Lives on the main thread; owned by the server.
class OwnerConnection final : public QObject
{
    Q_OBJECT
public:
    OwnerConnection(std::unique_ptr<QLocalSocket> socket, Control &control)
        : m_socket(std::move(socket))
        , m_control(control)
    {
        connect(m_socket.get(), &QLocalSocket::readyRead, this, &OwnerConnection::read);
        connect(m_socket.get(), &QLocalSocket::disconnected, this, &OwnerConnection::gone);
        connect(&m_helloTimer, &QTimer::timeout, this, &OwnerConnection::end);
        m_helloTimer.setSingleShot(true);
        m_helloTimer.start(HelloTimeout);
        send({{u"hello"_s, OwnerProtocol::Version}});
    }

    void sendStatus()
    {
        if (m_isSubscribed)
            send({{u"event"_s, u"status"_s}, {u"status"_s, OwnerProtocol::toJson(m_control.status())}});
    }

    void sendConfiguration()
    {
        if (m_isSubscribed)
            send({{u"event"_s, u"configuration"_s},
                  {u"configuration"_s, OwnerProtocol::toJson(m_control.configuration())}});
    }

    void sendLive(const LiveBatch &batch)
    {
        if (!m_isSubscribed)
            return;
        if (m_socket->bytesToWrite() > LiveHighWater) {
            m_droppedRequests += batch.droppedRequests + static_cast<int>(batch.requests.size());
            return;
        }
        auto complete = batch;
        complete.droppedRequests += std::exchange(m_droppedRequests, 0);
        send({{u"event"_s, u"live"_s}, {u"batch"_s, OwnerProtocol::toJson(complete)}});
    }

    [[nodiscard]] bool isSubscribed() const { return m_isSubscribed; }

signals:
    void gone();
    void subscribed();

private:
    void end()
    {
        m_isEnded = true;
        m_socket->disconnectFromServer();
    }

    void send(const QJsonObject &message)
    {
        if (m_isEnded)
            return;
        m_socket->write(OwnerProtocol::line(message));
        if (m_socket->bytesToWrite() > WriteHighWater)
            m_socket->abort();
    }

    void read()
    {
        m_lines.feed(m_socket->readAll());
        while (!m_isEnded) {
            const auto line = m_lines.next();
            if (!line)
                break;
            receive(*line);
        }
        if (m_lines.isOverlong())
            end();
    }

    void receive(const QByteArray &line)
    {
        QJsonParseError problem;
        const auto document = QJsonDocument::fromJson(line, &problem);
        if (problem.error != QJsonParseError::NoError || !document.isObject()) {
            end();
            return;
        }
        const auto message = document.object();
        if (!m_isGreeted) {
            m_isGreeted = message["hello"_L1].toInt() == OwnerProtocol::Version;
            m_helloTimer.stop();
            if (!m_isGreeted)
                end();
            return;
        }
        call(message);
    }

    // What ends a call: its result or its error, if the connection is still there.
    auto answerTo(qint64 id)
    {
        ++m_pendingCalls;
        return [self = QPointer(this), id](const Result<QJsonObject> &result) {
            auto *connection = self.data();
            if (!connection)
                return;
            --connection->m_pendingCalls;
            if (result)
                connection->send({{u"id"_s, id}, {u"result"_s, *result}});
            else
                connection->send({{u"id"_s, id}, {u"error"_s, OwnerProtocol::toJson(result.error())}});
        };
    }

    auto configurationAnswerTo(qint64 id)
    {
        return [answer = answerTo(id)](const Result<Configuration> &result) {
            answer(result.transform([](const Configuration &configuration) {
                return QJsonObject{{u"configuration"_s, OwnerProtocol::toJson(configuration)}};
            }));
        };
    }

    void call(const QJsonObject &message)
    {
        if (m_pendingCalls >= OwnerServer::MaxPendingCalls) {
            end();
            return;
        }
        const auto id = message["id"_L1].toInteger();
        const auto name = message["call"_L1].toString();
        if (name == "subscribe"_L1)
            subscribe(id);
        else if (name == "apply"_L1)
            apply(id, message);
        else if (name == "add_credential"_L1)
            addCredential(id, message);
        else if (name == "test_provider"_L1)
            testProvider(id, message);
        else if (name == "start_serving"_L1 || name == "stop_serving"_L1)
            serve(id, name == "start_serving"_L1);
        else
            answerTo(id)(std::unexpected(badCall(u"There is no call '%1'."_s.arg(name.left(64)))));
    }

    void subscribe(qint64 id)
    {
        m_isSubscribed = true;
        emit subscribed();
        answerTo(id)(QJsonObject{{u"data_directory"_s, m_control.dataDirectory()},
                                 {u"status"_s, OwnerProtocol::toJson(m_control.status())},
                                 {u"configuration"_s, OwnerProtocol::toJson(m_control.configuration())}});
    }

    void apply(qint64 id, const QJsonObject &message)
    {
        QList<Change> changes;
        const auto list = message["changes"_L1].toArray();
        for (const auto &entry : list) {
            auto change = changeFromJson(entry.toObject());
            if (!change) {
                answerTo(id)(std::unexpected(change.error()));
                return;
            }
            changes.append(*std::move(change));
        }
        m_control.apply(std::move(changes), OwnerProtocol::actorFromJson(message["actor"_L1].toObject()),
                        configurationAnswerTo(id));
    }

    void addCredential(qint64 id, const QJsonObject &message)
    {
        m_control.addCredential(message["provider_id"_L1].toInteger(), message["label"_L1].toString(),
                                Secret(QByteArray::fromBase64(message["secret"_L1].toString().toLatin1())),
                                OwnerProtocol::actorFromJson(message["actor"_L1].toObject()),
                                configurationAnswerTo(id));
    }

    void testProvider(qint64 id, const QJsonObject &message)
    {
        const auto provider = fromJson<Provider>(message["provider"_L1].toObject());
        if (!provider) {
            answerTo(id)(std::unexpected(provider.error()));
            return;
        }
        m_control.testProvider(*provider, Secret(QByteArray::fromBase64(message["secret"_L1].toString().toLatin1())),
                               [answer = answerTo(id)](const ProviderTest &test) {
                                   answer(QJsonObject{{u"test"_s, OwnerProtocol::toJson(test)}});
                               });
    }

    void serve(qint64 id, bool start)
    {
        if (start)
            m_control.startServing();
        else
            m_control.stopServing();
        answerTo(id)(QJsonObject());
    }

    std::unique_ptr<QLocalSocket> m_socket;
    Control &m_control;
    OwnerProtocol::LineReader m_lines;
    QTimer m_helloTimer;
    int m_pendingCalls = 0;
    int m_droppedRequests = 0;
    bool m_isGreeted = false;
    bool m_isSubscribed = false;
    bool m_isEnded = false;
};

} // namespace

struct OwnerServer::Private {
    explicit Private(Control &given)
        : control(given)
    {}

    [[nodiscard]] bool isWatched() const
    {
        return std::ranges::any_of(connections, [](const auto &connection) { return connection->isSubscribed(); });
    }

    Control &control;
    QLocalServer server;
    std::vector<std::unique_ptr<OwnerConnection, QScopedPointerDeleteLater>> connections;
};

OwnerServer::OwnerServer(Control &control, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(control))
{
    d->server.setSocketOptions(QLocalServer::UserAccessOption);
    d->server.setMaxPendingConnections(MaxConnections);
    connect(&d->server, &QLocalServer::newConnection, this, [this] {
        while (auto socket = std::unique_ptr<QLocalSocket>(d->server.nextPendingConnection())) {
            socket->setParent(nullptr);
            if (d->connections.size() >= MaxConnections || !isSameUser(*socket)) {
                qCWarning(lcOwner, "A connection to the owner's socket was refused.");
                continue;
            }
            auto &connection = d->connections.emplace_back(new OwnerConnection(std::move(socket), d->control));
            connect(connection.get(), &OwnerConnection::subscribed, this, [this] { emit watchedChanged(true); });
            // Queued: a connection may break while all of them are being told something.
            const auto remove = [this, gone = connection.get()] {
                std::erase_if(d->connections, [gone](const auto &one) { return one.get() == gone; });
                emit watchedChanged(d->isWatched());
            };
            connect(connection.get(), &OwnerConnection::gone, this, remove, Qt::QueuedConnection);
        }
    });
    connect(&control, &Control::statusChanged, this, [this] {
        for (const auto &connection : d->connections)
            connection->sendStatus();
    });
    connect(&control, &Control::configurationChanged, this, [this] {
        for (const auto &connection : d->connections)
            connection->sendConfiguration();
    });
    connect(&control, &Control::live, this, [this](const LiveBatch &batch) {
        for (const auto &connection : d->connections)
            connection->sendLive(batch);
    });
}

OwnerServer::~OwnerServer()
{
    d->server.close();
}

Result<void> OwnerServer::listen()
{
    const auto path = OwnerProtocol::socketPath(d->control.dataDirectory());
    QLocalServer::removeServer(path);
    if (!d->server.listen(path))
        return fail(ErrorKind::Io,
                    u"The local socket %1 cannot be opened: %2. Check the permissions of its folder."_s.arg(
                        path, d->server.errorString()));
    return {};
}

int OwnerServer::connectionCount() const
{
    return static_cast<int>(d->connections.size());
}

} // namespace Gatehouse::Engine

#include "ownerserver.moc"
