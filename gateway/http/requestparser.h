// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"
#include "gateway/http/server.h"

#include <llhttp.h>

namespace Gatehouse::Http {

// Turns the bytes of a connection into requests, one after the other: llhttp in its strictest mode, the limits, and the
// rules of requestrules.h. Knows no socket. Lives with its connection; used by one thread.
class RequestParser final
{
public:
    explicit RequestParser(const ServerLimits *limits); // which must outlive it
    Q_DISABLE_COPY_MOVE(RequestParser)

    enum class Status : quint8 {
        NeedsMore, // everything was consumed
        Head,      // the headers are complete: request() may be looked at; feed() goes on, also with nothing
        Complete,  // takeRequest(); the next feed() begins the next request
        Refused,   // error(); the connection must be closed
    };
    struct Step {
        Status status;
        qsizetype consumed;
    };
    [[nodiscard]] Step feed(QByteArrayView bytes);

    [[nodiscard]] Request &request() { return m_request; } // complete but for its body at Head
    [[nodiscard]] Request takeRequest() { return std::move(m_request); }
    [[nodiscard]] const Error &error() const { return m_error; }

    // Of the request that is being read, or was last.
    [[nodiscard]] bool isStarted() const { return m_stage == Stage::Head || m_stage == Stage::Body; }
    [[nodiscard]] bool isInBody() const { return m_stage == Stage::Body; }
    [[nodiscard]] bool hasBody() const;
    [[nodiscard]] bool isContinueExpected() const { return m_isContinueExpected; }
    [[nodiscard]] bool isKeepAlive() const { return m_isKeepAlive; } // when complete
    [[nodiscard]] bool isHttp10() const { return m_parser.http_minor == 0; }

private:
    enum class Stage : quint8 { Before, Head, Body, Complete };
    static const llhttp_settings_t &settings();

    int onMessageBegin();
    int onMethod(QByteArrayView bytes);
    int onTarget(QByteArrayView bytes);
    int onVersion(QByteArrayView bytes);
    int onFieldName(QByteArrayView bytes);
    int onFieldValue(QByteArrayView bytes);
    int onFieldComplete();
    int onHeadersComplete();
    int onBody(QByteArrayView bytes);
    int onChunkExtension(QByteArrayView bytes);
    int onMessageComplete();
    [[nodiscard]] int refuse(Error error);
    [[nodiscard]] qint64 position(const char *at) const { return m_fedBefore + (at - m_fed); }
    [[nodiscard]] int refuseSpaces();
    [[nodiscard]] int countHeadBytes(qsizetype count);
    [[nodiscard]] Error syntaxError() const;

    llhttp_t m_parser;
    const ServerLimits *m_limits;
    Stage m_stage = Stage::Before;
    bool m_isPaused = false;
    bool m_isRefused = false;
    bool m_isContinueExpected = false;
    bool m_isKeepAlive = false;
    int m_fields = 0;
    int m_version = 0;              // pieces of it that were seen
    const char *m_fed = nullptr;    // the bytes that are being parsed
    qint64 m_fedBefore = 0;         // how many came before them
    qint64 m_wordEnd = 0;           // where the last word of the request line ended
    qsizetype m_headBytes = 0;      // of names, values and target, with trailers
    qsizetype m_rawHeadBytes = 0;   // of everything before the body
    qsizetype m_extensionBytes = 0; // of chunk extensions, which are skipped
    QByteArray m_target;
    QByteArray m_name;
    QByteArray m_value;
    Request m_request;
    Error m_error;
};

} // namespace Gatehouse::Http
