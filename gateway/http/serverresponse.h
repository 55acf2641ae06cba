// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/serverconnection.h"

namespace Gatehouse::Http {

// The answer to one request, written to the connection it came from. Shared by whoever answers; lives on the
// connection's thread and knows the connection only while both are there.
class ServerResponse final : public Response
{
public:
    ServerResponse(ServerConnection *connection, bool isHead, bool isHttp10, bool isKeepAlive);
    ~ServerResponse() override;

    void send(int status, const Headers &headers, const QByteArray &body) override;
    void start(int status, const Headers &headers) override;
    void write(QByteArrayView bytes) override;
    void finish(QByteArrayView lastBytes) override;
    void abort() override;

    [[nodiscard]] bool isStarted() const override { return m_isStarted; }
    [[nodiscard]] bool isClosed() const override { return m_isClosed; }
    [[nodiscard]] bool isCongested() const override { return m_isCongested; }
    [[nodiscard]] qint64 bytesWritten() const override { return m_bytesWritten; }

    void onClosed(std::function<void()> callback) override { m_onClosed = std::move(callback); }
    void onDrained(std::function<void()> callback) override { m_onDrained = std::move(callback); }

    // From the connection.
    void connectionClosed();
    void outputShrunk(qint64 pendingBytes);

private:
    void writeHead(int status, const Headers &headers, BodyFraming framing, qint64 length, QByteArrayView body);
    void writeBody(QByteArrayView bytes);
    void done();

    ServerConnection *m_connection; // null when answered or closed
    std::function<void()> m_onClosed;
    std::function<void()> m_onDrained;
    qint64 m_bytesWritten = 0;
    BodyFraming m_framing = BodyFraming::None;
    bool m_isHead;
    bool m_isHttp10;
    bool m_isKeepAlive;
    bool m_isStarted = false;
    bool m_isClosed = false;
    bool m_isCongested = false;
};

} // namespace Gatehouse::Http
