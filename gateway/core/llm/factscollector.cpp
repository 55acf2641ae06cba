// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/factscollector.h"

#include "gateway/core/llm/dialect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

QByteArrayView finishReasonName(FinishReason reason)
{
    switch (reason) {
    case FinishReason::None:
        return {};
    case FinishReason::Stop:
        return "stop";
    case FinishReason::StopSequence:
        return "stop_sequence";
    case FinishReason::Length:
        return "length";
    case FinishReason::ContextWindow:
        return "context_window";
    case FinishReason::ToolCalls:
        return "tool_calls";
    case FinishReason::ContentFilter:
        return "content_filter";
    case FinishReason::Refusal:
        return "refusal";
    case FinishReason::Pause:
        return "pause";
    case FinishReason::Error:
        break;
    }
    return "error";
}

AnswerFacts factsOf(const ChatAnswer &answer)
{
    FactsCollector collector;
    for (const Stream::Event &event : eventsOf(answer))
        collector.take(event);
    return collector.facts();
}

Error errorOf(const VendorFailure &failure)
{
    const QString words = failure.message.isEmpty() ? u"no reason given"_s : QString::fromUtf8(failure.message);
    return {.kind = ErrorKind::UpstreamRejected,
            .message = u"The vendor answered with an error: %1"_s.arg(words),
            .detail = {},
            .upstreamStatus = failure.status >= 400 && failure.status <= 599 ? failure.status : 0};
}

void FactsCollector::take(const Stream::Event &event)
{
    ++m_events;
    if (const auto *started = std::get_if<Stream::Started>(&event)) {
        m_facts.id = started->id;
        m_facts.model = started->model;
        m_facts.serviceTier = started->serviceTier;
    } else if (const auto *part = std::get_if<Stream::PartStarted>(&event)) {
        if (const auto *call = std::get_if<ToolCallPart>(&part->part.content)) {
            m_hasContent = true;
            addText(call->name);
        } else if (std::holds_alternative<MediaPart>(part->part.content)
                   || std::holds_alternative<OpaquePart>(part->part.content)) {
            m_hasContent = true;
        }
    } else if (const auto *delta = std::get_if<Stream::Delta>(&event)) {
        using Kind = Stream::Delta::Kind;
        if (delta->kind == Kind::Text || delta->kind == Kind::Summary || delta->kind == Kind::Arguments) {
            m_hasContent = m_hasContent || !delta->text.isEmpty();
            addText(delta->text);
        }
    } else if (const auto *finished = std::get_if<Stream::ChoiceFinished>(&event)) {
        m_isFinished = true;
        if (m_facts.finishReason.isEmpty())
            m_facts.finishReason = finishReasonName(finished->reason).toByteArray();
    } else if (const auto *usage = std::get_if<Stream::UsageKnown>(&event)) {
        m_facts.usage = usage->usage;
        m_facts.rawUsage = usage->raw;
    } else if (const auto *failed = std::get_if<Stream::Failed>(&event)) {
        m_failure = failed->failure;
    } else if (std::holds_alternative<Stream::Ended>(event)) {
        m_isEnded = true;
    }
}

void FactsCollector::addText(QByteArrayView text)
{
    m_facts.outputText += text.first(std::min(text.size(), MaxOutputText - m_facts.outputText.size()));
}

} // namespace Gatehouse::Llm
