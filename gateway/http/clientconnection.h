// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/client.h"
#include "gateway/http/deadlines.h"
#include "gateway/http/dialer.h"
#include "gateway/http/responseparser.h"
#include "gateway/http/transport.h"

namespace Gatehouse::Http {

class ClientConnection;

// One endpoint of a pool: what its connections share, and those that are idle.
struct EndpointPool {
    std::shared_ptr<const Route> route;
    QByteArray hostValue;
    std::vector<ClientConnection *> idle; // the one used last is at the end and is taken first
};

// A call while it is on its way. Shared by the handle that its owner has and by what works for it, so that the handle
// may be destroyed from within a callback.
struct CallState {
    EndpointPool *endpoint = nullptr;
    ClientRequest request;
    CallCallbacks callbacks;
    CallResult result;
    MonotonicTime startedAt = {};
    MonotonicTime totalDeadline = {};
    ClientConnection *connection = nullptr; // while it is there
    std::unique_ptr<Dialer> dialer;         // while one is being made; deleted later
    bool isPaused = false;
    bool isEnded = false; // onEnd has been called, will be, or must not be any more
};

// What the connections of a pool share with it.
class ClientShared
{
public:
    ClientShared(const Clock *clock, const ClientPoolOptions &poolOptions, QObject *pool)
        : wheel(clock, pool)
        , options(poolOptions)
        , readBuffer(64 * 1024, Qt::Uninitialized)
    {}
    virtual ~ClientShared() = default;
    Q_DISABLE_COPY_MOVE(ClientShared)

    virtual void callAtEndOfTurn(ClientConnection *connection) = 0;
    virtual void retire(ClientConnection *connection) = 0;         // it is closed; destroyed at the end of the turn
    virtual void makeIdle(ClientConnection *connection) = 0;       // it can carry another call
    virtual void dial(const std::shared_ptr<CallState> &call) = 0; // nothing of the request was sent
    virtual void
    abort(const std::shared_ptr<CallState> &call) = 0; // it has stopped; onEnd comes at the end of the turn
    virtual void end(const std::shared_ptr<CallState> &call, MonotonicTime now) = 0;

    DeadlineWheel wheel;
    const ClientPoolOptions options;
    QByteArray readBuffer;
};

// One connection to a vendor: carries one call after the other. Lives on its pool's thread; owned by the pool.
class ClientConnection final : public TransportListener, private ResponseSink
{
public:
    ClientConnection(ClientShared *shared, EndpointPool *endpoint, std::unique_ptr<Transport> transport);
    Q_DISABLE_COPY_MOVE(ClientConnection)

    void begin(std::shared_ptr<CallState> call);
    void setPaused(bool isPaused);
    void detach(); // the call is no longer wanted: the connection is closed, nothing is called
    void rest(MonotonicTime until);
    void close();

    [[nodiscard]] bool isAlive() { return !m_transport->isReadableNow(); } // when idle
    [[nodiscard]] EndpointPool *endpoint() const { return m_endpoint; }
    void forbidReuse() { m_isReuseForbidden = true; }

    void onReadable() override;
    void onWritable() override;
    void atEndOfTurn();

    std::size_t index = 0; // in the pool's list

private:
    enum class Phase : quint8 { Idle, Sending, Waiting, Receiving, Closed };

    bool takeHead(ResponseHead head) override;
    bool takeBody(QByteArrayView bytes) override;

    void flush();
    void setDeadline(MonotonicTime now);
    void onDeadline();
    void onEnd();
    void finish();
    void fail(CallFailure failure, const QString &message);
    [[nodiscard]] bool isRequestSent() const { return m_transport->handedOver() > m_handedOverBefore; }

    ClientShared *m_shared;
    EndpointPool *m_endpoint;
    std::unique_ptr<Transport> m_transport;
    Deadline m_deadline;
    ResponseParser m_parser;
    std::shared_ptr<CallState> m_call;
    qint64 m_handedOverBefore = 0;
    MonotonicTime m_readAt = {}; // the last piece of the answer
    Phase m_phase = Phase::Idle;
    bool m_isReused = false;
    bool m_isReuseForbidden = false;
    bool m_isWriteBroken = false;
};

} // namespace Gatehouse::Http
