// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/chatbodies.h"

#include "ui/inspector/body/jsontree.h"
#include "ui/inspector/body/messageparts.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Role = ConversationMessage::Role;

// Where a dialect has its instructions and its messages.
constexpr std::array<QByteArrayView, 4> InstructionNames = {"system", "instructions", "systemInstruction",
                                                            "system_instruction"};
constexpr std::array<QByteArrayView, 3> ListNames = {"messages", "contents", "input"};

bool readWhole(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form,
               const QByteArray &model)
{
    const auto request = chatDialectOf(form).readRequest(body, {.model = model, .stream = false});
    if (!request)
        return false;
    for (const Llm::Message &message : request->messages)
        appendMessage(messages, message);
    return true;
}

// The texts of a list of parts, or of an object with one.
QString textIn(const JsonValue &value)
{
    if (value.isString())
        return value.text();
    if (const JsonValue text = value["text"]; text.isString())
        return text.text();
    QStringList texts;
    const JsonValue parts = value.isObject() ? value["parts"] : value;
    for (const JsonValue &part : parts.children())
        texts.append(part.isString() ? part.text() : part["text"].text());
    return texts.join(u'\n');
}

// One message in the smallest request around it.
void readOne(QList<ConversationMessage> &messages, QByteArrayView list, const JsonValue &message, const BodyForm &form)
{
    const QByteArray json = closedJson(message.raw());
    QByteArray request = R"({"model":"m",)"_ba;
    if (form.dialect == Llm::Dialect::Anthropic)
        request += R"("max_tokens":1,)";
    request += '"';
    request += list;
    request += "\":";
    request += message.isString() ? json : QByteArray('[' + json + ']');
    request += '}';
    if (!readWhole(messages, request, form, "m"_ba))
        appendUnread(messages, message["role"].utf8(), message.raw());
}

bool readPieces(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form)
{
    const JsonValue root = JsonDocument::parse(body);
    bool hasMessages = false;
    for (const QByteArrayView name : InstructionNames) {
        if (const QString text = textIn(root[name]); !text.isEmpty()) {
            messages.append({.role = Role::System, .parts = {{.text = text}}});
            hasMessages = true;
        }
    }
    for (const QByteArrayView name : ListNames) {
        const JsonValue list = root[name];
        if (list.isString())
            readOne(messages, name, list, form);
        for (const JsonValue &message : list.isArray() ? list.children() : std::vector<JsonValue>())
            readOne(messages, name, message, form);
        hasMessages = hasMessages || list.isString() || list.isArray();
    }
    return hasMessages;
}

ChatReading readStream(const QByteArray &body, const BodyForm &form)
{
    QList<Llm::Stream::Event> events;
    const auto decoder = chatDialectOf(form).decoder();
    // Of a stream that broke, what came before counts here.
    if (decoder->feed(body, events))
        static_cast<void>(decoder->end(events));
    Llm::AnswerCollector collector;
    for (const Llm::Stream::Event &event : std::as_const(events))
        collector.take(event);
    return {.answer = collector.answer(), .failure = collector.failure()};
}

} // namespace

bool readChatRequest(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form,
                     const QByteArray &model)
{
    return readWhole(messages, body, form, model.isEmpty() ? "m"_ba : model) || readPieces(messages, body, form);
}

std::optional<ChatReading> readChatAnswer(const QByteArray &body, const BodyForm &form, int status)
{
    if (framingOf(body, form))
        return readStream(body, form);
    const Llm::ChatDialect &dialect = chatDialectOf(form);
    const auto failure = [&]() -> std::optional<ChatReading> {
        if (auto found = dialect.readError(body))
            return ChatReading{.answer = {}, .failure = std::move(found)};
        return std::nullopt;
    };
    if (status >= 400) {
        if (auto found = failure())
            return found;
    }
    if (auto answer = dialect.readAnswer(body))
        return ChatReading{.answer = std::move(*answer), .failure = {}};
    if (auto found = failure())
        return found;
    if (auto answer = dialect.readAnswer(closedJson(body)))
        return ChatReading{.answer = std::move(*answer), .failure = {}};
    return std::nullopt;
}

} // namespace Gatehouse::Ui
