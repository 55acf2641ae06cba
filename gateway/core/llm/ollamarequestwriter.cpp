// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Writer;
using Weight = Loss::Weight;

bool isNoted(const Extras &extras, QByteArrayView what)
{
    const QByteArray name = '(' + what.toByteArray() + ')';
    return extras.dialect == Dialect::Ollama && !extras.value(name).isEmpty();
}

// Own members under a way ("options."); notes and those further down are not written.
void writeRest(Writer &json, const Extras &extras, QByteArrayView prefix)
{
    if (extras.dialect != Dialect::Ollama)
        return;
    for (const Extras::Member &member : extras.members) {
        if (member.name.startsWith('(') || !member.name.startsWith(prefix))
            continue;
        const QByteArray name = member.name.sliced(prefix.size());
        if (!name.contains('.'))
            json.rawMember(name, member.json);
    }
}

// The parts of a message as its members.
struct Content {
    QByteArray text;
    QByteArray thinking;
    QList<QByteArray> images;
    QList<Part> calls;
};

class RequestWriter final
{
public:
    RequestWriter(const ChatRequest &request, OllamaSurface surface)
        : m_request(request)
        , m_surface(surface)
        , m_losses(request.source, Dialect::Ollama)
        , m_isOwn(request.source == Dialect::Ollama)
    {}
    Written write();

private:
    void messages();
    void message(const Message &message);
    void prompt();
    void result(const Part &part, const ToolResultPart &result);
    Content contentOf(const Message &message);
    void addMedia(const Part &part, const MediaPart &media, Content &content);
    void images(const QList<QByteArray> &images);
    void calls(const QList<Part> &calls);
    [[nodiscard]] QByteArray nameOf(const ToolResultPart &result) const;
    void tools();
    void options();
    void format();
    void think();
    void reportTheRest();

    const ChatRequest &m_request;
    OllamaSurface m_surface;
    LossReport m_losses;
    bool m_isOwn;
    Writer m_json;
};

void RequestWriter::addMedia(const Part &part, const MediaPart &media, Content &content)
{
    if (media.kind == MediaPart::Kind::Image && !media.data.isEmpty()) {
        content.images.append(media.data);
    } else if (media.isText && !media.data.isEmpty()) {
        m_losses.add(Weight::Changed, part.path, "is sent as a part of the text"_ba);
        content.text += (content.text.isEmpty() ? QByteArray() : "\n"_ba) + media.data;
    } else {
        m_losses.add(Weight::Meaning, part.path, "Ollama takes only images, and only their bytes"_ba);
    }
}

Content RequestWriter::contentOf(const Message &message)
{
    Content content;
    const auto say = [&content](const QByteArray &text) {
        if (!content.text.isEmpty() && !text.isEmpty())
            content.text += '\n';
        content.text += text;
    };
    for (const Part &part : message.parts) {
        if (!m_isOwn) {
            if (part.cache)
                m_losses.add(Weight::Hint, part.path, "Ollama caches by itself"_ba);
            (void)m_losses.takes(part.extras, part.path, Weight::Meaning);
        }
        if (const auto *text = std::get_if<TextPart>(&part.content)) {
            say(text->text);
        } else if (const auto *media = std::get_if<MediaPart>(&part.content)) {
            addMedia(part, *media, content);
        } else if (std::holds_alternative<ToolCallPart>(part.content)) {
            content.calls.append(part);
        } else if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content)) {
            if (m_isOwn)
                content.thinking += reasoning->text;
            else
                m_losses.add(Weight::Hint, part.path, "is another vendor's reasoning"_ba);
        } else if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
            say(refusal->text);
        } else if (const auto *opaque = std::get_if<OpaquePart>(&part.content)) {
            m_losses.add(Weight::Meaning, part.path, "of type "_ba + opaque->type + " has no counterpart in Ollama");
        }
    }
    return content;
}

void RequestWriter::images(const QList<QByteArray> &images)
{
    if (images.isEmpty())
        return;
    m_json.key("images").beginArray();
    for (const QByteArray &image : images)
        m_json.string(image);
    m_json.endArray();
}

void RequestWriter::calls(const QList<Part> &calls)
{
    if (calls.isEmpty())
        return;
    m_json.key("tool_calls").beginArray();
    for (const Part &part : calls) {
        ToolCallPart call = std::get<ToolCallPart>(part.content);
        if (m_isOwn) {
            m_json.beginObject();
            if (!isUnsaidToolCallId(call.id))
                m_json.optionalMember("id", call.id);
            m_json.key("function").beginObject().member("name", call.name);
            if (!isNoted(part.extras, "arguments") || call.arguments != "{}")
                m_json.rawMember("arguments", call.arguments);
            writeRest(m_json, part.extras, "function.");
            m_json.endObject();
            writeRest(m_json, part.extras, {});
            m_json.endObject();
            continue;
        }
        call.id = splitToolCallId(call.id).id;
        const auto tree = Json::Tree::parse(call.arguments, Json::Rules::Lenient);
        if (call.isCustom || !tree || !tree->root().isObject()) {
            if (call.isCustom || !call.arguments.trimmed().isEmpty())
                m_losses.add(Weight::Changed, part.path, "the arguments are no object, and are wrapped in one"_ba);
        }
        if (!call.signature.isEmpty())
            m_losses.add(Weight::Hint, part.path, "is another vendor's signature"_ba);
        writeOllamaCall(m_json, call);
    }
    m_json.endArray();
}

QByteArray RequestWriter::nameOf(const ToolResultPart &result) const
{
    if (!result.name.isEmpty())
        return result.name;
    for (const Message &message : m_request.messages) {
        for (const Part &part : message.parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part.content); call && call->id == result.callId)
                return call->name;
        }
    }
    return {};
}

void RequestWriter::result(const Part &part, const ToolResultPart &result)
{
    Content content = contentOf(Message{.parts = result.content});
    if (!m_isOwn)
        (void)m_losses.takes(part.extras, part.path, Weight::Meaning);
    if (content.text.isEmpty() && !result.json.isEmpty() && result.json != "{}")
        content.text = result.json;
    m_json.beginObject().member("role", "tool").member("content", content.text);
    if (!isNoted(part.extras, "tool_name"))
        m_json.optionalMember("tool_name", nameOf(result));
    if (!isUnsaidToolCallId(result.callId))
        m_json.optionalMember("tool_call_id", splitToolCallId(result.callId).id);
    images(content.images);
    writeRest(m_json, part.extras, {});
    m_json.endObject();
}

// Results first, each in a message of its own.
void RequestWriter::message(const Message &message)
{
    Message rest = message;
    rest.parts.clear();
    for (const Part &part : message.parts) {
        if (const auto *found = std::get_if<ToolResultPart>(&part.content))
            result(part, *found);
        else
            rest.parts.append(part);
    }
    if (rest.parts.isEmpty() && !message.parts.isEmpty())
        return;
    if (!m_isOwn) {
        if (!message.name.isEmpty())
            m_losses.add(Weight::Hint, message.path + ".name", "Ollama knows no names of participants"_ba);
        (void)m_losses.takes(message.extras, message.path, Weight::Meaning);
    }
    const Content content = contentOf(rest);
    const bool isNothing = content.text.isEmpty() && content.images.isEmpty() && content.calls.isEmpty();
    if (isNothing && !m_isOwn)
        return;
    m_json.beginObject();
    m_json.member("role", message.role == Role::Assistant ? "assistant"
                          : message.role == Role::User    ? "user"
                                                          : "system");
    if (!m_isOwn || !content.text.isEmpty() || isNoted(message.extras, "content"))
        m_json.member("content", content.text);
    m_json.optionalMember("thinking", content.thinking);
    images(content.images);
    calls(content.calls);
    writeRest(m_json, message.extras, {});
    m_json.endObject();
}

void RequestWriter::messages()
{
    m_json.key("messages").beginArray();
    for (const Message &each : m_request.messages)
        message(each);
    m_json.endArray();
}

// /api/generate has a system text and one prompt.
void RequestWriter::prompt()
{
    QByteArray system;
    Content last;
    for (const Message &each : m_request.messages) {
        const Content content = contentOf(each);
        if (each.role == Role::System || each.role == Role::Developer) {
            system += (system.isEmpty() ? QByteArray() : "\n"_ba) + content.text;
        } else {
            if (each.role == Role::Assistant || !last.text.isEmpty())
                m_losses.add(Weight::Meaning, each.path, "/api/generate knows one turn only"_ba);
            last = content;
        }
    }
    m_json.optionalMember("system", system).member("prompt", last.text);
    images(last.images);
}

void RequestWriter::tools()
{
    const bool isForbidden = !m_isOwn && m_request.toolChoice && m_request.toolChoice->kind == ToolChoice::Kind::None;
    if (m_request.tools.isEmpty() || isForbidden) {
        if (isNoted(m_request.extras, "tools"))
            m_json.key("tools").beginArray().endArray();
        return;
    }
    m_json.key("tools").beginArray();
    for (const Tool &tool : m_request.tools) {
        if (tool.isOpaque) {
            if (m_isOwn)
                m_json.raw(tool.schema);
            else
                m_losses.add(Weight::Meaning, tool.path, "Ollama has no tool "_ba + tool.name);
            continue;
        }
        m_json.beginObject();
        const QByteArray type = tool.extras.dialect == Dialect::Ollama ? tool.extras.value("(type)") : QByteArray();
        if (type != "\"\"")
            m_json.rawMember("type", type.isEmpty() ? "\"function\""_ba : type);
        m_json.key("function").beginObject().member("name", tool.name);
        if (!tool.description.isEmpty() || isNoted(tool.extras, "description"))
            m_json.member("description", tool.description);
        m_json.optionalRawMember("parameters", tool.schema.isEmpty() && !m_isOwn
                                                   ? "{\"type\":\"object\",\"properties\":{}}"_ba
                                                   : tool.schema);
        writeRest(m_json, tool.extras, "function.");
        m_json.endObject();
        writeRest(m_json, tool.extras, {});
        m_json.endObject();
        if (!m_isOwn) {
            if (tool.strict == true)
                m_losses.add(Weight::Changed, tool.path + ".strict", "Ollama does not promise to keep to a schema"_ba);
            if (tool.cache)
                m_losses.add(Weight::Hint, tool.path, "Ollama caches by itself"_ba);
            (void)m_losses.takes(tool.extras, tool.path, Weight::Meaning);
        }
    }
    m_json.endArray();
}

void RequestWriter::options()
{
    Writer outer = std::exchange(m_json, Writer());
    m_json.beginObject();
    if (m_request.maxOutputTokens)
        m_json.member("num_predict", *m_request.maxOutputTokens);
    else if (m_isOwn)
        m_json.optionalRawMember("num_predict", m_request.extras.value("(options.num_predict)"));
    m_json.optionalRawMember("temperature", m_request.temperature);
    m_json.optionalRawMember("top_p", m_request.topP);
    m_json.optionalRawMember("top_k", m_request.topK);
    m_json.optionalRawMember("seed", m_request.seed);
    m_json.optionalRawMember("frequency_penalty", m_request.frequencyPenalty);
    m_json.optionalRawMember("presence_penalty", m_request.presencePenalty);
    if (m_isOwn && m_request.isSingleStop && m_request.stop.size() == 1) {
        m_json.member("stop", m_request.stop.first());
    } else if (!m_request.stop.isEmpty()) {
        m_json.key("stop").beginArray();
        for (const QByteArray &stop : m_request.stop)
            m_json.string(stop);
        m_json.endArray();
    }
    writeRest(m_json, m_request.extras, "options.");
    const QByteArray options = m_json.endObject().take();
    m_json = std::move(outer);
    if (options != "{}" || isNoted(m_request.extras, "options"))
        m_json.rawMember("options", options);
}

void RequestWriter::format()
{
    if (isNoted(m_request.extras, "format"))
        m_json.member("format", "");
    if (!m_request.format || m_request.format->kind == ResponseFormat::Kind::Text)
        return;
    const ResponseFormat &format = *m_request.format;
    if (format.kind == ResponseFormat::Kind::JsonSchema && !format.schema.isEmpty())
        m_json.rawMember("format", format.schema);
    else
        m_json.member("format", "json");
    if (m_isOwn)
        return;
    const QByteArray parameter = parameterName(m_request.source, Parameter::Format).toByteArray();
    (void)m_losses.takes(format.extras, parameter, Weight::Meaning);
    if (!format.description.isEmpty())
        m_losses.add(Weight::Hint, parameter + ".description", "Ollama takes only the schema"_ba);
}

// Levels are for gpt-oss; other models think or do not.
void RequestWriter::think()
{
    if (!m_request.reasoning)
        return;
    const ReasoningWish &wish = *m_request.reasoning;
    using Mode = ReasoningWish::Mode;
    if (m_isOwn) {
        wish.effort.isEmpty() ? m_json.member("think", wish.mode != Mode::Off) : m_json.member("think", wish.effort);
        return;
    }
    (void)m_losses.takes(wish.extras, parameterName(m_request.source, Parameter::Reasoning), Weight::Changed);
    const bool isOff = wish.mode == Mode::Off || wish.effort == "none";
    if (!isOff && wish.mode == Mode::Unsaid && wish.effort.isEmpty())
        return;
    if (!m_request.model.contains("gpt-oss")) {
        m_json.member("think", !isOff);
        if (!isOff && (!wish.effort.isEmpty() || wish.budgetTokens))
            m_losses.add(Weight::Changed, Parameter::Reasoning, "the model thinks, or does not"_ba);
        return;
    }
    QByteArray level = wish.effort.isEmpty() ? "medium"_ba : wish.effort;
    if (isOff || level == "minimal")
        level = "low"_ba;
    else if (level == "xhigh" || level == "max")
        level = "high"_ba;
    m_json.member("think", level);
    if (level != wish.effort)
        m_losses.add(Weight::Changed, Parameter::Reasoning, "the model thinks at level "_ba + level);
}

void RequestWriter::reportTheRest()
{
    const auto lose = [this](bool isSaid, Weight weight, Parameter parameter, const char *reason) {
        if (isSaid)
            m_losses.add(weight, parameter, reason);
    };
    using Kind = ToolChoice::Kind;
    if (m_request.toolChoice && !m_request.tools.isEmpty()) {
        const ToolChoice &choice = *m_request.toolChoice;
        const bool isFree = choice.kind == Kind::None || (choice.kind == Kind::Auto && choice.among.isEmpty());
        lose(!isFree, Weight::Changed, Parameter::ToolChoice, "Ollama leaves the choice to the model");
        (void)m_losses.takes(choice.extras, parameterName(m_request.source, Parameter::ToolChoice), Weight::Meaning);
    }
    lose(m_request.parallelToolCalls == false && !m_request.tools.isEmpty(), Weight::Changed,
         Parameter::ParallelToolCalls, "Ollama's models may always call several functions");
    lose(m_request.choices.value_or(1) != 1, Weight::Meaning, Parameter::Choices, "Ollama gives one answer");
    lose(!m_request.logitBias.isEmpty() && m_request.logitBias != "{}", Weight::Meaning, Parameter::LogitBias,
         "Ollama has no token biases");
    lose(!m_request.verbosity.isEmpty() && m_request.verbosity != "medium", Weight::Changed, Parameter::Verbosity,
         "Ollama has no verbosity");
    lose(!m_request.cacheKey.isEmpty(), Weight::Hint, Parameter::CacheKey, "Ollama caches by itself");
    lose(!m_request.endUser.isEmpty(), Weight::Hint, Parameter::EndUser, "Ollama is told no end users");
    lose(!m_request.metadata.isEmpty() && m_request.metadata != "{}", Weight::Hint, Parameter::Metadata,
         "Ollama takes no metadata");
    lose(m_request.store.has_value(), Weight::Hint, Parameter::Store, "Ollama stores no answers");
    const QByteArray &tier = m_request.serviceTier;
    lose(!tier.isEmpty() && tier != "auto" && tier != "default" && tier != "standard", Weight::Hint,
         Parameter::ServiceTier, "Ollama has no service tiers");
    (void)m_losses.takes(m_request.extras, {}, Weight::Meaning);
}

Written RequestWriter::write()
{
    m_json.beginObject().member("model", m_request.model);
    if (m_surface == OllamaSurface::Chat)
        messages();
    else
        prompt();
    // The default is a stream, so that it has to be said.
    if (!m_isOwn || isNoted(m_request.extras, "stream") || !m_request.stream)
        m_json.member("stream", m_request.stream);
    tools();
    options();
    format();
    think();
    if (m_isOwn || m_request.logprobs == true) {
        m_json.optionalMember("logprobs", m_request.logprobs);
        m_json.optionalMember("top_logprobs", m_request.topLogprobs);
    }
    if (m_isOwn)
        writeRest(m_json, m_request.extras, {});
    else
        reportTheRest();
    m_json.endObject();
    return {.body = m_json.take(), .losses = m_losses.take()};
}

} // namespace

Written writeOllamaRequest(const ChatRequest &request, OllamaSurface surface)
{
    return RequestWriter(request, surface).write();
}

} // namespace Gatehouse::Llm
