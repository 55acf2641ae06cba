// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/cohereparts.h"
#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/sse.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Cohere {

namespace {

using Kind = Stream::Delta::Kind;

std::unexpected<Error> cutOff()
{
    return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"The vendor closed the stream before its end."_s);
}

class CohereDecoder final : public StreamDecoder
{
public:
    Result<void> feed(QByteArrayView bytes, QList<Stream::Event> &out) override;
    Result<void> end(QList<Stream::Event> &out) override;

private:
    enum class Flow : quint8 { None, Text, Reasoning, Call };
    void take(Json::Node event, QList<Stream::Event> &out);
    void takeContent(Json::Node event, QList<Stream::Event> &out);
    void takeCall(Json::Node event, QList<Stream::Event> &out);
    void takeArguments(const QByteArray &fragment, QList<Stream::Event> &out);
    void takeEnd(Json::Node delta, QList<Stream::Event> &out);
    void append(Flow flow, const QByteArray &text, QList<Stream::Event> &out);
    void enter(Flow flow, Part part, QList<Stream::Event> &out);
    void leave(QList<Stream::Event> &out);
    void give(Kind kind, const QByteArray &text, QList<Stream::Event> &out);

    SseReader m_reader;
    Flow m_flow = Flow::None;
    qint64 m_number = -1;   // of the part that is open
    QByteArray m_arguments; // of the open call, held back while they may still be "null"
    bool m_isStarted = false;
    bool m_isFinished = false;
    bool m_isEnded = false;
};

Result<void> CohereDecoder::feed(QByteArrayView bytes, QList<Stream::Event> &out)
{
    if (m_isEnded)
        return {};
    m_reader.feed(bytes);
    while (!m_isEnded) {
        const std::optional<SseEvent> event = m_reader.next();
        if (!event)
            break;
        const QByteArrayView data = event->data.trimmed();
        if (data.isEmpty())
            continue;
        if (data == "[DONE]") {
            if (!m_isFinished)
                return cutOff();
            m_isEnded = true;
            out.append(Stream::Ended{});
            break;
        }
        const auto tree = Json::Tree::parse(data.toByteArray(), Json::Rules::Lenient);
        if (!tree || !tree->root().isObject())
            return Gatehouse::fail(ErrorKind::UpstreamInvalid,
                                   u"The vendor sent an event that is not a JSON object."_s);
        take(tree->root(), out);
    }
    if (m_reader.isOverlong())
        return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"The vendor sent an event that is too long."_s);
    return {};
}

void CohereDecoder::take(Json::Node event, QList<Stream::Event> &out)
{
    const QByteArray type = event["type"].text();
    if (const auto failure = readFailure(event)) {
        m_isEnded = true;
        out.append(Stream::Failed{*failure});
        return;
    }
    if (!m_isStarted) {
        m_isStarted = true;
        out.append(Stream::Started{.id = event["id"].text()});
    }
    if (m_isFinished)
        return;
    const Json::Node delta = event["delta"];
    if (type == "content-start" || type == "content-delta")
        takeContent(event, out);
    else if (type == "content-end" || type == "tool-call-end")
        leave(out);
    else if (type == "tool-plan-delta")
        append(Flow::Reasoning, delta["message"]["tool_plan"].text(), out);
    else if (type == "tool-call-start" || type == "tool-call-delta")
        takeCall(event, out);
    else if (type == "citation-start" && delta["message"]["citations"].isObject()) {
        if (m_flow != Flow::Text)
            enter(Flow::Text, {}, out);
        out.append(Stream::Delta{.number = m_number,
                                 .kind = Kind::Citation,
                                 .text = {},
                                 .citation = readCitation(delta["message"]["citations"])});
    } else if (type == "message-end")
        takeEnd(delta, out);
    else if (type != "message-start" && type != "citation-end")
        out.append(Stream::Opaque{.type = type, .json = event.json()});
}

void CohereDecoder::takeContent(Json::Node event, QList<Stream::Event> &out)
{
    const Json::Node content = event["delta"]["message"]["content"];
    if (event["type"].is("content-start"))
        leave(out); // a new part, also of the same kind
    append(Flow::Reasoning, content["thinking"].text(), out);
    append(Flow::Text, content["text"].text(), out);
}

void CohereDecoder::takeCall(Json::Node event, QList<Stream::Event> &out)
{
    const Json::Node call = event["delta"]["message"]["tool_calls"];
    if (event["type"].is("tool-call-start")) {
        Part part{.content = ToolCallPart{.id = call["id"].text(), .name = call["function"]["name"].text()}};
        enter(Flow::Call, std::move(part), out);
    }
    if (m_flow == Flow::Call)
        takeArguments(call["function"]["arguments"].text(), out);
}

void CohereDecoder::takeArguments(const QByteArray &fragment, QList<Stream::Event> &out)
{
    constexpr QByteArrayView Null = "null";
    const bool wasHeld = Null.startsWith(m_arguments);
    m_arguments += fragment;
    if (!wasHeld)
        give(Kind::Arguments, fragment, out);
    else if (!Null.startsWith(m_arguments))
        give(Kind::Arguments, m_arguments, out);
}

void CohereDecoder::takeEnd(Json::Node delta, QList<Stream::Event> &out)
{
    leave(out);
    m_isFinished = true;
    const QByteArray word = delta["finish_reason"].text();
    if (const QByteArray error = delta["error"].text();
        !error.isEmpty() && readFinishReason(word) == FinishReason::Error) {
        m_isEnded = true;
        out.append(Stream::Failed{{.message = error.left(1000), .type = word}});
        return;
    }
    out.append(Stream::ChoiceFinished{
        .reason = word.isEmpty() ? FinishReason::Stop : readFinishReason(word), .rawReason = word, .stopSequence = {}});
    if (const auto usage = readUsage(delta["usage"]))
        out.append(Stream::UsageKnown{.usage = *usage, .raw = delta["usage"].json()});
}

void CohereDecoder::append(Flow flow, const QByteArray &text, QList<Stream::Event> &out)
{
    if (text.isEmpty())
        return;
    if (m_flow != flow) {
        Part part;
        if (flow == Flow::Reasoning)
            part.content = ReasoningPart{};
        enter(flow, std::move(part), out);
    }
    give(Kind::Text, text, out);
}

void CohereDecoder::enter(Flow flow, Part part, QList<Stream::Event> &out)
{
    leave(out);
    m_flow = flow;
    m_arguments.clear();
    out.append(Stream::PartStarted{.number = ++m_number, .part = std::move(part)});
}

void CohereDecoder::leave(QList<Stream::Event> &out)
{
    if (m_flow != Flow::None)
        out.append(Stream::PartEnded{.number = m_number});
    m_flow = Flow::None;
}

void CohereDecoder::give(Kind kind, const QByteArray &text, QList<Stream::Event> &out)
{
    if (!text.isEmpty())
        out.append(Stream::Delta{.number = m_number, .kind = kind, .text = text, .citation = {}});
}

Result<void> CohereDecoder::end(QList<Stream::Event> &out)
{
    if (!m_isEnded && !m_reader.rest().trimmed().isEmpty())
        GH_CHECK(feed("\n\n", out));
    if (m_isEnded)
        return {};
    if (!m_isFinished)
        return cutOff();
    m_isEnded = true;
    out.append(Stream::Ended{});
    return {};
}

// One event with its name, as Cohere frames them.
void appendEvent(QByteArrayView type, QByteArray json, QByteArray &out)
{
    out += "event: " + type + "\ndata: " + onOneLine(std::move(json)) + "\n\n";
}

class CohereEncoder final : public StreamEncoder
{
public:
    explicit CohereEncoder(AnswerContext context)
        : m_context(std::move(context))
    {}
    void write(const Stream::Event &event, QByteArray &out) override
    {
        for (const Stream::Event &ready : m_sequencer.take(event))
            writeReady(ready, out);
    }
    QByteArray end() override;
    QByteArray fail(const Error &error) override { return errorEvent(Dialect::Cohere, error); }

private:
    void writeReady(const Stream::Event &event, QByteArray &out);
    void startPart(const Stream::PartStarted &started, QByteArray &out);
    void writeDelta(const Stream::Delta &delta, QByteArray &out);
    void endPart(QByteArray &out);
    void writeArguments(const QByteArray &arguments, QByteArray &out);
    Json::Writer &begin(Json::Writer &json, QByteArrayView type) const;

    AnswerContext m_context;
    PartSequencer m_sequencer;
    std::optional<Part> m_open;
    bool m_hasArguments = false;
    qint64 m_content = -1; // index of the last content
    qint64 m_call = -1;
    qint64 m_citation = -1;
    FinishReason m_finish = FinishReason::None;
    std::optional<Usage> m_usage;
};

// Up to the opened object of delta.message.
Json::Writer &CohereEncoder::begin(Json::Writer &json, QByteArrayView type) const
{
    const qint64 index = type.startsWith("tool-call") ? m_call : type.startsWith("citation") ? m_citation : m_content;
    json.beginObject().member("type", type).member("index", index);
    return json.key("delta").beginObject().key("message").beginObject();
}

void CohereEncoder::writeReady(const Stream::Event &event, QByteArray &out)
{
    if (const auto *started = std::get_if<Stream::Started>(&event)) {
        Json::Writer json;
        json.beginObject().member("id", started->id.isEmpty() ? m_context.id : started->id);
        json.member("type", "message-start").key("delta").beginObject().key("message").beginObject();
        json.member("role", "assistant").key("content").beginArray().endArray().member("tool_plan", "");
        json.key("tool_calls").beginArray().endArray().key("citations").beginArray().endArray();
        appendEvent("message-start", json.endObject().endObject().endObject().take(), out);
    } else if (const auto *part = std::get_if<Stream::PartStarted>(&event)) {
        startPart(*part, out);
    } else if (const auto *delta = std::get_if<Stream::Delta>(&event)) {
        writeDelta(*delta, out);
    } else if (std::holds_alternative<Stream::PartEnded>(event)) {
        endPart(out);
    } else if (const auto *finished = std::get_if<Stream::ChoiceFinished>(&event)) {
        m_finish = finished->reason;
    } else if (const auto *usage = std::get_if<Stream::UsageKnown>(&event)) {
        m_usage = usage->usage;
    }
}

void CohereEncoder::startPart(const Stream::PartStarted &started, QByteArray &out)
{
    if (started.choice != 0)
        return;
    m_open = started.part;
    m_hasArguments = false;
    Json::Writer json;
    if (auto *call = std::get_if<ToolCallPart>(&m_open->content)) {
        ++m_call;
        const QByteArray id = call->id.isEmpty() ? toolCallId(m_context.id, 0, started.number) : call->id;
        begin(json, "tool-call-start").key("tool_calls").beginObject().member("id", id).member("type", "function");
        json.key("function").beginObject().member("name", call->name).member("arguments", "").endObject().endObject();
        appendEvent("tool-call-start", json.endObject().endObject().endObject().take(), out);
        writeArguments(call->arguments, out);
        return;
    }
    const bool isThinking = std::holds_alternative<ReasoningPart>(m_open->content);
    if (!isThinking && !std::holds_alternative<TextPart>(m_open->content)
        && !std::holds_alternative<RefusalPart>(m_open->content)) {
        m_open.reset();
        const Loss loss{
            .weight = Loss::Weight::Changed, .param = "message", .reason = "Cohere answers in text and calls only"};
        if (!m_losses.contains(loss))
            m_losses.append(loss);
        return;
    }
    ++m_content;
    begin(json, "content-start").key("content").beginObject().member("type", isThinking ? "thinking" : "text");
    json.member(isThinking ? "thinking" : "text", "").endObject();
    appendEvent("content-start", json.endObject().endObject().endObject().take(), out);
}

void CohereEncoder::writeArguments(const QByteArray &arguments, QByteArray &out)
{
    if (arguments.isEmpty())
        return;
    m_hasArguments = true;
    Json::Writer json;
    begin(json, "tool-call-delta").key("tool_calls").beginObject().key("function").beginObject();
    json.member("arguments", arguments).endObject().endObject();
    appendEvent("tool-call-delta", json.endObject().endObject().endObject().take(), out);
}

void CohereEncoder::writeDelta(const Stream::Delta &delta, QByteArray &out)
{
    if (!m_open || delta.choice != 0)
        return;
    Json::Writer json;
    if (delta.kind == Kind::Arguments) {
        writeArguments(delta.text, out);
    } else if (delta.kind == Kind::Citation && delta.citation) {
        ++m_citation;
        begin(json, "citation-start").key("citations");
        writeCitation(json, *delta.citation);
        appendEvent("citation-start", json.endObject().endObject().endObject().take(), out);
        const QByteArray ended = R"({"type":"citation-end","index":)" + QByteArray::number(m_citation) + '}';
        appendEvent("citation-end", ended, out);
    } else if ((delta.kind == Kind::Text || delta.kind == Kind::Summary) && !delta.text.isEmpty()) {
        const bool isThinking = std::holds_alternative<ReasoningPart>(m_open->content);
        begin(json, "content-delta").key("content").beginObject();
        json.member(isThinking ? "thinking" : "text", delta.text).endObject();
        appendEvent("content-delta", json.endObject().endObject().endObject().take(), out);
    }
}

void CohereEncoder::endPart(QByteArray &out)
{
    if (!m_open)
        return;
    const bool isCall = std::holds_alternative<ToolCallPart>(m_open->content);
    if (isCall && !m_hasArguments)
        writeArguments("{}", out);
    const QByteArrayView type = isCall ? "tool-call-end" : "content-end";
    Json::Writer json;
    json.beginObject().member("type", type).member("index", isCall ? m_call : m_content).endObject();
    appendEvent(type, json.take(), out);
    m_open.reset();
}

QByteArray CohereEncoder::end()
{
    QByteArray out;
    Json::Writer json;
    json.beginObject().member("type", "message-end").key("delta").beginObject();
    json.member("finish_reason", finishReasonWord(m_finish));
    if (m_usage)
        json.rawMember("usage", usageObject(*m_usage));
    appendEvent("message-end", json.endObject().endObject().take(), out);
    return out + "data: [DONE]\n\n";
}

} // namespace

std::unique_ptr<StreamDecoder> decoder()
{
    return std::make_unique<CohereDecoder>();
}

std::unique_ptr<StreamEncoder> encoder(const AnswerContext &context)
{
    return std::make_unique<CohereEncoder>(context);
}

} // namespace Gatehouse::Llm::Cohere
