// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/serverconnection.h"

#include "gateway/http/serverresponse.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::Http {

namespace {

constexpr qsizetype HeldInput = 64 * 1024; // pipelined bytes kept while a request is answered; then reading stops
constexpr int ReadsInARow = 4;             // so that one fast sender does not hold up the others
constexpr auto LingerTime = 5s;

} // namespace

ServerConnection::ServerConnection(ServerShared *shared, std::shared_ptr<const ServerLimits> limits,
                                   std::unique_ptr<Transport> transport, QHostAddress peer, bool isSecure)
    : m_shared(shared)
    , m_limits(std::move(limits))
    , m_transport(std::move(transport))
    , m_deadline(&shared->wheel, [this] { onDeadline(); })
    , m_parser(m_limits.get())
    , m_peer(std::move(peer))
    , m_isSecure(isSecure)
{
    m_transport->setListener(this);
    m_deadline.set(m_shared->wheel.now() + m_limits->keepAliveTimeout);
}

ServerConnection::~ServerConnection() = default;

void ServerConnection::onReadable()
{
    QByteArray &buffer = m_shared->readBuffer;
    for (int round = 0; round < ReadsInARow; ++round) {
        const qsizetype count = m_transport->read(buffer.data(), buffer.size());
        if (count == Transport::Nothing)
            return;
        if (count == Transport::End) {
            // The answer to a request that was complete still goes out. A client that goes while its request is being
            // answered is gone: clients that shut down only their sending side and wait do not occur among API clients.
            m_hasEnded = true;
            if (m_phase == Phase::Answering || m_phase == Phase::Lingering || pendingBytes() == 0)
                close();
            else
                m_transport->setReading(false);
            return;
        }
        take(QByteArrayView(buffer).first(count));
        if (m_phase == Phase::Closed || count < buffer.size())
            return;
    }
}

void ServerConnection::take(QByteArrayView bytes)
{
    switch (m_phase) {
    case Phase::Reading:
        if (m_input.isEmpty()) {
            process(bytes);
            return;
        }
        [[fallthrough]]; // earlier requests wait for the client to take their answers
    case Phase::Answering:
        m_input.append(bytes);
        if (m_input.size() >= HeldInput)
            m_transport->setReading(false);
        return;
    case Phase::Closing:
    case Phase::Lingering:
        m_discardedBytes += bytes.size();
        if (m_discardedBytes > m_limits->bodyBytes + HeldInput)
            close();
        return;
    case Phase::Closed:
        return;
    }
}

void ServerConnection::process(QByteArrayView bytes)
{
    m_isProcessing = true;
    QByteArray held;
    bool isMore = true;
    while (isMore && m_phase == Phase::Reading) {
        if (!m_parser.isStarted())
            m_startedAt = m_shared->wheel.now();
        const RequestParser::Step step = m_parser.feed(bytes);
        bytes = bytes.sliced(step.consumed);
        switch (step.status) {
        case RequestParser::Status::NeedsMore:
            isMore = false;
            break;
        case RequestParser::Status::Head:
            onHead(!bytes.isEmpty());
            break;
        case RequestParser::Status::Complete:
            // What follows is kept apart from the read buffer, which belongs to nobody while the handler runs.
            m_input = bytes.toByteArray();
            dispatch();
            held = std::exchange(m_input, {});
            bytes = held;
            isMore = !bytes.isEmpty() && pendingBytes() <= m_limits->writeHighWater;
            break;
        case RequestParser::Status::Refused:
            bytes = {};
            refuse(m_parser.error(), After::Close);
            break;
        }
    }
    m_isProcessing = false;
    if (m_phase == Phase::Closed || m_phase == Phase::Closing || m_phase == Phase::Lingering)
        return;
    m_input = bytes.toByteArray();
    if (m_phase == Phase::Reading && m_parser.isStarted()) {
        m_deadline.set(m_parser.isInBody() ? m_shared->wheel.now() + m_limits->bodyIdleTimeout
                                           : m_startedAt + m_limits->headerTimeout);
    }
}

void ServerConnection::onHead(bool isMoreHere)
{
    Request &request = m_parser.request();
    request.peer = m_peer;
    request.startedAt = m_startedAt;
    request.isSecure = m_isSecure;
    m_headRefusal = m_shared->handler->checkHead(request);
    if (!m_parser.hasBody())
        return; // nothing needs to be skipped: a refusal is an answer like any other
    if (m_headRefusal) {
        refuse(*std::exchange(m_headRefusal, {}), After::Close);
    } else if (m_parser.isContinueExpected() && !isMoreHere) {
        output().append(QByteArrayView("HTTP/1.1 100 Continue\r\n\r\n"));
        flush();
    }
}

void ServerConnection::dispatch()
{
    m_deadline.clear();
    const bool isKeepAlive = m_parser.isKeepAlive();
    if (m_headRefusal) {
        refuse(*std::exchange(m_headRefusal, {}), isKeepAlive ? After::KeepOpen : After::Close);
        return;
    }
    m_phase = Phase::Answering;
    Request request = m_parser.takeRequest();
    auto response = std::make_shared<ServerResponse>(this, request.method == "HEAD", m_parser.isHttp10(), isKeepAlive);
    m_response = response.get();
    m_shared->handler->handle(std::move(request), std::move(response));
}

// Answers what the handler never gets to see, or did not answer.
void ServerConnection::refuse(const Error &error, After after)
{
    if (m_shared->isDraining)
        after = After::Close;
    const QByteArray body = m_shared->handler->refusalBody(error, m_parser.request().path);
    Headers headers{{"Content-Type"_ba, "application/json"_ba}};
    if (error.retryAfter) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*error.retryAfter).count();
        headers.add("Retry-After"_ba, QByteArray::number(qint64{seconds}));
    }
    QByteArray answer;
    appendResponseHead(answer, httpStatus(error), headers,
                       {.framing = BodyFraming::Length,
                        .length = body.size(),
                        .isKeepAlive = after == After::KeepOpen,
                        .isHttp10 = m_parser.isHttp10()},
                       date());
    if (m_parser.request().method != "HEAD")
        answer.append(body);
    output().append(QByteArrayView(answer));
    answered(after);
}

void ServerConnection::onDeadline()
{
    switch (m_phase) {
    case Phase::Reading:
        if (m_parser.isStarted() && pendingBytes() == 0) {
            refuse(
                {.kind = ErrorKind::RequestTimeout, .message = u"The request did not arrive in time."_s, .detail = {}},
                After::Close);
            return;
        }
        break; // idle, or a client that does not take its answer
    case Phase::Answering:
    case Phase::Closing:
        m_transport->reset(); // a client that takes nothing
        break;
    case Phase::Lingering:
    case Phase::Closed:
        break;
    }
    close();
}

// ---------------------------------------------------------------------------------------------------------------------
// The way out

void ServerConnection::flush()
{
    if (!m_transport->flush()) {
        m_isBroken = true;
        flushLater();
        return;
    }
    if (pendingBytes() > 0 && !m_isWriteTimed) {
        m_isWriteTimed = true;
        m_deadline.set(m_shared->wheel.now() + m_limits->writeTimeout);
    }
}

void ServerConnection::flushLater()
{
    if (!std::exchange(m_isScheduled, true))
        m_shared->callAtEndOfTurn(this);
}

void ServerConnection::atEndOfTurn()
{
    m_isScheduled = false;
    if (m_phase == Phase::Closed)
        return;
    if (!m_isBroken && !output().isEmpty())
        flush();
    if (m_isBroken) {
        close();
        return;
    }
    if (m_phase == Phase::Closing)
        finishClosing();
    else if (m_phase == Phase::Reading && !m_input.isEmpty() && pendingBytes() <= m_limits->writeLowWater)
        process(std::exchange(m_input, {}));
}

void ServerConnection::onWritable()
{
    if (!m_transport->flush()) {
        close();
        return;
    }
    const qint64 pending = pendingBytes();
    if (pending > 0) {
        m_deadline.set(m_shared->wheel.now() + m_limits->writeTimeout);
    } else if (std::exchange(m_isWriteTimed, false)) {
        m_deadline.clear();
        if (m_phase == Phase::Reading)
            m_deadline.set(m_shared->wheel.now() + m_limits->keepAliveTimeout);
    }
    if (pending == 0 && m_hasEnded) {
        close();
    } else if (m_phase == Phase::Closing) {
        finishClosing();
    } else if (m_phase == Phase::Answering && m_response) {
        m_response->outputShrunk(pending);
    } else if (m_phase == Phase::Reading && !m_input.isEmpty() && pending <= m_limits->writeLowWater) {
        m_transport->setReading(true);
        process(std::exchange(m_input, {}));
    }
}

// Called from within the answer's functions: nothing of the handler's is called from here.
void ServerConnection::answered(After after)
{
    m_response = nullptr;
    flush();
    if (after == After::Close || m_isBroken) {
        m_phase = Phase::Closing;
        m_input = {};
        if (!m_isWriteTimed)
            flushLater();
        return;
    }
    m_phase = Phase::Reading;
    if (!m_isWriteTimed)
        m_deadline.set(m_shared->wheel.now() + m_limits->keepAliveTimeout);
    if (m_isProcessing)
        return; // process() goes on with what has already come
    m_transport->setReading(true);
    if (!m_input.isEmpty())
        flushLater();
}

// A client must not take what it has for the whole answer: without the last chunk it cannot, but where only the
// connection's end says that the answer is complete the end must be an error.
void ServerConnection::breakAnswer(bool isDelimited)
{
    m_response = nullptr;
    m_phase = Phase::Closing;
    m_input = {};
    if (!isDelimited) {
        m_transport->reset();
        m_isBroken = true;
    }
    flushLater();
}

void ServerConnection::finishClosing()
{
    if (pendingBytes() > 0)
        return; // onWritable() comes
    if (m_hasEnded)
        close();
    else
        linger();
}

void ServerConnection::linger()
{
    m_phase = Phase::Lingering;
    m_deadline.set(m_shared->wheel.now() + LingerTime);
    m_transport->setReading(true);
    // Where our half cannot be closed alone, a client that is still sending gets the time to read its answer.
    if (m_transport->canHalfClose() || !m_parser.isStarted())
        m_transport->shutdownWriting();
}

void ServerConnection::drain()
{
    if (m_phase != Phase::Reading || m_parser.isStarted() || !m_input.isEmpty())
        return;
    if (pendingBytes() > 0)
        m_phase = Phase::Closing;
    else
        close();
}

void ServerConnection::close()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_deadline.clear();
    m_transport->close();
    m_input = {};
    m_shared->retire(this);
    if (ServerResponse *response = std::exchange(m_response, nullptr))
        response->connectionClosed();
}

} // namespace Gatehouse::Http
