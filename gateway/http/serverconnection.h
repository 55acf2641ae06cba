// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/deadlines.h"
#include "gateway/http/messagewriter.h"
#include "gateway/http/requestparser.h"
#include "gateway/http/transport.h"

namespace Gatehouse::Http {

class ServerConnection;
class ServerResponse;

// What the connections of a worker share with it.
class ServerShared
{
public:
    ServerShared(RequestHandler *requestHandler, const Clock *workerClock, QObject *worker)
        : handler(requestHandler)
        , clock(workerClock)
        , wheel(workerClock, worker)
        , readBuffer(64 * 1024, Qt::Uninitialized)
    {}
    virtual ~ServerShared() = default;
    Q_DISABLE_COPY_MOVE(ServerShared)

    virtual void callAtEndOfTurn(ServerConnection *connection) = 0;
    virtual void retire(ServerConnection *connection) = 0; // it is closed; destroyed at the end of the turn

    RequestHandler *const handler;
    const Clock *const clock;
    DeadlineWheel wheel;
    DateLine date;
    QByteArray readBuffer; // filled and parsed before anything else is read
    bool isDraining = false;
};

// One client's connection: reads requests, one at a time, and holds the answer's way out. Lives on its worker's thread;
// owned by the worker.
class ServerConnection final : public TransportListener
{
public:
    ServerConnection(ServerShared *shared, std::shared_ptr<const ServerLimits> limits,
                     std::unique_ptr<Transport> transport, QHostAddress peer, bool isSecure);
    ~ServerConnection();
    Q_DISABLE_COPY_MOVE(ServerConnection)

    void onReadable() override;
    void onWritable() override;
    void atEndOfTurn();
    void drain(); // ends it if it is idle
    void close(); // at once; whoever is answering is told

    std::size_t index = 0; // in the worker's list

private:
    friend class ServerResponse;
    enum class Phase : quint8 {
        Reading,   // a request, or waiting for one
        Answering, // the handler has it
        Closing,   // the last answer is on its way out
        Lingering, // it is out; what still comes in is thrown away, so that the client is not reset before it has read
        Closed,
    };
    enum class After : quint8 { KeepOpen, Close };

    // Reading
    void take(QByteArrayView bytes);
    void process(QByteArrayView bytes);
    void onHead(bool isMoreHere);
    void dispatch();
    void refuse(const Error &error, After after);
    void onDeadline();

    // Answering; for ServerResponse
    [[nodiscard]] OutputQueue &output() { return m_transport->output(); }
    [[nodiscard]] qint64 pendingBytes() const { return m_transport->pendingBytes(); }
    [[nodiscard]] const ServerLimits &limits() const { return *m_limits; }
    [[nodiscard]] QByteArrayView date() { return m_shared->date.at(m_shared->clock->now()); }
    [[nodiscard]] bool isDraining() const { return m_shared->isDraining; }
    void flush();
    void flushLater();
    void answered(After after);
    void breakAnswer(bool isDelimited);

    void finishClosing();
    void linger();

    ServerShared *m_shared;
    std::shared_ptr<const ServerLimits> m_limits;
    std::unique_ptr<Transport> m_transport;
    Deadline m_deadline;
    RequestParser m_parser;
    QHostAddress m_peer;
    MonotonicTime m_startedAt = {};
    QByteArray m_input;                   // what came while a request was being answered
    std::optional<Error> m_headRefusal;   // of a request without a body, which can be answered in its turn
    ServerResponse *m_response = nullptr; // of the request that is being answered
    qint64 m_discardedBytes = 0;
    Phase m_phase = Phase::Reading;
    bool m_isSecure;
    bool m_isProcessing = false;
    bool m_isScheduled = false;
    bool m_isWriteTimed = false;
    bool m_isBroken = false; // writing failed within a call; told at the end of the turn
    bool m_hasEnded = false; // the client has closed, with our answer still on its way
};

} // namespace Gatehouse::Http
