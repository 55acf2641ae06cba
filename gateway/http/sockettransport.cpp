// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/transport.h"

#include <QSslSocket>
#include <QTcpSocket>

#include <array>

namespace Gatehouse::Http {

namespace {

constexpr qint64 ReadBuffer = 64 * 1024;  // Qt stops reading from the kernel above this
constexpr qint64 WriteBuffer = 64 * 1024; // what Qt may hold; the rest waits in our queue

class SocketTransport final : public Transport
{
public:
    explicit SocketTransport(SocketPointer socket)
        : m_socket(std::move(socket))
        , m_tls(qobject_cast<QSslSocket *>(m_socket.get()))
    {
        m_socket->setReadBufferSize(ReadBuffer);
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        QObject::connect(m_socket.get(), &QIODevice::readyRead, &m_context, [this] { readable(); });
        QObject::connect(m_socket.get(), &QAbstractSocket::disconnected, &m_context, [this] { readable(); });
        QObject::connect(m_socket.get(), &QAbstractSocket::errorOccurred, &m_context, [this] { readable(); });
        QObject::connect(m_socket.get(), &QIODevice::bytesWritten, &m_context, [this] { writable(); });
        if (m_tls)
            QObject::connect(m_tls, &QSslSocket::encryptedBytesWritten, &m_context, [this] { writable(); });
    }

    qsizetype read(char *buffer, qsizetype size) override
    {
        m_isBusy = true;
        const qint64 count = m_isClosed ? 0 : m_socket->read(buffer, size);
        m_isBusy = false;
        if (count > 0) {
            // Qt tells only of what is new: what the listener leaves lying now must be told of again.
            if (m_socket->bytesAvailable() > 0)
                readableLater();
            return count;
        }
        return !m_isClosed && m_socket->state() == QAbstractSocket::ConnectedState ? Nothing : End;
    }

    // Qt goes on reading until its buffer is full, then the kernel's fills and the other side stops.
    void setReading(bool isReading) override
    {
        if (m_isReading == isReading)
            return;
        m_isReading = isReading;
        if (isReading && (m_socket->bytesAvailable() > 0 || m_socket->state() != QAbstractSocket::ConnectedState))
            readableLater();
    }

    bool flush() override
    {
        if (m_isClosed || m_socket->state() != QAbstractSocket::ConnectedState)
            return false;
        m_isBusy = true;
        while (!m_output.isEmpty() && buffered() < WriteBuffer) {
            std::array<QByteArrayView, 1> piece;
            std::ignore = m_output.peek(piece);
            const qint64 count = m_socket->write(piece[0].data(), std::min<qint64>(piece[0].size(), WriteBuffer));
            if (count <= 0)
                break;
            m_handedOver += count;
            m_output.consume(count);
            // Emptied at once as far as the kernel takes it: what Qt tells of from within this call is not heard.
            if (m_output.isEmpty() || buffered() >= WriteBuffer)
                m_socket->flush();
        }
        m_isBusy = false;
        if (m_isShutdownWanted && m_output.isEmpty()) {
            m_isShutdownWanted = false;
            m_socket->disconnectFromHost(); // after what is pending
        }
        return true;
    }

    qint64 pendingBytes() const override { return m_output.size() + (m_isClosed ? 0 : buffered()); }
    qint64 handedOver() const override { return m_handedOver; }

    bool isReadableNow() override
    {
        return m_isClosed || m_socket->bytesAvailable() > 0 || m_socket->state() != QAbstractSocket::ConnectedState;
    }

    void shutdownWriting() override
    {
        m_isShutdownWanted = true;
        std::ignore = flush(); // a broken connection needs no end
    }

    bool canHalfClose() const override { return false; }

    void close() override
    {
        if (m_isClosed)
            return;
        m_isClosed = true;
        m_output.clear();
        m_socket->disconnect(&m_context);
        m_socket->abort();
    }

    void reset() override { close(); }

    QString failure() const override
    {
        const auto error = m_socket->error();
        return error == QAbstractSocket::UnknownSocketError || error == QAbstractSocket::RemoteHostClosedError
                   ? QString()
                   : m_socket->errorString();
    }

private:
    qint64 buffered() const { return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0); }

    void readableLater()
    {
        if (std::exchange(m_isReadableQueued, true))
            return;
        const auto tell = [this] {
            m_isReadableQueued = false;
            readable();
        };
        QMetaObject::invokeMethod(&m_context, tell, Qt::QueuedConnection);
    }

    void readable()
    {
        if (!m_isReading || m_isClosed)
            return;
        if (m_isBusy) // from within our own call: told at the end of the turn
            readableLater();
        else
            m_listener->onReadable();
    }

    void writable()
    {
        if (m_isBusy || m_isClosed)
            return;
        std::ignore = flush(); // the listener learns of a broken connection by its next flush()
        m_listener->onWritable();
    }

    SocketPointer m_socket;
    QSslSocket *m_tls;
    QObject m_context; // what the signals are connected to: gone with the transport, while the socket may live on
    qint64 m_handedOver = 0;
    bool m_isReading = true;
    bool m_isBusy = false;
    bool m_isReadableQueued = false;
    bool m_isClosed = false;
    bool m_isShutdownWanted = false;
};

} // namespace

// A socket may be on the stack of its own signal.
void SocketDeleter::operator()(QTcpSocket *socket) const
{
    QObject::disconnect(socket, nullptr, nullptr, nullptr);
    socket->deleteLater();
}

std::unique_ptr<Transport> makeSocketTransport(SocketPointer socket)
{
    return std::make_unique<SocketTransport>(std::move(socket));
}

} // namespace Gatehouse::Http
