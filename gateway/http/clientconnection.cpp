// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/clientconnection.h"

#include "gateway/http/messagewriter.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

constexpr qsizetype CopyBelow = 16 * 1024; // such a body goes into one buffer with its head
constexpr int ReadsInARow = 4;             // so that one fast vendor does not hold up the others

std::chrono::microseconds since(MonotonicTime start, MonotonicTime now)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(now - start);
}

} // namespace

ClientConnection::ClientConnection(ClientShared *shared, EndpointPool *endpoint, std::unique_ptr<Transport> transport)
    : m_shared(shared)
    , m_endpoint(endpoint)
    , m_transport(std::move(transport))
    , m_deadline(&shared->wheel, [this] { onDeadline(); })
    , m_parser(&shared->options.limits, this)
{
    m_transport->setListener(this);
}

void ClientConnection::begin(std::shared_ptr<CallState> call)
{
    m_call = std::move(call);
    m_call->connection = this;
    m_call->result.isConnectionReused = m_isReused;
    m_handedOverBefore = m_transport->handedOver();
    m_parser.begin(m_call->request.method == "HEAD");
    m_phase = Phase::Sending;

    const QByteArray &body = m_call->request.body;
    const bool isCopied = body.size() < CopyBelow;
    m_transport->output().appendWith([&](QByteArray &buffer) {
        buffer.reserve(buffer.size() + 1024 + (isCopied ? body.size() : 0));
        appendRequestHead(buffer, m_call->request, m_endpoint->hostValue);
        if (isCopied)
            buffer.append(body);
    });
    if (!isCopied)
        m_transport->output().append(body);
    flush();
    if (m_call->isPaused)
        m_transport->setReading(false);
    setDeadline(m_shared->wheel.now());
}

void ClientConnection::flush()
{
    if (m_isWriteBroken)
        return;
    if (!m_transport->flush()) {
        // The vendor may have answered before it closed: what it said is read before the call is given up.
        m_isWriteBroken = true;
        m_shared->callAtEndOfTurn(this);
    } else if (m_phase == Phase::Sending && m_transport->pendingBytes() == 0) {
        m_phase = Phase::Waiting;
        m_readAt = m_shared->wheel.now();
    }
}

void ClientConnection::atEndOfTurn()
{
    if (m_phase == Phase::Closed || !m_isWriteBroken)
        return;
    if (!m_call) {
        close();
    } else if (m_isReused && !isRequestSent() && m_phase == Phase::Sending) {
        // The idle connection had died and took not a byte: a new one may be tried without sending anything twice.
        const auto call = std::exchange(m_call, nullptr);
        call->connection = nullptr;
        close();
        m_shared->dial(call);
    } else {
        onReadable();
    }
}

void ClientConnection::onReadable()
{
    QByteArray &buffer = m_shared->readBuffer;
    for (int round = 0; round < ReadsInARow; ++round) {
        const qsizetype count = m_transport->read(buffer.data(), buffer.size());
        if (count == Transport::Nothing)
            return;
        if (!m_call) {
            close(); // idle: its end, or bytes nobody asked for
            return;
        }
        if (count == Transport::End) {
            onEnd();
            return;
        }
        m_readAt = m_shared->wheel.now();
        if (m_phase != Phase::Receiving) {
            // Also an answer that comes while we are sending: the vendor need not wait for our end.
            m_phase = Phase::Receiving;
            m_call->result.firstByte = since(m_call->startedAt, m_readAt);
        }
        switch (m_parser.feed(QByteArrayView(buffer).first(count))) {
        case ResponseParser::Status::NeedsMore:
            setDeadline(m_readAt);
            break;
        case ResponseParser::Status::Complete:
            finish();
            return;
        case ResponseParser::Status::Invalid:
            fail(CallFailure::InvalidAnswer, m_parser.message());
            return;
        case ResponseParser::Status::TooLarge:
            fail(CallFailure::AnswerTooLarge, m_parser.message());
            return;
        case ResponseParser::Status::Stopped:
            return; // aborted from within a callback
        }
        if (m_call->isPaused || count < buffer.size())
            return;
    }
}

void ClientConnection::onWritable()
{
    flush();
    if (m_call && m_phase != Phase::Closed)
        setDeadline(m_shared->wheel.now());
}

bool ClientConnection::takeHead(ResponseHead head)
{
    const auto call = m_call; // the callback may destroy the handle
    if (call->callbacks.onHead)
        call->callbacks.onHead(head);
    return m_call != nullptr;
}

bool ClientConnection::takeBody(QByteArrayView bytes)
{
    const auto call = m_call;
    if (call->callbacks.onBody)
        call->callbacks.onBody(bytes);
    return m_call != nullptr;
}

void ClientConnection::setPaused(bool isPaused)
{
    m_transport->setReading(!isPaused);
    if (!isPaused)
        m_readAt = m_shared->wheel.now(); // the vendor's time begins anew
    setDeadline(m_readAt);
}

void ClientConnection::setDeadline(MonotonicTime now)
{
    const ClientTimeouts &timeouts = m_call->request.timeouts;
    MonotonicTime deadline = m_call->totalDeadline;
    if (m_phase == Phase::Sending)
        deadline = std::min(deadline, now + timeouts.idle);
    else if (m_phase == Phase::Waiting)
        deadline = std::min(deadline, m_readAt + timeouts.firstByte);
    else if (!m_call->isPaused)
        deadline = std::min(deadline, m_readAt + timeouts.idle);
    m_deadline.set(deadline);
}

void ClientConnection::onDeadline()
{
    if (!m_call) {
        close(); // idle long enough
        return;
    }
    if (m_shared->wheel.now() >= m_call->totalDeadline)
        fail(CallFailure::TotalTimeout, u"The answer was not complete in the time allowed."_s);
    else if (m_phase == Phase::Waiting)
        fail(CallFailure::FirstByteTimeout, u"No answer began in the time allowed."_s);
    else
        fail(CallFailure::IdleTimeout, m_phase == Phase::Sending ? u"The request was not taken in the time allowed."_s
                                                                 : u"The answer stopped coming."_s);
}

void ClientConnection::onEnd()
{
    const QString reason = m_transport->failure();
    if (m_phase != Phase::Receiving) {
        fail(CallFailure::ClosedBeforeAnswer,
             reason.isEmpty() ? u"The connection was closed before the answer."_s : reason);
        return;
    }
    // A reset is never the end of an answer.
    switch (reason.isEmpty() ? m_parser.end() : ResponseParser::Status::NeedsMore) {
    case ResponseParser::Status::Complete:
        finish();
        return;
    case ResponseParser::Status::Stopped:
        return;
    case ResponseParser::Status::Invalid:
    case ResponseParser::Status::TooLarge:
    case ResponseParser::Status::NeedsMore:
        fail(CallFailure::ClosedInAnswer,
             reason.isEmpty() ? u"The connection was closed before the end of the answer."_s : reason);
        return;
    }
}

void ClientConnection::finish()
{
    const auto call = std::exchange(m_call, nullptr);
    call->connection = nullptr;
    call->result.isRequestSent = true;
    const bool isReusable =
        m_parser.isReusable() && !m_isReuseForbidden && !m_isWriteBroken && m_transport->pendingBytes() == 0;
    if (isReusable)
        m_shared->makeIdle(this);
    else
        close();
    m_shared->end(call, m_readAt);
}

void ClientConnection::fail(CallFailure failure, const QString &message)
{
    const auto call = std::exchange(m_call, nullptr);
    call->connection = nullptr;
    call->result.failure = failure;
    call->result.message = message;
    call->result.isRequestSent = isRequestSent();
    close();
    m_shared->end(call, m_shared->wheel.now());
}

void ClientConnection::detach()
{
    m_call->result.isRequestSent = isRequestSent();
    m_call->connection = nullptr;
    m_call = nullptr;
    close();
}

void ClientConnection::rest(MonotonicTime until)
{
    m_phase = Phase::Idle;
    m_isReused = true;
    m_transport->setReading(true);
    m_deadline.set(until);
}

void ClientConnection::close()
{
    if (m_phase == Phase::Closed)
        return;
    const bool wasIdle = m_phase == Phase::Idle;
    m_phase = Phase::Closed;
    m_deadline.clear();
    m_transport->close();
    if (wasIdle)
        std::erase(m_endpoint->idle, this);
    m_shared->retire(this);
}

} // namespace Gatehouse::Http
