// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/http/headers.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>

// The calling side of HTTP/1.1: pools of keep-alive connections on one worker thread. A request is written once and
// never repeated (R12); redirects are answers like any other; certificates are always verified; nothing of an answer is
// decoded but its framing (no compression is asked for).
namespace Gatehouse::Http {

// Whom to call. Two calls share connections only if all of this is equal.
struct Endpoint {
    QString host;
    quint16 port = 443;
    bool tls = true;
    QString proxyUrl; // http:// (CONNECT for TLS) or socks5://, with user:password@ when needed; empty = direct
    QString caFile;   // PEM with further authorities; empty = the system's
    bool operator==(const Endpoint &) const = default;
};
[[nodiscard]] size_t qHash(const Endpoint &endpoint, size_t seed = 0) noexcept;

struct ClientTimeouts {
    std::chrono::milliseconds connect{5'000};    // name, TCP and TLS together
    std::chrono::milliseconds firstByte{60'000}; // from the request's last byte to the answer's first
    std::chrono::milliseconds idle{60'000};      // between two pieces of an answer; does not run while paused
    std::chrono::milliseconds total{600'000};
};

struct ClientLimits {
    qsizetype headerBytes = 64 * 1024;
    int headerFields = 256;
    qint64 bodyBytes = 64LL * 1024 * 1024; // of an answer that is not streamed
    int informationalResponses = 16;       // 1xx before the answer (R19: endless 1xx)
};

struct ClientRequest {
    QByteArray method = "POST";
    QByteArray target; // path and query
    Headers headers;   // Host, Content-Length and Connection are added; none of them may be here
    QByteArray body;
    ClientTimeouts timeouts;
};

struct ResponseHead {
    int status = 0;
    Headers headers;
};

enum class CallFailure : quint8 {
    None,
    HostNotFound,
    Refused,       // nothing listens there, or unreachable
    AddressDenied, // link-local and metadata addresses (R41)
    TlsFailed,     // certificate or handshake; `message` says what
    ProxyFailed,
    ConnectTimeout,
    FirstByteTimeout,
    IdleTimeout,
    TotalTimeout,
    ClosedBeforeAnswer, // closed or reset before the first byte of the answer
    ClosedInAnswer,     // before its end
    InvalidAnswer,      // not HTTP, bad framing
    AnswerTooLarge,
    Aborted, // by us
};

// How a call ended, with what was measured. Durations are from start().
struct CallResult {
    CallFailure failure = CallFailure::None;
    QString message;            // for the log and the administrator, without secrets
    bool isRequestSent = false; // whether a byte of the request may have reached the vendor
    bool isConnectionReused = false;
    std::chrono::microseconds connected{0};
    std::chrono::microseconds firstByte{0};
    std::chrono::microseconds duration{0};
};

struct CallCallbacks {
    std::function<void(const ResponseHead &)> onHead;
    std::function<void(QByteArrayView)> onBody;
    std::function<void(const CallResult &)> onEnd; // exactly once, last, never from within start() or abort()
};

// A call on its way. Destroying it before onEnd aborts it silently: the connection is closed and nothing is called any
// more.
class ClientCall
{
public:
    virtual ~ClientCall() = default;
    virtual void abort() = 0;                // onEnd comes with Aborted
    virtual void setPaused(bool paused) = 0; // back-pressure: no bytes are read from the vendor meanwhile
};

struct ClientPoolOptions {
    int idleConnectionsPerEndpoint = 256;
    std::chrono::milliseconds idleConnectionTimeout{30'000}; // shorter than the vendors' own
    ClientLimits limits;
};

// The pools of one worker thread. Lives on that thread; owned by the worker; outlives its calls.
class ClientPool final : public QObject
{
    Q_OBJECT
public:
    ClientPool(ClientPoolOptions options, const Clock *clock, QObject *parent = nullptr);
    ~ClientPool() override;

    // There is no bound on calls at a time (R15): each takes an idle connection or opens one.
    [[nodiscard]] std::unique_ptr<ClientCall> start(const Endpoint &endpoint, ClientRequest request,
                                                    CallCallbacks callbacks);

    void closeIdle(); // after sleep, a network change (R29)
    [[nodiscard]] int openConnections() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Http
