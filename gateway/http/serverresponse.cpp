// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/serverresponse.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

constexpr qsizetype CopyBelow = 16 * 1024; // such a body goes into one buffer with its head
constexpr qint64 FlushAbove = 64 * 1024;   // more than this is not gathered in one turn

bool hasNoBody(int status)
{
    return status == 204 || status == 304;
}

} // namespace

ServerResponse::ServerResponse(ServerConnection *connection, bool isHead, bool isHttp10, bool isKeepAlive)
    : m_connection(connection)
    , m_isHead(isHead)
    , m_isHttp10(isHttp10)
    , m_isKeepAlive(isKeepAlive)
{}

// Nobody will answer any more: the client is not left waiting.
ServerResponse::~ServerResponse()
{
    if (!m_connection)
        return;
    ServerConnection *connection = std::exchange(m_connection, nullptr);
    connection->m_response = nullptr;
    if (m_isStarted) {
        connection->breakAnswer(m_framing == BodyFraming::Chunked);
        return;
    }
    connection->refuse(
        {.kind = ErrorKind::Internal, .message = u"The gateway gave no answer to this request."_s, .detail = {}},
        ServerConnection::After::Close);
}

void ServerResponse::send(int status, const Headers &headers, const QByteArray &body)
{
    if (!m_connection || m_isStarted)
        return;
    const bool isBodySent = !m_isHead && !hasNoBody(status);
    const bool isCopied = isBodySent && body.size() < CopyBelow;
    writeHead(status, headers, hasNoBody(status) ? BodyFraming::None : BodyFraming::Length, body.size(),
              isCopied ? QByteArrayView(body) : QByteArrayView());
    if (isBodySent && !isCopied)
        m_connection->output().append(body);
    m_bytesWritten = isBodySent ? body.size() : 0;
    done();
}

void ServerResponse::start(int status, const Headers &headers)
{
    if (!m_connection || m_isStarted)
        return;
    m_framing = hasNoBody(status) ? BodyFraming::None : m_isHttp10 ? BodyFraming::UntilClose : BodyFraming::Chunked;
    if (m_framing == BodyFraming::UntilClose)
        m_isKeepAlive = false;
    writeHead(status, headers, m_framing, 0, {});
    m_connection->flushLater();
}

void ServerResponse::write(QByteArrayView bytes)
{
    if (!m_connection || !m_isStarted || bytes.isEmpty())
        return;
    writeBody(bytes);
    if (m_connection->output().size() > FlushAbove)
        m_connection->flush();
    else
        m_connection->flushLater();
    if (m_connection->pendingBytes() > m_connection->limits().writeHighWater)
        m_isCongested = true;
}

void ServerResponse::finish(QByteArrayView lastBytes)
{
    if (!m_connection || !m_isStarted)
        return;
    if (!lastBytes.isEmpty())
        writeBody(lastBytes);
    if (m_framing == BodyFraming::Chunked && !m_isHead)
        m_connection->output().append(LastChunk);
    done();
}

void ServerResponse::abort()
{
    if (!m_connection)
        return;
    ServerConnection *connection = std::exchange(m_connection, nullptr);
    connection->m_response = nullptr;
    m_isClosed = true;
    connection->breakAnswer(m_isStarted && m_framing == BodyFraming::Chunked);
}

void ServerResponse::connectionClosed()
{
    m_connection = nullptr;
    m_isClosed = true;
    m_onDrained = {};
    if (const auto callback = std::exchange(m_onClosed, {}))
        callback(); // may destroy this
}

void ServerResponse::outputShrunk(qint64 pendingBytes)
{
    if (!m_isCongested || pendingBytes > m_connection->limits().writeLowWater)
        return;
    m_isCongested = false;
    if (const auto callback = m_onDrained)
        callback(); // may destroy this
}

void ServerResponse::writeHead(int status, const Headers &headers, BodyFraming framing, qint64 length,
                               QByteArrayView body)
{
    m_isStarted = true;
    m_isKeepAlive = m_isKeepAlive && !m_connection->isDraining();
    const ResponseFraming how{
        .framing = framing, .length = length, .isKeepAlive = m_isKeepAlive, .isHttp10 = m_isHttp10};
    const QByteArrayView date = m_connection->date();
    m_connection->output().appendWith([&](QByteArray &buffer) {
        buffer.reserve(buffer.size() + 512 + body.size());
        appendResponseHead(buffer, status, headers, how, date);
        buffer.append(body);
    });
}

void ServerResponse::writeBody(QByteArrayView bytes)
{
    if (m_isHead || m_framing == BodyFraming::None)
        return;
    OutputQueue &output = m_connection->output();
    if (m_framing == BodyFraming::Chunked) {
        std::array<char, 20> buffer;
        output.append(chunkHead(bytes.size(), buffer));
        output.append(bytes);
        output.append(ChunkEnd);
    } else {
        output.append(bytes);
    }
    m_bytesWritten += bytes.size();
}

void ServerResponse::done()
{
    ServerConnection *connection = std::exchange(m_connection, nullptr);
    m_onClosed = {};
    m_onDrained = {};
    m_isCongested = false;
    connection->answered(m_isKeepAlive ? ServerConnection::After::KeepOpen : ServerConnection::After::Close);
}

} // namespace Gatehouse::Http
