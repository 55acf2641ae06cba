// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesdialect.h"
#include "gateway/core/llm/responsesinput.h"
#include "gateway/core/llm/responsesitems.h"
#include "gateway/core/llm/responsesparameters.h"

namespace Gatehouse::Llm::Responses {

namespace {

constexpr Dialect Own = Dialect::OpenAiResponses;

Message plainMessage(Role role, QByteArrayView note, const QByteArray &text, const QByteArray &path)
{
    Message message{.role = role, .isPlainText = true, .extras = {.dialect = Own}, .path = path};
    message.parts.append(Part{.content = TextPart{.text = text}, .extras = {.dialect = Own}, .path = path});
    addNote(message.extras, note);
    return message;
}

} // namespace

Result<ChatRequest> readRequest(const QByteArray &document)
{
    GH_TRY(const Json::Tree tree, Json::Tree::parse(document, Json::Rules::Strict));
    Problems problems(Problems::Rules::Strict);
    Members body(tree.root(), {}, problems);
    ChatRequest request{.source = Own};
    // A prompt of OpenAI's store may name the model.
    request.model = body.has("prompt") ? body.text("model") : body.requiredText("model");
    if (const Json::Node instructions = body.take("instructions"); instructions.isString()) {
        request.instructionsArePlain = true;
        request.messages.append(plainMessage(Role::System, Note::Instructions, instructions.text(), "instructions"));
    } else if (instructions.exists()) {
        problems.add("instructions", "must be a string");
    }
    readParameters(body, request);
    const Json::Node input = body.take("input");
    request.extras.members.removeIf([](const Extras::Member &member) { return member.name == "input"; });
    if (input.isString()) {
        request.messages.append(plainMessage(Role::User, Note::Input, input.text(), "input"));
    } else if (input.isArray()) {
        ItemReader items(request.messages, problems);
        qsizetype index = 0;
        for (const Json::Node item : input)
            items.read(item, elementPath("input", index++));
        if (index == 0)
            addNote(request.extras, Note::EmptyInput);
    } else if (input.exists()) {
        problems.add("input", "must be a string or an array");
    } else if (!body.has("prompt") && !body.has("previous_response_id") && !body.has("conversation")) {
        problems.add("input", "is missing");
    }
    if (problems.first())
        return std::unexpected(*problems.first());
    return request;
}

Written writeRequest(const ChatRequest &request)
{
    LossReport losses(request.source, Own);
    Json::Writer json;
    json.beginObject().optionalMember("model", request.model);
    InputWriter(request, json, losses).write();
    ParameterWriter(request, json, losses).write();
    json.endObject();
    return {.body = json.take(), .losses = losses.take()};
}

} // namespace Gatehouse::Llm::Responses
