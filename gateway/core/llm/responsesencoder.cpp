// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesdialect.h"
#include "gateway/core/llm/responsesitems.h"
#include "gateway/core/llm/responsesoutput.h"
#include "gateway/core/llm/responsesparts.h"
#include "gateway/core/llm/responsesusage.h"
#include "gateway/core/llm/sse.h"

#include <QHash>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

// A part that is being written, or has been; what came so far is in `part`.
struct OpenPart {
    Part part = {};
    qsizetype item = -1; // output_index
    QByteArray id = {};  // of the item
    qsizetype contentIndex = 0;
    QByteArray logprobs = {}; // entries, without brackets
    bool hasSummary = false;  // the summary's part was announced
    bool hasText = false;     // of reasoning: the text's part was announced
};

// The message that pieces of text are going into.
struct OpenMessage {
    qsizetype item = -1; // output_index; -1 = none is open
    QByteArray id = {};
    Part first = {};
    QList<QByteArray> content = {}; // of the pieces that have ended
    qsizetype pieces = 0;           // that have begun
    bool isClosing = false;         // no further piece goes in: another item came after it
};

// Writes the order of WIRE 5.5: every delta is of an item and a piece that were announced, under one id from the first
// event to the last response.
class Encoder final : public StreamEncoder
{
public:
    explicit Encoder(const AnswerContext &context)
        : m_context(context)
    {
        if (context.request)
            m_request = *context.request;
        m_context.request = nullptr;
    }
    void write(const Stream::Event &event, QByteArray &out) override;
    QByteArray end() override;
    QByteArray fail(const Error &error) override;

private:
    using Kind = Stream::Delta::Kind;
    void take(const Stream::Started &started);
    void take(const Stream::PartStarted &started);
    void take(const Stream::Delta &delta);
    void take(const Stream::PartEnded &ended);
    void take(const Stream::ChoiceFinished &finished);
    void take(const Stream::UsageKnown &known);
    void take(const Stream::Opaque &opaque);
    void take(const Stream::Failed & /*failed*/) {} // comes with fail()
    void take(const Stream::Ended & /*ended*/) {}

    void ensureStarted();
    void startPiece(OpenPart &open);
    void startItem(OpenPart &open, qint64 number);
    void textDelta(OpenPart &open, const Stream::Delta &delta);
    void reasoningDelta(OpenPart &open, const Stream::Delta &delta);
    void endPiece(OpenPart &open);
    void endPieces();
    void endReasoning(const OpenPart &open, const ReasoningPart &reasoning);
    void endCall(const OpenPart &open, const ToolCallPart &call);
    void closeMessage(QByteArrayView status);
    [[nodiscard]] bool isChoiceLost(qint64 choice);
    void lose(Loss::Weight weight, const QByteArray &param, QByteArray reason);

    Json::Writer &begin(QByteArrayView type);
    Json::Writer &beginFor(QByteArrayView type, const OpenPart &open);
    void send();
    void sendItem(QByteArrayView type, qsizetype index, const QByteArray &item);
    void sendResponse(QByteArrayView type, const Ending &ending, const QList<QByteArray> &output);
    [[nodiscard]] qsizetype addItem();

    AnswerContext m_context;
    std::optional<ChatRequest> m_request;
    QByteArray *m_out = nullptr;
    Json::Writer m_json; // of the event that is being written
    QByteArray m_type;   // its type
    qint64 m_sequence = 0;

    bool m_isStarted = false;
    Frame m_frame;
    QList<QByteArray> m_output; // items as they are in the end; empty = not done yet
    QHash<qint64, OpenPart> m_parts;
    OpenMessage m_message;
    std::optional<Stream::ChoiceFinished> m_finish;
    bool m_hasRefusal = false;
    QList<QByteArray> m_lostParams; // each loss is told once
};

Json::Writer &Encoder::begin(QByteArrayView type)
{
    m_type = type.toByteArray();
    return m_json.beginObject().member("type", type).member("sequence_number", m_sequence++);
}

Json::Writer &Encoder::beginFor(QByteArrayView type, const OpenPart &open)
{
    return begin(type).member("item_id", open.id).member("output_index", open.item);
}

void Encoder::send()
{
    const QByteArray json = onOneLine(m_json.endObject().take());
    *m_out += "event: ";
    *m_out += m_type;
    *m_out += "\ndata: ";
    *m_out += json;
    *m_out += "\n\n";
}

void Encoder::sendItem(QByteArrayView type, qsizetype index, const QByteArray &item)
{
    begin(type).member("output_index", index).rawMember("item", item);
    send();
}

void Encoder::sendResponse(QByteArrayView type, const Ending &ending, const QList<QByteArray> &output)
{
    m_frame.status = ending.status;
    m_frame.incompleteReason = ending.incompleteReason;
    m_frame.error = ending.error;
    m_frame.request = m_request ? &*m_request : nullptr;
    begin(type).rawMember("response", responseJson(m_frame, output));
    send();
}

void Encoder::lose(Loss::Weight weight, const QByteArray &param, QByteArray reason)
{
    if (m_lostParams.contains(param))
        return;
    m_lostParams.append(param);
    m_losses.append({.weight = weight, .param = param, .reason = std::move(reason)});
}

bool Encoder::isChoiceLost(qint64 choice)
{
    if (choice == 0)
        return false;
    lose(Loss::Weight::Meaning, elementPath("choices", choice), "the responses API has one choice"_ba);
    return true;
}

void Encoder::ensureStarted()
{
    if (!m_isStarted)
        take(Stream::Started{});
}

void Encoder::take(const Stream::Started &started)
{
    if (std::exchange(m_isStarted, true))
        return;
    m_frame.id = responseId(started.id, m_context);
    m_frame.model = started.model.isEmpty() ? m_context.model : started.model;
    m_frame.created = started.created.value_or(m_context.created);
    m_frame.serviceTier = started.serviceTier;
    sendResponse("response.created", {.status = "in_progress"}, {});
    sendResponse("response.in_progress", {.status = "in_progress"}, {});
}

qsizetype Encoder::addItem()
{
    m_output.append(QByteArray());
    return m_output.size() - 1;
}

void Encoder::closeMessage(QByteArrayView status)
{
    if (m_message.item < 0)
        return;
    const OpenMessage message = std::exchange(m_message, {});
    m_output[message.item] = messageJson(message.first, message.id, status, message.content);
    sendItem("response.output_item.done", message.item, m_output[message.item]);
}

// Pieces do not overlap (chat.h); one that was left open must not leak into the next message.
void Encoder::endPieces()
{
    const QList<qint64> numbers = m_parts.keys();
    for (const qint64 number : numbers) {
        if (isMessageContent(m_parts[number].part))
            take(Stream::PartEnded{.choice = 0, .number = number});
    }
}

void Encoder::startPiece(OpenPart &open)
{
    if (m_message.item >= 0 && (m_message.isClosing || beginsItem(open.part))) {
        endPieces();
        closeMessage("completed");
    }
    if (m_message.item < 0) {
        m_message.item = addItem();
        m_message.id = idOfItem(open.part, m_frame.id, m_message.item);
        m_message.first = open.part;
        sendItem("response.output_item.added", m_message.item,
                 messageJson(m_message.first, m_message.id, "in_progress", {}));
    }
    open.item = m_message.item;
    open.id = m_message.id;
    open.contentIndex = m_message.pieces++;
    m_hasRefusal = m_hasRefusal || std::holds_alternative<RefusalPart>(open.part.content);
    beginFor("response.content_part.added", open).member("content_index", open.contentIndex);
    m_json.rawMember("part", contentJson(open.part, {}));
    send();
}

void Encoder::startItem(OpenPart &open, qint64 number)
{
    // A message that is still being written stays open beside the new item, but what comes after it is another.
    if (m_message.item >= 0 && m_message.content.size() == m_message.pieces)
        closeMessage("completed");
    m_message.isClosing = m_message.item >= 0;
    if (const QByteArrayView reason = whyNoItem(open.part); !reason.isEmpty()) {
        lose(Loss::Weight::Changed, elementPath("choices[0].parts", number), reason.toByteArray());
        return;
    }
    open.item = addItem();
    open.id = idOfItem(open.part, m_frame.id, open.item);
    if (auto *call = std::get_if<ToolCallPart>(&open.part.content); call && call->id.isEmpty())
        call->id = toolCallId(m_frame.id, 0, number);
    sendItem("response.output_item.added", open.item, itemJson(open.part, open.id, "in_progress"));
}

void Encoder::take(const Stream::PartStarted &started)
{
    if (isChoiceLost(started.choice))
        return;
    ensureStarted();
    OpenPart open{.part = started.part};
    if (isMessageContent(open.part))
        startPiece(open);
    else
        startItem(open, started.number);
    m_parts.insert(started.number, open);
}

void Encoder::textDelta(OpenPart &open, const Stream::Delta &delta)
{
    if (auto *refusal = std::get_if<RefusalPart>(&open.part.content)) {
        refusal->text += delta.text;
        beginFor("response.refusal.delta", open).member("content_index", open.contentIndex);
        m_json.member("delta", delta.text);
        return send();
    }
    auto *text = std::get_if<TextPart>(&open.part.content);
    if (!text)
        return;
    if (delta.citation) {
        beginFor("response.output_text.annotation.added", open).member("content_index", open.contentIndex);
        m_json.member("annotation_index", text->citations.size());
        const Citation citation = placedIn(*delta.citation, text->text);
        m_json.rawMember("annotation", annotationJson(citation));
        text->citations.append(citation);
        return send();
    }
    const bool isLogprobs = delta.kind == Kind::Logprobs;
    beginFor("response.output_text.delta", open).member("content_index", open.contentIndex);
    m_json.member("delta", isLogprobs ? QByteArrayView() : QByteArrayView(delta.text));
    m_json.rawMember("logprobs", isLogprobs ? QByteArrayView(delta.text) : QByteArrayView("[]"));
    send();
    if (!isLogprobs)
        text->text += delta.text;
    else if (delta.text.size() > 2)
        open.logprobs += (open.logprobs.isEmpty() ? ""_ba : ","_ba) + delta.text.sliced(1, delta.text.size() - 2);
}

void Encoder::reasoningDelta(OpenPart &open, const Stream::Delta &delta)
{
    auto &reasoning = std::get<ReasoningPart>(open.part.content);
    // As in reasoningJson(): what another vendor shows of its reasoning is a summary here.
    const bool isSummary = delta.kind == Kind::Summary
                           || (delta.kind == Kind::Text && open.part.extras.dialect != Dialect::OpenAiResponses);
    if (delta.kind == Kind::Signature) {
        reasoning.signature += delta.text;
    } else if (isSummary) {
        if (!std::exchange(open.hasSummary, true)) {
            beginFor("response.reasoning_summary_part.added", open).member("summary_index", 0);
            m_json.rawMember("part", R"({"type":"summary_text","text":""})");
            send();
        }
        reasoning.summary += delta.text;
        beginFor("response.reasoning_summary_text.delta", open).member("summary_index", 0);
        m_json.member("delta", delta.text);
        send();
    } else if (delta.kind == Kind::Text) {
        if (!std::exchange(open.hasText, true)) {
            beginFor("response.content_part.added", open).member("content_index", 0);
            m_json.rawMember("part", R"({"type":"reasoning_text","text":""})");
            send();
        }
        reasoning.text += delta.text;
        beginFor("response.reasoning_text.delta", open).member("content_index", 0).member("delta", delta.text);
        send();
    }
}

void Encoder::take(const Stream::Delta &delta)
{
    const auto found = m_parts.find(delta.number);
    if (isChoiceLost(delta.choice) || found == m_parts.end() || found->item < 0)
        return;
    if (auto *call = std::get_if<ToolCallPart>(&found->part.content)) {
        if (delta.kind != Kind::Arguments || delta.text.isEmpty())
            return;
        call->arguments += delta.text;
        beginFor(call->isCustom ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta",
                 *found)
            .member("delta", delta.text);
        send();
    } else if (std::holds_alternative<ReasoningPart>(found->part.content)) {
        reasoningDelta(*found, delta);
    } else {
        textDelta(*found, delta);
    }
}

void Encoder::endPiece(OpenPart &open)
{
    if (const auto *text = std::get_if<TextPart>(&open.part.content)) {
        beginFor("response.output_text.done", open).member("content_index", open.contentIndex);
        m_json.member("text", text->text).key("logprobs").beginArray();
        if (!open.logprobs.isEmpty())
            m_json.raw(open.logprobs);
        m_json.endArray();
        send();
    } else if (const auto *refusal = std::get_if<RefusalPart>(&open.part.content)) {
        beginFor("response.refusal.done", open).member("content_index", open.contentIndex);
        m_json.member("refusal", refusal->text);
        send();
    }
    const QByteArray piece = contentJson(open.part, open.logprobs);
    beginFor("response.content_part.done", open).member("content_index", open.contentIndex).rawMember("part", piece);
    send();
    m_message.content.append(piece);
    if (m_message.isClosing && m_message.content.size() == m_message.pieces)
        closeMessage("completed");
}

void Encoder::endReasoning(const OpenPart &open, const ReasoningPart &reasoning)
{
    const auto part = [](QByteArrayView type, const QByteArray &text) {
        return Json::Writer().beginObject().member("type", type).member("text", text).endObject().take();
    };
    if (open.hasSummary) {
        beginFor("response.reasoning_summary_text.done", open).member("summary_index", 0);
        m_json.member("text", reasoning.summary);
        send();
        beginFor("response.reasoning_summary_part.done", open).member("summary_index", 0);
        m_json.rawMember("part", part("summary_text", reasoning.summary));
        send();
    }
    if (open.hasText) {
        beginFor("response.reasoning_text.done", open).member("content_index", 0).member("text", reasoning.text);
        send();
        beginFor("response.content_part.done", open).member("content_index", 0);
        m_json.rawMember("part", part("reasoning_text", reasoning.text));
        send();
    }
}

void Encoder::endCall(const OpenPart &open, const ToolCallPart &call)
{
    beginFor(call.isCustom ? "response.custom_tool_call_input.done" : "response.function_call_arguments.done", open);
    if (call.isCustom)
        m_json.member("input", call.arguments);
    else
        m_json.member("name", call.name).member("arguments", call.arguments);
    send();
}

void Encoder::take(const Stream::PartEnded &ended)
{
    if (isChoiceLost(ended.choice) || !m_parts.contains(ended.number))
        return;
    OpenPart open = m_parts.take(ended.number);
    if (open.item < 0)
        return;
    if (isMessageContent(open.part))
        return endPiece(open);
    if (auto *call = std::get_if<ToolCallPart>(&open.part.content)) {
        // WIRE 6, case 1: "{}" exactly when nothing else came.
        if (call->arguments.isEmpty() && !call->isCustom) {
            call->arguments = "{}"_ba;
            beginFor("response.function_call_arguments.delta", open).member("delta", call->arguments);
            send();
        }
        endCall(open, *call);
    } else if (const auto *reasoning = std::get_if<ReasoningPart>(&open.part.content)) {
        endReasoning(open, *reasoning);
    }
    m_output[open.item] = itemJson(open.part, open.id, "completed");
    sendItem("response.output_item.done", open.item, m_output[open.item]);
}

void Encoder::take(const Stream::ChoiceFinished &finished)
{
    if (isChoiceLost(finished.choice))
        return;
    ensureStarted();
    m_finish = finished;
    QList<qint64> left = m_parts.keys();
    std::ranges::sort(left);
    for (const qint64 number : std::as_const(left))
        take(Stream::PartEnded{.choice = 0, .number = number});
    const Ending ending = endingOf(finished.reason, finished.rawReason, m_hasRefusal);
    closeMessage(ending.status == "incomplete" ? "incomplete" : "completed");
}

void Encoder::take(const Stream::UsageKnown &known)
{
    m_frame.usage = usageJson(known.usage, known.raw);
}

// Progress of tools at the vendor's, about items that are announced when they are done.
void Encoder::take(const Stream::Opaque &opaque)
{
    lose(Loss::Weight::Hint, opaque.type, "progress is not passed on"_ba);
}

void Encoder::write(const Stream::Event &event, QByteArray &out)
{
    m_out = &out;
    std::visit([this](const auto &value) { take(value); }, event);
}

QByteArray Encoder::end()
{
    QByteArray out;
    m_out = &out;
    if (!m_finish)
        take(Stream::ChoiceFinished{});
    const Ending ending = endingOf(m_finish->reason, m_finish->rawReason, m_hasRefusal);
    m_output.removeIf([](const QByteArray &item) { return item.isEmpty(); });
    const QByteArray type = ending.status == "incomplete" || ending.status == "failed" ? "response."_ba + ending.status
                                                                                       : "response.completed"_ba;
    sendResponse(type, ending, m_output);
    return out;
}

QByteArray Encoder::fail(const Error &error)
{
    QByteArray out;
    m_out = &out;
    ensureStarted();
    // What is known so far: the items that were begun too, as incomplete ones.
    QList<qint64> left = m_parts.keys();
    std::ranges::sort(left);
    for (const qint64 number : std::as_const(left)) {
        const OpenPart &open = m_parts[number];
        if (open.item < 0)
            continue;
        if (isMessageContent(open.part))
            m_message.content.append(contentJson(open.part, open.logprobs));
        else
            m_output[open.item] = itemJson(open.part, open.id, "incomplete");
    }
    if (m_message.item >= 0)
        m_output[m_message.item] = messageJson(m_message.first, m_message.id, "incomplete", m_message.content);
    m_output.removeIf([](const QByteArray &item) { return item.isEmpty(); });
    Json::Writer json;
    json.beginObject().member("code", errorShape(error.kind).code).member("message", error.message.toUtf8());
    sendResponse("response.failed", {.status = "failed", .error = json.endObject().take()}, m_output);
    return out;
}

} // namespace

std::unique_ptr<StreamEncoder> makeEncoder(const AnswerContext &context)
{
    return std::make_unique<Encoder>(context);
}

} // namespace Gatehouse::Llm::Responses
