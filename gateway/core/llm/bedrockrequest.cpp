// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/bedrock.h"
#include "gateway/core/llm/bedrockblocks.h"

using namespace Qt::StringLiterals;

// Reading requests. Writing them: bedrockrequestwriter.cpp.
namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Bedrock;

// Members of an inner object that the model has no place for, under the name of the object.
void keepRest(const Members &members, QByteArrayView prefix, ChatRequest &request)
{
    for (const Extras::Member &member : members.rest(Self).members)
        request.extras.members.append({.name = prefix.toByteArray() + member.name, .json = member.json});
}

void note(QByteArrayView name, ChatRequest &request)
{
    request.extras.members.append({.name = name.toByteArray(), .json = "true"});
}

void readMessages(Members &members, ChatRequest &request)
{
    if (members.has("system")) {
        Message system{.role = Role::System, .path = "system"_ba};
        system.parts = Bedrock::readBlocks(members.array("system"), "system", members.problems());
        request.messages.append(std::move(system));
    }
    if (!members.has("messages"))
        members.problems().add("messages", "is missing");
    qsizetype index = 0;
    for (const Json::Node node : members.array("messages")) {
        Members inner(node, elementPath("messages", index++), members.problems());
        Message message{.path = inner.path()};
        const QByteArray role = inner.requiredText("role");
        if (role == "assistant")
            message.role = Role::Assistant;
        else if (role != "user" && !role.isEmpty())
            members.problems().add(inner.pathOf("role"), "must be 'user' or 'assistant'");
        if (!inner.has("content"))
            members.problems().add(inner.pathOf("content"), "is missing");
        message.parts = Bedrock::readBlocks(inner.array("content"), inner.pathOf("content"), members.problems());
        message.extras = inner.rest(Self);
        request.messages.append(std::move(message));
    }
}

void readInference(Members &members, ChatRequest &request)
{
    if (!members.has("inferenceConfig"))
        return;
    note("(inferenceConfig)", request);
    Members config(members.object("inferenceConfig"), "inferenceConfig", members.problems());
    request.maxOutputTokens = config.integer("maxTokens");
    request.temperature = config.number("temperature");
    request.topP = config.number("topP");
    request.stop = config.texts("stopSequences");
    keepRest(config, "inferenceConfig.", request);
}

Tool readTool(Json::Node node, const QByteArray &path, Problems &problems)
{
    Tool tool{.path = path};
    const Json::Node spec = node["toolSpec"];
    const Json::Node schema = spec["inputSchema"];
    if (node.size() != 1 || !spec.isObject() || (schema.exists() && (schema.size() != 1 || !schema["json"].exists()))) {
        tool.isOpaque = true;
        for (const Json::Node member : node)
            tool.name = member.name();
        tool.schema = node.json();
        tool.extras.dialect = Self;
        return tool;
    }
    Members members(spec, path + ".toolSpec", problems);
    tool.name = members.requiredText("name");
    tool.description = members.text("description");
    tool.strict = members.boolean("strict");
    (void)members.take("inputSchema");
    tool.schema = schema["json"].json();
    tool.extras = members.rest(Self);
    return tool;
}

void readTools(Members &members, ChatRequest &request)
{
    if (!members.has("toolConfig"))
        return;
    Members config(members.object("toolConfig"), "toolConfig", members.problems());
    qsizetype index = 0;
    for (const Json::Node node : config.array("tools")) {
        const Json::Node point = node["cachePoint"];
        if (point["type"].is("default") && point.size() == 1 && !request.tools.isEmpty() && !request.tools.last().cache)
            request.tools.last().cache = CacheMark{};
        else
            request.tools.append(readTool(node, elementPath("toolConfig.tools", index), members.problems()));
        ++index;
    }
    const Json::Node choice = config.object("toolChoice");
    if (choice["auto"].exists())
        request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Auto};
    else if (choice["any"].exists())
        request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Required};
    else if (choice["tool"].exists())
        request.toolChoice = ToolChoice{.kind = ToolChoice::Kind::Named, .name = choice["tool"]["name"].text()};
    else if (choice.exists())
        members.problems().add("toolConfig.toolChoice", "must be 'auto', 'any' or 'tool'");
    keepRest(config, "toolConfig.", request);
}

// What the model itself takes: Anthropic's thinking (two names), OpenAI's effort, top_k.
void readModelFields(Members &members, ChatRequest &request)
{
    const Json::Node node = members.peek("additionalModelRequestFields");
    if (!node.isObject())
        return; // stays with the extras
    (void)members.take("additionalModelRequestFields");
    Members fields(node, "additionalModelRequestFields", members.problems());
    ReasoningWish wish{.extras = {.dialect = Self, .members = {}}};
    for (const QByteArray &name : {"thinking"_ba, "reasoning_config"_ba}) {
        const Json::Node thinking = fields.peek(name);
        const auto budget = thinking["budget_tokens"].integer();
        if (wish.mode != ReasoningWish::Mode::Unsaid || !thinking["type"].is("enabled") || !budget
            || thinking.size() != 2)
            continue;
        (void)fields.take(name);
        wish.mode = ReasoningWish::Mode::On;
        wish.budgetTokens = budget;
        if (name == "reasoning_config")
            wish.extras.members.append({.name = "(reasoning_config)", .json = "true"});
    }
    if (fields.peek("reasoning_effort").isString())
        wish.effort = fields.text("reasoning_effort");
    if (wish.mode != ReasoningWish::Mode::Unsaid || !wish.effort.isEmpty())
        request.reasoning = std::move(wish);
    if (fields.peek("top_k").isNumber())
        request.topK = fields.number("top_k");
    keepRest(fields, "additionalModelRequestFields.", request);
}

void readFormat(Members &members, ChatRequest &request)
{
    const Json::Node text = members.peek("outputConfig")["textFormat"];
    const Json::Node schema = text["structure"]["jsonSchema"];
    if (members.peek("outputConfig").size() != 1 || !text["type"].is("json_schema") || text.size() != 2
        || text["structure"].size() != 1 || !Json::Tree::parse(schema["schema"].text(), Json::Rules::Lenient))
        return; // stays with the extras
    (void)members.take("outputConfig");
    Members inner(schema, "outputConfig.textFormat.structure.jsonSchema", members.problems());
    ResponseFormat format{.kind = ResponseFormat::Kind::JsonSchema, .name = inner.text("name")};
    format.description = inner.text("description");
    format.schema = inner.text("schema");
    format.extras = inner.rest(Self);
    request.format = std::move(format);
}

} // namespace

Result<ChatRequest> readBedrockRequest(const QByteArray &body, const RequestAddress &address)
{
    GH_TRY(const auto tree, Json::Tree::parse(body, Json::Rules::Strict));
    Problems problems(Problems::Rules::Strict);
    Members members(tree.root(), {}, problems);
    ChatRequest request{.source = Self, .model = address.model, .stream = address.stream};
    if (request.model.isEmpty()) // SDKs have it among the parameters
        request.model = members.peek("modelId").text();
    readMessages(members, request);
    readInference(members, request);
    readTools(members, request);
    readModelFields(members, request);
    readFormat(members, request);
    if (members.peek("requestMetadata").isObject())
        request.metadata = members.json("requestMetadata");
    if (members.peek("serviceTier").size() == 1)
        request.serviceTier = members.object("serviceTier")["type"].text();
    QList<Extras::Member> kept = std::exchange(request.extras.members, {});
    request.extras = members.rest(Self);
    request.extras.members += kept;
    if (problems.first())
        return std::unexpected(*problems.first());
    return request;
}

} // namespace Gatehouse::Llm
