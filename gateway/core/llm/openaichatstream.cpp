// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/openaichatparts.h"
#include "gateway/core/llm/sse.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

using Kind = Stream::Delta::Kind;

// Whether nothing is missing of a tool call's arguments.
bool isComplete(QByteArrayView arguments)
{
    return arguments.trimmed().startsWith('{') && Json::judge(arguments).has_value();
}

// The parts of one choice as they come. Appends events to a list that its owner passes in.
class ChoiceDecoder final
{
public:
    ChoiceDecoder(qint64 index, QByteArray answerId)
        : m_index(index)
        , m_answerId(std::move(answerId))
    {}
    [[nodiscard]] qint64 index() const { return m_index; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    void take(Json::Node choice, QList<Stream::Event> &out);
    void finish(QByteArrayView word, QList<Stream::Event> &out);

private:
    enum class Flow : quint8 { None, Text, Reasoning, Refusal };
    struct Call {
        std::optional<qint64> index; // the vendor's
        QByteArray id = {};
        QByteArray name = {};
        QByteArray arguments = {};
        QByteArray signature = {}; // that came before the start
        qint64 number = -1;        // of the part; -1 = not started, the name has not come yet
        bool isCustom = false;
        bool isEnded = false;
    };

    void takeDelta(Json::Node delta, QList<Stream::Event> &out);
    void takeReasoning(Json::Node delta, QList<Stream::Event> &out);
    void takeContent(Json::Node content, QList<Stream::Event> &out);
    void takeCall(Json::Node node, QList<Stream::Event> &out);
    void takeAudio(Json::Node audio);
    void append(Flow flow, const QByteArray &text, QList<Stream::Event> &out);
    void enter(Flow flow, QList<Stream::Event> &out);
    void leave(QList<Stream::Event> &out);
    void whole(Part part, QList<Stream::Event> &out);
    void delta(Kind kind, QByteArray text, QList<Stream::Event> &out);
    Call &callFor(Json::Node node, const QByteArray &id, const QByteArray &name, bool hasArguments,
                  QList<Stream::Event> &out);
    void start(Call &call, QList<Stream::Event> &out);

    qint64 m_index;
    QByteArray m_answerId;
    qint64 m_nextNumber = 0;
    Flow m_flow = Flow::None; // the part of text that is open
    qint64 m_flowNumber = 0;
    QList<Call> m_calls;
    QByteArray m_audioId;
    QByteArray m_audioData;
    QByteArray m_audioTranscript;
    std::optional<qint64> m_audioExpires;
    bool m_hasAudio = false;
    bool m_isFinished = false;
};

void ChoiceDecoder::take(Json::Node choice, QList<Stream::Event> &out)
{
    if (m_isFinished)
        return; // OpenRouter repeats an empty delta beside the usage
    const Json::Node delta = choice["delta"].isObject() ? choice["delta"] : choice["message"];
    takeDelta(delta, out);
    const Json::Node logprobs = choice["logprobs"]["content"];
    if (logprobs.isArray() && logprobs.size() > 0 && m_flow == Flow::Text)
        this->delta(Kind::Logprobs, logprobs.json(), out);
    const QByteArray word = choice["finish_reason"].text();
    if (!word.isEmpty())
        finish(word, out);
}

void ChoiceDecoder::takeDelta(Json::Node delta, QList<Stream::Event> &out)
{
    takeReasoning(delta, out);
    takeContent(delta["content"], out);
    append(Flow::Refusal, delta["refusal"].text(), out);
    for (const Json::Node annotation : delta["annotations"]) {
        if (!annotation["type"].is("url_citation"))
            continue;
        if (m_flow != Flow::Text)
            enter(Flow::Text, out);
        out.append(Stream::Delta{.choice = m_index,
                                 .number = m_flowNumber,
                                 .kind = Kind::Citation,
                                 .text = {},
                                 .citation = readCitation(annotation)});
    }
    for (const Json::Node image : delta["images"]) {
        MediaPart media{.kind = MediaPart::Kind::Image};
        readMediaUrl(image["image_url"]["url"].text(), media);
        if (!media.data.isEmpty() || !media.url.isEmpty())
            whole(Part{.content = std::move(media)}, out);
    }
    if (delta["audio"].isObject())
        takeAudio(delta["audio"]);
    for (const Json::Node call : delta["tool_calls"]) {
        if (call.isObject())
            takeCall(call, out);
    }
    if (delta["function_call"].isObject())
        takeCall(delta, out);
}

void ChoiceDecoder::takeReasoning(Json::Node delta, QList<Stream::Event> &out)
{
    QByteArray text = delta["reasoning_content"].text();
    if (text.isEmpty())
        text = delta["reasoning"].text();
    QByteArray signature;
    for (const Json::Node detail : delta["reasoning_details"]) { // OpenRouter, beside `reasoning`
        if (delta["reasoning"].text().isEmpty())
            text += detail["text"].text() + detail["summary"].text();
        if (detail["signature"].isString())
            signature = detail["signature"].text();
    }
    append(Flow::Reasoning, text, out);
    if (!signature.isEmpty()) {
        if (m_flow != Flow::Reasoning)
            enter(Flow::Reasoning, out);
        this->delta(Kind::Signature, signature, out);
    }
    for (const Json::Node block : delta["thinking_blocks"]) { // LiteLLM; the text has come before
        if (block["type"].is("redacted_thinking")) {
            whole(Part{.content = ReasoningPart{.redacted = block["data"].text(), .signer = Dialect::Anthropic}}, out);
        } else if (!block["signature"].text().isEmpty() && m_flow == Flow::Reasoning) {
            this->delta(Kind::Signature, block["signature"].text(), out);
        }
    }
}

// A string, or Mistral's list.
void ChoiceDecoder::takeContent(Json::Node content, QList<Stream::Event> &out)
{
    append(Flow::Text, content.text(), out);
    if (!content.isArray())
        return;
    for (const Json::Node piece : content) {
        if (piece["type"].is("text")) {
            append(Flow::Text, piece["text"].text(), out);
        } else if (piece["type"].is("thinking")) {
            append(Flow::Reasoning, piece["thinking"].text(), out);
            for (const Json::Node thought : piece["thinking"])
                append(Flow::Reasoning, thought["text"].text(), out);
        } else if (piece.isObject()) {
            whole(Part{.content = OpaquePart{.type = piece["type"].text(), .json = piece.json()}}, out);
        }
    }
}

void ChoiceDecoder::takeAudio(Json::Node audio)
{
    m_hasAudio = true;
    if (audio["id"].isString())
        m_audioId = audio["id"].text();
    m_audioData += audio["data"].text();
    m_audioTranscript += audio["transcript"].text();
    if (const auto expires = audio["expires_at"].integer())
        m_audioExpires = expires;
}

void ChoiceDecoder::append(Flow flow, const QByteArray &text, QList<Stream::Event> &out)
{
    if (text.isEmpty())
        return;
    if (m_flow != flow)
        enter(flow, out);
    delta(Kind::Text, text, out);
}

void ChoiceDecoder::enter(Flow flow, QList<Stream::Event> &out)
{
    leave(out);
    m_flow = flow;
    m_flowNumber = m_nextNumber++;
    Part part;
    if (flow == Flow::Reasoning)
        part.content = ReasoningPart{};
    else if (flow == Flow::Refusal)
        part.content = RefusalPart{};
    out.append(Stream::PartStarted{.choice = m_index, .number = m_flowNumber, .part = std::move(part)});
}

void ChoiceDecoder::leave(QList<Stream::Event> &out)
{
    if (m_flow != Flow::None)
        out.append(Stream::PartEnded{.choice = m_index, .number = m_flowNumber});
    m_flow = Flow::None;
}

void ChoiceDecoder::whole(Part part, QList<Stream::Event> &out)
{
    leave(out);
    const qint64 number = m_nextNumber++;
    out.append(Stream::PartStarted{.choice = m_index, .number = number, .part = std::move(part)});
    out.append(Stream::PartEnded{.choice = m_index, .number = number});
}

void ChoiceDecoder::delta(Kind kind, QByteArray text, QList<Stream::Event> &out)
{
    out.append(Stream::Delta{
        .choice = m_index, .number = m_flowNumber, .kind = kind, .text = std::move(text), .citation = {}});
}

// The call that a fragment belongs to. Vendors leave the index out, give all parallel calls the index 0, repeat id and
// name in every fragment, or send whole calls without an id.
ChoiceDecoder::Call &ChoiceDecoder::callFor(Json::Node node, const QByteArray &id, const QByteArray &name,
                                            bool hasArguments, QList<Stream::Event> &out)
{
    const auto index = node["index"].integer();
    Call *found = nullptr;
    for (Call &call : m_calls) {
        if (index ? call.index == index : id.isEmpty() || call.id == id)
            found = &call;
    }
    if (found && index && !id.isEmpty() && !found->id.isEmpty() && found->id != id) {
        const auto same = std::ranges::find(m_calls, id, &Call::id);
        found = same == m_calls.end() ? nullptr : &*same;
    }
    // A whole call behind a whole call.
    if (found && id.isEmpty() && !name.isEmpty() && hasArguments && !found->isCustom && isComplete(found->arguments))
        found = nullptr;
    if (found)
        return *found;
    for (Call &call : m_calls) {
        if (!call.isEnded && call.number >= 0 && isComplete(call.arguments)) {
            call.isEnded = true;
            out.append(Stream::PartEnded{.choice = m_index, .number = call.number});
        }
    }
    m_calls.append(Call{.index = index});
    return m_calls.last();
}

void ChoiceDecoder::start(Call &call, QList<Stream::Event> &out)
{
    leave(out);
    call.number = m_nextNumber++;
    const QByteArray id = call.id.isEmpty() ? toolCallId(m_answerId, m_index, call.number) : call.id;
    Part part{.content = ToolCallPart{.id = id, .name = call.name, .isCustom = call.isCustom}};
    out.append(Stream::PartStarted{.choice = m_index, .number = call.number, .part = std::move(part)});
    const auto give = [&](Kind kind, const QByteArray &text) {
        if (!text.isEmpty())
            out.append(
                Stream::Delta{.choice = m_index, .number = call.number, .kind = kind, .text = text, .citation = {}});
    };
    give(Kind::Signature, call.signature);
    give(Kind::Arguments, call.arguments);
}

// A fragment of a tool call, or a delta with the old function_call.
void ChoiceDecoder::takeCall(Json::Node node, QList<Stream::Event> &out)
{
    const bool isCustom = node["custom"].isObject();
    const Json::Node function = isCustom                           ? node["custom"]
                                : node["function_call"].isObject() ? node["function_call"]
                                                                   : node["function"];
    const ToolCallId id = splitToolCallId(node["id"].text());
    const QByteArray name = function["name"].text();
    const Json::Node given = function[isCustom ? "input" : "arguments"];
    const QByteArray arguments = given.isObject() ? given.json() : given.text();
    Call &call = callFor(node, id.id, name, !arguments.isEmpty(), out);
    if (call.isEnded)
        return;
    call.isCustom = call.isCustom || isCustom;
    if (call.id.isEmpty())
        call.id = id.id;
    const bool isNamed = call.number < 0 && call.name.isEmpty() && !name.isEmpty();
    if (isNamed)
        call.name = name;
    QByteArray signature = node["extra_content"]["google"]["thought_signature"].text();
    if (signature.isEmpty())
        signature = id.signature;
    const auto give = [&](Kind kind, const QByteArray &text) {
        if (call.number >= 0 && !text.isEmpty())
            out.append(
                Stream::Delta{.choice = m_index, .number = call.number, .kind = kind, .text = text, .citation = {}});
    };
    give(Kind::Signature, signature);
    give(Kind::Arguments, arguments);
    call.signature += signature;
    call.arguments += arguments;
    if (call.number < 0 && !call.name.isEmpty())
        start(call, out);
}

void ChoiceDecoder::finish(QByteArrayView word, QList<Stream::Event> &out)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    leave(out);
    for (Call &call : m_calls) {
        if (call.number < 0)
            start(call, out); // its name never came
        if (!call.isEnded)
            out.append(Stream::PartEnded{.choice = m_index, .number = call.number});
        call.isEnded = true;
    }
    if (m_hasAudio) {
        Json::Writer audio;
        audio.beginObject().member("id", m_audioId).member("data", m_audioData);
        audio.member("transcript", m_audioTranscript).optionalMember("expires_at", m_audioExpires).endObject();
        whole(Part{.content = OpaquePart{.type = "audio", .json = audio.take()}}, out);
    }
    FinishReason reason = word.isEmpty() ? FinishReason::Stop : readFinishReason(word);
    if (reason == FinishReason::Stop && !m_calls.isEmpty())
        reason = FinishReason::ToolCalls;
    out.append(Stream::ChoiceFinished{
        .choice = m_index, .reason = reason, .rawReason = word.toByteArray(), .stopSequence = {}});
}

class ChatDecoder final : public StreamDecoder
{
public:
    Result<void> feed(QByteArrayView bytes, QList<Stream::Event> &out) override;
    Result<void> end(QList<Stream::Event> &out) override;

private:
    Result<void> take(QByteArrayView data, QList<Stream::Event> &out);
    void takeChunk(Json::Node root, QList<Stream::Event> &out);
    void takeUsage(Json::Node root, QList<Stream::Event> &out);
    void takeChoice(Json::Node node, QList<Stream::Event> &out);
    bool start(Json::Node root, QList<Stream::Event> &out);
    void close(QList<Stream::Event> &out);

    SseReader m_reader;
    QList<Stream::Event> m_early; // what came before the stream had an id
    QList<ChoiceDecoder> m_choices;
    QByteArray m_id;
    bool m_isStarted = false;
    bool m_isEnded = false; // or has failed
};

Result<void> ChatDecoder::feed(QByteArrayView bytes, QList<Stream::Event> &out)
{
    if (m_isEnded)
        return {};
    m_reader.feed(bytes);
    while (!m_isEnded) {
        const std::optional<SseEvent> event = m_reader.next();
        if (!event)
            break;
        GH_CHECK(take(event->data.trimmed(), out));
    }
    if (m_reader.isOverlong())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor sent an event that is too long."_s);
    return {};
}

Result<void> ChatDecoder::take(QByteArrayView data, QList<Stream::Event> &out)
{
    if (data.isEmpty())
        return {}; // a comment that keeps the connection alive
    if (data == "[DONE]") {
        close(out);
        return {};
    }
    const auto tree = Json::Tree::parse(data.toByteArray(), Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor sent an event that is not a JSON object."_s);
    takeChunk(tree->root(), out);
    return {};
}

void ChatDecoder::takeChunk(Json::Node root, QList<Stream::Event> &out)
{
    const bool hasChoices = root["choices"].isArray() && root["choices"].size() > 0;
    const auto failure = readFailure(root);
    if (!m_isStarted && !failure && !start(root, out)) {
        m_early.append(Stream::Opaque{.type = "chat.completion.chunk", .json = root.json()}); // Azure's filter results
        return;
    }
    for (const Json::Node choice : root["choices"])
        takeChoice(choice, out);
    if (m_isStarted)
        takeUsage(root, out);
    if (failure) {
        m_isEnded = true;
        out.append(Stream::Failed{*failure});
        return;
    }
    if (!hasChoices && !root["usage"].isObject() && !root["x_groq"].isObject())
        out.append(Stream::Opaque{.type = "chat.completion.chunk", .json = root.json()});
}

// False when the chunk only announces something and names no answer.
bool ChatDecoder::start(Json::Node root, QList<Stream::Event> &out)
{
    m_id = root["id"].text();
    const bool hasChoices = root["choices"].isArray() && root["choices"].size() > 0;
    if (m_id.isEmpty() && !hasChoices && !root["usage"].isObject())
        return false;
    m_isStarted = true;
    out.append(Stream::Started{.id = m_id,
                               .model = root["model"].text(),
                               .created = root["created"].integer(),
                               .serviceTier = root["service_tier"].text(),
                               .fingerprint = root["system_fingerprint"].text()});
    out += std::exchange(m_early, {});
    return true;
}

void ChatDecoder::takeChoice(Json::Node node, QList<Stream::Event> &out)
{
    const qint64 index = std::clamp<qint64>(node["index"].integer().value_or(0), 0, 127);
    auto found = std::ranges::find(m_choices, index, &ChoiceDecoder::index);
    if (found == m_choices.end()) {
        m_choices.append(ChoiceDecoder(index, m_id));
        found = m_choices.end() - 1;
    }
    found->take(node, out);
}

void ChatDecoder::takeUsage(Json::Node root, QList<Stream::Event> &out)
{
    const auto give = [&out](Json::Node usage) {
        if (const auto known = readUsage(usage))
            out.append(Stream::UsageKnown{.usage = *known, .raw = usage.json()});
    };
    for (const Json::Node choice : root["choices"])
        give(choice["usage"]); // Moonshot
    give(root["x_groq"]["usage"]);
    give(root["usage"]);
}

// The answer is whole.
void ChatDecoder::close(QList<Stream::Event> &out)
{
    if (!m_isStarted) {
        m_isStarted = true;
        out.append(Stream::Started{});
        out += std::exchange(m_early, {});
    }
    for (ChoiceDecoder &choice : m_choices)
        choice.finish({}, out);
    m_isEnded = true;
    out.append(Stream::Ended{});
}

Result<void> ChatDecoder::end(QList<Stream::Event> &out)
{
    // Some vendors leave the mark or its empty line out.
    if (!m_isEnded && !m_reader.rest().trimmed().isEmpty())
        GH_CHECK(feed("\n\n", out));
    if (m_isEnded)
        return {};
    const bool isFinished = !m_choices.isEmpty() && std::ranges::all_of(m_choices, &ChoiceDecoder::isFinished);
    if (!isFinished)
        return fail(ErrorKind::UpstreamInvalid, u"The vendor closed the stream before its end."_s);
    close(out);
    return {};
}

} // namespace

std::unique_ptr<StreamDecoder> decoder()
{
    return std::make_unique<ChatDecoder>();
}

} // namespace Gatehouse::Llm::OpenAiChat
