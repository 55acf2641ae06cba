// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichatparts.h"
#include "gateway/core/llm/toolcallid.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

constexpr Dialect Ours = Dialect::OpenAi;

// Reads one request. Lives for one call of readRequest().
class RequestReader final
{
public:
    explicit RequestReader(Json::Node root)
        : m_body(root, {}, m_problems)
    {}
    Result<ChatRequest> read();

private:
    void readMessages();
    void readMessage(Json::Node node, const QByteArray &path);
    void readResult(Members &message);
    void readTools();
    void readTool(Json::Node node, const QByteArray &path);
    void readToolChoice();
    void readFormat();
    void readReasoning();
    void readStop();
    void readStreamOptions();
    void readLimits();
    [[nodiscard]] QByteArray nameOfCall(QByteArrayView id) const;

    Problems m_problems{Problems::Rules::Strict};
    Members m_body;
    ChatRequest m_request;
    QList<Extras::Member> m_inner; // of objects whose other members are understood
    bool m_isAfterResult = false;  // the message before was a tool's
};

Result<ChatRequest> RequestReader::read()
{
    m_request.source = Ours;
    m_request.model = m_body.requiredText("model");
    m_request.stream = m_body.boolean("stream").value_or(false);
    readMessages();
    readTools();
    readToolChoice();
    m_request.parallelToolCalls = m_body.boolean("parallel_tool_calls");
    readLimits();
    m_request.temperature = m_body.number("temperature");
    m_request.topP = m_body.number("top_p");
    m_request.topK = m_body.number("top_k"); // not OpenAI's, but of many vendors of this dialect
    m_request.seed = m_body.number("seed");
    m_request.frequencyPenalty = m_body.number("frequency_penalty");
    m_request.presencePenalty = m_body.number("presence_penalty");
    readStop();
    m_request.choices = m_body.integer("n");
    m_request.logprobs = m_body.boolean("logprobs");
    m_request.topLogprobs = m_body.integer("top_logprobs");
    m_request.logitBias = m_body.object("logit_bias").json();
    readFormat();
    readReasoning();
    m_request.verbosity = m_body.text("verbosity");
    m_request.cacheKey = m_body.text("prompt_cache_key");
    m_request.isSafetyIdentifier = !m_body.has("user");
    m_request.endUser = m_request.isSafetyIdentifier ? m_body.text("safety_identifier") : m_body.text("user");
    m_request.isSafetyIdentifier = m_request.isSafetyIdentifier && !m_request.endUser.isEmpty();
    m_request.metadata = m_body.object("metadata").json();
    m_request.serviceTier = m_body.text("service_tier");
    m_request.store = m_body.boolean("store");
    readStreamOptions();
    m_request.extras = m_body.rest(Ours);
    m_request.extras.members += m_inner;
    if (m_body.peek("stream").boolean() == false)
        m_request.extras.members.append({.name = "(stream)"_ba, .json = "false"_ba});
    if (m_problems.first())
        return std::unexpected(*m_problems.first());
    return std::move(m_request);
}

void RequestReader::readLimits()
{
    m_request.isOldMaxTokens = m_body.has("max_tokens") && !m_body.has("max_completion_tokens");
    m_request.maxOutputTokens = m_body.integer(m_request.isOldMaxTokens ? "max_tokens" : "max_completion_tokens");
    if (m_request.maxOutputTokens.value_or(0) < 0)
        m_problems.add(m_request.isOldMaxTokens ? "max_tokens" : "max_completion_tokens", "must not be negative");
}

void RequestReader::readStop()
{
    m_request.isSingleStop = m_body.peek("stop").isString();
    if (m_request.isSingleStop)
        m_request.stop.append(m_body.text("stop"));
    else
        m_request.stop = m_body.texts("stop");
}

void RequestReader::readStreamOptions()
{
    if (!m_body.has("stream_options"))
        return;
    if (m_body.peek("stream_options").isObject() && m_body.peek("stream_options").size() == 0)
        return; // an extra
    Members options(m_body.object("stream_options"), "stream_options", m_problems);
    m_request.usageAsked = options.boolean("include_usage");
    for (const Extras::Member &member : options.rest(Ours).members) {
        const QByteArray name = "stream_options." + member.name;
        m_inner.append({.name = name, .json = member.json});
    }
}

void RequestReader::readReasoning()
{
    if (!m_body.has("reasoning_effort"))
        return;
    ReasoningWish wish{.effort = m_body.text("reasoning_effort")};
    wish.mode = wish.effort == "none" ? ReasoningWish::Mode::Off : ReasoningWish::Mode::On;
    m_request.reasoning = std::move(wish);
}

void RequestReader::readFormat()
{
    const Json::Node node = m_body.peek("response_format");
    if (!node.exists())
        return;
    const bool isKnown = node["type"].is("text") || node["type"].is("json_object") || node["type"].is("json_schema");
    if (node.isObject() && node["type"].isString() && !isKnown)
        return; // a grammar, a regular expression: an extra
    Members members(m_body.object("response_format"), "response_format", m_problems);
    const QByteArray type = members.requiredText("type");
    ResponseFormat format{.kind = type == "text"          ? ResponseFormat::Kind::Text
                                  : type == "json_object" ? ResponseFormat::Kind::JsonObject
                                                          : ResponseFormat::Kind::JsonSchema};
    if (format.kind == ResponseFormat::Kind::JsonSchema) {
        Members schema(members.object("json_schema"), "response_format.json_schema", m_problems);
        format.name = schema.text("name");
        format.description = schema.text("description");
        format.schema = schema.json("schema");
        format.strict = schema.boolean("strict");
        for (const Extras::Member &member : schema.rest(Ours).members) {
            const QByteArray name = "json_schema." + member.name;
            format.extras.members.append({.name = name, .json = member.json});
        }
    }
    format.extras.members += members.rest(Ours).members;
    m_request.format = std::move(format);
}

void RequestReader::readTools()
{
    const QByteArray path = "tools";
    qsizetype index = 0;
    for (const Json::Node tool : m_body.array("tools"))
        readTool(tool, elementPath(path, index++));
    if (m_body.peek("tools").isArray() && m_body.peek("tools").size() == 0)
        m_inner.append({.name = "tools"_ba, .json = "[]"_ba});
}

void RequestReader::readTool(Json::Node node, const QByteArray &path)
{
    Members members(node, path, m_problems);
    const QByteArray type = members.has("type") ? members.text("type") : "function"_ba;
    if (type != "function") {
        m_request.tools.append(Tool{.name = type, .schema = node.json(), .isOpaque = true, .path = path});
        return;
    }
    Tool tool{.path = path};
    if (!members.has("type"))
        tool.extras.members.append({.name = "(untyped)"_ba, .json = "true"_ba});
    Members function(members.object("function"), members.pathOf("function"), m_problems);
    tool.name = function.requiredText("name");
    if (!function.peek("description").is("")) // an empty one stays an extra, so that it is written again
        tool.description = function.text("description");
    tool.schema = function.object("parameters").json();
    tool.strict = function.boolean("strict");
    if (members.peek("cache_control")["type"].is("ephemeral")) {
        Members mark(members.object("cache_control"), members.pathOf("cache_control"), m_problems);
        mark.text("type");
        tool.cache = CacheMark{.ttl = mark.text("ttl"), .extras = {}};
        tool.cache->extras = mark.rest(Ours);
    }
    tool.extras.members += members.rest(Ours).members;
    for (const Extras::Member &member : function.rest(Ours).members) {
        const QByteArray name = "function." + member.name;
        tool.extras.members.append({.name = name, .json = member.json});
    }
    m_request.tools.append(std::move(tool));
}

std::optional<ToolChoice::Kind> choiceKind(QByteArrayView word)
{
    if (word == "auto")
        return ToolChoice::Kind::Auto;
    if (word == "none")
        return ToolChoice::Kind::None;
    if (word == "required" || word == "any") // Mistral's word
        return ToolChoice::Kind::Required;
    return std::nullopt;
}

// Forms that are not understood stay an extra of the request.
void RequestReader::readToolChoice()
{
    const Json::Node node = m_body.peek("tool_choice");
    ToolChoice choice;
    if (node.isString()) {
        const auto kind = choiceKind(node.text());
        if (!kind) {
            m_problems.add("tool_choice", "must be auto, none, required or an object");
            return;
        }
        choice.kind = *kind;
        if (node.is("any"))
            choice.extras.members.append({.name = "(any)"_ba, .json = "true"_ba});
    } else if (node["type"].is("function") && node["function"]["name"].isString()) {
        choice.kind = ToolChoice::Kind::Named;
        choice.name = node["function"]["name"].text();
    } else if (node["type"].is("custom") && node["custom"]["name"].isString()) {
        choice.kind = ToolChoice::Kind::Named;
        choice.name = node["custom"]["name"].text();
        choice.extras.members.append({.name = "(custom)"_ba, .json = "true"_ba});
    } else if (node["type"].is("allowed_tools") && node["allowed_tools"]["mode"].isString()) {
        const auto kind = choiceKind(node["allowed_tools"]["mode"].text());
        bool areFunctions = kind.has_value();
        for (const Json::Node tool : node["allowed_tools"]["tools"]) {
            areFunctions = areFunctions && tool["type"].is("function") && tool["function"]["name"].isString();
            choice.among.append(tool["function"]["name"].text());
        }
        if (!areFunctions || choice.among.isEmpty())
            return;
        choice.kind = *kind;
    } else {
        if (node.exists() && !node.isObject())
            m_problems.add("tool_choice", "must be auto, none, required or an object");
        return;
    }
    m_body.take("tool_choice");
    m_request.toolChoice = std::move(choice);
}

void RequestReader::readMessages()
{
    const QByteArray path = "messages";
    if (!m_body.peek("messages").isArray() || m_body.peek("messages").size() == 0) {
        m_problems.add(path, "must be a list of messages");
        return;
    }
    qsizetype index = 0;
    for (const Json::Node message : m_body.array("messages"))
        readMessage(message, elementPath(path, index++));
}

QByteArray RequestReader::nameOfCall(QByteArrayView id) const
{
    for (qsizetype index = m_request.messages.size() - 1; index >= 0; --index) {
        for (const Part &part : m_request.messages[index].parts) {
            const auto *call = std::get_if<ToolCallPart>(&part.content);
            if (call && call->id == id)
                return call->name;
        }
    }
    return {};
}

// A message of the role "tool" or, before there were tools, "function".
void RequestReader::readResult(Members &message)
{
    ToolResultPart result;
    if (message.peek("role").is("function")) {
        result.name = message.requiredText("name");
    } else {
        result.callId = splitToolCallId(message.requiredText("tool_call_id")).id;
        result.name = nameOfCall(result.callId);
    }
    message.text("role");
    const QByteArray path = message.pathOf("content");
    result.isPlainText = !message.peek("content").isArray();
    if (!result.isPlainText) {
        result.content = readContent(message.array("content"), path, m_problems);
    } else if (message.has("content")) {
        result.content.append(
            Part{.content = TextPart{.text = message.text("content"), .citations = {}}, .path = path});
    }
    // All results of a turn are in one message.
    if (!m_isAfterResult)
        m_request.messages.append(Message{.role = Role::User, .path = message.path()});
    m_isAfterResult = true;
    Part part{.content = std::move(result), .path = message.path()};
    if (message.peek("cache_control")["type"].is("ephemeral") && message.peek("cache_control").size() == 1) {
        message.take("cache_control");
        part.cache = CacheMark{};
    }
    part.extras = message.rest(Ours);
    m_request.messages.last().parts.append(std::move(part));
}

void RequestReader::readMessage(Json::Node node, const QByteArray &path)
{
    Members members(node, path, m_problems);
    const QByteArray role = members.has("role") ? members.peek("role").text() : QByteArray();
    if (role == "tool" || role == "function") {
        readResult(members);
        return;
    }
    m_isAfterResult = false;
    Message message{.path = path};
    if (role == "system")
        message.role = Role::System;
    else if (role == "developer")
        message.role = Role::Developer;
    else if (role == "assistant")
        message.role = Role::Assistant;
    else if (role != "user")
        m_problems.add(members.pathOf("role"), "must be system, developer, user, assistant or tool");
    members.text("role");
    message.name = members.text("name");
    const Json::Node content = members.peek("content");
    if (message.role == Role::Assistant) {
        AssistantContent found = readAssistant(members);
        message.parts = std::move(found.parts);
        message.isPlainText = found.isPlainText;
    } else if (content.isArray()) {
        message.parts = readContent(members.array("content"), members.pathOf("content"), m_problems);
    } else {
        message.isPlainText = true;
        if (!content.exists())
            m_problems.add(members.pathOf("content"), "is missing");
        message.parts.append(Part{.content = TextPart{.text = members.text("content"), .citations = {}},
                                  .path = members.pathOf("content")});
    }
    message.extras = members.rest(Ours);
    m_request.messages.append(std::move(message));
}

} // namespace

Result<ChatRequest> readRequest(const QByteArray &body)
{
    GH_TRY(const Json::Tree tree, Json::Tree::parse(body, Json::Rules::Strict));
    return RequestReader(tree.root()).read();
}

} // namespace Gatehouse::Llm::OpenAiChat
