// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/outputqueue.h"

#include <QHostAddress>
#include <QString>

#include <memory>

class QTcpSocket;

namespace Gatehouse::Http {

// Who uses a transport. Called from the event loop, never from within a call of the transport.
class TransportListener
{
public:
    virtual void onReadable() = 0; // read() has something to say: bytes, or the end
    virtual void onWritable() = 0; // some of what flush() had left has gone

protected:
    ~TransportListener() = default;
};

// A connected byte stream. Lives on one thread; owned by the connection that is its listener, and may be destroyed from
// within the listener's functions.
class Transport
{
public:
    Transport() = default;
    virtual ~Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)

    static constexpr qsizetype Nothing = 0; // wait for onReadable()
    static constexpr qsizetype End = -1;    // the other side has closed, or the connection is broken

    void setListener(TransportListener *listener) { m_listener = listener; }
    [[nodiscard]] OutputQueue &output() { return m_output; }

    [[nodiscard]] virtual qsizetype read(char *buffer, qsizetype size) = 0; // > 0, Nothing or End
    virtual void setReading(bool isReading) = 0; // off: nothing is taken from the kernel, onReadable() is not called

    // Hands the output over, in one write as far as that goes. False: the connection takes nothing any more.
    [[nodiscard]] virtual bool flush() = 0;
    [[nodiscard]] virtual qint64 pendingBytes() const = 0; // of the output and of what lies in buffers below it
    [[nodiscard]] virtual qint64 handedOver() const = 0;   // bytes that may have reached the other side

    // On an idle connection: whether something waits to be read, which there can only be its end.
    [[nodiscard]] virtual bool isReadableNow() = 0;

    virtual void shutdownWriting() = 0;                  // our end of the stream, after what is pending
    [[nodiscard]] virtual bool canHalfClose() const = 0; // whether read() goes on after shutdownWriting()
    virtual void close() = 0;                            // at once; what the kernel has is still sent
    virtual void reset() = 0;                            // at once, and the other side sees an error
    [[nodiscard]] virtual QString failure() const = 0;   // why the stream ended, when it did not end orderly

protected:
    TransportListener *m_listener = nullptr;
    OutputQueue m_output;
};

// Plain TCP over a connected descriptor, which it takes over.
[[nodiscard]] std::unique_ptr<Transport> makeDescriptorTransport(qintptr descriptor);
[[nodiscard]] QHostAddress peerAddress(qintptr descriptor);

// Over one of Qt's sockets: TLS, proxies, and everything on systems without POSIX sockets.
struct SocketDeleter {
    void operator()(QTcpSocket *socket) const;
};
using SocketPointer = std::unique_ptr<QTcpSocket, SocketDeleter>;
[[nodiscard]] std::unique_ptr<Transport> makeSocketTransport(SocketPointer socket);

} // namespace Gatehouse::Http
