// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/anthropicblocks.h"
#include "gateway/core/llm/anthropicfinish.h"
#include "gateway/core/llm/anthropicusage.h"
#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/sse.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Anthropic;
using Kind = Stream::Delta::Kind;

// Strict order: message_start, then block after block, each from start to stop, then message_delta and message_stop.
// A block opens with its first content, since blocks without any are refused when they come back in the next turn.
class Encoder final : public StreamEncoder
{
public:
    explicit Encoder(AnswerContext context)
        : m_context(std::move(context))
    {}

    void write(const Stream::Event &event, QByteArray &out) override
    {
        if (!isTold(choiceOf(event)))
            return;
        for (const Stream::Event &ready : m_sequencer.take(event))
            std::visit([this, &out](const auto &value) { take(value, out); }, ready);
    }

    QByteArray end() override
    {
        QByteArray out;
        closeBlock(out);
        start(out);
        Json::Writer json;
        json.beginObject().member("type", "message_delta").key("delta").beginObject();
        json.member("stop_reason", anthropicFinishWord(m_finished.reason, m_finished.rawReason));
        m_finished.stopSequence.isEmpty() ? json.nullMember("stop_sequence")
                                          : json.member("stop_sequence", m_finished.stopSequence);
        for (const Extras::Member &member : std::as_const(m_deltaMembers))
            json.rawMember(member.name, member.json);
        json.endObject().key("usage");
        writeAnthropicUsage(json, m_usage, m_rawUsage);
        append("message_delta", json.endObject().take(), out);
        append("message_stop", R"({"type":"message_stop"})", out);
        return out;
    }

    QByteArray fail(const Error &error) override { return errorEvent(Self, error); }

private:
    static void append(QByteArrayView type, QByteArrayView json, QByteArray &out)
    {
        out += "event: ";
        out += type;
        out += "\ndata: ";
        out += onOneLine(json.toByteArray());
        out += "\n\n";
    }

    // Held back until the next event, which may know the tokens of the prompt.
    void start(QByteArray &out)
    {
        if (m_hasStarted)
            return;
        m_hasStarted = true;
        Json::Writer json;
        json.beginObject().member("type", "message_start").key("message").beginObject();
        json.member("id", messageId()).member("type", "message").member("role", "assistant");
        json.member("model", m_started.model.isEmpty() ? m_context.model : m_started.model);
        json.key("content").beginArray().endArray();
        json.nullMember("stop_reason").nullMember("stop_sequence").key("usage");
        writeAnthropicUsage(json, m_usage, m_rawUsage);
        append("message_start", json.endObject().endObject().take(), out);
    }

    QByteArray messageId() const { return m_started.id.isEmpty() ? QByteArray("msg_" + m_context.id) : m_started.id; }

    void lose(Loss::Weight weight, const char *reason)
    {
        const Loss loss{.weight = weight, .param = "choices"_ba, .reason = reason};
        if (!m_losses.contains(loss))
            m_losses.append(loss);
    }

    static qint64 choiceOf(const Stream::Event &event)
    {
        return std::visit(
            [](const auto &value) -> qint64 {
                if constexpr (requires { value.choice; })
                    return value.choice;
                else
                    return 0;
            },
            event);
    }

    // Of several answers only the first.
    bool isTold(qint64 choice)
    {
        if (choice != 0)
            lose(Loss::Weight::Meaning, "Anthropic gives one answer");
        return choice == 0;
    }

    void openBlock(QByteArrayView block, QByteArray &out)
    {
        start(out);
        Json::Writer json;
        json.beginObject().member("type", "content_block_start").member("index", m_index);
        append("content_block_start", json.rawMember("content_block", block).endObject().take(), out);
        m_isOpen = true;
    }

    void openBlockFor(const Part &part, QByteArray &out)
    {
        if (m_isOpen)
            return;
        Json::Writer block;
        block.beginObject();
        if (std::holds_alternative<ReasoningPart>(part.content))
            block.member("type", "thinking").member("thinking", "").member("signature", "");
        else
            block.member("type", "text").member("text", "");
        if (part.extras.dialect == Self)
            Anthropic::writeExtras(block, part.extras);
        openBlock(block.endObject().take(), out);
    }

    void delta(QByteArrayView type, QByteArrayView member, QByteArrayView text, QByteArray &out)
    {
        Json::Writer json;
        json.beginObject().member("type", "content_block_delta").member("index", m_index).key("delta");
        json.beginObject().member("type", type).member(member, text).endObject();
        append("content_block_delta", json.endObject().take(), out);
    }

    void closeBlock(QByteArray &out)
    {
        if (!m_isOpen)
            return;
        m_isOpen = false;
        Json::Writer json;
        json.beginObject().member("type", "content_block_stop").member("index", m_index++);
        append("content_block_stop", json.endObject().take(), out);
    }

    void take(const Stream::Started &started, QByteArray &) { m_started = started; }

    void take(const Stream::PartStarted &started, QByteArray &out)
    {
        start(out);
        m_part = started.part;
        m_hasArguments = false;
        m_custom.clear();
        if (const auto *call = std::get_if<ToolCallPart>(&m_part.content)) {
            const QByteArray id =
                call->id.isEmpty() ? toolCallId(m_context.id, started.choice, started.number) : call->id;
            Json::Writer block;
            block.beginObject().member("type", "tool_use").member("id", joinedToolCallId(id, call->signature));
            block.member("name", call->name).key("input").beginObject().endObject();
            if (m_part.extras.dialect == Self)
                Anthropic::writeExtras(block, m_part.extras);
            openBlock(block.endObject().take(), out);
            delta("input_json_delta", "partial_json", {}, out);
            return;
        }
        const auto *reasoning = std::get_if<ReasoningPart>(&m_part.content);
        if (std::holds_alternative<TextPart>(m_part.content) || std::holds_alternative<RefusalPart>(m_part.content)
            || (reasoning && reasoning->redacted.isEmpty()))
            return; // opens with its first delta
        writeWhole(out);
    }

    // Redacted reasoning, server tools and files, which have no deltas.
    void writeWhole(QByteArray &out)
    {
        LossReport losses(Dialect::OpenAi, Self);
        const QByteArray block = Anthropic::writeBlock(m_part, {.document = Anthropic::BlockContext::Document::Answer,
                                                                .isOwn = m_part.extras.dialect == Self,
                                                                .takesSigned = areOwnSignatures(),
                                                                .losses = losses});
        m_losses += losses.take();
        if (block.isEmpty())
            return;
        openBlock(block, out);
        closeBlock(out);
    }

    bool areOwnSignatures() const { return m_part.extras.dialect == Self || m_part.extras.dialect == Dialect::Bedrock; }

    void take(const Stream::Delta &event, QByteArray &out)
    {
        const bool isReasoning = std::holds_alternative<ReasoningPart>(m_part.content);
        switch (event.kind) {
        case Kind::Text:
        case Kind::Summary:
            if (event.text.isEmpty())
                return;
            openBlockFor(m_part, out);
            isReasoning ? delta("thinking_delta", "thinking", event.text, out)
                        : delta("text_delta", "text", event.text, out);
            return;
        case Kind::Arguments:
            if (const auto *call = std::get_if<ToolCallPart>(&m_part.content); call && call->isCustom) {
                m_custom += event.text;
            } else if (call && !event.text.isEmpty()) {
                m_hasArguments = true;
                delta("input_json_delta", "partial_json", event.text, out);
            }
            return;
        case Kind::Signature:
            if (!isReasoning)
                return; // rides in the id
            if (!areOwnSignatures())
                return lose(Loss::Weight::Hint, "the reasoning is signed for another vendor");
            openBlockFor(m_part, out);
            return delta("signature_delta", "signature", event.text, out);
        case Kind::Citation:
            if (event.citation) {
                openBlockFor(m_part, out);
                Json::Writer json;
                json.beginObject().member("type", "content_block_delta").member("index", m_index).key("delta");
                json.beginObject().member("type", "citations_delta").key("citation");
                Anthropic::writeCitation(json, *event.citation);
                append("content_block_delta", json.endObject().endObject().take(), out);
            }
            return;
        case Kind::Logprobs:
            return;
        }
    }

    void take(const Stream::PartEnded &, QByteArray &out)
    {
        if (auto *call = std::get_if<ToolCallPart>(&m_part.content)) {
            call->arguments = m_custom;
            if (call->isCustom)
                delta("input_json_delta", "partial_json", Anthropic::inputObject(*call), out);
            else if (!m_hasArguments)
                delta("input_json_delta", "partial_json", "{}", out); // WIRE 6, case 1
        }
        closeBlock(out);
        m_part = {};
    }

    void take(const Stream::ChoiceFinished &finished, QByteArray &out)
    {
        closeBlock(out);
        m_finished = finished;
    }

    void take(const Stream::UsageKnown &known, QByteArray &)
    {
        m_usage = known.usage;
        m_rawUsage = known.raw;
    }

    void take(const Stream::Opaque &opaque, QByteArray &)
    {
        static constexpr QByteArrayView Prefix = "message_delta.";
        if (opaque.type.startsWith(Prefix))
            m_deltaMembers.append({.name = opaque.type.sliced(Prefix.size()), .json = opaque.json});
    }

    void take(const Stream::Failed &, QByteArray &) {}
    void take(const Stream::Ended &, QByteArray &) {}

    AnswerContext m_context;
    PartSequencer m_sequencer;
    Stream::Started m_started;
    Stream::ChoiceFinished m_finished;
    std::optional<Usage> m_usage;
    QByteArray m_rawUsage;
    QList<Extras::Member> m_deltaMembers;
    Part m_part;         // that is being told
    QByteArray m_custom; // arguments that are free text
    qint64 m_index = 0;
    bool m_hasStarted = false;
    bool m_isOpen = false;
    bool m_hasArguments = false;
};

} // namespace

std::unique_ptr<StreamEncoder> anthropicEncoder(const AnswerContext &context)
{
    return std::make_unique<Encoder>(context);
}

} // namespace Gatehouse::Llm
