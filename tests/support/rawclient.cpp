// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawclient.h"

#include <QList>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace Gatehouse::Test {

using std::chrono::steady_clock;

QByteArray RawAnswer::header(QByteArrayView name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon == name.size() && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

RawClient::RawClient(quint16 port)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        close();
    const int on = 1;
    if (m_descriptor >= 0)
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient::~RawClient()
{
    close();
}

void RawClient::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

void RawClient::reset()
{
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

bool RawClient::send(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_descriptor >= 0) {
        const ssize_t count = ::send(m_descriptor, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes = bytes.sliced(count);
    }
    return m_descriptor >= 0;
}

bool RawClient::readMore(steady_clock::time_point deadline)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    pollfd wait{.fd = m_descriptor, .events = POLLIN, .revents = 0};
    if (m_descriptor < 0 || left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0)
        return false;
    std::array<char, 65536> buffer;
    const ssize_t count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (count <= 0) {
        m_isClosed = true;
        return false;
    }
    m_input.append(buffer.data(), count);
    return true;
}

bool RawClient::readUntil(QByteArrayView mark, std::chrono::milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    while (!m_input.contains(mark)) {
        if (!readMore(deadline))
            return false;
    }
    return true;
}

QByteArray RawClient::readToEnd(std::chrono::milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    while (readMore(deadline)) {
    }
    return std::exchange(m_input, {});
}

RawAnswer RawClient::readAnswer(std::chrono::milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    RawAnswer answer;
    for (;;) {
        if (!readUntil("\r\n\r\n",
                       std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now())))
            return answer;
        const qsizetype end = m_input.indexOf("\r\n\r\n");
        answer.head = m_input.first(end + 2);
        answer.status = answer.head.mid(9, 3).toInt();
        m_input.remove(0, end + 4);
        if (answer.status >= 200)
            break; // 1xx come before the answer
    }
    if (answer.header("transfer-encoding").toLower() == "chunked") {
        for (;;) {
            while (!m_input.contains("\r\n")) {
                if (!readMore(deadline))
                    return answer;
            }
            const qsizetype line = m_input.indexOf("\r\n");
            const qsizetype size = m_input.first(line).toLongLong(nullptr, 16);
            while (m_input.size() < line + 2 + size + 2) {
                if (!readMore(deadline)) {
                    answer.body += m_input.sliced(line + 2);
                    return answer;
                }
            }
            answer.body += m_input.sliced(line + 2, size);
            m_input.remove(0, line + 2 + size + 2);
            if (size == 0)
                break;
        }
    } else {
        const qsizetype size = answer.header("content-length").toLongLong();
        while (m_input.size() < size) {
            if (!readMore(deadline))
                return answer;
        }
        answer.body = m_input.first(size);
        m_input.remove(0, size);
    }
    answer.isComplete = true;
    return answer;
}

QByteArray postText(quint16 port, const QByteArray &key, const QByteArray &body, const QByteArray &more,
                    const QByteArray &path)
{
    const QByteArray authorization = key.isEmpty() ? QByteArray() : QByteArray("Authorization: Bearer " + key + "\r\n");
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n" + authorization
           + "Content-Type: application/json\r\n" + more + "Content-Length: " + QByteArray::number(body.size())
           + "\r\n\r\n" + body;
}

QByteArray chatBody(const QByteArray &model, bool stream, const QByteArray &content)
{
    return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]"
           + QByteArray(stream ? ",\"stream\":true}" : "}");
}

RawAnswer exchangeOnce(quint16 port, const QByteArray &request)
{
    RawClient client(port);
    if (!client.send(request))
        return {};
    return client.readAnswer();
}

} // namespace Gatehouse::Test
