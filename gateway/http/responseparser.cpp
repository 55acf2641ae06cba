// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/responseparser.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

constexpr qsizetype FieldOverhead = 4;
constexpr qint64 FramingAllowance = 64 * 1024; // bytes without any of an answer in them

ResponseParser *self(llhttp_t *parser)
{
    return static_cast<ResponseParser *>(parser->data);
}

// Answers that come piece by piece for as long as they like.
bool isStreamType(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    const QByteArrayView type = (end < 0 ? contentType : contentType.first(end)).trimmed();
    return equalsIgnoringCase(type, "text/event-stream") || equalsIgnoringCase(type, "application/x-ndjson")
           || equalsIgnoringCase(type, "application/vnd.amazon.eventstream");
}

} // namespace

const llhttp_settings_t &ResponseParser::settings()
{
    static const llhttp_settings_t table = [] {
        llhttp_settings_t s;
        llhttp_settings_init(&s);
        s.on_message_begin = [](llhttp_t *p) { return self(p)->onMessageBegin(); };
        s.on_header_field = [](llhttp_t *p, const char *at, size_t n) {
            return self(p)->onFieldName({at, qsizetype(n)});
        };
        s.on_header_value = [](llhttp_t *p, const char *at, size_t n) {
            return self(p)->onFieldValue({at, qsizetype(n)});
        };
        s.on_header_value_complete = [](llhttp_t *p) { return self(p)->onFieldComplete(); };
        s.on_headers_complete = [](llhttp_t *p) { return self(p)->onHeadersComplete(); };
        s.on_body = [](llhttp_t *p, const char *at, size_t n) { return self(p)->onBody({at, qsizetype(n)}); };
        s.on_message_complete = [](llhttp_t *p) { return self(p)->onMessageComplete(); };
        return s;
    }();
    return table;
}

ResponseParser::ResponseParser(const ClientLimits *limits, ResponseSink *sink)
    : m_limits(limits)
    , m_sink(sink)
{
    llhttp_init(&m_parser, HTTP_RESPONSE, &settings());
    m_parser.data = this;
}

void ResponseParser::begin(bool isAnswerToHead)
{
    llhttp_reset(&m_parser);
    m_isAnswerToHead = isAnswerToHead;
    m_stopped = Status::NeedsMore;
    m_isHeadRead = m_isStream = m_isComplete = m_isReusable = false;
    m_informational = m_fields = 0;
    m_headBytes = 0;
    m_framingBytes = m_bodyBytes = 0;
    m_message.clear();
}

ResponseParser::Status ResponseParser::feed(QByteArrayView bytes)
{
    m_framingBytes += bytes.size();
    const llhttp_errno result = llhttp_execute(&m_parser, bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (result == HPE_PAUSED) {
        // What follows an answer nobody asked for cannot be the next one.
        m_isReusable = m_isReusable && llhttp_get_error_pos(&m_parser) == bytes.data() + bytes.size();
        return Status::Complete;
    }
    if (result == HPE_OK && m_framingBytes > FramingAllowance + (m_isHeadRead ? 0 : m_limits->headerBytes)) {
        m_message = u"The answer is framing without content."_s;
        return Status::TooLarge;
    }
    return statusOf(result);
}

ResponseParser::Status ResponseParser::end()
{
    const llhttp_errno result = llhttp_finish(&m_parser);
    m_isReusable = false;
    if (m_isComplete)
        return Status::Complete;
    return result == HPE_INVALID_EOF_STATE ? Status::NeedsMore : statusOf(result);
}

ResponseParser::Status ResponseParser::statusOf(llhttp_errno result)
{
    if (result == HPE_OK)
        return Status::NeedsMore;
    if (m_stopped != Status::NeedsMore)
        return m_stopped;
    m_message = u"The answer is not valid HTTP/1.1: "_s % QString::fromLatin1(llhttp_get_error_reason(&m_parser));
    return Status::Invalid;
}

int ResponseParser::onMessageBegin()
{
    m_head = {};
    m_name = {};
    m_value = {};
    return HPE_OK;
}

// Trailers come by here too: they count and are dropped.
int ResponseParser::onFieldName(QByteArrayView bytes)
{
    m_name.append(bytes);
    return countHeadBytes(bytes.size());
}

int ResponseParser::onFieldValue(QByteArrayView bytes)
{
    m_value.append(bytes);
    return countHeadBytes(bytes.size());
}

int ResponseParser::countHeadBytes(qsizetype count)
{
    m_headBytes += count;
    return m_headBytes <= m_limits->headerBytes ? static_cast<int>(HPE_OK)
                                                : stop(Status::TooLarge, u"The answer's headers are too large."_s);
}

int ResponseParser::onFieldComplete()
{
    m_headBytes += FieldOverhead;
    if (++m_fields > m_limits->headerFields)
        return stop(Status::TooLarge, u"The answer has too many headers."_s);
    if (!m_isHeadRead) {
        while (m_value.endsWith(' ') || m_value.endsWith('\t'))
            m_value.chop(1);
        m_head.headers.add(std::move(m_name), std::move(m_value));
    }
    m_name = {};
    m_value = {};
    return HPE_OK;
}

int ResponseParser::onHeadersComplete()
{
    const int status = m_parser.status_code;
    if (m_parser.http_major != 1 || status < 100 || status > 599)
        return stop(Status::Invalid, u"The answer is not HTTP/1.1 with a status from 100 to 599."_s);
    if (status == 101)
        return stop(Status::Invalid, u"The answer changes to another protocol, which was not asked for."_s);
    if (status < 200) {
        return ++m_informational <= m_limits->informationalResponses
                   ? static_cast<int>(HPE_OK)
                   : stop(Status::TooLarge, u"Too many informational answers."_s);
    }
    const auto coding = m_head.headers.value("Transfer-Encoding");
    if (coding && (!equalsIgnoringCase(*coding, "chunked") || m_head.headers.count("Transfer-Encoding") > 1))
        return stop(Status::Invalid, u"The answer's transfer coding is not 'chunked'."_s);
    m_parser.upgrade = 0;
    m_isHeadRead = true;
    m_isStream = isStreamType(m_head.headers.value("Content-Type").value_or(QByteArrayView()));
    const bool isLengthKnown = (m_parser.flags & F_CONTENT_LENGTH) != 0 && !m_isAnswerToHead;
    if (isLengthKnown && !m_isStream && m_parser.content_length > static_cast<quint64>(m_limits->bodyBytes))
        return stop(Status::TooLarge, u"The answer is too large."_s);
    m_head.status = status;
    if (!m_sink->takeHead(std::move(m_head)))
        return stop(Status::Stopped, {});
    return m_isAnswerToHead ? 1 : 0; // 1: no body follows, whatever the fields say
}

int ResponseParser::onBody(QByteArrayView bytes)
{
    m_framingBytes = 0;
    m_bodyBytes += bytes.size();
    if (!m_isStream && m_bodyBytes > m_limits->bodyBytes)
        return stop(Status::TooLarge, u"The answer is too large."_s);
    return m_sink->takeBody(bytes) ? static_cast<int>(HPE_OK) : stop(Status::Stopped, {});
}

int ResponseParser::onMessageComplete()
{
    if (!m_isHeadRead)
        return HPE_OK; // an informational answer
    m_isComplete = true;
    m_isReusable = llhttp_should_keep_alive(&m_parser) != 0;
    return HPE_PAUSED;
}

int ResponseParser::stop(Status status, const QString &message)
{
    m_stopped = status;
    m_message = message;
    return HPE_USER;
}

} // namespace Gatehouse::Http
