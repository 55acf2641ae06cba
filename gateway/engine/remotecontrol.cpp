// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/remotecontrol.h"

#include "gateway/engine/ownerprotocol.h"
#include "gateway/store/queryservice.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QTimer>

#include <map>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::Engine {

namespace {

constexpr auto ReconnectPause = 500ms;

Error lostConnection()
{
    return {.kind = ErrorKind::Io,
            .message = u"The connection to the running gateway was lost before it answered. Look whether the change "
                       u"was made, then try "
                       "again."_s,
            .detail = {}};
}

} // namespace

struct RemoteControl::Private {
    using Answer = std::function<void(Result<QJsonObject>)>;

    Private(RemoteControl &control, const QString &directory)
        : q(control)
        , dataDirectory(directory)
        , queries(directory)
    {}

    void call(QJsonObject message, Answer answer);
    void read();
    void receive(const QJsonObject &message);
    void subscribed(const Result<QJsonObject> &result);
    void take(const QJsonObject &configurationObject);
    void lost();
    void connectToOwner();

    RemoteControl &q;
    QString dataDirectory;
    Store::QueryService queries;
    QLocalSocket socket;
    QTimer reconnect;
    OwnerProtocol::LineReader lines;
    std::map<qint64, Answer> pending;
    qint64 lastId = 0;
    EngineStatus status;
    Configuration configuration;
    std::optional<Error> error; // why it cannot go on with this owner
    bool isGreeted = false;
    bool isReady = false; // the first status and configuration are here
};

void RemoteControl::Private::call(QJsonObject message, Answer answer)
{
    if (!isGreeted) {
        // Callbacks never come from within the call.
        QTimer::singleShot(0, &q, [answer = std::move(answer)] { answer(std::unexpected(lostConnection())); });
        return;
    }
    const auto id = ++lastId;
    message.insert(u"id"_s, id);
    pending.emplace(id, std::move(answer));
    socket.write(OwnerProtocol::line(message));
}

void RemoteControl::Private::read()
{
    lines.feed(socket.readAll());
    while (const auto line = lines.next()) {
        const auto document = QJsonDocument::fromJson(*line);
        if (!document.isObject()) {
            socket.abort();
            return;
        }
        receive(document.object());
    }
    if (lines.isOverlong())
        socket.abort();
}

void RemoteControl::Private::receive(const QJsonObject &message)
{
    if (!isGreeted) {
        if (message["hello"_L1].toInt() != OwnerProtocol::Version) {
            error = Error{
                .kind = ErrorKind::Conflict,
                .message = u"The gateway that runs on this data directory is of another version. Use programs of one "
                           "version, or stop it first."_s,
                .detail = {}};
            socket.abort();
            return;
        }
        isGreeted = true;
        socket.write(OwnerProtocol::line({{u"hello"_s, OwnerProtocol::Version}}));
        call({{u"call"_s, u"subscribe"_s}}, [this](const Result<QJsonObject> &result) { subscribed(result); });
        return;
    }
    if (const auto event = message["event"_L1].toString(); !event.isEmpty()) {
        if (event == "status"_L1) {
            status = OwnerProtocol::statusFromJson(message["status"_L1].toObject());
            emit q.statusChanged();
        } else if (event == "configuration"_L1) {
            take(message["configuration"_L1].toObject());
        } else if (event == "live"_L1) {
            emit q.live(OwnerProtocol::batchFromJson(message["batch"_L1].toObject()));
        }
        return;
    }
    const auto found = pending.find(message["id"_L1].toInteger());
    if (found == pending.end())
        return;
    const auto answer = std::move(found->second);
    pending.erase(found);
    if (message.contains("error"_L1))
        answer(std::unexpected(OwnerProtocol::errorFromJson(message["error"_L1].toObject())));
    else
        answer(message["result"_L1].toObject());
}

void RemoteControl::Private::subscribed(const Result<QJsonObject> &result)
{
    if (!result) {
        error = result.error();
        return;
    }
    status = OwnerProtocol::statusFromJson((*result)["status"_L1].toObject());
    take((*result)["configuration"_L1].toObject());
    isReady = true;
    emit q.statusChanged();
}

void RemoteControl::Private::take(const QJsonObject &configurationObject)
{
    auto read = OwnerProtocol::configurationFromJson(configurationObject);
    if (!read) {
        error = read.error();
        return;
    }
    configuration = *std::move(read);
    emit q.configurationChanged();
}

void RemoteControl::Private::lost()
{
    isGreeted = false;
    isReady = false;
    lines = {};
    status = {};
    status.state = EngineState::Unreachable;
    status.isEmbedded = false;
    status.message =
        error ? error->message : u"The gateway has stopped or does not answer. Waiting for it to come back."_s;
    const auto unanswered = std::exchange(pending, {});
    for (const auto &[id, answer] : unanswered)
        answer(std::unexpected(lostConnection()));
    reconnect.start();
    emit q.statusChanged();
}

void RemoteControl::Private::connectToOwner()
{
    if (socket.state() == QLocalSocket::UnconnectedState)
        socket.connectToServer(OwnerProtocol::socketPath(dataDirectory));
}

Result<std::unique_ptr<RemoteControl>> RemoteControl::attach(const QString &dataDirectory,
                                                             std::chrono::milliseconds timeout)
{
    std::unique_ptr<RemoteControl> control(new RemoteControl(dataDirectory));
    auto &d = *control->d;
    QDeadlineTimer deadline(timeout);
    const auto left = [&deadline] { return static_cast<int>(deadline.remainingTime()); };
    d.connectToOwner();
    if (!d.socket.waitForConnected(left()))
        return fail(ErrorKind::NotFound,
                    u"No gateway is running on %1: %2."_s.arg(dataDirectory, d.socket.errorString()));
    // waitForReadyRead emits readyRead, whose handler reads and answers.
    while (!d.isReady && !d.error && !deadline.hasExpired()) {
        if (!d.socket.waitForReadyRead(left()))
            break;
    }
    if (d.error)
        return std::unexpected(*d.error);
    if (!d.isReady)
        return fail(ErrorKind::Io,
                    u"The gateway that runs on %1 does not answer. Stop it, then try again."_s.arg(dataDirectory));
    return control;
}

std::unique_ptr<RemoteControl> RemoteControl::create(const QString &dataDirectory)
{
    std::unique_ptr<RemoteControl> control(new RemoteControl(dataDirectory));
    control->d->connectToOwner();
    return control;
}

RemoteControl::RemoteControl(const QString &dataDirectory)
    : d(std::make_unique<Private>(*this, dataDirectory))
{
    d->status.state = EngineState::Unreachable;
    d->status.isEmbedded = false;
    d->reconnect.setInterval(ReconnectPause);
    d->reconnect.setSingleShot(true);
    connect(&d->reconnect, &QTimer::timeout, this, [this] { d->connectToOwner(); });
    connect(&d->socket, &QLocalSocket::readyRead, this, [this] { d->read(); });
    connect(&d->socket, &QLocalSocket::disconnected, this, [this] { d->lost(); });
    connect(&d->socket, &QLocalSocket::errorOccurred, this, [this] {
        if (d->socket.state() == QLocalSocket::UnconnectedState)
            d->reconnect.start();
    });
}

RemoteControl::~RemoteControl()
{
    d->socket.disconnect(this);
}

EngineStatus RemoteControl::status() const
{
    return d->status;
}

Configuration RemoteControl::configuration() const
{
    return d->configuration;
}

QString RemoteControl::dataDirectory() const
{
    return d->dataDirectory;
}

Store::QueryService &RemoteControl::queries()
{
    return d->queries;
}

namespace {

// The configuration in an answer; the copy that this object keeps comes with the owner's news.
auto configurationAnswer(std::function<void(Result<Configuration>)> answer)
{
    return [answer = std::move(answer)](const Result<QJsonObject> &result) {
        answer(result.and_then([](const QJsonObject &object) {
            return OwnerProtocol::configurationFromJson(object["configuration"_L1].toObject());
        }));
    };
}

QString encoded(const Secret &secret)
{
    return QString::fromLatin1(secret.reveal().toByteArray().toBase64());
}

} // namespace

void RemoteControl::apply(QList<Change> changes, const Actor &actor, std::function<void(Result<Configuration>)> answer)
{
    QJsonArray list;
    for (const auto &change : std::as_const(changes))
        list.append(toJson(change));
    d->call({{u"call"_s, u"apply"_s}, {u"changes"_s, list}, {u"actor"_s, OwnerProtocol::toJson(actor)}},
            configurationAnswer(std::move(answer)));
}

void RemoteControl::addCredential(EntityId providerId, const QString &label, Secret secret, const Actor &actor,
                                  std::function<void(Result<Configuration>)> answer)
{
    d->call({{u"call"_s, u"add_credential"_s},
             {u"provider_id"_s, providerId},
             {u"label"_s, label},
             {u"secret"_s, encoded(secret)},
             {u"actor"_s, OwnerProtocol::toJson(actor)}},
            configurationAnswer(std::move(answer)));
}

void RemoteControl::testProvider(const Provider &provider, Secret secret, std::function<void(ProviderTest)> answer)
{
    d->call({{u"call"_s, u"test_provider"_s}, {u"provider"_s, toJson(provider)}, {u"secret"_s, encoded(secret)}},
            [answer = std::move(answer)](const Result<QJsonObject> &result) {
                ProviderTest test;
                if (result) {
                    test = OwnerProtocol::testFromJson((*result)["test"_L1].toObject());
                } else {
                    test.kind = result.error().kind;
                    test.message = result.error().message;
                }
                answer(test);
            });
}

void RemoteControl::startServing()
{
    d->call({{u"call"_s, u"start_serving"_s}}, [](const Result<QJsonObject> &) {});
}

void RemoteControl::stopServing()
{
    d->call({{u"call"_s, u"stop_serving"_s}}, [](const Result<QJsonObject> &) {});
}

} // namespace Gatehouse::Engine
