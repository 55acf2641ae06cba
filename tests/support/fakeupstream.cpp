// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <semaphore>

using namespace Qt::StringLiterals;

namespace Gatehouse::Test {

namespace {

QByteArray chunked(const QByteArray &payload)
{
    return QByteArray::number(payload.size(), 16) + "\r\n" + payload + "\r\n";
}

QByteArray streamEvent(const QByteArray &choices, const QByteArray &usage = {})
{
    const QByteArray tail = usage.isEmpty() ? QByteArray("}") : QByteArray(",\"usage\":" + usage + "}");
    return "data: "
           "{\"id\":\"chatcmpl-fake\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"fake\","
           "\"choices\":["
           + choices + "]" + tail + "\n\n";
}

// One connection: reads requests, plays answers. Lives on the server's thread; child of the server.
class Connection final : public QObject
{
public:
    struct Hooks {
        std::function<std::pair<int, FakeAnswer>(FakeRequest)> take; // number of the log entry, and the answer
        std::function<void(int, bool)> end;                          // whether it was answered
    };

    Connection(QTcpSocket *socket, Hooks hooks, QObject *parent)
        : QObject(parent)
        , m_socket(socket)
        , m_hooks(std::move(hooks))
    {
        socket->setParent(this);
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Connection::play);
        connect(socket, &QTcpSocket::readyRead, this, &Connection::read);
        connect(socket, &QTcpSocket::disconnected, this, [this] {
            finish(false);
            deleteLater();
        });
    }

private:
    void read()
    {
        m_input += m_socket->readAll();
        if (m_number != 0)
            return; // answered first
        const qsizetype headEnd = m_input.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        FakeRequest request;
        request.head = m_input.first(headEnd + 2);
        const qsizetype total = headEnd + 4 + request.header("content-length").toLongLong();
        if (m_input.size() < total)
            return;
        request.body = m_input.sliced(headEnd + 4, total - headEnd - 4);
        m_input.remove(0, total);
        const QList<QByteArray> line = request.head.first(request.head.indexOf("\r\n")).split(' ');
        request.method = line.value(0);
        request.target = line.value(1);
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        request.model = body["model"_L1].toString().toUtf8();
        request.isStream = body["stream"_L1].toBool();
        std::tie(m_number, m_answer) = m_hooks.take(std::move(request));
        m_next = 0;
        play();
    }

    void play()
    {
        while (m_next < m_answer.pieces.size()) {
            const auto &piece = m_answer.pieces[m_next];
            if (piece.after.count() > 0 && !std::exchange(m_hasWaited, true)) {
                m_timer.start(piece.after);
                return;
            }
            m_hasWaited = false;
            m_socket->write(piece.bytes);
            ++m_next;
        }
        if (m_answer.end == FakeAnswer::End::Hang)
            return;
        finish(true);
        if (m_answer.end == FakeAnswer::End::Close)
            m_socket->disconnectFromHost();
        else if (m_answer.end == FakeAnswer::End::Reset)
            m_socket->abort(); // unread or unsent bytes make it a reset
        else
            read();
    }

    void finish(bool isAnswered)
    {
        if (const int number = std::exchange(m_number, 0); number != 0)
            m_hooks.end(number, isAnswered);
    }

    QTcpSocket *m_socket; // child
    Hooks m_hooks;
    QTimer m_timer;
    QByteArray m_input;
    FakeAnswer m_answer;
    int m_number = 0; // of the request being answered; 0 = none
    qsizetype m_next = 0;
    bool m_hasWaited = false;
};

} // namespace

QByteArray FakeRequest::header(QByteArrayView name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon == name.size() && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

FakeAnswer FakeAnswer::json(int status, const QByteArray &body, const QByteArray &moreHeaders)
{
    return {.pieces = {{.bytes = "HTTP/1.1 " + QByteArray::number(status)
                                 + " Scripted\r\nContent-Type: application/json\r\n" + moreHeaders
                                 + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body}}};
}

FakeAnswer FakeAnswer::bytes(const QByteArray &contentType, const QByteArray &body)
{
    return {.pieces = {{.bytes = "HTTP/1.1 200 Scripted\r\nContent-Type: " + contentType
                                 + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body}}};
}

FakeAnswer FakeAnswer::completion(const QByteArray &text, int promptTokens, int completionTokens)
{
    return json(200, "{\"id\":\"chatcmpl-fake\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":"
                     "\"fake\",\"choices\":[{\"index\":0,"
                     "\"message\":{\"role\":\"assistant\",\"content\":\""
                         + text + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":"
                         + QByteArray::number(promptTokens)
                         + ",\"completion_tokens\":" + QByteArray::number(completionTokens)
                         + ",\"total_tokens\":" + QByteArray::number(promptTokens + completionTokens) + "}}");
}

FakeAnswer FakeAnswer::stream(int tokens, std::chrono::milliseconds pace, bool withUsage)
{
    FakeAnswer answer;
    answer.pieces.append(
        {.bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"});
    for (int i = 0; i < tokens; ++i) {
        answer.pieces.append(
            {.bytes = chunked(streamEvent("{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}")),
             .after = i == 0 ? std::chrono::milliseconds(0) : pace});
    }
    QByteArray last = chunked(streamEvent("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"));
    if (withUsage)
        last += chunked(streamEvent({}, "{\"prompt_tokens\":10,\"completion_tokens\":" + QByteArray::number(tokens)
                                            + ",\"total_tokens\":" + QByteArray::number(10 + tokens) + "}"));
    answer.pieces.append({.bytes = last + chunked("data: [DONE]\n\n") + "0\r\n\r\n"});
    return answer;
}

FakeAnswer FakeAnswer::error(int status, const QByteArray &moreHeaders)
{
    return json(status,
                "{\"error\":{\"message\":\"scripted\",\"type\":\"scripted\",\"param\":null,\"code\":\"scripted\"}}",
                moreHeaders);
}

FakeAnswer FakeAnswer::ending(End end, const QByteArray &bytesBefore)
{
    FakeAnswer answer;
    if (!bytesBefore.isEmpty())
        answer.pieces.append({.bytes = bytesBefore});
    answer.end = end;
    return answer;
}

struct FakeUpstream::Private {
    mutable QMutex mutex;
    Script script;          // guarded by the mutex
    QList<FakeRequest> log; // guarded by the mutex
    int base = 0;           // guarded by the mutex: number of the first entry, less one
    quint16 port = 0;       // set before the constructor returns
    QThread thread;
    std::unique_ptr<QTcpServer> server; // lives on the thread

    std::pair<int, FakeAnswer> take(FakeRequest request)
    {
        Script current;
        {
            const QMutexLocker lock(&mutex);
            request.number = base + static_cast<int>(log.size()) + 1;
            log.append(request);
            current = script;
        }
        return {request.number, current(request)};
    }

    void end(int number, bool isAnswered)
    {
        const QMutexLocker lock(&mutex);
        if (number <= base)
            return; // of before clear()
        FakeRequest &request = log[number - base - 1];
        request.isAnswered = isAnswered;
        if (!isAnswered)
            request.closedAt = std::chrono::steady_clock::now();
    }

    void acceptAll()
    {
        while (QTcpSocket *socket = server->nextPendingConnection()) {
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            new Connection(socket,
                           {.take = [this](FakeRequest request) { return take(std::move(request)); },
                            .end = [this](int number, bool isAnswered) { end(number, isAnswered); }},
                           server.get()); // child of the server
        }
    }
};

FakeUpstream::FakeUpstream(Script script)
    : d(std::make_unique<Private>())
{
    d->script = std::move(script);
    d->server = std::make_unique<QTcpServer>();
    d->server->setListenBacklogSize(1024);
    d->server->listen(QHostAddress::LocalHost, 0);
    d->port = d->server->serverPort();
    d->server->moveToThread(&d->thread);
    QObject::connect(d->server.get(), &QTcpServer::newConnection, d->server.get(), [this] { d->acceptAll(); });
    d->thread.start();
}

FakeUpstream::~FakeUpstream()
{
    // The server must be deleted on its own thread, with its connections.
    std::binary_semaphore released{0};
    QMetaObject::invokeMethod(d->server.get(), [this, &released] {
        d->server.release()->deleteLater();
        QThread::currentThread()->quit();
        released.release();
    });
    released.acquire();
    d->thread.wait();
}

quint16 FakeUpstream::port() const
{
    return d->port;
}

QString FakeUpstream::baseUrl() const
{
    return u"http://127.0.0.1:%1/v1"_s.arg(d->port);
}

void FakeUpstream::setScript(Script script)
{
    const QMutexLocker lock(&d->mutex);
    d->script = std::move(script);
}

QList<FakeRequest> FakeUpstream::requests() const
{
    const QMutexLocker lock(&d->mutex);
    return d->log;
}

qsizetype FakeUpstream::requestCount() const
{
    const QMutexLocker lock(&d->mutex);
    return d->log.size();
}

void FakeUpstream::clear()
{
    const QMutexLocker lock(&d->mutex);
    d->base += static_cast<int>(d->log.size());
    d->log.clear();
}

} // namespace Gatehouse::Test
