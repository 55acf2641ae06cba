// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/messagewriter.h"

#include <QUrl>

#include <charconv>
#include <format>

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

void appendNumber(QByteArray &to, qint64 number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    to.append(digits.data(), end - digits.data());
}

bool isFraming(QByteArrayView name)
{
    switch (name.size()) {
    case 4:
        return equalsIgnoringCase(name, "Host") || equalsIgnoringCase(name, "Date");
    case 10:
        return equalsIgnoringCase(name, "Connection") || equalsIgnoringCase(name, "Keep-Alive");
    case 14:
        return equalsIgnoringCase(name, "Content-Length");
    case 17:
        return equalsIgnoringCase(name, "Transfer-Encoding");
    default:
        return false;
    }
}

bool endsLine(QByteArrayView text)
{
    return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void appendFields(QByteArray &to, const Headers &headers)
{
    for (const Field &field : headers) {
        if (isFraming(field.name) || endsLine(field.name) || endsLine(field.value))
            continue;
        to.append(field.name).append(": ").append(field.value).append("\r\n");
    }
}

} // namespace

QByteArrayView DateLine::at(Timestamp now)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != m_second) {
        m_second = second;
        m_text = QByteArray::fromStdString(std::format("{:%a, %d %b %Y %H:%M:%S} GMT", second));
    }
    return m_text;
}

void appendResponseHead(QByteArray &to, int status, const Headers &headers, const ResponseFraming &framing,
                        QByteArrayView date)
{
    to.append("HTTP/1.1 ");
    appendNumber(to, status);
    to.append(' ').append(reasonPhrase(status)).append("\r\nDate: ").append(date).append("\r\n");
    appendFields(to, headers);
    if (framing.framing == BodyFraming::Length) {
        to.append("Content-Length: ");
        appendNumber(to, framing.length);
        to.append("\r\n");
    } else if (framing.framing == BodyFraming::Chunked) {
        to.append("Transfer-Encoding: chunked\r\n");
    }
    if (!framing.isKeepAlive)
        to.append("Connection: close\r\n");
    else if (framing.isHttp10)
        to.append("Connection: keep-alive\r\n");
    to.append("\r\n");
}

void appendRequestHead(QByteArray &to, const ClientRequest &request, QByteArrayView host)
{
    to.append(request.method)
        .append(' ')
        .append(request.target)
        .append(" HTTP/1.1\r\nHost: ")
        .append(host)
        .append("\r\n");
    appendFields(to, request.headers);
    // A GET without a body has no length; everything else says its own, also when it is nothing.
    if (!request.body.isEmpty() || (request.method != "GET" && request.method != "HEAD")) {
        to.append("Content-Length: ");
        appendNumber(to, request.body.size());
        to.append("\r\n");
    }
    to.append("\r\n");
}

QByteArray hostValue(const Endpoint &endpoint)
{
    QByteArray value = endpoint.host.contains(u':') && !endpoint.host.startsWith(u'[')
                           ? QByteArray('[' + endpoint.host.toLatin1() + ']')
                           : QUrl::toAce(endpoint.host);
    if (value.isEmpty())
        value = endpoint.host.toLatin1();
    if (endpoint.port != (endpoint.tls ? 443 : 80)) {
        value.append(':');
        appendNumber(value, endpoint.port);
    }
    return value;
}

QByteArrayView chunkHead(qsizetype size, std::span<char, 20> buffer)
{
    char *end = std::to_chars(buffer.data(), buffer.data() + buffer.size() - 2, size, 16).ptr;
    *end++ = '\r';
    *end++ = '\n';
    return {buffer.data(), end - buffer.data()};
}

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 507:
        return "Insufficient Storage";
    default:
        return ""; // may be empty (RFC 9112 4)
    }
}

} // namespace Gatehouse::Http
