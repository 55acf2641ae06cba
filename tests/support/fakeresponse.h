// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/server.h"

#include <functional>

namespace Gatehouse::Test {

// An answer to a client who is not there: keeps what was sent, and lets the test play the client's part. Lives on the
// test's thread.
class FakeResponse final : public Http::Response
{
public:
    void send(int status, const Http::Headers &headers, const QByteArray &body) override
    {
        m_status = status;
        m_headers = headers;
        m_body = body;
        m_isStarted = true;
        m_isFinished = true;
    }
    void start(int status, const Http::Headers &headers) override
    {
        m_status = status;
        m_headers = headers;
        m_isStarted = true;
    }
    void write(QByteArrayView bytes) override
    {
        m_body += bytes;
        if (m_onWrite)
            m_onWrite();
    }
    void finish(QByteArrayView lastBytes) override
    {
        if (m_beforeLastBytes)
            m_beforeLastBytes();
        m_body += lastBytes;
        m_isFinished = true;
    }
    void abort() override { m_isClosed = true; }

    [[nodiscard]] bool isStarted() const override { return m_isStarted; }
    [[nodiscard]] bool isClosed() const override { return m_isClosed; }
    [[nodiscard]] bool isCongested() const override { return m_isCongested; }
    [[nodiscard]] qint64 bytesWritten() const override { return m_body.size(); }
    void onClosed(std::function<void()> callback) override { m_onClosed = std::move(callback); }
    void onDrained(std::function<void()> callback) override { m_onDrained = std::move(callback); }

    // The client's part.
    void leave()
    {
        m_isClosed = true;
        if (m_onClosed)
            m_onClosed();
    }
    void setCongested(bool congested)
    {
        m_isCongested = congested;
        if (!congested && m_onDrained)
            m_onDrained();
    }
    void beforeLastBytes(std::function<void()> callback) { m_beforeLastBytes = std::move(callback); }
    void onWrite(std::function<void()> callback) { m_onWrite = std::move(callback); }

    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] const Http::Headers &headers() const { return m_headers; }
    [[nodiscard]] const QByteArray &body() const { return m_body; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; }

private:
    int m_status = 0;
    Http::Headers m_headers;
    QByteArray m_body;
    bool m_isStarted = false;
    bool m_isFinished = false;
    bool m_isClosed = false;
    bool m_isCongested = false;
    std::function<void()> m_onClosed;
    std::function<void()> m_onDrained;
    std::function<void()> m_beforeLastBytes;
    std::function<void()> m_onWrite;
};

} // namespace Gatehouse::Test
