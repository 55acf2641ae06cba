// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/dialect.h"

#include "gateway/core/base/overloaded.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <utility>

namespace Gatehouse::Llm {

namespace {

// The first name of a dialect is its own; the others are what people also call it.
constexpr auto Names = std::to_array<std::pair<Dialect, QByteArrayView>>({
    {Dialect::OpenAi, "openai"},
    {Dialect::OpenAi, "openai-chat"},
    {Dialect::OpenAi, "openai_chat"},
    {Dialect::OpenAi, "chat-completions"},
    {Dialect::OpenAi, "chat_completions"},
    {Dialect::OpenAi, "chat"},
    {Dialect::OpenAi, "openai.chat"},
    {Dialect::OpenAi, "mistral"},
    {Dialect::OpenAiResponses, "responses"},
    {Dialect::OpenAiResponses, "openai-responses"},
    {Dialect::OpenAiResponses, "openai_responses"},
    {Dialect::OpenAiResponses, "openai.responses"},
    {Dialect::Anthropic, "anthropic"},
    {Dialect::Anthropic, "anthropic-messages"},
    {Dialect::Anthropic, "anthropic.messages"},
    {Dialect::Anthropic, "messages"},
    {Dialect::Gemini, "gemini"},
    {Dialect::Gemini, "google"},
    {Dialect::Gemini, "vertex"},
    {Dialect::Gemini, "gemini.generate"},
    {Dialect::Ollama, "ollama"},
    {Dialect::Bedrock, "bedrock"},
    {Dialect::Bedrock, "bedrock-converse"},
    {Dialect::Bedrock, "bedrock.converse"},
    {Dialect::Bedrock, "converse"},
    {Dialect::Cohere, "cohere"},
    {Dialect::Cohere, "cohere.v2chat"},
});

constexpr std::array All = {Dialect::OpenAi, Dialect::OpenAiResponses, Dialect::Anthropic, Dialect::Gemini,
                            Dialect::Ollama, Dialect::Bedrock,         Dialect::Cohere};

constexpr QByteArrayView Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// The events of one part: start, its texts, end.
void appendEvents(const Part &part, qint64 choice, qint64 number, QList<Stream::Event> &events)
{
    Stream::PartStarted started{.choice = choice, .number = number, .part = part};
    QList<Stream::Event> deltas;
    const auto delta = [&](Stream::Delta::Kind kind, QByteArray &text) {
        if (!text.isEmpty())
            deltas.append(Stream::Delta{
                .choice = choice, .number = number, .kind = kind, .text = std::exchange(text, {}), .citation = {}});
    };
    using Kind = Stream::Delta::Kind;
    std::visit(Overloaded{
                   [&](TextPart &text) {
                       delta(Kind::Text, text.text);
                       for (Citation &citation : std::exchange(text.citations, {}))
                           deltas.append(Stream::Delta{.choice = choice,
                                                       .number = number,
                                                       .kind = Kind::Citation,
                                                       .text = {},
                                                       .citation = std::move(citation)});
                   },
                   // A call's signature stays in its start, where clients' ids are made of it (toolcallid.h).
                   [&](ToolCallPart &call) { delta(Kind::Arguments, call.arguments); },
                   [&](ReasoningPart &reasoning) {
                       delta(Kind::Summary, reasoning.summary);
                       delta(Kind::Text, reasoning.text);
                       delta(Kind::Signature, reasoning.signature);
                   },
                   [&](RefusalPart &refusal) { delta(Kind::Text, refusal.text); },
                   [](auto &) {},
               },
               started.part.content);
    events.append(std::move(started));
    events += deltas;
    events.append(Stream::PartEnded{.choice = choice, .number = number});
}

} // namespace

QByteArrayView dialectName(Dialect dialect)
{
    const auto found = std::ranges::find(Names, dialect, &std::pair<Dialect, QByteArrayView>::first);
    return found == Names.end() ? QByteArrayView("unknown") : found->second;
}

std::optional<Dialect> dialectFromName(QByteArrayView name)
{
    const auto found = std::ranges::find(Names, name, &std::pair<Dialect, QByteArrayView>::second);
    return found == Names.end() ? std::nullopt : std::optional(found->first);
}

std::span<const Dialect> allDialects()
{
    return All;
}

QByteArray toolCallId(QByteArrayView answerId, qint64 choice, qint64 part)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(answerId);
    const QByteArray place = '\n' + QByteArray::number(choice) + ':' + QByteArray::number(part);
    hash.addData(place);
    QByteArray id = "call_";
    const QByteArray digest = hash.result();
    for (const char byte : digest.first(24))
        id += Digits[static_cast<uchar>(byte) % Digits.size()];
    return id;
}

QList<Stream::Event> eventsOf(const ChatAnswer &answer)
{
    QList<Stream::Event> events;
    events.append(Stream::Started{.id = answer.id,
                                  .model = answer.model,
                                  .created = answer.created,
                                  .serviceTier = answer.serviceTier,
                                  .fingerprint = answer.fingerprint});
    for (const Choice &choice : answer.choices) {
        for (qsizetype number = 0; number < choice.parts.size(); ++number)
            appendEvents(choice.parts[number], choice.index, number, events);
        events.append(Stream::ChoiceFinished{.choice = choice.index,
                                             .reason = choice.finish,
                                             .rawReason = choice.rawFinish,
                                             .stopSequence = choice.stopSequence});
    }
    if (answer.usage)
        events.append(Stream::UsageKnown{.usage = *answer.usage, .raw = answer.rawUsage});
    events.append(Stream::Ended{});
    return events;
}

Choice &AnswerCollector::choice(qint64 index)
{
    const auto found = std::ranges::find(m_answer.choices, index, &Choice::index);
    if (found != m_answer.choices.end())
        return *found;
    const auto place = std::ranges::upper_bound(m_answer.choices, index, {}, &Choice::index);
    return *m_answer.choices.insert(place, Choice{.index = index});
}

void AnswerCollector::take(const Stream::Event &event)
{
    std::visit(Overloaded{
                   [this](const Stream::Started &started) {
                       m_answer.id = started.id;
                       m_answer.model = started.model;
                       m_answer.created = started.created;
                       m_answer.serviceTier = started.serviceTier;
                       m_answer.fingerprint = started.fingerprint;
                   },
                   [this](const Stream::PartStarted &started) {
                       QList<Part> &parts = choice(started.choice).parts;
                       parts.resize(std::max<qsizetype>(parts.size(), started.number + 1));
                       parts[started.number] = started.part;
                   },
                   [this](const Stream::Delta &delta) {
                       Choice &into = choice(delta.choice);
                       if (delta.kind == Stream::Delta::Kind::Logprobs) {
                           // The entries of all deltas make one array in the whole answer's object.
                           if (into.logprobs.isEmpty())
                               into.logprobs = "{\"content\":[],\"refusal\":null}";
                           const QByteArray entries = delta.text.mid(1, delta.text.size() - 2);
                           const qsizetype end = into.logprobs.indexOf("],\"refusal\"");
                           into.logprobs.insert(end, (into.logprobs[end - 1] == '[' || entries.isEmpty() ? "" : ",")
                                                         + entries);
                           return;
                       }
                       if (delta.number >= into.parts.size())
                           return;
                       std::visit(Overloaded{
                                      [&delta](TextPart &text) {
                                          if (delta.citation)
                                              text.citations.append(*delta.citation);
                                          else
                                              text.text += delta.text;
                                      },
                                      [&delta](ToolCallPart &call) {
                                          (delta.kind == Stream::Delta::Kind::Signature ? call.signature
                                                                                        : call.arguments) += delta.text;
                                      },
                                      [&delta](ReasoningPart &reasoning) {
                                          if (delta.kind == Stream::Delta::Kind::Signature)
                                              reasoning.signature += delta.text;
                                          else if (delta.kind == Stream::Delta::Kind::Summary)
                                              reasoning.summary += delta.text;
                                          else
                                              reasoning.text += delta.text;
                                      },
                                      [&delta](RefusalPart &refusal) { refusal.text += delta.text; },
                                      [](auto &) {},
                                  },
                                  into.parts[delta.number].content);
                   },
                   [this](const Stream::PartEnded &ended) {
                       Choice &into = choice(ended.choice);
                       if (ended.number >= into.parts.size())
                           return;
                       if (auto *call = std::get_if<ToolCallPart>(&into.parts[ended.number].content);
                           call && call->arguments.isEmpty() && !call->isCustom)
                           call->arguments = "{}"; // WIRE 6, case 1
                   },
                   [this](const Stream::ChoiceFinished &finished) {
                       Choice &into = choice(finished.choice);
                       into.finish = finished.reason;
                       into.rawFinish = finished.rawReason;
                       into.stopSequence = finished.stopSequence;
                   },
                   [this](const Stream::UsageKnown &known) {
                       m_answer.usage = known.usage;
                       m_answer.rawUsage = known.raw;
                   },
                   [this](const Stream::Failed &failed) { m_failure = failed.failure; },
                   [this](const Stream::Ended &) { m_isEnded = true; },
                   [](const Stream::Opaque &) {},
               },
               event);
}

QList<Stream::Event> PartSequencer::take(const Stream::Event &event)
{
    const auto numberOf = [](const Stream::Event &candidate) -> std::optional<qint64> {
        return std::visit(
            [](const auto &value) -> std::optional<qint64> {
                if constexpr (requires { value.number; })
                    return value.number;
                else
                    return std::nullopt;
            },
            candidate);
    };
    const auto number = numberOf(event);
    QList<Stream::Event> ready;
    if (!number) {
        // A choice is finished behind all of its parts.
        if (std::holds_alternative<Stream::ChoiceFinished>(event)) {
            ready = std::exchange(m_held, {});
            m_open.reset();
        }
        ready.append(event);
        return ready;
    }
    if (m_open && *m_open != *number) {
        m_held.append(event);
        return ready;
    }
    m_open = number;
    ready.append(event);
    if (!std::holds_alternative<Stream::PartEnded>(event))
        return ready;
    m_open.reset();
    // The next part that was held back goes on, and the ones behind it as they end.
    QList<Stream::Event> held = std::exchange(m_held, {});
    for (const Stream::Event &later : std::as_const(held))
        ready += take(later);
    return ready;
}

} // namespace Gatehouse::Llm
