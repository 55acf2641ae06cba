// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaianswer.h"

#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/openaierror.h"
#include "gateway/core/llm/openaifacts.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr QByteArrayView DoneMark = "[DONE]";
constexpr QByteArrayView DoneLine = "data: [DONE]";

Error invalid(QString message, const Json::Reader &json)
{
    return {.kind = ErrorKind::UpstreamInvalid, .message = std::move(message), .detail = json.error().message};
}

// The event without one member of its document, and without the comma that went with it.
void appendWithout(const SseEvent &event, Json::Range member, QByteArray &out)
{
    const qsizetype data = event.data.data() - event.raw.data();
    if (data < 0 || data + event.data.size() > event.raw.size()) { // joined of several lines: stays as it is
        out += event.raw;
        return;
    }
    qsizetype begin = data + member.offset;
    qsizetype end = begin + member.length;
    const auto isSpace = [&event](qsizetype at) { return event.raw[at] == ' ' || event.raw[at] == '\t'; };
    while (isSpace(begin - 1))
        --begin;
    if (event.raw[begin - 1] == ',') {
        --begin;
    } else { // the first member: the comma behind it
        while (isSpace(end))
            ++end;
        if (event.raw[end] == ',')
            ++end;
    }
    out += event.raw.first(begin);
    out += event.raw.sliced(end);
}

} // namespace

Result<AnswerFacts> readOpenAiAnswer(Surface surface, QByteArrayView body)
{
    Q_UNUSED(surface) // the surfaces' answers differ in members that do not collide
    AnswerFacts answer;
    Json::Reader json(body, Json::Rules::Lenient);
    const EventFacts facts = readFacts(json, answer);
    if (!facts.isObject)
        return std::unexpected(invalid(u"The vendor's answer is not a JSON object."_s, json));
    if (facts.isError)
        return std::unexpected(vendorError(body));
    return answer;
}

OpenAiStream::OpenAiStream(Surface surface, UsageEvent usageEvent)
    : m_surface(surface)
    , m_usageEvent(usageEvent)
{}

Result<void> OpenAiStream::feed(QByteArrayView bytes, QByteArray &out)
{
    if (m_done)
        return {}; // nothing that follows the end mark is an answer
    m_reader.feed(bytes);
    while (!m_done) {
        const std::optional<SseEvent> next = m_reader.next();
        if (!next)
            break;
        if (auto read = event(*next, out); !read) {
            m_hasFailed = true;
            return read;
        }
    }
    if (m_reader.isOverlong()) {
        m_hasFailed = true;
        return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"The vendor sent an event that is too long."_s);
    }
    return {};
}

Result<void> OpenAiStream::event(const SseEvent &event, QByteArray &out)
{
    if (event.data.isNull()) {
        out += event.raw; // a comment that keeps the connection alive
        return {};
    }
    if (event.data.trimmed() == DoneMark) {
        m_done = true;
        m_end = event.raw.toByteArray();
        return {};
    }
    Json::Reader json(event.data, Json::Rules::Lenient);
    const EventFacts facts = readFacts(json, m_answer);
    if (!facts.isObject)
        return std::unexpected(invalid(u"The vendor sent an event that is not a JSON object."_s, json));
    if (facts.isError)
        return std::unexpected(vendorError(event.data));
    ++m_events;
    m_content = m_content || facts.hasContent;
    const bool isUsageEvent = facts.hasUsage && !facts.hasChoices;
    if (m_usageEvent == UsageEvent::Hide && facts.emptyUsage)
        appendWithout(event, *facts.emptyUsage, out);
    else if (!isUsageEvent || m_usageEvent == UsageEvent::Show)
        out += event.raw;
    return {};
}

Result<void> OpenAiStream::close(QByteArray &out)
{
    Q_UNUSED(out) // nothing is held back but the end mark
    if (!isComplete())
        return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"The answer was cut off by the provider."_s);
    return {};
}

QByteArray OpenAiStream::fail(const Error &error)
{
    return errorEvent(Dialect::OpenAi, error);
}

QByteArray OpenAiStream::end()
{
    return m_done ? m_end : DoneLine.toByteArray() + "\n\n";
}

bool OpenAiStream::isComplete() const
{
    if (m_done || m_hasFailed)
        return m_done;
    // Some vendors end after the finish reason without the mark, or with a part of it.
    const QByteArrayView rest = m_reader.rest().trimmed();
    return !m_answer.finishReason.isEmpty() && (rest.isEmpty() || DoneLine.startsWith(rest));
}

} // namespace Gatehouse::Llm
