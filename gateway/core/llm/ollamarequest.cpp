// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/members.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;

// What nobody asked for, with the way to it: "options.num_ctx".
void restInto(Extras &extras, const Members &members, QByteArrayView prefix)
{
    extras.dialect = Dialect::Ollama;
    for (const Extras::Member &member : members.rest(Dialect::Ollama).members) {
        if (member.name.isEmpty() || member.name.contains('.') || member.name.startsWith('('))
            continue;
        const QByteArray name = prefix.toByteArray() + member.name;
        extras.members.append({.name = name, .json = member.json});
    }
}

// For the writer: see Extras.
void note(Extras &extras, QByteArrayView what, QByteArray json = "true"_ba)
{
    extras.dialect = Dialect::Ollama;
    const QByteArray name = '(' + what.toByteArray() + ')';
    extras.members.append({.name = name, .json = std::move(json)});
}

class RequestReader final
{
public:
    explicit RequestReader(Node root)
        : m_members(root, {}, m_problems)
    {}
    Result<ChatRequest> read(OllamaSurface surface);

private:
    void messages();
    void message(Node node, const QByteArray &path);
    void result(Members &members, const QByteArray &path);
    void calls(Members &members, Message &message);
    void images(Members &members, Message &message);
    void prompt();
    void tools();
    void options();
    void format();
    void think();

    struct Waiting {
        QByteArray id;
        QByteArray name;
    };
    Problems m_problems{Problems::Rules::Strict};
    Members m_members;
    ChatRequest m_request;
    QList<Waiting> m_waiting; // calls without a result
    bool m_isAfterResult = false;
};

void RequestReader::images(Members &members, Message &message)
{
    const QList<QByteArray> images = members.texts("images");
    for (qsizetype i = 0; i < images.size(); ++i) {
        MediaPart media{.data = images[i]};
        media.mediaType = geminiMediaType(media);
        if (media.mediaType == "image/*")
            media.mediaType = "image/png"_ba;
        message.parts.append(Part{.content = std::move(media), .path = elementPath(members.pathOf("images"), i)});
    }
}

void RequestReader::calls(Members &members, Message &message)
{
    const QByteArray path = members.pathOf("tool_calls");
    qsizetype index = 0;
    for (const Node node : members.array("tool_calls")) {
        const QByteArray place = elementPath(path, index++);
        Members call(node, place, m_problems);
        Members function(call.object("function"), call.pathOf("function"), m_problems);
        ToolCallPart part{.id = call.text("id"), .name = function.requiredText("name")};
        part.arguments = function.object("arguments").json();
        Part whole;
        if (part.arguments.isEmpty()) {
            part.arguments = "{}"_ba;
            note(whole.extras, "arguments");
        }
        restInto(whole.extras, call, {});
        restInto(whole.extras, function, "function.");
        whole.path = place;
        if (part.id.isEmpty())
            part.id = unsaidToolCallId(m_request.messages.size(), message.parts.size());
        m_waiting.append({.id = part.id, .name = part.name});
        whole.content = std::move(part);
        message.parts.append(std::move(whole));
    }
}

// A message of its own here; all results of a turn are one message in the neutral model.
void RequestReader::result(Members &members, const QByteArray &path)
{
    ToolResultPart result{
        .callId = members.text("tool_call_id"), .name = members.text("tool_name"), .content = {}, .isPlainText = true};
    Part part;
    if (result.name.isEmpty())
        note(part.extras, "tool_name");
    const auto found = std::ranges::find_if(m_waiting, [&result](const Waiting &waiting) {
        return !result.callId.isEmpty() ? waiting.id == result.callId
                                        : result.name.isEmpty() || waiting.name == result.name;
    });
    if (result.callId.isEmpty())
        result.callId = found == m_waiting.end() ? unsaidToolCallId(m_request.messages.size(), m_waiting.size() + 1'000)
                                                 : found->id;
    if (found != m_waiting.end()) {
        result.name = found->name;
        m_waiting.erase(found);
    }
    result.content.append(Part{.content = TextPart{.text = members.text("content")}, .path = path});
    restInto(part.extras, members, {});
    part.content = std::move(result);
    part.path = path;
    if (!m_isAfterResult)
        m_request.messages.append(Message{.role = Role::User, .parts = {}, .path = path});
    m_request.messages.last().parts.append(std::move(part));
    m_isAfterResult = true;
}

void RequestReader::message(Node node, const QByteArray &path)
{
    Members members(node, path, m_problems);
    const QByteArray role = members.requiredText("role");
    if (role == "tool") {
        result(members, path);
        return;
    }
    m_isAfterResult = false;
    Message message{.isPlainText = true, .path = path};
    if (role == "system")
        message.role = Role::System;
    else if (role == "assistant")
        message.role = Role::Assistant;
    else if (role != "user" && !role.isEmpty())
        m_problems.add(members.pathOf("role"), "must be system, user, assistant or tool");
    if (QByteArray thinking = members.text("thinking"); !thinking.isEmpty())
        message.parts.append(
            Part{.content = ReasoningPart{.text = std::move(thinking)}, .path = members.pathOf("thinking")});
    const bool hasContent = members.has("content");
    QByteArray content = members.text("content");
    if (content.isEmpty() && hasContent)
        note(message.extras, "content");
    else if (!content.isEmpty())
        message.parts.append(Part{.content = TextPart{.text = std::move(content)}, .path = members.pathOf("content")});
    images(members, message);
    calls(members, message);
    restInto(message.extras, members, {});
    m_request.messages.append(std::move(message));
}

void RequestReader::messages()
{
    const Node list = m_members.array("messages");
    if (list.size() == 0)
        m_problems.add("messages", "is missing or empty");
    qsizetype index = 0;
    for (const Node node : list)
        message(node, elementPath("messages", index++));
}

// /api/generate: one turn.
void RequestReader::prompt()
{
    if (QByteArray system = m_members.text("system"); !system.isEmpty())
        m_request.messages.append(
            Message{.role = Role::System,
                    .parts = {Part{.content = TextPart{.text = std::move(system)}, .path = "system"_ba}},
                    .isPlainText = true,
                    .path = "system"_ba});
    Message message{.isPlainText = true, .path = "prompt"_ba};
    message.parts.append(Part{.content = TextPart{.text = m_members.text("prompt")}, .path = "prompt"_ba});
    images(m_members, message);
    m_request.messages.append(std::move(message));
}

void RequestReader::tools()
{
    const Node list = m_members.array("tools");
    if (list.exists() && list.size() == 0)
        note(m_request.extras, "tools");
    qsizetype index = 0;
    for (const Node node : list) {
        const QByteArray path = elementPath("tools", index++);
        Members members(node, path, m_problems);
        const QByteArray type = members.text("type");
        if (!members.has("function")) {
            m_request.tools.append(Tool{.name = type, .schema = node.json(), .isOpaque = true, .path = path});
            continue;
        }
        Members function(members.object("function"), members.pathOf("function"), m_problems);
        Tool tool{.name = function.requiredText("name"), .path = path};
        if (function.has("description") && function.peek("description").is(""))
            note(tool.extras, "description");
        tool.description = function.text("description");
        tool.schema = function.object("parameters").json();
        if (type != "function")
            note(tool.extras, "type", Json::quoted(type));
        restInto(tool.extras, members, {});
        restInto(tool.extras, function, "function.");
        m_request.tools.append(std::move(tool));
    }
}

void RequestReader::options()
{
    if (!m_members.has("options"))
        return;
    Members options(m_members.object("options"), "options"_ba, m_problems);
    note(m_request.extras, "options");
    m_request.maxOutputTokens = options.integer("num_predict");
    m_request.temperature = options.number("temperature");
    m_request.topP = options.number("top_p");
    m_request.topK = options.number("top_k");
    m_request.seed = options.number("seed");
    m_request.frequencyPenalty = options.number("frequency_penalty");
    m_request.presencePenalty = options.number("presence_penalty");
    if (options.peek("stop").isString()) {
        m_request.stop = {options.text("stop")};
        m_request.isSingleStop = true;
    } else {
        m_request.stop = options.texts("stop");
    }
    // Negative: without end, or until the window is full.
    if (m_request.maxOutputTokens.value_or(1) < 0) {
        note(m_request.extras, "options.num_predict", QByteArray::number(*m_request.maxOutputTokens));
        m_request.maxOutputTokens.reset();
    }
    restInto(m_request.extras, options, "options.");
}

void RequestReader::format()
{
    const Node format = m_members.take("format");
    if (format.isObject())
        m_request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonSchema, .schema = format.json()};
    else if (format.is("json"))
        m_request.format = ResponseFormat{.kind = ResponseFormat::Kind::JsonObject};
    else if (format.is(""))
        note(m_request.extras, "format");
    else if (format.exists())
        m_problems.add("format", "must be \"json\" or a schema");
}

void RequestReader::think()
{
    const Node think = m_members.take("think");
    if (!think.exists())
        return;
    ReasoningWish wish{.mode = ReasoningWish::Mode::On, .includeText = true};
    if (think.isString()) {
        wish.effort = think.text();
    } else if (think.boolean() == false) {
        wish.mode = ReasoningWish::Mode::Off;
        wish.includeText = false;
    } else if (!think.isBoolean()) {
        m_problems.add("think", "must be true, false or a level");
    }
    m_request.reasoning = std::move(wish);
}

Result<ChatRequest> RequestReader::read(OllamaSurface surface)
{
    m_request.source = Dialect::Ollama;
    m_request.extras.dialect = Dialect::Ollama;
    m_request.model = m_members.requiredText("model");
    if (m_members.has("stream"))
        note(m_request.extras, "stream");
    m_request.stream = m_members.boolean("stream").value_or(true);
    if (surface == OllamaSurface::Chat)
        messages();
    else
        prompt();
    tools();
    options();
    format();
    think();
    m_request.logprobs = m_members.boolean("logprobs");
    m_request.topLogprobs = m_members.integer("top_logprobs");
    restInto(m_request.extras, m_members, {});
    if (m_problems.first())
        return std::unexpected(*m_problems.first());
    return std::move(m_request);
}

} // namespace

Result<ChatRequest> readOllamaRequest(const QByteArray &body, OllamaSurface surface)
{
    GH_TRY(const auto tree, Json::Tree::parse(body, Json::Rules::Strict));
    if (!tree.root().isObject()) {
        Problems problems(Problems::Rules::Strict);
        problems.add({}, "must be an object");
        return std::unexpected(*problems.first());
    }
    return RequestReader(tree.root()).read(surface);
}

} // namespace Gatehouse::Llm
