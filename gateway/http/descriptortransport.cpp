// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/transport.h"

#include <QEvent>
#include <QSocketNotifier>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

// Plain TCP without QTcpSocket: a read goes straight into the caller's buffer, an answer out in one sendmsg(), and no
// signal is emitted on the way. The descriptor is watched by QSocketNotifiers of the thread's dispatcher, like Qt's
// own.

namespace Gatehouse::Http {

namespace {

class DescriptorTransport;

// A notifier that calls the transport without the detour over a signal.
class Watch final : public QSocketNotifier
{
public:
    Watch(qintptr descriptor, Type type, DescriptorTransport *transport)
        : QSocketNotifier(descriptor, type)
        , m_transport(transport)
    {}

protected:
    bool event(QEvent *event) override;

private:
    DescriptorTransport *m_transport;
};

class DescriptorTransport final : public Transport
{
public:
    explicit DescriptorTransport(int descriptor)
        : m_descriptor(descriptor)
        , m_readWatch(descriptor, QSocketNotifier::Read, this)
    {
        const int one = 1;
        ::fcntl(m_descriptor, F_SETFL, ::fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        // A peer that vanished without a word is noticed by the kernel in the end.
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one);
#ifdef SO_NOSIGPIPE
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_NOSIGPIPE, &one, sizeof one);
#endif
    }

    ~DescriptorTransport() override { release(); }

    qsizetype read(char *buffer, qsizetype size) override
    {
        if (m_descriptor < 0)
            return End;
        for (;;) {
            const ssize_t count = ::recv(m_descriptor, buffer, static_cast<std::size_t>(size), 0);
            if (count > 0)
                return count;
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
                return Nothing;
            if (count < 0)
                m_errno = errno;
            return End;
        }
    }

    void setReading(bool isReading) override
    {
        if (m_descriptor >= 0 && m_readWatch.isEnabled() != isReading)
            m_readWatch.setEnabled(isReading);
    }

    bool flush() override
    {
        if (m_descriptor < 0 || m_isWriteBroken)
            return false;
        while (!m_output.isEmpty()) {
            const ssize_t count = writePieces();
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
                break;
            if (count < 0) {
                m_errno = errno;
                m_isWriteBroken = true;
                m_output.clear();
                if (m_writeWatch)
                    m_writeWatch->setEnabled(false);
                return false;
            }
            m_handedOver += count;
            m_output.consume(count);
        }
        watchWriting(!m_output.isEmpty());
        if (m_output.isEmpty() && m_isShutdownWanted) {
            m_isShutdownWanted = false;
            ::shutdown(m_descriptor, SHUT_WR);
        }
        return true;
    }

    qint64 pendingBytes() const override { return m_output.size(); }
    qint64 handedOver() const override { return m_handedOver; }

    bool isReadableNow() override
    {
        char byte = 0;
        return m_descriptor < 0 || ::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0
               || (errno != EAGAIN && errno != EWOULDBLOCK);
    }

    void shutdownWriting() override
    {
        m_isShutdownWanted = true;
        std::ignore = flush(); // a broken connection needs no end
    }

    bool canHalfClose() const override { return true; }
    void close() override { release(); }

    void reset() override
    {
        if (m_descriptor >= 0) {
            const linger now{.l_onoff = 1, .l_linger = 0};
            ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        }
        release();
    }

    QString failure() const override
    {
        return m_errno == 0 ? QString() : QString::fromLocal8Bit(std::strerror(m_errno));
    }

    void activated(QSocketNotifier::Type type)
    {
        if (type == QSocketNotifier::Read) {
            m_listener->onReadable();
            return;
        }
        std::ignore = flush(); // the listener learns of a broken connection by its next flush()
        m_listener->onWritable();
    }

private:
    ssize_t writePieces()
    {
        std::array<QByteArrayView, 16> pieces;
        const std::size_t count = m_output.peek(pieces);
        if (count == 1)
            return ::send(m_descriptor, pieces[0].data(), static_cast<std::size_t>(pieces[0].size()), SendFlags);
        std::array<iovec, 16> vectors;
        for (std::size_t i = 0; i < count; ++i) {
            vectors[i] = {.iov_base = const_cast<char *>(pieces[i].data()),
                          .iov_len = static_cast<std::size_t>(pieces[i].size())};
        }
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        return ::sendmsg(m_descriptor, &message, SendFlags);
    }

    void watchWriting(bool isWanted)
    {
        if (isWanted && !m_writeWatch) {
            m_writeWatch = std::make_unique<Watch>(m_descriptor, QSocketNotifier::Write, this);
        } else if (m_writeWatch && m_writeWatch->isEnabled() != isWanted) {
            m_writeWatch->setEnabled(isWanted);
        }
    }

    // The notifiers go off before the descriptor is closed, since its number may be another connection's at once.
    void release()
    {
        if (m_descriptor < 0)
            return;
        m_readWatch.setEnabled(false);
        if (m_writeWatch)
            m_writeWatch->setEnabled(false);
        ::close(m_descriptor);
        m_descriptor = -1;
        m_output.clear();
    }

#ifdef MSG_NOSIGNAL
    static constexpr int SendFlags = MSG_NOSIGNAL;
#else
    static constexpr int SendFlags = 0;
#endif

    int m_descriptor;
    int m_errno = 0;
    bool m_isWriteBroken = false;
    bool m_isShutdownWanted = false;
    qint64 m_handedOver = 0;
    Watch m_readWatch;
    std::unique_ptr<Watch> m_writeWatch; // made when a write blocks for the first time
};

bool Watch::event(QEvent *event)
{
    if (event->type() != QEvent::SockAct)
        return QSocketNotifier::event(event);
    m_transport->activated(type()); // may destroy this
    return true;
}

} // namespace

std::unique_ptr<Transport> makeDescriptorTransport(qintptr descriptor)
{
    return std::make_unique<DescriptorTransport>(static_cast<int>(descriptor));
}

QHostAddress peerAddress(qintptr descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (::getpeername(static_cast<int>(descriptor), address, &size) != 0)
        return {};
    const QHostAddress peer(address);
    bool isMapped = false; // an IPv4 client of a socket that listens on both
    const quint32 ipv4 = peer.toIPv4Address(&isMapped);
    return isMapped ? QHostAddress(ipv4) : peer;
}

} // namespace Gatehouse::Http
