// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/overloaded.h"
#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/openaichatparts.h"
#include "gateway/core/llm/sse.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

// An event of one data line.
QByteArray eventOf(QByteArray json)
{
    return "data: " + onOneLine(std::move(json)) + "\n\n";
}

class ChatEncoder final : public StreamEncoder
{
public:
    explicit ChatEncoder(AnswerContext context)
        : m_context(std::move(context))
    {}
    void write(const Stream::Event &event, QByteArray &out) override;
    QByteArray end() override;
    QByteArray fail(const Error &error) override { return errorEvent(Dialect::OpenAi, error); }

private:
    // A part that has started and not ended.
    struct OpenPart {
        qint64 choice = 0;
        qint64 number = 0;
        qint64 callIndex = 0; // of a tool call among those of its choice
        bool hasArguments = false;
        Part part;
    };
    struct ChoiceState {
        qint64 index = 0;
        qint64 calls = 0;
    };

    void start(const Stream::Started &started, QByteArray &out);
    void startPart(const Stream::PartStarted &started, QByteArray &out);
    void startCall(OpenPart &open, QByteArray &out);
    void writeDelta(const Stream::Delta &delta, QByteArray &out);
    void writeTextDelta(OpenPart &open, const Stream::Delta &delta, QByteArray &out);
    void endPart(const Stream::PartEnded &ended, QByteArray &out);
    void writeCallDelta(const OpenPart &open, QByteArrayView arguments, QByteArray &out);
    void lose(Loss::Weight weight, const char *param, QByteArray reason);
    ChoiceState &choice(qint64 index, QByteArray &out);

    // A chunk with one choice. `delta` and `finish` are JSON.
    [[nodiscard]] QByteArray chunk(qint64 choice, QByteArrayView delta, QByteArrayView finish = "null",
                                   QByteArrayView logprobs = "null") const;
    void head(Json::Writer &json) const;

    AnswerContext m_context;
    Stream::Started m_started;
    QList<ChoiceState> m_choices;
    QList<OpenPart> m_open;
    std::optional<Stream::UsageKnown> m_usage;
};

void ChatEncoder::head(Json::Writer &json) const
{
    json.beginObject().member("id", m_started.id.isEmpty() ? m_context.id : m_started.id);
    json.member("object", "chat.completion.chunk").member("created", m_started.created.value_or(m_context.created));
    json.member("model", m_started.model.isEmpty() ? m_context.model : m_started.model);
    json.optionalMember("service_tier", m_started.serviceTier);
    json.optionalMember("system_fingerprint", m_started.fingerprint);
}

QByteArray ChatEncoder::chunk(qint64 choice, QByteArrayView delta, QByteArrayView finish, QByteArrayView logprobs) const
{
    Json::Writer json;
    head(json);
    json.key("choices").beginArray().beginObject().member("index", choice).rawMember("delta", delta);
    json.rawMember("logprobs", logprobs).rawMember("finish_reason", finish).endObject().endArray();
    if (m_context.usageAsked && !m_context.namesEveryPiece)
        json.nullMember("usage");
    return eventOf(json.endObject().take());
}

// The first chunk of a choice names the role.
ChatEncoder::ChoiceState &ChatEncoder::choice(qint64 index, QByteArray &out)
{
    const auto found = std::ranges::find(m_choices, index, &ChoiceState::index);
    if (found != m_choices.end())
        return *found;
    out += chunk(index, R"({"role":"assistant","content":"","refusal":null})");
    m_choices.append(ChoiceState{.index = index});
    return m_choices.last();
}

void ChatEncoder::lose(Loss::Weight weight, const char *param, QByteArray reason)
{
    const Loss loss{.weight = weight, .param = param, .reason = std::move(reason)};
    if (!m_losses.contains(loss))
        m_losses.append(loss);
}

void ChatEncoder::write(const Stream::Event &event, QByteArray &out)
{
    std::visit(Overloaded{
                   [&](const Stream::Started &started) { start(started, out); },
                   [&](const Stream::PartStarted &started) { startPart(started, out); },
                   [&](const Stream::Delta &delta) { writeDelta(delta, out); },
                   [&](const Stream::PartEnded &ended) { endPart(ended, out); },
                   [&](const Stream::ChoiceFinished &finished) {
                       choice(finished.choice, out);
                       const QByteArrayView word = finishReasonWord(finished.reason, {});
                       const QByteArray quoted = '"' + (word.isEmpty() ? "stop"_ba : word.toByteArray()) + '"';
                       out += chunk(finished.choice, "{}", quoted);
                   },
                   [&](const Stream::UsageKnown &known) { m_usage = known; },
                   [&](const Stream::Opaque &opaque) {
                       if (opaque.type != "chat.completion.chunk")
                           return;
                       // Other vendors' SDKs have no place for it: OpenAI's moderation comes in a chunk without
                       // choices.
                       if (m_context.namesEveryPiece)
                           lose(Loss::Weight::Hint, "moderation",
                                "the client's SDK takes chunks of its own vendor only");
                       else
                           out += eventOf(opaque.json);
                   },
                   [](const Stream::Failed &) {}, // fail()
                   [](const Stream::Ended &) {},  // end()
               },
               event);
}

void ChatEncoder::start(const Stream::Started &started, QByteArray &out)
{
    m_started = started;
    choice(0, out);
}

void ChatEncoder::startPart(const Stream::PartStarted &started, QByteArray &out)
{
    choice(started.choice, out);
    OpenPart open{.choice = started.choice, .number = started.number, .part = started.part};
    if (std::holds_alternative<ToolCallPart>(open.part.content)) {
        startCall(open, out);
    } else if (const auto *media = std::get_if<MediaPart>(&open.part.content)) {
        Json::Writer json; // OpenRouter's member for pictures that a model made
        json.beginObject().key("images").beginArray().beginObject().member("type", "image_url").key("image_url");
        json.beginObject().member("url", mediaUrl(*media)).endObject().endObject().endArray().endObject();
        out += chunk(started.choice, json.take());
    } else if (const auto *opaque = std::get_if<OpaquePart>(&open.part.content)) {
        if (opaque->type == "audio") {
            Json::Writer json;
            json.beginObject().rawMember("audio", opaque->json).endObject();
            out += chunk(started.choice, json.take());
        } else {
            lose(Loss::Weight::Changed, "choices",
                 "a part of the type '" + opaque->type + "' has no counterpart in chat completions");
        }
    }
    m_open.append(std::move(open));
}

void ChatEncoder::startCall(OpenPart &open, QByteArray &out)
{
    auto &call = std::get<ToolCallPart>(open.part.content);
    open.callIndex = choice(open.choice, out).calls++;
    if (call.id.isEmpty())
        call.id = toolCallId(m_started.id.isEmpty() ? m_context.id : m_started.id, open.choice, open.number);
    const QByteArrayView type = call.isCustom ? "custom" : "function";
    Json::Writer json;
    json.beginObject().key("tool_calls").beginArray().beginObject().member("index", open.callIndex);
    json.member("id", joinedToolCallId(call.id, call.signature)).member("type", type);
    json.key(type)
        .beginObject()
        .member("name", call.name)
        .member(call.isCustom ? "input" : "arguments", "")
        .endObject();
    if (!call.signature.isEmpty()) {
        json.key("extra_content").beginObject().key("google").beginObject();
        json.member("thought_signature", call.signature).endObject().endObject();
    }
    json.endObject().endArray().endObject();
    out += chunk(open.choice, json.take());
    if (!call.arguments.isEmpty()) {
        open.hasArguments = true;
        writeCallDelta(open, call.arguments, out);
    }
}

void ChatEncoder::writeCallDelta(const OpenPart &open, QByteArrayView arguments, QByteArray &out)
{
    const bool isCustom = std::get<ToolCallPart>(open.part.content).isCustom;
    Json::Writer json;
    json.beginObject().key("tool_calls").beginArray().beginObject().member("index", open.callIndex);
    json.key(isCustom ? "custom" : "function").beginObject();
    if (m_context.namesEveryPiece)
        json.member("name", "");
    json.member(isCustom ? "input" : "arguments", arguments);
    json.endObject().endObject().endArray().endObject();
    out += chunk(open.choice, json.take());
}

void ChatEncoder::writeDelta(const Stream::Delta &delta, QByteArray &out)
{
    const auto open = std::ranges::find_if(m_open, [&delta](const OpenPart &candidate) {
        return candidate.choice == delta.choice && candidate.number == delta.number;
    });
    if (open == m_open.end())
        return;
    Json::Writer json;
    switch (delta.kind) {
    case Stream::Delta::Kind::Text:
    case Stream::Delta::Kind::Summary:
        writeTextDelta(*open, delta, out);
        return;
    case Stream::Delta::Kind::Arguments:
        if (delta.text.isEmpty() || !std::holds_alternative<ToolCallPart>(open->part.content))
            return;
        open->hasArguments = true;
        writeCallDelta(*open, delta.text, out);
        return;
    case Stream::Delta::Kind::Signature:
        if (auto *reasoning = std::get_if<ReasoningPart>(&open->part.content)) {
            reasoning->signature += delta.text; // written when the part ends
        } else if (std::holds_alternative<ToolCallPart>(open->part.content)) {
            json.beginObject().key("tool_calls").beginArray().beginObject().member("index", open->callIndex);
            json.key("extra_content").beginObject().key("google").beginObject();
            json.member("thought_signature", delta.text).endObject().endObject();
            json.endObject().endArray().endObject();
            out += chunk(delta.choice, json.take());
        }
        return;
    case Stream::Delta::Kind::Citation:
        if (!delta.citation || delta.citation->url.isEmpty()) {
            lose(Loss::Weight::Hint, "annotations", "chat completions cites addresses only");
            return;
        }
        json.beginObject().key("annotations").beginArray();
        writeAnnotation(json, *delta.citation);
        json.endArray().endObject();
        out += chunk(delta.choice, json.take());
        return;
    case Stream::Delta::Kind::Logprobs: {
        const QByteArray logprobs = "{\"content\":" + delta.text + ",\"refusal\":null}";
        out += chunk(delta.choice, "{\"content\":\"\"}", "null", logprobs);
        return;
    }
    }
}

void ChatEncoder::writeTextDelta(OpenPart &open, const Stream::Delta &delta, QByteArray &out)
{
    if (delta.text.isEmpty())
        return;
    QByteArrayView name = "content";
    if (auto *reasoning = std::get_if<ReasoningPart>(&open.part.content)) {
        name = "reasoning_content";
        // What has been shown is what a block repeats beside its signature.
        (delta.kind == Stream::Delta::Kind::Summary ? reasoning->summary : reasoning->text) += delta.text;
    } else if (std::holds_alternative<RefusalPart>(open.part.content)) {
        name = "refusal";
    }
    out += chunk(open.choice, Json::Writer().beginObject().member(name, delta.text).endObject().take());
}

void ChatEncoder::endPart(const Stream::PartEnded &ended, QByteArray &out)
{
    const auto open = std::ranges::find_if(m_open, [&ended](const OpenPart &candidate) {
        return candidate.choice == ended.choice && candidate.number == ended.number;
    });
    if (open == m_open.end())
        return;
    if (const auto *call = std::get_if<ToolCallPart>(&open->part.content)) {
        if (!open->hasArguments && !call->isCustom)
            writeCallDelta(*open, "{}", out); // WIRE 6, case 1
    } else if (const auto *reasoning = std::get_if<ReasoningPart>(&open->part.content)) {
        if (const QByteArray block = thinkingBlock(*reasoning); !block.isEmpty()) {
            const QByteArray delta = "{\"thinking_blocks\":[" + block + "]}";
            out += chunk(ended.choice, delta);
        } else if (!reasoning->signature.isEmpty()) {
            lose(Loss::Weight::Hint, "reasoning", "nobody said whose the signature is");
        }
    }
    m_open.erase(open);
}

QByteArray ChatEncoder::end()
{
    QByteArray out;
    // Mistral's API gives it without being asked, and never as null.
    if (m_usage && (m_context.usageAsked || m_context.namesEveryPiece)) {
        Json::Writer json;
        head(json);
        json.key("choices").beginArray().endArray();
        json.rawMember("usage", usageObject(m_usage->usage, m_usage->raw)).endObject();
        out = eventOf(json.take());
    }
    return out + "data: [DONE]\n\n";
}

} // namespace

std::unique_ptr<StreamEncoder> encoder(const AnswerContext &context)
{
    return std::make_unique<ChatEncoder>(context);
}

} // namespace Gatehouse::Llm::OpenAiChat
