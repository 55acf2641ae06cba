// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/anthropicblocks.h"
#include "gateway/core/llm/members.h"

using namespace Qt::StringLiterals;

// Reading requests. Writing them: anthropicrequestwriter.cpp.
namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Anthropic;

// A string or an array of blocks.
void readContent(Members &members, QByteArrayView name, Message &message)
{
    const Json::Node content = members.take(name);
    const QByteArray path = members.pathOf(name);
    if (content.isString()) {
        message.isPlainText = true;
        message.parts.append(Part{.content = TextPart{.text = content.text()}, .path = path});
    } else if (content.isArray()) {
        qsizetype index = 0;
        for (const Json::Node block : content)
            message.parts.append(Anthropic::readBlock(block, elementPath(path, index++), members.problems()));
    } else if (content.exists()) {
        members.problems().add(path, "must be a string or an array");
    }
}

void readSystem(Members &members, ChatRequest &request)
{
    if (!members.has("system"))
        return;
    Message system{.role = Role::System, .path = "system"_ba};
    readContent(members, "system", system);
    request.instructionsArePlain = system.isPlainText;
    request.messages.append(std::move(system));
}

Message readMessage(Json::Node node, const QByteArray &path, Problems &problems)
{
    Members members(node, path, problems);
    Message message{.path = path};
    const QByteArray role = members.requiredText("role");
    if (role == "assistant")
        message.role = Role::Assistant;
    else if (role == "system") // newer models take instructions between turns
        message.role = Role::System;
    else if (role != "user" && !role.isEmpty())
        problems.add(members.pathOf("role"), "must be 'user' or 'assistant'");
    if (!members.has("content"))
        problems.add(members.pathOf("content"), "is missing");
    readContent(members, "content", message);
    message.extras = members.rest(Self);
    return message;
}

// Results say which call they answer; other dialects also want the function's name.
void nameResults(QList<Message> &messages)
{
    QList<std::pair<QByteArray, QByteArray>> names; // by id
    for (Message &message : messages) {
        for (Part &part : message.parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part.content)) {
                names.append({call->id, call->name});
            } else if (auto *result = std::get_if<ToolResultPart>(&part.content)) {
                for (const auto &[id, name] : std::as_const(names)) {
                    if (id == result->callId)
                        result->name = name;
                }
            }
        }
    }
}

Tool readTool(Json::Node node, const QByteArray &path, Problems &problems)
{
    Tool tool{.path = path};
    if (node["type"].isString() && !node["type"].is("custom")) {
        tool.isOpaque = true;
        tool.name = node["type"].text();
        tool.schema = node.json();
        tool.extras.dialect = Self;
        return tool;
    }
    Members members(node, path, problems);
    tool.name = members.requiredText("name");
    const bool isBlank = members.peek("description").is("");
    tool.description = members.text("description");
    tool.schema = members.object("input_schema").json();
    tool.strict = members.boolean("strict");
    tool.cache = Anthropic::takeCacheMark(members);
    tool.extras = members.rest(Self);
    if (isBlank)
        tool.extras.members.append({.name = "(description)", .json = "\"\""});
    return tool;
}

void readToolChoice(Members &request, ChatRequest &into)
{
    const Json::Node node = request.object("tool_choice");
    if (!node.exists())
        return;
    Members members(node, request.pathOf("tool_choice"), request.problems());
    ToolChoice choice;
    const QByteArray type = members.requiredText("type");
    if (type == "none")
        choice.kind = ToolChoice::Kind::None;
    else if (type == "any")
        choice.kind = ToolChoice::Kind::Required;
    else if (type == "tool")
        choice.kind = ToolChoice::Kind::Named;
    else if (type != "auto")
        request.problems().add(members.pathOf("type"), "must be 'auto', 'any', 'tool' or 'none'");
    if (choice.kind == ToolChoice::Kind::Named)
        choice.name = members.requiredText("name");
    if (const auto disabled = members.boolean("disable_parallel_tool_use"))
        into.parallelToolCalls = !*disabled;
    choice.extras = members.rest(Self);
    into.toolChoice = std::move(choice);
}

// thinking and output_config: how much, and in which form.
void readOutput(Members &request, ChatRequest &into)
{
    ReasoningWish wish;
    wish.extras.dialect = Self;
    if (request.has("thinking")) {
        Members thinking(request.object("thinking"), request.pathOf("thinking"), request.problems());
        const QByteArray type = thinking.requiredText("type");
        if (type == "enabled")
            wish.mode = ReasoningWish::Mode::On;
        else if (type == "disabled")
            wish.mode = ReasoningWish::Mode::Off;
        else if (type == "adaptive")
            wish.mode = ReasoningWish::Mode::Adaptive;
        else
            request.problems().add(thinking.pathOf("type"), "must be 'enabled', 'disabled' or 'adaptive'");
        wish.budgetTokens = thinking.integer("budget_tokens");
        const Json::Node display = thinking.peek("display");
        if (display.is("summarized") || display.is("omitted"))
            wish.includeText = thinking.text("display") == "summarized";
        wish.extras = thinking.rest(Self);
    }
    if (request.has("output_config")) {
        Members config(request.object("output_config"), request.pathOf("output_config"), request.problems());
        wish.effort = config.text("effort");
        if (config.peek("format")["type"].is("json_schema")) { // another type stays with the extras
            Members format(config.object("format"), config.pathOf("format"), request.problems());
            (void)format.take("type");
            ResponseFormat schema{.kind = ResponseFormat::Kind::JsonSchema};
            schema.schema = format.object("schema").json();
            schema.extras = format.rest(Self);
            into.format = std::move(schema);
        }
        for (const Extras::Member &member : config.rest(Self).members)
            into.extras.members.append({.name = "output_config." + member.name, .json = member.json});
    }
    if (wish.mode != ReasoningWish::Mode::Unsaid || !wish.effort.isEmpty())
        into.reasoning = std::move(wish);
}

void readMetadata(Members &request, ChatRequest &into)
{
    if (!request.has("metadata"))
        return;
    Members metadata(request.object("metadata"), request.pathOf("metadata"), request.problems());
    into.endUser = metadata.text("user_id");
    const Extras rest = metadata.rest(Self);
    if (rest.isEmpty() && !into.endUser.isEmpty())
        return;
    Json::Writer json;
    json.beginObject();
    Anthropic::writeExtras(json, rest);
    into.metadata = json.endObject().take();
}

} // namespace

Result<ChatRequest> readAnthropicRequest(const QByteArray &body, const RequestAddress &address)
{
    GH_TRY(const auto tree, Json::Tree::parse(body, Json::Rules::Strict));
    Problems problems(Problems::Rules::Strict);
    Members members(tree.root(), {}, problems);
    ChatRequest request{.source = Self};
    // Bedrock and Vertex have Anthropic's body with the model in the address.
    request.model = members.has("model") || address.model.isEmpty() ? members.requiredText("model") : address.model;
    const auto stream = members.boolean("stream");
    request.stream = stream.value_or(false);

    readSystem(members, request);
    if (!members.has("messages"))
        problems.add("messages", "is missing");
    qsizetype index = 0;
    for (const Json::Node message : members.array("messages"))
        request.messages.append(readMessage(message, elementPath("messages", index++), problems));
    nameResults(request.messages);

    index = 0;
    for (const Json::Node tool : members.array("tools"))
        request.tools.append(readTool(tool, elementPath("tools", index++), problems));
    readToolChoice(members, request);

    request.maxOutputTokens = members.integer("max_tokens");
    if (request.maxOutputTokens && *request.maxOutputTokens < 0)
        problems.add("max_tokens", "must not be negative");
    request.temperature = members.number("temperature");
    request.topP = members.number("top_p");
    request.topK = members.number("top_k");
    request.stop = members.texts("stop_sequences");
    readOutput(members, request);
    readMetadata(members, request);
    request.serviceTier = members.text("service_tier");

    QList<Extras::Member> notes = std::exchange(request.extras.members, {});
    request.extras = members.rest(Self);
    request.extras.members += notes;
    if (stream && !*stream)
        request.extras.members.append({.name = "(stream)", .json = "false"});
    if (problems.first())
        return std::unexpected(*problems.first());
    return request;
}

} // namespace Gatehouse::Llm
