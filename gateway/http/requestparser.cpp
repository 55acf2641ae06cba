// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/requestparser.h"

#include "gateway/http/requestrules.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

constexpr qsizetype FieldOverhead = 4;          // ": " and the line's end
constexpr qint64 FirstReservation = 256 * 1024; // a length that is only announced costs no more than this
constexpr qsizetype SyntaxAllowance = 2 * 1024; // spaces and line ends that no callback tells of

RequestParser *self(llhttp_t *parser)
{
    return static_cast<RequestParser *>(parser->data);
}

} // namespace

const llhttp_settings_t &RequestParser::settings()
{
    static const llhttp_settings_t table = [] {
        llhttp_settings_t s;
        llhttp_settings_init(&s);
        s.on_message_begin = [](llhttp_t *p) { return self(p)->onMessageBegin(); };
        s.on_url = [](llhttp_t *p, const char *at, size_t n) { return self(p)->onTarget({at, qsizetype(n)}); };
        s.on_method = [](llhttp_t *p, const char *at, size_t n) { return self(p)->onMethod({at, qsizetype(n)}); };
        s.on_version = [](llhttp_t *p, const char *at, size_t n) { return self(p)->onVersion({at, qsizetype(n)}); };
        s.on_header_field = [](llhttp_t *p, const char *at, size_t n) {
            return self(p)->onFieldName({at, qsizetype(n)});
        };
        s.on_header_value = [](llhttp_t *p, const char *at, size_t n) {
            return self(p)->onFieldValue({at, qsizetype(n)});
        };
        s.on_header_value_complete = [](llhttp_t *p) { return self(p)->onFieldComplete(); };
        s.on_headers_complete = [](llhttp_t *p) { return self(p)->onHeadersComplete(); };
        s.on_body = [](llhttp_t *p, const char *at, size_t n) { return self(p)->onBody({at, qsizetype(n)}); };
        s.on_chunk_extension_name = [](llhttp_t *p, const char *at, size_t n) {
            return self(p)->onChunkExtension({at, qsizetype(n)});
        };
        s.on_chunk_extension_value = s.on_chunk_extension_name;
        s.on_message_complete = [](llhttp_t *p) { return self(p)->onMessageComplete(); };
        return s;
    }();
    return table;
}

RequestParser::RequestParser(const ServerLimits *limits)
    : m_limits(limits)
{
    llhttp_init(&m_parser, HTTP_REQUEST, &settings());
    m_parser.data = this;
}

bool RequestParser::hasBody() const
{
    return (m_parser.flags & F_CHUNKED) != 0
           || ((m_parser.flags & F_CONTENT_LENGTH) != 0 && m_parser.content_length > 0);
}

RequestParser::Step RequestParser::feed(QByteArrayView bytes)
{
    if (m_stage == Stage::Complete)
        m_stage = Stage::Before;
    if (m_isPaused) {
        llhttp_resume(&m_parser);
        m_isPaused = false;
    }
    m_fed = bytes.data();
    const llhttp_errno result = llhttp_execute(&m_parser, bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (m_isRefused) // m_error says why; llhttp's code depends on where it was
        return {Status::Refused, bytes.size()};
    switch (result) {
    case HPE_OK:
        if (m_stage == Stage::Head) {
            m_rawHeadBytes += bytes.size();
            if (m_rawHeadBytes > m_limits->headerBytes + SyntaxAllowance) {
                m_error = {.kind = ErrorKind::HeadersTooLarge,
                           .message = u"The request's headers are too large."_s,
                           .detail = {}};
                return {Status::Refused, bytes.size()};
            }
        }
        m_fedBefore += bytes.size();
        return {Status::NeedsMore, bytes.size()};
    case HPE_PAUSED:
        m_isPaused = true;
        m_fedBefore = position(llhttp_get_error_pos(&m_parser));
        return {m_stage == Stage::Complete ? Status::Complete : Status::Head,
                llhttp_get_error_pos(&m_parser) - bytes.data()};
    default:
        m_error = syntaxError();
        return {Status::Refused, bytes.size()};
    }
}

int RequestParser::onMessageBegin()
{
    m_stage = Stage::Head;
    m_request = {};
    m_target.clear();
    m_fields = 0;
    m_headBytes = m_rawHeadBytes = m_extensionBytes = 0;
    m_isContinueExpected = m_isKeepAlive = false;
    m_version = 0;
    return HPE_OK;
}

// llhttp passes over further spaces between the words of the request line. Others do not (RFC 9112 3), which is what
// smuggling lives on.
int RequestParser::onMethod(QByteArrayView bytes)
{
    m_wordEnd = position(bytes.data() + bytes.size());
    return HPE_OK;
}

int RequestParser::onVersion(QByteArrayView bytes)
{
    static constexpr qint64 Name = 5; // "HTTP/"
    return m_version++ > 0 || position(bytes.data()) == m_wordEnd + 1 + Name ? static_cast<int>(HPE_OK)
                                                                             : refuseSpaces();
}

int RequestParser::refuseSpaces()
{
    return refuse({.kind = ErrorKind::InvalidRequest,
                   .message = u"The words of the request line must be separated by one space."_s,
                   .detail = {}});
}

int RequestParser::onTarget(QByteArrayView bytes)
{
    if (m_target.isEmpty() && position(bytes.data()) != m_wordEnd + 1)
        return refuseSpaces();
    m_wordEnd = position(bytes.data() + bytes.size());
    m_target.append(bytes);
    if (m_target.size() > m_limits->targetBytes)
        return refuse(
            {.kind = ErrorKind::UriTooLong, .message = u"The request's address is too long."_s, .detail = {}});
    return HPE_OK;
}

// Trailers come by here too. They count, so that they cannot be endless, and are dropped.
int RequestParser::onFieldName(QByteArrayView bytes)
{
    m_name.append(bytes);
    return countHeadBytes(bytes.size());
}

int RequestParser::onFieldValue(QByteArrayView bytes)
{
    m_value.append(bytes);
    return countHeadBytes(bytes.size());
}

int RequestParser::onFieldComplete()
{
    if (++m_fields > m_limits->headerFields) {
        return refuse(
            {.kind = ErrorKind::HeadersTooLarge, .message = u"The request has too many headers."_s, .detail = {}});
    }
    m_headBytes += FieldOverhead;
    if (m_stage == Stage::Head) {
        while (m_value.endsWith(' ') || m_value.endsWith('\t'))
            m_value.chop(1);
        m_request.headers.add(std::move(m_name), std::move(m_value));
    }
    m_name = {};
    m_value = {};
    return HPE_OK;
}

int RequestParser::onHeadersComplete()
{
    // Upgrade is an offer a server may pass over (RFC 9110 7.8). llhttp would stop parsing here.
    m_parser.upgrade = 0;
    m_request.method = llhttp_method_name(static_cast<llhttp_method_t>(m_parser.method));
    if (m_parser.http_major != 1 || m_parser.method == HTTP_CONNECT || m_parser.method == HTTP_PRI)
        return refuse({.kind = ErrorKind::InvalidRequest,
                       .message = u"This is not an HTTP/1.1 request to a server."_s,
                       .detail = {}});
    auto target = parseTarget(m_request.method, m_target);
    if (!target)
        return refuse(std::move(target).error());
    m_request.path = target->path;
    m_request.query = target->query;
    const auto framing = checkFields(m_request.headers, *target, m_parser.http_minor);
    if (!framing)
        return refuse(framing.error());
    m_isContinueExpected = framing->isContinueExpected;
    if ((m_parser.flags & F_CONTENT_LENGTH) != 0) {
        if (m_parser.content_length > static_cast<quint64>(m_limits->bodyBytes))
            return refuse(
                {.kind = ErrorKind::PayloadTooLarge, .message = u"The request's body is too large."_s, .detail = {}});
        m_request.body.reserve(std::min(static_cast<qint64>(m_parser.content_length), FirstReservation));
    }
    m_stage = Stage::Body;
    return HPE_PAUSED;
}

int RequestParser::onBody(QByteArrayView bytes)
{
    if (m_request.body.size() + bytes.size() > m_limits->bodyBytes)
        return refuse(
            {.kind = ErrorKind::PayloadTooLarge, .message = u"The request's body is too large."_s, .detail = {}});
    m_request.body.append(bytes);
    return HPE_OK;
}

int RequestParser::onChunkExtension(QByteArrayView bytes)
{
    m_extensionBytes += bytes.size();
    if (m_extensionBytes > m_limits->headerLineBytes)
        return refuse(
            {.kind = ErrorKind::InvalidRequest, .message = u"The chunk extensions are too long."_s, .detail = {}});
    return HPE_OK;
}

int RequestParser::onMessageComplete()
{
    m_isKeepAlive = llhttp_should_keep_alive(&m_parser) != 0;
    m_stage = Stage::Complete;
    return HPE_PAUSED;
}

int RequestParser::refuse(Error error)
{
    m_error = std::move(error);
    m_isRefused = true;
    return HPE_USER;
}

int RequestParser::countHeadBytes(qsizetype count)
{
    m_headBytes += count;
    if (m_name.size() + m_value.size() <= m_limits->headerLineBytes && m_headBytes <= m_limits->headerBytes)
        return HPE_OK;
    return refuse(
        {.kind = ErrorKind::HeadersTooLarge, .message = u"The request's headers are too large."_s, .detail = {}});
}

Error RequestParser::syntaxError() const
{
    // llhttp's reasons are fixed English sentences without any of the input.
    const QString reason = QString::fromLatin1(llhttp_get_error_reason(&m_parser));
    const bool isLong = llhttp_get_errno(&m_parser) == HPE_INVALID_URL && m_target.size() >= m_limits->targetBytes;
    return {.kind = isLong ? ErrorKind::UriTooLong : ErrorKind::InvalidRequest,
            .message = u"This is not valid HTTP/1.1: "_s % reason % u'.',
            .detail = {}};
}

} // namespace Gatehouse::Http
