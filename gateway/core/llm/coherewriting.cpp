// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/cohereparts.h"
#include "gateway/core/llm/reasoningeffort.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Cohere {

namespace {

constexpr Dialect Ours = Dialect::Cohere;
constexpr qsizetype MaxStops = 5;

// Writes one request. Lives for one call of writeRequest().
class RequestWriter final
{
public:
    explicit RequestWriter(const ChatRequest &request)
        : m_request(request)
        , m_losses(request.source, Ours)
        , m_isOwn(request.source == Ours)
    {}
    Written write();

private:
    void writeMessage(const Message &message);
    void writeResult(const Part &part);
    void writeCalls(const Message &message);
    void writeContent(const QList<Part> &parts, bool isPlainText);
    [[nodiscard]] QByteArray partJson(const Part &part);
    void writeTools();
    void writeSampling();
    void writeFormat();
    void writeThinking();
    void reportTheRest();

    const ChatRequest &m_request;
    LossReport m_losses;
    bool m_isOwn;
    Json::Writer m_json;
    qint64 m_callNumber = 0;
    QList<std::pair<QByteArray, QByteArray>> m_unnamed; // name and id of calls that came without one
};

Written RequestWriter::write()
{
    m_json.beginObject().member("model", m_request.model);
    // Cohere's own SDK says it in either case.
    if (m_request.stream || !m_isOwn || !m_request.extras.value("(stream)").isEmpty())
        m_json.member("stream", m_request.stream);
    m_json.key("messages").beginArray();
    for (const Message &message : m_request.messages)
        writeMessage(message);
    m_json.endArray();
    writeTools();
    m_json.optionalMember("max_tokens", m_request.maxOutputTokens);
    writeSampling();
    writeFormat();
    writeThinking();
    reportTheRest();
    if (m_losses.takes(m_request.extras, {}, Loss::Weight::Meaning))
        writeExtras(m_json, m_request.extras);
    return {.body = m_json.endObject().take(), .losses = m_losses.take()};
}

void RequestWriter::writeMessage(const Message &message)
{
    QList<Part> parts;
    bool hasCalls = false;
    QByteArray plan;
    for (const Part &part : message.parts) {
        if (std::holds_alternative<ToolResultPart>(part.content)) {
            writeResult(part);
        } else if (std::holds_alternative<ToolCallPart>(part.content)) {
            hasCalls = true;
        } else if (!part.extras.value("(tool_plan)").isEmpty() && m_isOwn) {
            plan = std::get<ReasoningPart>(part.content).text;
        } else {
            parts.append(part);
        }
    }
    QList<Part> sayable;
    for (const Part &part : std::as_const(parts)) {
        const auto *text = std::get_if<TextPart>(&part.content);
        if (m_isOwn) {
            sayable.append(part);
        } else if (std::holds_alternative<ReasoningPart>(part.content)) {
            m_losses.add(Loss::Weight::Hint, part.path, "the reasoning of another vendor is not sent on");
        } else if (!text || !text->text.isEmpty()) {
            sayable.append(part);
        }
    }
    if (sayable.isEmpty() && !hasCalls && plan.isEmpty() && (!m_isOwn || message.parts.size() > 0))
        return;
    const QByteArrayView role = message.role == Role::Assistant ? "assistant"
                                : message.role == Role::User    ? "user"
                                                                : "system";
    if (!message.name.isEmpty())
        m_losses.add(Loss::Weight::Hint, message.path, "Cohere has no names of participants");
    m_json.beginObject().member("role", role);
    m_json.optionalMember("tool_plan", plan);
    if (!sayable.isEmpty() || (m_isOwn && !message.isPlainText))
        writeContent(sayable, message.isPlainText);
    writeCalls(message);
    if (m_losses.takes(message.extras, message.path, Loss::Weight::Meaning))
        writeExtras(m_json, message.extras);
    m_json.endObject();
}

void RequestWriter::writeContent(const QList<Part> &parts, bool isPlainText)
{
    const auto *only = parts.size() == 1 ? std::get_if<TextPart>(&parts.first().content) : nullptr;
    if (only && (isPlainText || !m_isOwn)) {
        if (parts.first().cache)
            m_losses.add(Loss::Weight::Hint, parts.first().path, "Cohere caches by itself");
        m_json.member("content", only->text);
        return;
    }
    m_json.key("content").beginArray();
    for (const Part &part : parts) {
        if (const QByteArray piece = partJson(part); !piece.isEmpty())
            m_json.raw(piece);
    }
    m_json.endArray();
}

QByteArray RequestWriter::partJson(const Part &part)
{
    Json::Writer json;
    if (part.cache)
        m_losses.add(Loss::Weight::Hint, part.path, "Cohere caches by itself");
    const auto *media = std::get_if<MediaPart>(&part.content);
    if (const auto *text = std::get_if<TextPart>(&part.content)) {
        json.beginObject().member("type", "text").member("text", text->text);
    } else if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content)) {
        json.beginObject().member("type", "thinking").member("thinking", reasoning->text);
    } else if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
        json.beginObject().member("type", "text").member("text", refusal->text);
    } else if (media && media->kind == MediaPart::Kind::Image && media->fileId.isEmpty()
               && (m_isOwn || !media->data.isEmpty() || media->url.startsWith("http"))) {
        const QByteArray url =
            media->data.isEmpty() ? media->url : QByteArray("data:" + media->mediaType + ";base64," + media->data);
        json.beginObject().member("type", "image_url").key("image_url").beginObject().member("url", url);
        json.optionalMember("detail", media->detail).endObject();
    } else if (media && (media->isText || media->mediaType.startsWith("text/")) && !media->data.isEmpty()) {
        const QByteArray words = media->isText ? media->data : QByteArray::fromBase64(media->data);
        m_losses.add(Loss::Weight::Changed, part.path, "the text document stands in the message as text");
        json.beginObject().member("type", "text").member("text", words);
    } else if (const auto *opaque = std::get_if<OpaquePart>(&part.content); opaque && m_isOwn) {
        return opaque->json;
    } else {
        m_losses.add(Loss::Weight::Meaning, part.path, "Cohere takes text and images only");
        return {};
    }
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Meaning))
        writeExtras(json, part.extras);
    return json.endObject().take();
}

void RequestWriter::writeResult(const Part &part)
{
    const auto &result = std::get<ToolResultPart>(part.content);
    QByteArray id = result.callId;
    const auto waiting = std::ranges::find(m_unnamed, result.name, &std::pair<QByteArray, QByteArray>::first);
    if (id.isEmpty() && waiting != m_unnamed.end()) {
        id = waiting->second;
        m_unnamed.erase(waiting);
    }
    m_json.beginObject().member("role", "tool").member("tool_call_id", id);
    if (m_isOwn) {
        writeContent(result.content, result.isPlainText);
    } else {
        QByteArray text;
        for (const Part &piece : result.content) {
            if (const auto *words = std::get_if<TextPart>(&piece.content))
                text += (text.isEmpty() ? "" : "\n") + words->text;
            else
                m_losses.add(Loss::Weight::Meaning, piece.path.isEmpty() ? part.path : piece.path,
                             "Cohere takes results as text only");
        }
        m_json.member("content", text.isEmpty() ? result.json : text);
        if (result.isError)
            m_losses.add(Loss::Weight::Changed, part.path, "tool messages cannot say that the call failed");
    }
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Meaning))
        writeExtras(m_json, part.extras);
    m_json.endObject();
}

void RequestWriter::writeCalls(const Message &message)
{
    bool isOpen = false;
    for (const Part &part : message.parts) {
        const auto *call = std::get_if<ToolCallPart>(&part.content);
        if (!call)
            continue;
        if (!isOpen)
            m_json.key("tool_calls").beginArray();
        isOpen = true;
        QByteArray id = call->id;
        if (id.isEmpty()) {
            id = toolCallId(call->name, 0, m_callNumber);
            m_unnamed.append({call->name, id});
        }
        ++m_callNumber;
        if (!call->signature.isEmpty())
            m_losses.add(Loss::Weight::Hint, part.path, "the signature of another vendor is not sent on");
        const bool isNull = m_isOwn && !part.extras.value("(null)").isEmpty() && call->arguments == "{}";
        m_json.beginObject().member("id", id).member("type", "function").key("function").beginObject();
        m_json.member("name", call->name).member("arguments", isNull ? "null"_ba : call->arguments).endObject();
        if (m_losses.takes(part.extras, part.path, Loss::Weight::Meaning))
            writeExtras(m_json, part.extras);
        m_json.endObject();
    }
    if (isOpen)
        m_json.endArray();
}

void RequestWriter::writeTools()
{
    const std::optional<ToolChoice> &choice = m_request.toolChoice;
    QList<QByteArray> among = choice ? choice->among : QList<QByteArray>();
    if (choice && choice->kind == ToolChoice::Kind::Named)
        among = {choice->name};
    if (!among.isEmpty()) // Cohere can name no tool: the others are left out
        m_losses.add(Loss::Weight::Changed, Parameter::ToolChoice, "only the tools that may be called are sent");
    bool isOpen = false;
    bool isStrict = false;
    for (const Tool &tool : m_request.tools) {
        if (tool.isOpaque) {
            m_losses.add(Loss::Weight::Meaning, tool.path,
                         "the tool '" + tool.name + "' is one of another vendor's own");
            continue;
        }
        if (!among.isEmpty() && !among.contains(tool.name))
            continue;
        if (!isOpen)
            m_json.key("tools").beginArray();
        isOpen = true;
        isStrict = isStrict || tool.strict.value_or(false);
        m_json.beginObject().member("type", "function").key("function").beginObject().member("name", tool.name);
        m_json.optionalMember("description", tool.description);
        m_json.rawMember("parameters", tool.schema.isEmpty() ? R"({"type":"object","properties":{}})"_ba : tool.schema);
        m_json.endObject();
        if (tool.cache)
            m_losses.add(Loss::Weight::Hint, tool.path, "Cohere caches by itself");
        if (m_losses.takes(tool.extras, tool.path, Loss::Weight::Meaning))
            writeExtras(m_json, tool.extras);
        m_json.endObject();
    }
    if (!isOpen)
        return;
    m_json.endArray();
    if (isStrict)
        m_json.member("strict_tools", true);
    if (choice && choice->kind == ToolChoice::Kind::None)
        m_json.member("tool_choice", "NONE");
    else if (choice && choice->kind != ToolChoice::Kind::Auto)
        m_json.member("tool_choice", "REQUIRED");
    if (m_request.parallelToolCalls == false)
        m_losses.add(Loss::Weight::Changed, Parameter::ParallelToolCalls, "Cohere always may call several tools");
}

void RequestWriter::writeSampling()
{
    m_json.optionalRawMember("temperature", m_request.temperature);
    // docs.cohere.com/reference/chat: p from 0.01 to 0.99
    if (!m_request.topP.isEmpty() && !m_isOwn && m_request.topP.toDouble() > 0.99) {
        m_losses.add(Loss::Weight::Changed, Parameter::TopP, "Cohere takes 0.99 at most");
        m_json.rawMember("p", "0.99");
    } else if (!m_request.topP.isEmpty() && !m_isOwn && m_request.topP.toDouble() < 0.01) {
        m_losses.add(Loss::Weight::Changed, Parameter::TopP, "Cohere takes 0.01 at least");
        m_json.rawMember("p", "0.01");
    } else {
        m_json.optionalRawMember("p", m_request.topP);
    }
    m_json.optionalRawMember("k", m_request.topK);
    m_json.optionalRawMember("seed", m_request.seed);
    m_json.optionalRawMember("frequency_penalty", m_request.frequencyPenalty);
    m_json.optionalRawMember("presence_penalty", m_request.presencePenalty);
    m_json.optionalMember("logprobs", m_request.logprobs);
    if (m_request.stop.isEmpty())
        return;
    qsizetype count = m_request.stop.size();
    if (!m_isOwn && count > MaxStops) {
        m_losses.add(Loss::Weight::Meaning, Parameter::Stop, "Cohere takes five stop sequences");
        count = MaxStops;
    }
    m_json.key("stop_sequences").beginArray();
    for (const QByteArray &stop : m_request.stop.first(count))
        m_json.string(stop);
    m_json.endArray();
}

void RequestWriter::writeFormat()
{
    if (!m_request.format)
        return;
    const ResponseFormat &format = *m_request.format;
    const bool isText = format.kind == ResponseFormat::Kind::Text;
    if (isText && !m_isOwn)
        return;
    m_json.key("response_format").beginObject().member("type", isText ? "text" : "json_object");
    m_json.optionalRawMember(format.extras.value("(schema)").isEmpty() ? "json_schema" : "schema", format.schema);
    if (m_losses.takes(format.extras, parameterName(m_request.source, Parameter::Format), Loss::Weight::Changed))
        writeExtras(m_json, format.extras);
    m_json.endObject();
}

void RequestWriter::writeThinking()
{
    if (!m_request.reasoning)
        return;
    const ReasoningWish &wish = *m_request.reasoning;
    const bool isOurs =
        m_losses.takes(wish.extras, parameterName(m_request.source, Parameter::Reasoning), Loss::Weight::Hint);
    const bool isOff = wish.mode == ReasoningWish::Mode::Off || wish.effort == "none";
    const bool isOn = wish.mode == ReasoningWish::Mode::On || !wish.effort.isEmpty() || wish.budgetTokens;
    if (!isOff && !isOn)
        return; // adaptive: the model's default
    std::optional<qint64> budget = wish.budgetTokens;
    if (!isOff && !budget && !wish.effort.isEmpty()) {
        budget = reasoningBudget(wish.effort);
        m_losses.add(Loss::Weight::Changed, Parameter::Reasoning, "the effort is told as a budget of tokens");
    }
    m_json.key("thinking").beginObject().member("type", isOff ? "disabled" : "enabled");
    if (!isOff)
        m_json.optionalMember("token_budget", budget);
    if (isOurs)
        writeExtras(m_json, wish.extras);
    m_json.endObject();
}

void RequestWriter::reportTheRest()
{
    using enum Loss::Weight;
    const auto report = [this](bool isSet, Loss::Weight weight, Parameter parameter, const char *reason) {
        if (isSet)
            m_losses.add(weight, parameter, reason);
    };
    report(m_request.choices.value_or(1) > 1, Meaning, Parameter::Choices, "Cohere gives one answer");
    report(m_request.topLogprobs.value_or(0) > 0, Meaning, Parameter::TopLogprobs,
           "Cohere gives the probabilities of the chosen tokens only");
    report(!m_request.logitBias.isEmpty() && m_request.logitBias != "{}", Meaning, Parameter::LogitBias,
           "Cohere has no bias of tokens");
    report(!m_request.verbosity.isEmpty(), Changed, Parameter::Verbosity, "Cohere has no verbosity");
    report(!m_request.cacheKey.isEmpty(), Hint, Parameter::CacheKey, "Cohere caches by itself");
    report(!m_request.endUser.isEmpty(), Hint, Parameter::EndUser, "Cohere is not told about users");
    report(!m_request.metadata.isEmpty() && m_request.metadata != "{}", Hint, Parameter::Metadata,
           "Cohere keeps no metadata");
    report(!m_request.serviceTier.isEmpty(), Hint, Parameter::ServiceTier, "Cohere has no tiers");
    report(m_request.store.value_or(false), Hint, Parameter::Store, "Cohere keeps no answers");
}

} // namespace

Written writeRequest(const ChatRequest &request)
{
    return RequestWriter(request).write();
}

} // namespace Gatehouse::Llm::Cohere
