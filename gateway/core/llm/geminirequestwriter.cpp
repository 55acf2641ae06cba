// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/geminimembers.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/geminischema.h"
#include "gateway/core/llm/geminithinking.h"
#include "gateway/core/llm/geminiturns.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Writer;
using Weight = Loss::Weight;

class RequestWriter final
{
public:
    RequestWriter(const ChatRequest &request, const WriteTraits &traits)
        : m_request(request)
        , m_traits(traits)
        , m_losses(request.source, Dialect::Gemini)
        , m_isOwn(request.source == Dialect::Gemini)
        , m_rules{.isOwn = m_isOwn, .model = request.model}
        , m_names(request.extras)
    {}
    Written write();

private:
    void contents();
    void writeContent(const GeminiTurn &content);
    void instructions();
    void ownInstructions(const Message &message);
    void tools();
    void declaration(const Tool &tool);
    [[nodiscard]] QByteArray opaqueTool(const Tool &tool);
    void toolConfig();
    void foreignToolConfig();
    void config();
    void format(const GeminiNames &names);
    void thinking(const GeminiNames &names);
    void schema(QByteArrayView jsonName, QByteArrayView openApiName, const QByteArray &schema, const QByteArray &native,
                const GeminiNames &names, const QByteArray &path);

    const ChatRequest &m_request;
    const WriteTraits &m_traits;
    LossReport m_losses;
    bool m_isOwn;
    GeminiPartRules m_rules;
    GeminiNames m_names;
    Writer m_json;
    bool m_hasFunctions = false;
};

// ---- Contents

void RequestWriter::writeContent(const GeminiTurn &content)
{
    const Extras none;
    const GeminiNames names(content.message ? content.message->extras : none);
    m_json.beginObject();
    m_json.optionalMember("role", content.role);
    if (!content.parts.isEmpty() || names.has("parts[]") || !m_isOwn) {
        const bool isBare = names.isBare("parts", content.parts.size());
        m_json.key("parts");
        if (!isBare)
            m_json.beginArray();
        for (const Part &part : content.parts)
            writeGeminiPart(m_json, part, m_rules, m_losses);
        if (!isBare)
            m_json.endArray();
    }
    names.writeRest(m_json);
    m_json.endObject();
}

void RequestWriter::contents()
{
    QList<GeminiTurn> turns = m_isOwn ? ownGeminiTurns(m_request) : geminiTurns(m_request, m_rules, m_losses);
    if (turns.isEmpty()) {
        // Google wants something to answer: the instructions become it, see instructions().
        for (const Message &message : m_request.messages) {
            if (isGeminiInstruction(message))
                turns.append(GeminiTurn{.role = "user"_ba, .parts = message.parts});
        }
        if (!turns.isEmpty())
            m_losses.add(Weight::Changed, m_request.messages.first().path,
                         "is sent as the user's, who says nothing"_ba);
    }
    const bool isBare = m_names.isBare("contents", turns.size());
    m_json.key(m_names("contents"));
    if (!isBare)
        m_json.beginArray();
    for (const GeminiTurn &content : std::as_const(turns))
        writeContent(content);
    if (!isBare)
        m_json.endArray();
}

// ---- Instructions

void RequestWriter::ownInstructions(const Message &message)
{
    GeminiTurn content{.role = {}, .parts = message.parts, .message = &message};
    const auto role = Json::Tree::parse(GeminiNames(message.extras).note("role"), Json::Rules::Lenient);
    if (role)
        content.role = role->root().text();
    m_json.key(m_names("systemInstruction"));
    writeContent(content);
}

// One place for all of them, before the conversation.
void RequestWriter::instructions()
{
    if (m_isOwn) {
        for (const Message &message : m_request.messages) {
            if (isGeminiInstruction(message)) {
                ownInstructions(message);
                return;
            }
        }
        return;
    }
    if (std::ranges::all_of(m_request.messages, isGeminiInstruction))
        return;
    GeminiTurn content;
    bool isBehind = false; // of what was said
    for (const Message &message : m_request.messages) {
        if (!isGeminiInstruction(message)) {
            isBehind = true;
            continue;
        }
        (void)m_losses.takes(message.extras, message.path, Weight::Meaning);
        if (isBehind)
            m_losses.add(Weight::Changed, message.path, "Gemini has all instructions before the conversation"_ba);
        for (const Part &part : message.parts) {
            const auto *text = std::get_if<TextPart>(&part.content);
            if (text && !text->text.isEmpty())
                content.parts.append(part);
            else if (!text)
                m_losses.add(Weight::Meaning, part.path, "Gemini's instructions are text"_ba);
        }
    }
    if (content.parts.isEmpty())
        return;
    m_json.key("systemInstruction");
    writeContent(content);
}

// ---- Tools

void RequestWriter::schema(QByteArrayView jsonName, QByteArrayView openApiName, const QByteArray &schema,
                           const QByteArray &native, const GeminiNames &names, const QByteArray &path)
{
    if (schema.isEmpty())
        return;
    if (!native.isEmpty() && jsonSchemaOfOpenApi(native) == schema) {
        m_json.rawMember(names(openApiName), native);
        return;
    }
    if (m_traits.takesJsonSchema) {
        m_json.rawMember(names(jsonName), schema);
        return;
    }
    const OpenApiSchema openApi = openApiOfJsonSchema(schema);
    for (const QByteArray &keyword : openApi.dropped)
        m_losses.add(Weight::Changed, path, "Gemini's schemas have no "_ba + keyword);
    m_json.rawMember(openApiName, openApi.json);
}

void RequestWriter::declaration(const Tool &tool)
{
    const GeminiNames names(tool.extras);
    m_json.beginObject().member("name", tool.name);
    if (!tool.description.isEmpty() || names.has("description"))
        m_json.member("description", tool.description);
    schema("parametersJsonSchema", "parameters", tool.schema, names.note("parameters"), names, tool.path);
    if (!m_isOwn) {
        if (tool.strict == true)
            m_losses.add(Weight::Changed, tool.path + ".strict", "Gemini does not promise to keep to a schema"_ba);
        if (tool.cache)
            m_losses.add(Weight::Hint, tool.path, "Gemini caches by itself"_ba);
        (void)m_losses.takes(tool.extras, tool.path, Weight::Meaning);
    }
    names.writeRest(m_json);
    m_json.endObject();
}

// The whole element of `tools`, for a tool of another vendor's own; empty = Google has none like it.
QByteArray RequestWriter::opaqueTool(const Tool &tool)
{
    const auto functions = std::ranges::count_if(m_request.tools, [](const Tool &other) { return !other.isOpaque; });
    if (tool.name.startsWith("web_search") && functions == 0) {
        m_losses.add(Weight::Changed, tool.path, "Google's own search is used"_ba);
        return "{\"googleSearch\":{}}"_ba;
    }
    if ((tool.name.startsWith("code_execution") || tool.name == "code_interpreter") && functions == 0) {
        m_losses.add(Weight::Changed, tool.path, "Google's own code execution is used"_ba);
        return "{\"codeExecution\":{}}"_ba;
    }
    m_losses.add(Weight::Meaning, tool.path, "Gemini has no tool "_ba + tool.name);
    return {};
}

// "tools[0]" of "tools[0].functionDeclarations[1]".
QByteArray groupOf(const Tool &tool)
{
    const qsizetype dot = tool.path.indexOf('.');
    return dot < 0 ? QByteArray() : tool.path.first(dot);
}

void RequestWriter::tools()
{
    if (m_request.tools.isEmpty()) {
        if (m_names.has("tools[]"))
            m_json.key(m_names("tools")).beginArray().endArray();
        return;
    }
    // Elements of `tools`: Gemini's own as they were, else all functions in one.
    QList<QByteArray> elements;
    QList<QByteArray> groups;
    Writer outer = std::exchange(m_json, Writer());
    for (const Tool &tool : m_request.tools) {
        const QByteArray group = m_isOwn ? groupOf(tool) : QByteArray();
        if (!m_isOwn && tool.isOpaque) {
            if (QByteArray element = opaqueTool(tool); !element.isEmpty())
                elements.append(std::move(element));
            continue;
        }
        if (groups.contains(group))
            continue;
        groups.append(group);
        const auto belongs = [&](const Tool &other) { return (m_isOwn ? groupOf(other) : QByteArray()) == group; };
        QList<Tool> functions;
        m_json.beginObject();
        for (const Tool &other : m_request.tools) {
            if (!belongs(other))
                continue;
            if (!other.isOpaque)
                functions.append(other);
            else if (const auto own = Json::Tree::parse(other.schema, Json::Rules::Lenient); m_isOwn && own)
                m_json.optionalRawMember(other.name, own->root()[other.name].raw());
        }
        if (!functions.isEmpty()) {
            m_hasFunctions = true;
            const GeminiNames names(functions.first().extras, "tool."_ba);
            const bool isBare = names.isBare("functionDeclarations", functions.size());
            m_json.key(names("functionDeclarations"));
            if (!isBare)
                m_json.beginArray();
            for (const Tool &function : std::as_const(functions))
                declaration(function);
            if (!isBare)
                m_json.endArray();
        }
        m_json.endObject();
        elements.append(m_json.take());
    }
    m_json = std::move(outer);
    if (elements.isEmpty())
        return;
    const bool isBare = m_names.isBare("tools", elements.size());
    m_json.key(m_names("tools"));
    if (!isBare)
        m_json.beginArray();
    for (const QByteArray &element : std::as_const(elements))
        m_json.raw(element);
    if (!isBare)
        m_json.endArray();
}

void RequestWriter::foreignToolConfig()
{
    if (m_request.parallelToolCalls == false && m_hasFunctions)
        m_losses.add(Weight::Changed, Parameter::ParallelToolCalls, "Gemini may always call several functions"_ba);
    if (!m_request.toolChoice)
        return;
    const ToolChoice &choice = *m_request.toolChoice;
    (void)m_losses.takes(choice.extras, parameterName(m_request.source, Parameter::ToolChoice), Weight::Meaning);
    using Kind = ToolChoice::Kind;
    if (!m_hasFunctions) {
        if (choice.kind == Kind::Required || choice.kind == Kind::Named)
            m_losses.add(Weight::Changed, Parameter::ToolChoice, "there is no function to be called"_ba);
        return;
    }
    QList<QByteArray> among = choice.among;
    QByteArray mode = "AUTO"_ba;
    if (choice.kind == Kind::None) {
        mode = "NONE"_ba;
    } else if (choice.kind == Kind::Named) {
        mode = "ANY"_ba;
        among = {choice.name};
    } else if (choice.kind == Kind::Required) {
        mode = "ANY"_ba;
    } else if (!among.isEmpty()) {
        mode = "VALIDATED"_ba; // AUTO takes no names
    }
    m_json.key("toolConfig").beginObject().key("functionCallingConfig").beginObject().member("mode", mode);
    if (!among.isEmpty() && choice.kind != Kind::None) {
        m_json.key("allowedFunctionNames").beginArray();
        for (const QByteArray &name : std::as_const(among))
            m_json.string(name);
        m_json.endArray();
    }
    m_json.endObject().endObject();
}

void RequestWriter::toolConfig()
{
    if (!m_isOwn) {
        foreignToolConfig();
        return;
    }
    const GeminiNames names(m_request.extras, "toolConfig."_ba);
    const GeminiNames calling(m_request.extras, "toolConfig.functionCallingConfig."_ba);
    if (!m_request.toolChoice && !names.has("!"))
        return;
    m_json.key(m_names("toolConfig")).beginObject();
    if (m_request.toolChoice) {
        using Kind = ToolChoice::Kind;
        const ToolChoice &choice = *m_request.toolChoice;
        const QByteArray written = calling.note("mode");
        m_json.key(names("functionCallingConfig")).beginObject();
        QByteArray mode = choice.kind == Kind::None   ? "\"NONE\""_ba
                          : choice.kind == Kind::Auto ? "\"AUTO\""_ba
                                                      : "\"ANY\""_ba;
        // AUTO, VALIDATED and nothing are one to others.
        if (choice.kind == Kind::Auto && !written.isEmpty() && written.toUpper() != "\"ANY\""
            && written.toUpper() != "\"NONE\"")
            mode = written;
        else if (written.toUpper() == mode)
            mode = written;
        if (mode != "\"\"")
            m_json.rawMember(calling("mode"), mode);
        const QList<QByteArray> among = choice.kind == Kind::Named ? QList{choice.name} : choice.among;
        if (!among.isEmpty()) {
            m_json.key(calling("allowedFunctionNames")).beginArray();
            for (const QByteArray &name : among)
                m_json.string(name);
            m_json.endArray();
        }
        calling.writeRest(m_json);
        m_json.endObject();
    }
    names.writeRest(m_json);
    m_json.endObject();
}

// ---- generationConfig

void RequestWriter::format(const GeminiNames &names)
{
    if (!m_request.format)
        return;
    const ResponseFormat &format = *m_request.format;
    using Kind = ResponseFormat::Kind;
    if (m_isOwn) {
        const QByteArray written = names.note("responseMimeType");
        if (names.rest("responseMimeType").isEmpty() && written != "null")
            m_json.rawMember(names("responseMimeType"), written.isEmpty() ? "\"application/json\""_ba : written);
        schema("responseJsonSchema", "responseSchema", format.schema, names.note("responseSchema"), names, {});
        return;
    }
    const QByteArray parameter = parameterName(m_request.source, Parameter::Format).toByteArray();
    (void)m_losses.takes(format.extras, parameter, Weight::Meaning);
    if (format.kind == Kind::Text)
        return;
    m_json.member("responseMimeType", "application/json");
    if (format.kind == Kind::JsonSchema)
        schema("responseJsonSchema", "responseSchema", format.schema, {}, names, parameter);
    if (!format.description.isEmpty())
        m_losses.add(Weight::Hint, parameter + ".description", "Gemini takes only the schema"_ba);
}

void RequestWriter::thinking(const GeminiNames &config)
{
    if (!m_request.reasoning)
        return;
    const ReasoningWish &wish = *m_request.reasoning;
    using Mode = ReasoningWish::Mode;
    const GeminiNames names(m_request.extras, "generationConfig.thinkingConfig."_ba);
    if (m_isOwn) {
        m_json.key(config("thinkingConfig")).beginObject();
        if (wish.includeText)
            m_json.member(names("includeThoughts"), *wish.includeText);
        if (!wish.effort.isEmpty()) {
            const QByteArray level = Json::quoted(wish.effort);
            const QByteArray written = names.note("thinkingLevel");
            m_json.rawMember(names("thinkingLevel"), written.toLower() == level ? written : level);
            m_json.optionalRawMember(names("thinkingBudget"), names.note("thinkingBudget"));
        } else if (wish.mode == Mode::Off) {
            m_json.member(names("thinkingBudget"), 0);
        } else if (wish.budgetTokens) {
            m_json.member(names("thinkingBudget"), *wish.budgetTokens);
        } else if (wish.mode == Mode::Adaptive) {
            m_json.member(names("thinkingBudget"), -1);
        }
        names.writeRest(m_json);
        m_json.endObject();
        return;
    }
    (void)m_losses.takes(wish.extras, parameterName(m_request.source, Parameter::Reasoning), Weight::Changed);
    const GeminiThinking thinking = geminiThinking(wish, m_request.model, m_request.source);
    if (!thinking.change.isEmpty())
        m_losses.add(Weight::Changed, Parameter::Reasoning, thinking.change);
    if (!thinking.budget && thinking.level.isEmpty() && !thinking.includeThoughts)
        return;
    m_json.key("thinkingConfig").beginObject();
    m_json.optionalMember("includeThoughts", thinking.includeThoughts);
    m_json.optionalMember("thinkingBudget", thinking.budget);
    m_json.optionalMember("thinkingLevel", thinking.level);
    m_json.endObject();
}

void RequestWriter::config()
{
    const GeminiNames names(m_request.extras, "generationConfig."_ba);
    Writer outer = std::exchange(m_json, Writer());
    m_json.beginObject();
    m_json.optionalMember(names("maxOutputTokens"), m_request.maxOutputTokens);
    m_json.optionalRawMember(names("temperature"), m_request.temperature);
    m_json.optionalRawMember(names("topP"), m_request.topP);
    m_json.optionalRawMember(names("topK"), m_request.topK);
    m_json.optionalRawMember(names("seed"), m_request.seed);
    m_json.optionalRawMember(names("frequencyPenalty"), m_request.frequencyPenalty);
    m_json.optionalRawMember(names("presencePenalty"), m_request.presencePenalty);
    if (!m_request.stop.isEmpty() || names.has("stopSequences[]")) {
        constexpr qsizetype MostStops = 5;
        QList<QByteArray> stop = m_request.stop;
        if (!m_isOwn && stop.size() > MostStops) {
            m_losses.add(Weight::Meaning, Parameter::Stop, "Gemini takes five at most"_ba);
            stop.resize(MostStops);
        }
        m_json.key(names("stopSequences")).beginArray();
        for (const QByteArray &text : std::as_const(stop))
            m_json.string(text);
        m_json.endArray();
    }
    if (m_isOwn || m_request.choices.value_or(1) != 1)
        m_json.optionalMember(names("candidateCount"), m_request.choices);
    if (m_isOwn || m_request.logprobs == true) {
        m_json.optionalMember(names("responseLogprobs"), m_request.logprobs);
        m_json.optionalMember(names("logprobs"), m_request.topLogprobs);
    }
    format(names);
    thinking(names);
    names.writeRest(m_json);
    const QByteArray config = m_json.endObject().take();
    m_json = std::move(outer);
    if (config != "{}" || names.has("!"))
        m_json.rawMember(m_names("generationConfig"), config);
}

Written RequestWriter::write()
{
    m_json.beginObject();
    if (m_names.has("model"))
        m_json.member(m_names("model"), m_request.model);
    instructions();
    contents();
    tools();
    toolConfig();
    config();
    if (m_isOwn) {
        m_json.optionalMember(m_names("serviceTier"), m_request.serviceTier);
        m_json.optionalMember("store", m_request.store);
        m_names.writeRest(m_json);
    } else {
        reportUnsaidByGemini(m_request, m_losses);
    }
    m_json.endObject();
    return {.body = m_json.take(), .losses = m_losses.take()};
}

} // namespace

Written writeGeminiRequest(const ChatRequest &request, const WriteTraits &traits)
{
    return RequestWriter(request, traits).write();
}

} // namespace Gatehouse::Llm
