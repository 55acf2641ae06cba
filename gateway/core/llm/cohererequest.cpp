// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/cohereparts.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Cohere {

namespace {

constexpr Dialect Ours = Dialect::Cohere;

void note(Extras &extras, const QByteArray &name, QByteArray json)
{
    extras.dialect = Ours;
    extras.members.append({.name = name, .json = std::move(json)});
}

Part readPart(Json::Node node, const QByteArray &path, Problems &problems)
{
    Members members(node, path, problems);
    Part part{.extras = {.dialect = Ours, .members = {}}, .path = path};
    const QByteArray type = members.requiredText("type");
    if (type == "text") {
        part.content = TextPart{.text = members.text("text"), .citations = {}};
    } else if (type == "thinking") {
        part.content = ReasoningPart{.text = members.text("thinking")};
    } else if (type == "image_url" && members.peek("image_url")["url"].isString()
               && members.peek("image_url").size() <= 1 + (members.peek("image_url")["detail"].exists() ? 1 : 0)) {
        const Json::Node object = members.object("image_url");
        const QByteArray url = object["url"].text();
        MediaPart media{.detail = object["detail"].text()};
        const qsizetype comma = url.indexOf(";base64,");
        if (url.startsWith("data:") && comma > 0 && comma + 8 < url.size()) {
            media.mediaType = url.sliced(5, comma - 5);
            media.data = url.sliced(comma + 8);
        } else {
            media.url = url;
        }
        part.content = std::move(media);
    } else {
        part.content = OpaquePart{.type = type, .json = node.json()};
        return part;
    }
    part.extras = members.rest(Ours);
    return part;
}

// A string or a list of parts; whether it was a string.
bool readContent(Members &message, QList<Part> &parts)
{
    const QByteArray path = message.pathOf("content");
    if (!message.peek("content").isArray()) {
        if (message.has("content"))
            parts.append(Part{.content = TextPart{.text = message.text("content"), .citations = {}}, .path = path});
        return true;
    }
    qsizetype index = 0;
    for (const Json::Node part : message.array("content"))
        parts.append(readPart(part, elementPath(path, index++), message.problems()));
    return false;
}

Part readCall(Json::Node node, const QByteArray &path, Problems &problems)
{
    Members members(node, path, problems);
    ToolCallPart call{.id = members.text("id")};
    members.text("type");
    const Json::Node function = members.object("function");
    call.name = function["name"].text();
    call.arguments = readArguments(function);
    Part part{.content = std::move(call), .extras = members.rest(Ours), .path = path};
    if (function["arguments"].is("null"))
        note(part.extras, "(null)"_ba, "true"_ba);
    return part;
}

class RequestReader final
{
public:
    explicit RequestReader(Json::Node root)
        : m_body(root, {}, m_problems)
    {}
    Result<ChatRequest> read();

private:
    void readMessage(Json::Node node, const QByteArray &path);
    void readResult(Members &message);
    void readTool(Json::Node node, const QByteArray &path);
    void readFormat();
    void readThinking();
    void readToolChoice();
    [[nodiscard]] QByteArray nameOfCall(QByteArrayView id) const;

    Problems m_problems{Problems::Rules::Strict};
    Members m_body;
    ChatRequest m_request;
    bool m_isAfterResult = false;
};

Result<ChatRequest> RequestReader::read()
{
    m_request.source = Ours;
    m_request.model = m_body.requiredText("model");
    const bool isSaid = m_body.has("stream");
    m_request.stream = m_body.boolean("stream").value_or(false);
    qsizetype index = 0;
    for (const Json::Node message : m_body.array("messages"))
        readMessage(message, elementPath("messages", index++));
    if (index == 0)
        m_problems.add("messages", "must be a list of messages");
    index = 0;
    for (const Json::Node tool : m_body.array("tools"))
        readTool(tool, elementPath("tools", index++));
    readToolChoice();
    m_request.maxOutputTokens = m_body.integer("max_tokens");
    m_request.temperature = m_body.number("temperature");
    m_request.topP = m_body.number("p");
    m_request.topK = m_body.number("k");
    m_request.seed = m_body.number("seed");
    m_request.frequencyPenalty = m_body.number("frequency_penalty");
    m_request.presencePenalty = m_body.number("presence_penalty");
    m_request.stop = m_body.texts("stop_sequences");
    m_request.logprobs = m_body.boolean("logprobs");
    readFormat();
    readThinking();
    m_request.extras = m_body.rest(Ours);
    if (isSaid && !m_request.stream)
        note(m_request.extras, "(stream)"_ba, "false"_ba);
    if (m_problems.first())
        return std::unexpected(*m_problems.first());
    return std::move(m_request);
}

QByteArray RequestReader::nameOfCall(QByteArrayView id) const
{
    for (const Message &message : m_request.messages) {
        for (const Part &part : message.parts) {
            const auto *call = std::get_if<ToolCallPart>(&part.content);
            if (call && call->id == id)
                return call->name;
        }
    }
    return {};
}

void RequestReader::readResult(Members &message)
{
    ToolResultPart result{.callId = message.requiredText("tool_call_id"), .content = {}};
    message.text("role");
    result.name = nameOfCall(result.callId);
    result.isPlainText = readContent(message, result.content);
    if (!m_isAfterResult)
        m_request.messages.append(Message{.role = Role::User, .path = message.path()});
    m_isAfterResult = true;
    Part part{.content = std::move(result), .extras = message.rest(Ours), .path = message.path()};
    m_request.messages.last().parts.append(std::move(part));
}

void RequestReader::readMessage(Json::Node node, const QByteArray &path)
{
    Members members(node, path, m_problems);
    const QByteArray role = members.peek("role").text();
    if (role == "tool") {
        readResult(members);
        return;
    }
    m_isAfterResult = false;
    Message message{.path = path};
    if (role == "system")
        message.role = Role::System;
    else if (role == "assistant")
        message.role = Role::Assistant;
    else if (role != "user")
        m_problems.add(members.pathOf("role"), "must be system, user, assistant or tool");
    members.text("role");
    if (members.has("tool_plan")) {
        Part plan{.content = ReasoningPart{.text = members.text("tool_plan")}, .path = members.pathOf("tool_plan")};
        note(plan.extras, "(tool_plan)"_ba, "true"_ba);
        message.parts.append(std::move(plan));
    }
    message.isPlainText = readContent(members, message.parts);
    qsizetype index = 0;
    for (const Json::Node call : members.array("tool_calls"))
        message.parts.append(readCall(call, elementPath(members.pathOf("tool_calls"), index++), m_problems));
    message.extras = members.rest(Ours);
    m_request.messages.append(std::move(message));
}

void RequestReader::readTool(Json::Node node, const QByteArray &path)
{
    Members members(node, path, m_problems);
    members.text("type");
    Members function(members.object("function"), members.pathOf("function"), m_problems);
    Tool tool{.name = function.requiredText("name"),
              .description = function.text("description"),
              .schema = function.object("parameters").json(),
              .extras = members.rest(Ours),
              .path = path};
    m_request.tools.append(std::move(tool));
}

void RequestReader::readToolChoice()
{
    const QByteArray word = m_body.text("tool_choice");
    if (word == "REQUIRED" || word == "NONE")
        m_request.toolChoice = ToolChoice{
            .kind = word == "NONE" ? ToolChoice::Kind::None : ToolChoice::Kind::Required, .name = {}, .among = {}};
    else if (!word.isEmpty())
        m_problems.add("tool_choice", "must be REQUIRED or NONE");
}

void RequestReader::readFormat()
{
    if (!m_body.has("response_format"))
        return;
    Members members(m_body.object("response_format"), "response_format", m_problems);
    const QByteArray type = members.requiredText("type");
    const bool isOlder = members.has("schema"); // the name in v1
    ResponseFormat format{.kind = ResponseFormat::Kind::Text,
                          .schema = members.object(isOlder ? "schema" : "json_schema").json()};
    if (type == "json_object")
        format.kind = format.schema.isEmpty() ? ResponseFormat::Kind::JsonObject : ResponseFormat::Kind::JsonSchema;
    format.extras = members.rest(Ours);
    if (isOlder)
        note(format.extras, "(schema)"_ba, "true"_ba);
    m_request.format = std::move(format);
}

void RequestReader::readThinking()
{
    if (!m_body.has("thinking"))
        return;
    Members members(m_body.object("thinking"), "thinking", m_problems);
    const bool isOff = members.requiredText("type") == "disabled";
    ReasoningWish wish{.mode = isOff ? ReasoningWish::Mode::Off : ReasoningWish::Mode::On,
                       .budgetTokens = members.integer("token_budget")};
    wish.extras = members.rest(Ours);
    m_request.reasoning = std::move(wish);
}

} // namespace

Result<ChatRequest> readRequest(const QByteArray &body)
{
    GH_TRY(const Json::Tree tree, Json::Tree::parse(body, Json::Rules::Strict));
    return RequestReader(tree.root()).read();
}

} // namespace Gatehouse::Llm::Cohere
