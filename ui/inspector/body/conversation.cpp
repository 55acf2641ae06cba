// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/conversation.h"

#include "ui/inspector/body/answerassembly.h"
#include "ui/inspector/body/jsontree.h"
#include "ui/inspector/body/prettyjson.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = ConversationPart::Kind;
using Role = ConversationMessage::Role;

Role roleOf(QByteArrayView role)
{
    if (role == "system" || role == "developer")
        return Role::System;
    if (role == "user")
        return Role::User;
    if (role == "assistant")
        return Role::Assistant;
    if (role == "tool" || role == "function")
        return Role::Tool;
    return Role::Other;
}

ConversationPart jsonPart(const JsonValue &value)
{
    return {.kind = Kind::Json, .text = QString::fromUtf8(prettyJson(value.raw()))};
}

ConversationPart imagePart(const QByteArray &url)
{
    static constexpr QByteArrayView mark = ";base64,";
    if (url.startsWith("data:")) {
        if (const qsizetype comma = url.indexOf(mark); comma > 0)
            return {.kind = Kind::Image,
                    .text = QString::fromUtf8(url.mid(5, comma - 5)),
                    .bytes = QByteArray::fromBase64(url.mid(comma + mark.size()))};
    }
    return {.kind = Kind::Image, .text = QString::fromUtf8(url)};
}

// One element of a content array.
ConversationPart contentPart(const JsonValue &value)
{
    if (value.isString())
        return {.kind = Kind::Text, .text = value.text()};
    const QByteArray type = value["type"].utf8();
    if (type == "text" || type == "input_text" || type == "output_text")
        return {.kind = Kind::Text, .text = value["text"].text()};
    if (type == "refusal")
        return {.kind = Kind::Refusal, .text = value["refusal"].text()};
    if (type == "thinking" || type == "reasoning")
        return {.kind = Kind::Reasoning, .text = value["thinking"].text() + value["text"].text()};
    if (type == "image_url") {
        const JsonValue image = value["image_url"];
        return imagePart(image.isString() ? image.utf8() : image["url"].utf8());
    }
    if (type == "input_audio")
        return {.kind = Kind::Audio, .text = value["input_audio"]["format"].text()};
    if (type == "file")
        return {.kind = Kind::File, .text = value["file"]["filename"].text() + value["file"]["file_id"].text()};
    return jsonPart(value);
}

void appendContent(ConversationMessage &message, const JsonValue &content)
{
    if (content.isString() && !content.utf8().isEmpty())
        message.parts.append({.kind = Kind::Text, .text = content.text()});
    else if (content.isObject())
        message.parts.append(contentPart(content));
    for (const JsonValue &part : content.isArray() ? content.children() : std::vector<JsonValue>())
        message.parts.append(contentPart(part));
}

// A call of a tool becomes an entry of its own; what the tool gave back joins it later.
ConversationMessage callMessage(const JsonValue &call, bool isAnswer)
{
    const JsonValue function = call["function"].isObject() ? call["function"] : call["custom"];
    const QString arguments =
        function["arguments"].isMissing() ? function["input"].text() : function["arguments"].text();
    return {.role = Role::Tool,
            .name = function["name"].text(),
            .parts = {{.kind = Kind::Call, .text = arguments, .name = call["id"].text()}},
            .isAnswer = isAnswer};
}

bool joinResult(QList<ConversationMessage> &messages, const QString &id, const JsonValue &content)
{
    for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
        if (message->role != Role::Tool || message->parts.isEmpty() || message->parts.constFirst().kind != Kind::Call
            || message->parts.constFirst().name != id || id.isEmpty())
            continue;
        ConversationMessage given;
        appendContent(given, content);
        for (ConversationPart &part : given.parts) {
            if (part.kind == Kind::Text)
                part.kind = Kind::Result;
            message->parts.append(part);
        }
        return true;
    }
    return false;
}

void appendMessage(QList<ConversationMessage> &messages, const JsonValue &value, bool isAnswer)
{
    const QByteArray role = value["role"].utf8();
    ConversationMessage message{.role = isAnswer && role.isEmpty() ? Role::Assistant : roleOf(role),
                                .name = value["name"].text(),
                                .isAnswer = isAnswer};
    if (message.role == Role::Tool && joinResult(messages, value["tool_call_id"].text(), value["content"]))
        return;
    if (message.role == Role::Other)
        message.name = QString::fromUtf8(role);
    for (const QByteArrayView member : {QByteArrayView("reasoning_content"), QByteArrayView("reasoning")}) {
        if (const JsonValue reasoning = value[member]; reasoning.isString() && !reasoning.utf8().isEmpty())
            message.parts.append({.kind = Kind::Reasoning, .text = reasoning.text()});
    }
    appendContent(message, value["content"]);
    if (const JsonValue refusal = value["refusal"]; refusal.isString())
        message.parts.append({.kind = Kind::Refusal, .text = refusal.text()});
    if (message.role == Role::Tool) {
        for (ConversationPart &part : message.parts)
            part.kind = part.kind == Kind::Text ? Kind::Result : part.kind;
    }
    const std::vector<JsonValue> calls = value["tool_calls"].children();
    if (!message.parts.isEmpty() || calls.empty())
        messages.append(message);
    for (const JsonValue &call : calls)
        messages.append(callMessage(call, isAnswer));
}

void appendInputs(QList<ConversationMessage> &messages, const JsonValue &input)
{
    const bool isList = input.isArray() && !input.children().empty() && input.children().front().isString();
    if (!isList) {
        const auto part =
            input.isString() ? ConversationPart{.kind = Kind::Text, .text = input.text()} : jsonPart(input);
        messages.append({.role = Role::Input, .parts = {part}});
        return;
    }
    for (const JsonValue &text : input.children())
        messages.append({.role = Role::Input, .parts = {{.kind = Kind::Text, .text = text.text()}}});
}

void readRequest(QList<ConversationMessage> &messages, const JsonValue &body)
{
    if (const JsonValue list = body["messages"]; list.isArray()) {
        for (const JsonValue &message : list.children())
            appendMessage(messages, message, false);
    } else if (const JsonValue prompt = body["prompt"]; !prompt.isMissing()) {
        appendInputs(messages, prompt);
    } else if (const JsonValue input = body["input"]; !input.isMissing()) {
        appendInputs(messages, input);
    } else if (!body.isMissing()) {
        messages.append({.role = Role::Other, .parts = {jsonPart(body)}});
    }
}

ConversationPart vectorPart(const JsonValue &embedding)
{
    if (embedding.isString())
        return {.kind = Kind::Vector, .text = QString::number(QByteArray::fromBase64(embedding.utf8()).size() / 4)};
    const std::vector<JsonValue> numbers = embedding.children();
    QStringList first;
    for (std::size_t i = 0; i < std::min<std::size_t>(numbers.size(), 6); ++i)
        first.append(QString::fromUtf8(numbers[i].raw()));
    return {.kind = Kind::Vector, .text = QString::number(numbers.size()), .name = first.join(u", ")};
}

bool readChoices(QList<ConversationMessage> &messages, const JsonValue &body)
{
    const std::vector<JsonValue> choices = body["choices"].children();
    for (const JsonValue &choice : choices) {
        if (const JsonValue message = choice["message"]; message.isObject())
            appendMessage(messages, message, true);
        else if (const JsonValue text = choice["text"]; text.isString())
            messages.append(
                {.role = Role::Assistant, .parts = {{.kind = Kind::Text, .text = text.text()}}, .isAnswer = true});
    }
    return !choices.empty();
}

void readAnswer(QList<ConversationMessage> &messages, const JsonValue &body)
{
    if (const JsonValue error = body["error"]; error.isTruthy()) {
        const QString text = error.isString() ? error.text() : error["message"].text();
        const ConversationPart part = text.isEmpty() ? jsonPart(error) : ConversationPart{.text = text};
        messages.append({.role = Role::Error, .name = error["code"].text(), .parts = {part}, .isAnswer = true});
        return;
    }
    if (readChoices(messages, body))
        return;
    if (const JsonValue data = body["data"]; data.isArray() && data.children().size() > 0) {
        for (const JsonValue &entry : data.children()) {
            const ConversationPart part =
                entry["embedding"].isMissing() ? jsonPart(entry) : vectorPart(entry["embedding"]);
            messages.append({.role = Role::Assistant, .parts = {part}, .isAnswer = true});
        }
        return;
    }
    if (!body.isMissing())
        messages.append({.role = Role::Other, .parts = {jsonPart(body)}, .isAnswer = true});
}

qsizetype sizeOf(const ConversationMessage &message)
{
    qsizetype size = 12; // role and separators
    for (const ConversationPart &part : message.parts)
        size += part.text.size();
    return size;
}

// The vendor's count of the whole is known; each message gets its share by length. The answer's count is the vendor's
// own when it is one message.
void shareTokens(Conversation &conversation, const Store::RequestRecord &request)
{
    qsizetype total = 0;
    qsizetype answers = 0;
    for (const ConversationMessage &message : std::as_const(conversation.messages)) {
        if (std::ranges::any_of(message.parts, [](const ConversationPart &part) { return part.kind == Kind::Image; }))
            return; // what an image costs is not told by its size
        if (message.isAnswer)
            ++answers;
        else
            total += sizeOf(message);
    }
    for (ConversationMessage &message : conversation.messages) {
        if (message.isAnswer) {
            message.tokens = answers == 1 ? request.usage.outputTotal() : 0;
            message.isEstimated = request.usage.source != Llm::UsageSource::Provider;
        } else if (total > 0) {
            message.tokens = request.usage.inputTotal() * sizeOf(message) / total;
            message.isEstimated = true;
        }
    }
}

// Everything before the last question was there in earlier turns.
int earlierCount(const QList<ConversationMessage> &messages)
{
    for (qsizetype i = messages.size() - 1; i > 0; --i) {
        if (messages.at(i).role != Role::User || messages.at(i).isAnswer)
            continue;
        const bool hasTurnBefore = std::any_of(messages.cbegin(), messages.cbegin() + i,
                                               [](const auto &message) { return message.role == Role::Assistant; });
        return hasTurnBefore ? int(i) : 0;
    }
    return 0;
}

const Store::StoredBody *firstOf(const Store::RequestDetail &detail, std::initializer_list<Store::BodyPart> parts)
{
    for (const Store::BodyPart part : parts) {
        for (const Store::StoredBody &body : detail.bodies) {
            if (body.body.part == part)
                return &body;
        }
    }
    return nullptr;
}

} // namespace

const Store::StoredBody *requestBody(const Store::RequestDetail &detail)
{
    return firstOf(detail, {Store::BodyPart::ClientRequest, Store::BodyPart::UpstreamRequest});
}

const Store::StoredBody *answerBody(const Store::RequestDetail &detail)
{
    return firstOf(detail, {Store::BodyPart::ClientAnswer, Store::BodyPart::UpstreamAnswer});
}

Conversation conversationOf(const Store::RequestDetail &detail)
{
    Conversation conversation;
    if (const Store::StoredBody *request = requestBody(detail)) {
        readRequest(conversation.messages, JsonDocument::parse(request->body.bytes));
        conversation.isCut = request->body.truncated;
    }
    if (const Store::StoredBody *answer = answerBody(detail)) {
        const QByteArray bytes =
            isEventStream(answer->body.bytes) ? assembledAnswer(answer->body.bytes) : answer->body.bytes;
        readAnswer(conversation.messages, JsonDocument::parse(bytes));
        conversation.isCut = conversation.isCut || answer->body.truncated;
    }
    shareTokens(conversation, detail.request);
    conversation.earlierMessages = earlierCount(conversation.messages);
    return conversation;
}

} // namespace Gatehouse::Ui
