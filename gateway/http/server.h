// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/error.h"
#include "gateway/http/headers.h"

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

// The listening side of HTTP/1.1. One ServerWorker lives on each worker thread and owns the connections that were
// handed to it, for life. Knows nothing of models or vendors.
namespace Gatehouse::Http {

// Enforced while reading, not after (R10).
struct ServerLimits {
    qsizetype headerLineBytes = 16 * 1024;
    qsizetype headerBytes = 64 * 1024;
    int headerFields = 128;
    qsizetype targetBytes = 8 * 1024;
    qint64 bodyBytes = 32 * 1024 * 1024;
    std::chrono::milliseconds headerTimeout{10'000};    // from the first byte of a request to the end of its headers
    std::chrono::milliseconds bodyIdleTimeout{30'000};  // between two pieces of a body
    std::chrono::milliseconds keepAliveTimeout{75'000}; // idle between requests
    std::chrono::milliseconds writeTimeout{60'000};     // a client that takes nothing
    qint64 writeHighWater = 256 * 1024;                 // above this Response::isCongested()
    qint64 writeLowWater = 64 * 1024;
};

// A complete request, framed and within the limits.
struct Request {
    QByteArray method;
    QByteArray path;  // of the target, percent-encoding left as it came
    QByteArray query; // without the question mark
    Headers headers;
    QByteArray body;
    QHostAddress peer;
    MonotonicTime startedAt = {}; // first byte of the request
    bool isSecure = false;
};

// The one answer to a request. Kept by whoever answers, on the connection's thread only; outlives the connection (then
// every call does nothing and isClosed() is true).
class Response
{
public:
    virtual ~Response() = default;

    // A whole answer with Content-Length, in one write.
    virtual void send(int status, const Headers &headers, const QByteArray &body) = 0;

    // A streamed answer: chunked (closed by the connection's end for HTTP/1.0). write() is flushed at the end of the
    // event loop turn or at finish(), so that several writes of one turn make one segment.
    virtual void start(int status, const Headers &headers) = 0;
    virtual void write(QByteArrayView bytes) = 0;
    virtual void finish(QByteArrayView lastBytes = {}) = 0;

    // Breaks the connection, so that a half answer cannot be taken for a whole one.
    virtual void abort() = 0;

    [[nodiscard]] virtual bool isStarted() const = 0;
    [[nodiscard]] virtual bool isClosed() const = 0;       // the client has gone, or abort() was called
    [[nodiscard]] virtual bool isCongested() const = 0;    // above the high-water mark
    [[nodiscard]] virtual qint64 bytesWritten() const = 0; // of bodies

    // Called once when the client goes before the answer is finished; never from within a call of this object.
    virtual void onClosed(std::function<void()> callback) = 0;
    // Called each time the low-water mark is reached again; never from within a call of this object.
    virtual void onDrained(std::function<void()> callback) = 0;
};

class RequestHandler
{
public:
    virtual ~RequestHandler() = default;

    // A complete request. The handler may answer at once or later.
    virtual void handle(Request request, std::shared_ptr<Response> response) = 0;

    // The body, JSON, of the answer to a request that is refused before it is complete (framing, limits, time-out, or
    // by checkHead). `path` is empty when the request was refused before its target was understood.
    [[nodiscard]] virtual QByteArray refusalBody(const Error &error, QByteArrayView path) const = 0;

    // Asked when the headers are complete, before the body is read: an error refuses the request now (wrong Host,
    // Origin, unknown path, no room). Nothing to say = read on, with 100 Continue if the client waits for it.
    [[nodiscard]] virtual std::optional<Error> checkHead(const Request &head) const = 0;
};

// The connections of one worker thread. Lives on that thread; owned by the worker.
class ServerWorker final : public QObject
{
    Q_OBJECT
public:
    ServerWorker(ServerLimits limits, RequestHandler *handler, const Clock *clock, QObject *parent = nullptr);
    ~ServerWorker() override; // closes every connection

    void accept(qintptr descriptor); // takes a connected socket over
    void setTls(const QSslConfiguration
                    &configuration);            // for connections accepted from now on; null configuration = plain HTTP
    void setLimits(const ServerLimits &limits); // for connections accepted from now on

    // Idle connections are closed, answers carry "Connection: close" from now on.
    void drain();

    // Every connection now, with or without an answer under way.
    void closeConnections();

    [[nodiscard]] int connectionCount() const; // thread-safe

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Http
