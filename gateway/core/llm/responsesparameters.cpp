// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesparameters.h"

#include "gateway/core/base/json.h"
#include "gateway/core/llm/reasoningeffort.h"
#include "gateway/core/llm/responsesitems.h"
#include "gateway/core/llm/responsesparts.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

constexpr Dialect Own = Dialect::OpenAiResponses;
constexpr qint64 LeastOutputTokens = 16;
constexpr qsizetype LongestUser = 64;
constexpr QByteArrayView LogprobsInclude = "message.output_text.logprobs";

Tool readTool(Json::Node node, const QByteArray &path, Problems &problems)
{
    Members members(node, path, problems);
    const QByteArray type = members.requiredText("type");
    Tool tool{.path = path};
    if (type != "function") {
        tool.name = type;
        tool.isOpaque = true;
        tool.schema = node.json();
        return tool;
    }
    tool.name = members.requiredText("name");
    tool.description = optionalText(members, "description");
    tool.schema = members.object("parameters").json();
    tool.strict = members.boolean("strict");
    tool.extras = restOf(members);
    return tool;
}

std::optional<ToolChoice> readToolChoice(Members &body)
{
    const Json::Node node = body.take("tool_choice");
    if (!node.exists())
        return std::nullopt;
    const QByteArray path = body.pathOf("tool_choice");
    ToolChoice choice{.extras = {.dialect = Own}};
    if (node.isString()) {
        if (node.is("none"))
            choice.kind = ToolChoice::Kind::None;
        else if (node.is("required"))
            choice.kind = ToolChoice::Kind::Required;
        else if (!node.is("auto"))
            body.problems().add(path, "must be auto, none, required or an object");
        return choice;
    }
    Members members(node, path, body.problems());
    const QByteArray type = members.peek("type").text();
    if (type.isEmpty())
        body.problems().add(members.pathOf("type"), "is missing or empty");
    if (type == "function") {
        members.take("type");
        choice.kind = ToolChoice::Kind::Named;
        choice.name = members.requiredText("name");
    } else if (type == "allowed_tools") {
        members.take("type");
        const QByteArray mode = members.text("mode");
        if (mode != "auto" && mode != "required")
            body.problems().add(members.pathOf("mode"), "must be auto or required");
        choice.kind = mode == "required" ? ToolChoice::Kind::Required : ToolChoice::Kind::Auto;
        if (!members.has("tools"))
            body.problems().add(members.pathOf("tools"), "is missing");
        bool areFunctions = true;
        for (const Json::Node tool : members.array("tools")) {
            areFunctions = areFunctions && tool["type"].is("function") && tool["name"].isString() && tool.size() == 2;
            if (tool["type"].is("function"))
                choice.among.append(tool["name"].text());
        }
        choice.extras = restOf(members);
        if ((!areFunctions || choice.among.isEmpty()) && members.has("tools"))
            choice.extras.members.append({.name = "tools"_ba, .json = members.peek("tools").json()});
        return choice;
    } else {
        // A tool of the vendor's own, whole.
        choice.kind = ToolChoice::Kind::Required;
    }
    choice.extras = restOf(members);
    return choice;
}

void readText(Members &body, ChatRequest &request)
{
    const Json::Node node = body.object("text");
    if (!node.exists())
        return;
    Members text(node, body.pathOf("text"), body.problems());
    request.verbosity = optionalText(text, "verbosity");
    if (const Json::Node format = text.object("format"); format.exists()) {
        Members members(format, text.pathOf("format"), body.problems());
        const QByteArray type = members.requiredText("type");
        ResponseFormat wish;
        if (type == "json_schema") {
            wish.kind = ResponseFormat::Kind::JsonSchema;
            wish.name = members.requiredText("name");
            wish.description = optionalText(members, "description");
            wish.schema = members.object("schema").json();
            wish.strict = members.boolean("strict");
        } else if (type == "json_object") {
            wish.kind = ResponseFormat::Kind::JsonObject;
        } else if (type != "text") {
            body.problems().add(members.pathOf("type"), "must be text, json_object or json_schema");
        }
        wish.extras = restOf(members);
        request.format = std::move(wish);
    }
    const Extras others = restOf(text);
    for (const Extras::Member &member : others.members)
        request.extras.members.append({.name = "text." + member.name, .json = member.json});
    if (!request.format && request.verbosity.isEmpty() && others.isEmpty())
        addNote(request.extras, Note::EmptyText);
}

void readReasoning(Members &body, ChatRequest &request)
{
    const Json::Node node = body.object("reasoning");
    if (!node.exists())
        return;
    Members members(node, body.pathOf("reasoning"), body.problems());
    ReasoningWish wish{.effort = optionalText(members, "effort"), .summary = optionalText(members, "summary")};
    if (!wish.effort.isEmpty())
        wish.mode = wish.effort == "none" ? ReasoningWish::Mode::Off : ReasoningWish::Mode::On;
    wish.extras = restOf(members);
    request.reasoning = std::move(wish);
}

void readUser(Members &body, ChatRequest &request)
{
    request.isSafetyIdentifier = !body.has("user") && body.has("safety_identifier");
    request.endUser = optionalText(body, request.isSafetyIdentifier ? "safety_identifier" : "user");
}

} // namespace

void readParameters(Members &body, ChatRequest &request)
{
    const std::optional<bool> stream = body.boolean("stream");
    request.stream = stream.value_or(false);
    if (stream && !*stream)
        addNote(request.extras, Note::NoStream);
    const QByteArray path = body.pathOf("tools");
    qsizetype index = 0;
    const Json::Node tools = body.array("tools");
    if (tools.exists() && tools.size() == 0)
        addNote(request.extras, Note::EmptyTools);
    for (const Json::Node tool : tools)
        request.tools.append(readTool(tool, elementPath(path, index++), body.problems()));
    request.toolChoice = readToolChoice(body);
    request.parallelToolCalls = body.boolean("parallel_tool_calls");
    request.maxOutputTokens = body.integer("max_output_tokens");
    request.temperature = body.number("temperature");
    request.topP = body.number("top_p");
    request.topLogprobs = body.integer("top_logprobs");
    for (const Json::Node element : body.peek("include")) {
        if (element.is(LogprobsInclude))
            request.logprobs = true;
    }
    readText(body, request);
    readReasoning(body, request);
    readUser(body, request);
    request.cacheKey = optionalText(body, "prompt_cache_key");
    request.metadata = body.object("metadata").json();
    request.serviceTier = optionalText(body, "service_tier");
    request.store = body.boolean("store");
    // include, previous_response_id, conversation, prompt, background, truncation and all others are among the extras.
    request.extras.dialect = Own;
    request.extras.members = restOf(body).members + request.extras.members;
}

bool canWriteTool(const Tool &tool, Dialect source)
{
    return !tool.isOpaque || source == Own || (source == Dialect::OpenAi && tool.name == "custom");
}

namespace {

// {"type":"custom","custom":{name, description, format}} of chat completions, flat as it is here.
void writeCustomTool(Json::Writer &json, const Tool &tool)
{
    const auto tree = Json::Tree::parse(tool.schema, Json::Rules::Lenient);
    const Json::Node custom = tree ? tree->root()["custom"] : Json::Node();
    json.beginObject().member("type", "custom");
    for (const Json::Node member : custom) {
        const Json::Node grammar = member["grammar"];
        if (member.name() != "format" || !grammar.isObject()) {
            json.rawMember(member.name(), member.raw());
            continue;
        }
        json.key("format").beginObject().member("type", "grammar");
        for (const Json::Node rule : grammar)
            json.rawMember(rule.name(), rule.raw());
        json.endObject();
    }
    json.endObject();
}

} // namespace

void writeTool(Json::Writer &json, const Tool &tool, Dialect source, LossReport *losses)
{
    if (tool.isOpaque) {
        source == Own ? static_cast<void>(json.raw(tool.schema)) : writeCustomTool(json, tool);
        return;
    }
    json.beginObject().member("type", "function").member("name", tool.name);
    json.optionalMember("description", tool.description);
    if (source == Own) {
        json.optionalRawMember("parameters", tool.schema).optionalMember("strict", tool.strict);
    } else {
        // Both are required here, and without a word functions are strict, which the other dialects' are not.
        json.rawMember("parameters", tool.schema.isEmpty() ? R"({"type":"object","properties":{}})"_ba : tool.schema);
        json.member("strict", tool.strict.value_or(false));
        if (losses && tool.cache)
            losses->add(Loss::Weight::Hint, tool.path, "tools cannot be marked for the cache"_ba);
    }
    if (!losses || losses->takes(tool.extras, tool.path, Loss::Weight::Changed))
        writeRest(json, tool.extras);
    json.endObject();
}

void writeToolChoice(Json::Writer &json, const ToolChoice &choice, Dialect source)
{
    using Kind = ToolChoice::Kind;
    const bool isOwn = source == Own;
    if (isOwn && hasNote(choice.extras, "type")) {
        json.beginObject();
        writeRest(json, choice.extras);
        json.endObject();
        return;
    }
    const QByteArrayView mode = choice.kind == Kind::None       ? "none"
                                : choice.kind == Kind::Required ? "required"
                                                                : "auto";
    if (choice.kind == Kind::Named) {
        json.beginObject().member("type", "function").member("name", choice.name);
        writeRest(json, choice.extras);
        json.endObject();
    } else if (!choice.among.isEmpty() || hasNote(choice.extras, "tools")) {
        json.beginObject().member("type", "allowed_tools").member("mode", mode);
        if (!hasNote(choice.extras, "tools")) {
            json.key("tools").beginArray();
            for (const QByteArray &name : choice.among)
                json.beginObject().member("type", "function").member("name", name).endObject();
            json.endArray();
        }
        writeRest(json, choice.extras);
        json.endObject();
    } else {
        json.string(mode);
    }
}

void writeFormat(Json::Writer &json, const ResponseFormat &format)
{
    json.beginObject();
    switch (format.kind) {
    case ResponseFormat::Kind::Text:
        json.member("type", "text");
        break;
    case ResponseFormat::Kind::JsonObject:
        json.member("type", "json_object");
        break;
    case ResponseFormat::Kind::JsonSchema:
        json.member("type", "json_schema");
        json.member("name", format.name.isEmpty() ? "response"_ba : format.name); // required here
        json.optionalMember("description", format.description).optionalRawMember("schema", format.schema);
        json.optionalMember("strict", format.strict);
        break;
    }
    writeRest(json, format.extras);
    json.endObject();
}

void writeReasoning(Json::Writer &json, const ReasoningWish &wish)
{
    QByteArray effort = wish.effort;
    if (effort.isEmpty() && wish.mode == ReasoningWish::Mode::Off)
        effort = "none"_ba;
    else if (effort.isEmpty() && wish.budgetTokens)
        effort = reasoningEffort(*wish.budgetTokens);
    QByteArray summary = wish.summary;
    // Who asked another vendor to see the thoughts gets what there is to be seen of them here.
    if (summary.isEmpty() && wish.includeText.value_or(false))
        summary = "auto"_ba;
    json.beginObject().optionalMember("effort", effort).optionalMember("summary", summary);
    writeRest(json, wish.extras);
    json.endObject();
}

void ParameterWriter::writeLimits()
{
    const bool isOwn = m_request.source == Own;
    if (std::optional<qint64> limit = m_request.maxOutputTokens) {
        if (!isOwn && *limit < LeastOutputTokens) {
            m_losses.add(Loss::Weight::Changed, Parameter::MaxOutputTokens,
                         "raised to 16, the least that the responses API takes"_ba);
            limit = LeastOutputTokens;
        }
        m_json.member("max_output_tokens", *limit);
    }
    m_json.optionalRawMember("temperature", m_request.temperature).optionalRawMember("top_p", m_request.topP);
    m_json.optionalMember("top_logprobs", m_request.topLogprobs);
    if (!isOwn && m_request.logprobs.value_or(false))
        m_json.key("include").beginArray().string(LogprobsInclude).endArray();
    if (m_request.reasoning
        && (isOwn || m_request.reasoning->mode != ReasoningWish::Mode::Unsaid || !m_request.reasoning->effort.isEmpty()
            || !m_request.reasoning->summary.isEmpty() || m_request.reasoning->includeText.value_or(false)
            || m_request.reasoning->budgetTokens)) {
        m_json.key("reasoning");
        writeReasoning(m_json, *m_request.reasoning);
        if (!isOwn && m_request.reasoning->budgetTokens && m_request.reasoning->effort.isEmpty())
            m_losses.add(Loss::Weight::Changed, Parameter::Reasoning, "the budget is given as an effort"_ba);
        if (!isOwn)
            static_cast<void>(m_losses.takes(m_request.reasoning->extras,
                                             parameterName(m_request.source, Parameter::Reasoning),
                                             Loss::Weight::Changed));
    }
    const bool isEmptyText = hasNote(m_request.extras, Note::EmptyText);
    const bool hasTextRest = isOwn && std::ranges::any_of(m_request.extras.members, [](const Extras::Member &member) {
                                 return member.name.startsWith("text.");
                             });
    if (m_request.format || !m_request.verbosity.isEmpty() || isEmptyText || hasTextRest) {
        m_json.key("text").beginObject();
        if (m_request.format) {
            if (!isOwn)
                static_cast<void>(m_losses.takes(m_request.format->extras,
                                                 parameterName(m_request.source, Parameter::Format),
                                                 Loss::Weight::Changed));
            m_json.key("format");
            writeFormat(m_json, *m_request.format);
        }
        m_json.optionalMember("verbosity", m_request.verbosity);
        if (isOwn)
            writeRest(m_json, m_request.extras, "text.");
        m_json.endObject();
    }
}

void ParameterWriter::writeBookkeeping()
{
    const bool isOwn = m_request.source == Own;
    m_json.optionalMember("prompt_cache_key", m_request.cacheKey);
    if (!m_request.endUser.isEmpty()) {
        const bool isShort = isOwn || m_request.endUser.size() <= LongestUser;
        if (!isShort)
            m_losses.add(Loss::Weight::Hint, Parameter::EndUser,
                         "longer than 64 characters: sent as a hash of itself"_ba);
        const bool isSafety = m_request.isSafetyIdentifier || m_request.source != Dialect::OpenAi;
        m_json.member((isOwn ? m_request.isSafetyIdentifier : isSafety) ? "safety_identifier" : "user",
                      isShort ? m_request.endUser
                              : QCryptographicHash::hash(m_request.endUser, QCryptographicHash::Sha256).toHex());
    }
    m_json.optionalRawMember("metadata", m_request.metadata);
    if (isOwn || m_request.source == Dialect::OpenAi || m_request.serviceTier == "auto")
        m_json.optionalMember("service_tier", m_request.serviceTier);
    else if (m_request.serviceTier == "standard_only" || m_request.serviceTier == "standard")
        m_json.member("service_tier", "default");
    else if (!m_request.serviceTier.isEmpty())
        m_losses.add(Loss::Weight::Hint, Parameter::ServiceTier, "OpenAI has no such service tier"_ba);
    // Here answers are kept unless that is refused; no other dialect expects it.
    if (isOwn)
        m_json.optionalMember("store", m_request.store);
    else
        m_json.member("store", m_request.store.value_or(false));
}

void ParameterWriter::reportUnsayable()
{
    using Weight = Loss::Weight;
    const auto add = [this](Parameter parameter, QByteArrayView what) {
        m_losses.add(Weight::Meaning, parameter, "the responses API has no "_ba + what);
    };
    const auto isSet = [](const QByteArray &number) { return !number.isEmpty() && number.toDouble() != 0; };
    if (!m_request.topK.isEmpty())
        add(Parameter::TopK, "top_k");
    if (!m_request.seed.isEmpty())
        add(Parameter::Seed, "seed");
    if (isSet(m_request.frequencyPenalty))
        add(Parameter::FrequencyPenalty, "frequency penalty");
    if (isSet(m_request.presencePenalty))
        add(Parameter::PresencePenalty, "presence penalty");
    if (!m_request.stop.isEmpty())
        add(Parameter::Stop, "stop sequences");
    if (m_request.choices.value_or(1) != 1)
        add(Parameter::Choices, "second choice");
    if (!m_request.logitBias.isEmpty() && m_request.logitBias != "{}")
        add(Parameter::LogitBias, "logit bias");
}

void ParameterWriter::write()
{
    if (m_request.stream || hasNote(m_request.extras, Note::NoStream))
        m_json.member("stream", m_request.stream);
    bool hasTools = false;
    for (const Tool &tool : m_request.tools) {
        if (!canWriteTool(tool, m_request.source)) {
            m_losses.add(Loss::Weight::Meaning, tool.path, "is a tool of another vendor's own"_ba);
            continue;
        }
        if (!std::exchange(hasTools, true))
            m_json.key("tools").beginArray();
        writeTool(m_json, tool, m_request.source, &m_losses);
    }
    if (hasTools)
        m_json.endArray();
    else if (hasNote(m_request.extras, Note::EmptyTools))
        m_json.key("tools").beginArray().endArray();
    // Without tools OpenAI refuses a word about them, but "none".
    if (m_request.toolChoice && (hasTools || m_request.source == Own)) {
        m_json.key("tool_choice");
        if (m_request.source != Own)
            static_cast<void>(m_losses.takes(m_request.toolChoice->extras,
                                             parameterName(m_request.source, Parameter::ToolChoice),
                                             Loss::Weight::Changed));
        writeToolChoice(m_json, *m_request.toolChoice, m_request.source);
    }
    if (hasTools || m_request.source == Own)
        m_json.optionalMember("parallel_tool_calls", m_request.parallelToolCalls);
    writeLimits();
    writeBookkeeping();
    reportUnsayable();
    if (m_losses.takes(m_request.extras, {}, Loss::Weight::Meaning))
        writeRest(m_json, m_request.extras);
}

} // namespace Gatehouse::Llm::Responses
