// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/geminimembers.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/geminischema.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;

class RequestReader final
{
public:
    explicit RequestReader(Node root)
        : m_members(root, {}, m_problems)
    {}
    Result<ChatRequest> read(const RequestAddress &address);

private:
    Message content(Node node, const QByteArray &path, bool isInstruction);
    void contents();
    void match(Message &message, qsizetype turn);
    void tools();
    void declaration(Node node, const QByteArray &path, const QList<Extras::Member> &spelling);
    void toolConfig();
    void config();
    void format(GeminiMembers &config);
    void thinking(GeminiMembers &config);

    // A call that waits for its result.
    struct Waiting {
        QByteArray id;
        QByteArray name;
    };
    Problems m_problems{Problems::Rules::Strict};
    GeminiMembers m_members;
    ChatRequest m_request;
    QList<Waiting> m_waiting;
};

Message RequestReader::content(Node node, const QByteArray &path, bool isInstruction)
{
    GeminiMembers members(node, path, m_problems);
    Message message{.path = path};
    const QByteArray role = members.text("role");
    if (isInstruction) {
        // The role of instructions is ignored by Google.
        message.role = Role::System;
        if (!role.isEmpty())
            members.note("role", Json::quoted(role));
    } else if (role == "model") {
        message.role = Role::Assistant;
    } else if (role.isEmpty()) {
        members.note("-role");
    } else if (role == "function") {
        members.note("role", Json::quoted(role));
    } else if (role != "user") {
        m_problems.add(members.pathOf("role"), "must be user or model");
    }
    for (const auto &[part, place] : members.elements("parts")) {
        if (auto read = readGeminiPart(part, place, m_problems))
            message.parts.append(*std::move(read));
    }
    members.restInto(message.extras);
    return message;
}

void RequestReader::contents()
{
    if (m_members.has("systemInstruction")) {
        const QByteArray path = m_members.pathOf("systemInstruction");
        m_request.messages.append(content(m_members.object("systemInstruction"), path, true));
    }
    const auto elements = m_members.elements("contents");
    if (elements.isEmpty())
        m_problems.add("contents", "is missing or empty");
    for (const auto &[node, path] : elements) {
        Message message = content(node, path, false);
        match(message, m_request.messages.size());
        m_request.messages.append(std::move(message));
    }
}

// Results belong to the calls of the turn before: by id where there is one, else to the first of the same name.
void RequestReader::match(Message &message, qsizetype turn)
{
    for (qsizetype i = 0; i < message.parts.size(); ++i) {
        Part &part = message.parts[i];
        const QByteArray unsaid = unsaidToolCallId(turn, i);
        if (auto *call = std::get_if<ToolCallPart>(&part.content)) {
            if (call->id.isEmpty())
                call->id = unsaid;
            m_waiting.append({.id = call->id, .name = call->name});
        } else if (auto *result = std::get_if<ToolResultPart>(&part.content)) {
            const auto found = std::ranges::find_if(m_waiting, [result](const Waiting &waiting) {
                return result->callId.isEmpty() ? waiting.name == result->name : waiting.id == result->callId;
            });
            if (result->callId.isEmpty())
                result->callId = found == m_waiting.end() ? unsaid : found->id;
            if (found != m_waiting.end())
                m_waiting.erase(found);
        }
    }
}

void RequestReader::declaration(Node node, const QByteArray &path, const QList<Extras::Member> &spelling)
{
    GeminiMembers members(node, path, m_problems);
    Tool tool{.name = members.requiredText("name"), .path = path};
    if (const Node description = members.take("description"); description.exists()) {
        if (!description.isString())
            m_problems.add(members.pathOf("description"), "must be a string");
        tool.description = description.text();
        if (tool.description.isEmpty())
            members.note("description", description.json());
    }
    if (members.has("parametersJsonSchema")) {
        tool.schema = members.object("parametersJsonSchema").json();
    } else if (members.has("parameters")) {
        const QByteArray native = members.object("parameters").json();
        tool.schema = jsonSchemaOfOpenApi(native);
        members.note("parameters", native);
    }
    members.restInto(tool.extras);
    tool.extras.members += spelling;
    m_request.tools.append(std::move(tool));
}

void RequestReader::tools()
{
    const auto groups = m_members.elements("tools");
    for (const auto &[node, path] : groups) {
        GeminiMembers group(node, path, m_problems, "tool.");
        const auto declarations = group.elements("functionDeclarations");
        // Each declaration remembers how their list was spelled; what else is in the group is a tool of Google's.
        Extras spelling;
        group.restInto(spelling);
        spelling.members.removeIf([](const Extras::Member &member) { return !member.name.startsWith('('); });
        for (const auto &[function, place] : declarations)
            declaration(function, place, spelling.members);
        for (const Node member : node) {
            const QByteArray name = member.name();
            if (member.isNull() || name == "functionDeclarations" || name == "function_declarations")
                continue;
            Json::Writer json;
            json.beginObject().rawMember(name, member.raw()).endObject();
            m_request.tools.append(Tool{.name = name,
                                        .schema = json.take(),
                                        .isOpaque = true,
                                        .extras = {.dialect = Dialect::Gemini},
                                        .path = path + '.' + name});
        }
    }
}

void RequestReader::toolConfig()
{
    if (!m_members.has("toolConfig"))
        return;
    const QByteArray path = m_members.pathOf("toolConfig");
    GeminiMembers config(m_members.object("toolConfig"), path, m_problems, "toolConfig.");
    config.note("!");
    if (config.has("functionCallingConfig")) {
        const QByteArray place = config.pathOf("functionCallingConfig");
        GeminiMembers calling(config.object("functionCallingConfig"), place, m_problems,
                              "toolConfig.functionCallingConfig.");
        const QByteArray written = calling.text("mode");
        const QByteArray mode = written.toUpper();
        ToolChoice choice{.among = calling.texts("allowedFunctionNames")};
        if (mode == "NONE") {
            choice.kind = ToolChoice::Kind::None;
        } else if (mode == "ANY") {
            choice.kind = ToolChoice::Kind::Required;
            if (choice.among.size() == 1) {
                choice.kind = ToolChoice::Kind::Named;
                choice.name = choice.among.takeFirst();
            }
        } else if (mode != "AUTO" && mode != "VALIDATED" && mode != "MODE_UNSPECIFIED" && !mode.isEmpty()) {
            m_problems.add(calling.pathOf("mode"), "must be AUTO, ANY, NONE or VALIDATED");
        }
        calling.note("mode", Json::quoted(written));
        calling.restInto(m_request.extras);
        m_request.toolChoice = std::move(choice);
    }
    config.restInto(m_request.extras);
}

void RequestReader::format(GeminiMembers &config)
{
    const Node type = config.take("responseMimeType");
    if (type.exists() && !type.isString())
        m_problems.add(config.pathOf("responseMimeType"), "must be a string");
    const QByteArray mimeType = type.text();
    ResponseFormat format;
    if (config.has("responseJsonSchema")) {
        format.schema = config.object("responseJsonSchema").json();
    } else if (config.has("responseSchema")) {
        const QByteArray native = config.object("responseSchema").json();
        format.schema = jsonSchemaOfOpenApi(native);
        config.note("responseSchema", native);
    }
    if (!type.exists() && format.schema.isEmpty())
        return;
    if (!format.schema.isEmpty())
        format.kind = ResponseFormat::Kind::JsonSchema;
    else if (mimeType == "application/json")
        format.kind = ResponseFormat::Kind::JsonObject;
    config.note("responseMimeType", type.exists() ? type.json() : "null"_ba);
    if (type.exists() && mimeType != "application/json" && mimeType != "text/plain") {
        // text/x.enum: one of the values of a schema. Nobody else has it.
        m_request.extras.members.append({.name = "generationConfig.responseMimeType"_ba, .json = type.json()});
    }
    m_request.format = std::move(format);
}

void RequestReader::thinking(GeminiMembers &config)
{
    if (!config.has("thinkingConfig"))
        return;
    const QByteArray path = config.pathOf("thinkingConfig");
    GeminiMembers thinking(config.object("thinkingConfig"), path, m_problems, "generationConfig.thinkingConfig.");
    ReasoningWish wish{.includeText = thinking.boolean("includeThoughts")};
    const auto budget = thinking.integer("thinkingBudget");
    const QByteArray level = thinking.text("thinkingLevel");
    if (budget) {
        wish.mode = *budget == 0  ? ReasoningWish::Mode::Off
                    : *budget < 0 ? ReasoningWish::Mode::Adaptive
                                  : ReasoningWish::Mode::On;
        if (*budget > 0)
            wish.budgetTokens = budget;
    }
    if (!level.isEmpty()) {
        wish.effort = level.toLower();
        wish.mode = ReasoningWish::Mode::On;
        thinking.note("thinkingLevel", Json::quoted(level));
        if (budget)
            thinking.note("thinkingBudget", QByteArray::number(*budget));
    }
    thinking.restInto(m_request.extras);
    m_request.reasoning = std::move(wish);
}

void RequestReader::config()
{
    if (!m_members.has("generationConfig"))
        return;
    const QByteArray path = m_members.pathOf("generationConfig");
    GeminiMembers config(m_members.object("generationConfig"), path, m_problems, "generationConfig.");
    config.note("!");
    m_request.maxOutputTokens = config.integer("maxOutputTokens");
    m_request.temperature = config.number("temperature");
    m_request.topP = config.number("topP");
    m_request.topK = config.number("topK");
    m_request.seed = config.number("seed");
    m_request.frequencyPenalty = config.number("frequencyPenalty");
    m_request.presencePenalty = config.number("presencePenalty");
    const bool hasStop = config.has("stopSequences");
    m_request.stop = config.texts("stopSequences");
    if (hasStop && m_request.stop.isEmpty())
        config.note("stopSequences[]");
    m_request.choices = config.integer("candidateCount");
    m_request.logprobs = config.boolean("responseLogprobs");
    m_request.topLogprobs = config.integer("logprobs");
    format(config);
    thinking(config);
    config.restInto(m_request.extras);
}

Result<ChatRequest> RequestReader::read(const RequestAddress &address)
{
    m_request.source = Dialect::Gemini;
    m_request.extras.dialect = Dialect::Gemini;
    m_request.stream = address.stream;
    m_request.model = address.model;
    // Some clients repeat it in the body.
    if (const QByteArray model = m_members.text("model"); !model.isEmpty()) {
        if (m_request.model.isEmpty())
            m_request.model = model;
        m_members.note("model", Json::quoted(model));
    }
    contents();
    tools();
    toolConfig();
    config();
    m_request.serviceTier = m_members.text("serviceTier");
    m_request.store = m_members.boolean("store");
    m_members.restInto(m_request.extras);
    if (m_problems.first())
        return std::unexpected(*m_problems.first());
    return std::move(m_request);
}

} // namespace

Result<ChatRequest> readGeminiRequest(const QByteArray &body, const RequestAddress &address)
{
    GH_TRY(const auto tree, Json::Tree::parse(body, Json::Rules::Strict));
    if (!tree.root().isObject()) {
        Problems problems(Problems::Rules::Strict);
        problems.add({}, "must be an object");
        return std::unexpected(*problems.first());
    }
    return RequestReader(tree.root()).read(address);
}

} // namespace Gatehouse::Llm
