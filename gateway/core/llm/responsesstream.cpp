// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesdialect.h"
#include "gateway/core/llm/responsesitems.h"
#include "gateway/core/llm/responsesusage.h"
#include "gateway/core/llm/sse.h"

#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

constexpr Dialect Own = Dialect::OpenAiResponses;

// Events that only repeat what others have said or will say, and keep-alives.
constexpr auto Silent = std::to_array<QByteArrayView>(
    {"response.in_progress", "response.queued", "response.output_text.done", "response.refusal.done",
     "response.reasoning_summary_part.done", "response.reasoning_summary_text.done", "response.reasoning_text.done",
     "response.reasoning_part.added", "response.reasoning_part.done", "response.reasoning_summary_part.added",
     "response.function_call_arguments.done", "response.custom_tool_call_input.done", "keepalive", "ping"});

// An output item that is being streamed.
struct OpenItem {
    QByteArray type;
    Part first = {};      // notes for the first piece of a message
    qsizetype pieces = 0; // of a message, so far
    qint64 part = -1;     // the part that is open; -1 = none
    qint64 contentIndex = -1;
    qint64 summaryIndex = -1;
    QByteArray text = {}; // or arguments, that have come for the open part
    QByteArray summary = {};
    qsizetype citations = 0;
};

class Decoder final : public StreamDecoder
{
public:
    Result<void> feed(QByteArrayView bytes, QList<Stream::Event> &out) override;
    Result<void> end(QList<Stream::Event> &out) override;

private:
    using Kind = Stream::Delta::Kind;
    Result<void> takeEvent(QByteArrayView data);
    void takeDelta(QByteArrayView type, Json::Node event);
    void start(Json::Node response);
    void addItem(qint64 index, Json::Node item);
    void finishItem(qint64 index, Json::Node item);
    void finishMessage(OpenItem &open, Json::Node item);
    void addContent(OpenItem &open, Json::Node part);
    void finishContent(OpenItem &open, Json::Node part);
    void emitWhole(Json::Node item);
    void finish(Json::Node response);
    void fail(Json::Node node);

    OpenItem &messageAt(qint64 index);
    void startPart(OpenItem &open, Part part);
    void endPart(OpenItem &open);
    void delta(const OpenItem &open, Kind kind, QByteArray text);
    void rest(const OpenItem &open, Kind kind, const QByteArray &sofar, const QByteArray &whole);
    void emitPart(Part part);
    [[nodiscard]] bool isOver() const { return m_isFinished || m_hasFailed; }

    SseReader m_sse;
    QList<Stream::Event> *m_out = nullptr;
    QHash<qint64, OpenItem> m_items; // by output_index: ids change from event to event with some vendors (Copilot)
    qint64 m_nextPart = 0;
    bool m_isStarted = false;
    bool m_isFinished = false;
    bool m_hasFailed = false;
    bool m_hasCalls = false;
    bool m_hasRefusal = false;
};

Result<void> Decoder::feed(QByteArrayView bytes, QList<Stream::Event> &out)
{
    m_out = &out;
    m_sse.feed(bytes);
    while (const auto event = m_sse.next()) {
        if (!event->data.isNull() && !event->data.trimmed().isEmpty() && event->data.trimmed() != "[DONE]" && !isOver())
            GH_CHECK(takeEvent(event->data));
    }
    if (m_sse.isOverlong())
        return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"An event of the vendor's stream is too long."_s);
    return {};
}

Result<void> Decoder::end(QList<Stream::Event> &out)
{
    m_out = &out;
    if (isOver())
        return {};
    // An error body where a stream should be.
    if (const auto tree = Json::Tree::parse(m_sse.rest().toByteArray(), Json::Rules::Lenient);
        tree && !m_isStarted && readFailure(tree->root())) {
        fail(tree->root());
        return {};
    }
    return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"The vendor's stream was cut before its end."_s);
}

Result<void> Decoder::takeEvent(QByteArrayView data)
{
    const auto tree = Json::Tree::parse(data.toByteArray(), Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"An event of the vendor's stream is no JSON object."_s);
    const Json::Node event = tree->root();
    const QByteArray type = event["type"].text();
    const qint64 index = event["output_index"].integer().value_or(0);
    if (type == "error" || type == "response.failed" || (type.isEmpty() && event["error"].isObject())) {
        fail(type == "response.failed" ? event["response"] : event);
        return {};
    }
    if (type == "response.created") {
        start(event["response"]);
        return {};
    }
    if (!m_isStarted)
        start(event["response"]);
    if (type == "response.output_item.added")
        addItem(index, event["item"]);
    else if (type == "response.output_item.done")
        finishItem(index, event["item"]);
    else if (type == "response.content_part.added")
        addContent(messageAt(index), event["part"]);
    else if (type == "response.content_part.done")
        finishContent(messageAt(index), event["part"]);
    else if (type == "response.completed" || type == "response.incomplete" || type == "response.cancelled"
             || type == "response.done")
        finish(event["response"]);
    else if (type.endsWith(".delta") || type == "response.output_text.annotation.added")
        takeDelta(type, event);
    else if (std::ranges::find(Silent, QByteArrayView(type)) == Silent.end())
        m_out->append(Stream::Opaque{.type = type, .json = data.toByteArray()});
    return {};
}

void Decoder::start(Json::Node response)
{
    if (std::exchange(m_isStarted, true))
        return;
    m_out->append(Stream::Started{.id = response["id"].text(),
                                  .model = response["model"].text(),
                                  .created = response["created_at"].integer(),
                                  .serviceTier = response["service_tier"].text(),
                                  .fingerprint = {}});
}

void Decoder::fail(Json::Node node)
{
    if (const auto usage = readUsage(node["usage"], node["output"]))
        m_out->append(Stream::UsageKnown{.usage = *usage, .raw = node["usage"].json()});
    m_out->append(Stream::Failed{.failure = readFailure(node).value_or(VendorFailure{})});
    m_hasFailed = true;
}

// The message that deltas belong to; made up when the vendor has not announced it.
OpenItem &Decoder::messageAt(qint64 index)
{
    const auto found = m_items.find(index);
    if (found != m_items.end())
        return *found;
    OpenItem open{.type = "message"_ba};
    addNote(open.first.extras, Note::Item, "{}");
    return *m_items.insert(index, open);
}

void Decoder::startPart(OpenItem &open, Part part)
{
    endPart(open);
    open.part = m_nextPart++;
    open.text.clear();
    open.summary.clear();
    open.citations = 0;
    m_hasCalls = m_hasCalls || std::holds_alternative<ToolCallPart>(part.content);
    m_hasRefusal = m_hasRefusal || std::holds_alternative<RefusalPart>(part.content);
    m_out->append(Stream::PartStarted{.choice = 0, .number = open.part, .part = std::move(part)});
}

void Decoder::endPart(OpenItem &open)
{
    if (open.part >= 0)
        m_out->append(Stream::PartEnded{.choice = 0, .number = open.part});
    open.part = -1;
}

void Decoder::delta(const OpenItem &open, Kind kind, QByteArray text)
{
    if (!text.isEmpty())
        m_out->append(
            Stream::Delta{.choice = 0, .number = open.part, .kind = kind, .text = std::move(text), .citation = {}});
}

// What came at once in the end rather than piece by piece.
void Decoder::rest(const OpenItem &open, Kind kind, const QByteArray &sofar, const QByteArray &whole)
{
    if (whole.size() > sofar.size() && whole.startsWith(sofar))
        delta(open, kind, whole.sliced(sofar.size()));
}

// A part that is known whole.
void Decoder::emitPart(Part part)
{
    ChatAnswer answer;
    answer.choices.append(Choice{.parts = {std::move(part)}});
    OpenItem open;
    for (const Stream::Event &event : eventsOf(answer)) {
        if (const auto *started = std::get_if<Stream::PartStarted>(&event)) {
            startPart(open, started->part);
        } else if (const auto *delta = std::get_if<Stream::Delta>(&event)) {
            Stream::Delta mine = *delta;
            mine.number = open.part;
            m_out->append(mine);
        }
    }
    endPart(open);
}

void Decoder::emitWhole(Json::Node item)
{
    Problems problems(Problems::Rules::Lenient);
    for (Part &part : readModelItem(item, {}, problems)) {
        part.extras.members.removeIf([](const Extras::Member &member) { return member.name == "logprobs"; });
        emitPart(std::move(part));
    }
}

void Decoder::addItem(qint64 index, Json::Node item)
{
    if (const auto found = m_items.find(index); found != m_items.end())
        endPart(*found); // the vendor counts wrongly; nothing of the one before shall stay open
    OpenItem open{.type = item["type"].text()};
    Problems problems(Problems::Rules::Lenient);
    QList<Part> parts = readModelItem(item, {}, problems);
    if (open.type == "message") {
        // The notes are for the first piece of content, which is still to come.
        open.first = parts.front();
        open.first.extras.members.removeIf([](const Extras::Member &member) {
            return member.name != Note::Item && !member.name.startsWith("message.");
        });
    } else if (auto *call = std::get_if<ToolCallPart>(&parts.front().content)) {
        call->arguments.clear();
        parts.front().extras.members.removeIf([](const Extras::Member &member) { return member.name == Note::Empty; });
        startPart(open, std::move(parts.front()));
    } else if (auto *reasoning = std::get_if<ReasoningPart>(&parts.front().content)) {
        *reasoning = ReasoningPart{.id = reasoning->id, .signer = Own}; // the encrypted content comes at the end
        startPart(open, std::move(parts.front()));
    }
    m_items.insert(index, open);
}

void Decoder::addContent(OpenItem &open, Json::Node part)
{
    if (open.type != "message")
        return; // DeepSeek announces reasoning texts this way
    Problems problems(Problems::Rules::Lenient);
    Part piece = readContent(part, {}, "output_text", problems);
    piece.extras.members.removeIf([](const Extras::Member &member) { return member.name == "logprobs"; });
    if (auto *text = std::get_if<TextPart>(&piece.content))
        *text = {};
    else if (auto *refusal = std::get_if<RefusalPart>(&piece.content))
        refusal->text.clear();
    if (open.pieces++ == 0)
        piece.extras.members += open.first.extras.members;
    piece.extras.dialect = Own;
    startPart(open, std::move(piece));
}

void Decoder::finishContent(OpenItem &open, Json::Node part)
{
    if (open.type != "message" || open.part < 0)
        return;
    rest(open, Kind::Text, open.text, part[part["type"].is("refusal") ? "refusal" : "text"].text());
    qsizetype number = 0;
    Problems problems(Problems::Rules::Lenient);
    for (const Json::Node annotation : part["annotations"]) {
        if (number++ < open.citations)
            continue;
        m_out->append(Stream::Delta{.choice = 0,
                                    .number = open.part,
                                    .kind = Kind::Citation,
                                    .text = {},
                                    .citation = readAnnotation(annotation, {}, problems)});
    }
    endPart(open);
}

void Decoder::takeDelta(QByteArrayView type, Json::Node event)
{
    const qint64 index = event["output_index"].integer().value_or(0);
    QByteArray text = event["delta"].text();
    const bool isRefusal = type == "response.refusal.delta";
    if (type == "response.output_text.delta" || isRefusal || type == "response.output_text.annotation.added") {
        OpenItem &open = messageAt(index);
        if (open.type != "message")
            return;
        if (open.part < 0) {
            const auto tree = Json::Tree::parse(isRefusal ? R"({"type":"refusal","refusal":""})"_ba
                                                          : R"({"type":"output_text","text":""})"_ba,
                                                Json::Rules::Lenient);
            addContent(open, tree->root());
        }
        if (const Json::Node annotation = event["annotation"]; annotation.isObject()) {
            Problems problems(Problems::Rules::Lenient);
            ++open.citations;
            m_out->append(Stream::Delta{.choice = 0,
                                        .number = open.part,
                                        .kind = Kind::Citation,
                                        .text = {},
                                        .citation = readAnnotation(annotation, {}, problems)});
        }
        open.text += text;
        delta(open, Kind::Text, text);
        if (event["logprobs"].isArray() && event["logprobs"].size() > 0)
            delta(open, Kind::Logprobs, event["logprobs"].json());
        return;
    }
    const auto found = m_items.find(index);
    if (found == m_items.end() || found->part < 0) {
        // Arguments of a call that was not announced come again, whole, when its item is done.
        if (!type.startsWith("response.function_call_arguments") && !type.startsWith("response.custom_tool_call_input"))
            m_out->append(Stream::Opaque{.type = type.toByteArray(), .json = event.json()});
        return;
    }
    if (type == "response.function_call_arguments.delta" || type == "response.custom_tool_call_input.delta") {
        found->text += text;
        delta(*found, Kind::Arguments, text);
    } else if (type == "response.reasoning_summary_text.delta") {
        const qint64 part = event["summary_index"].integer().value_or(0);
        if (!found->summary.isEmpty() && part != found->summaryIndex)
            text.prepend("\n\n");
        found->summaryIndex = part;
        found->summary += text;
        delta(*found, Kind::Summary, text);
    } else if (type == "response.reasoning_text.delta") {
        const qint64 part = event["content_index"].integer().value_or(0);
        if (!found->text.isEmpty() && part != found->contentIndex)
            text.prepend("\n\n");
        found->contentIndex = part;
        found->text += text;
        delta(*found, Kind::Text, text);
    } else {
        m_out->append(Stream::Opaque{.type = type.toByteArray(), .json = event.json()});
    }
}

// Pieces of a message that were never announced are given whole, and the last is closed.
void Decoder::finishMessage(OpenItem &open, Json::Node item)
{
    qsizetype number = 0;
    for (const Json::Node piece : item["content"]) {
        if (++number < open.pieces || (number == open.pieces && open.part < 0))
            continue;
        if (number > open.pieces)
            addContent(open, piece);
        finishContent(open, piece);
    }
    // A message that stayed empty.
    if (open.pieces == 0) {
        Part empty = open.first;
        empty.content = TextPart{};
        addNote(empty.extras, Note::Empty);
        startPart(open, std::move(empty));
    }
    endPart(open);
}

void Decoder::finishItem(qint64 index, Json::Node item)
{
    const auto found = m_items.find(index);
    if (found == m_items.end()) {
        if (item.isObject())
            emitWhole(item);
        return;
    }
    OpenItem open = *found;
    m_items.erase(found);
    if (open.type == "message")
        return finishMessage(open, item);
    if (open.part < 0)
        return emitWhole(item); // an item of the server's tools: known when it is done
    if (open.type == "reasoning") {
        Problems problems(Problems::Rules::Lenient);
        const QList<Part> parts = readModelItem(item, {}, problems);
        if (const auto *whole = std::get_if<ReasoningPart>(&parts.front().content)) {
            rest(open, Kind::Summary, open.summary, whole->summary);
            rest(open, Kind::Text, open.text, whole->text);
            delta(open, Kind::Signature, whole->signature);
        }
    } else {
        rest(open, Kind::Arguments, open.text, item[open.type == "custom_tool_call" ? "input" : "arguments"].text());
    }
    endPart(open);
}

void Decoder::finish(Json::Node response)
{
    if (m_nextPart == 0 && m_items.isEmpty()) { // a vendor that says it all at the end
        for (const Json::Node item : response["output"])
            emitWhole(item);
    }
    QList<qint64> left = m_items.keys();
    std::ranges::sort(left);
    for (const qint64 index : std::as_const(left))
        endPart(m_items[index]);
    if (const auto usage = readUsage(response["usage"], response["output"]))
        m_out->append(Stream::UsageKnown{.usage = *usage, .raw = response["usage"].json()});
    const Finish end = readFinish(response, m_hasCalls, m_hasRefusal);
    m_out->append(Stream::ChoiceFinished{.choice = 0, .reason = end.reason, .rawReason = end.raw, .stopSequence = {}});
    m_out->append(Stream::Ended{});
    m_isFinished = true;
}

} // namespace

std::unique_ptr<StreamDecoder> makeDecoder()
{
    return std::make_unique<Decoder>();
}

} // namespace Gatehouse::Llm::Responses
