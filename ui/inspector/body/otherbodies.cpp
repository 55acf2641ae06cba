// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/otherbodies.h"

#include "gateway/core/base/json.h"
#include "gateway/core/llm/embeddings.h"
#include "ui/inspector/body/answerassembly.h"
#include "ui/inspector/body/jsontree.h"
#include "ui/inspector/body/messageparts.h"
#include "ui/inspector/body/prettyjson.h"

#include <QStringDecoder>

#include <algorithm>
#include <map>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = ConversationPart::Kind;
using Role = ConversationMessage::Role;

constexpr std::size_t FirstNumbers = 6; // of a vector

bool isText(const QByteArray &body)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(body);
    return !decoder.hasError() && !text.contains(QChar(u'\0'));
}

// A body that no reader here knows: JSON, words, or its size.
ConversationPart unknownPart(const QByteArray &body)
{
    if (looksLikeJson(body))
        return jsonPart(body);
    return isText(body) ? ConversationPart{.text = QString::fromUtf8(body)} : binaryPart(body);
}

void appendInput(QList<ConversationMessage> &messages, const ConversationPart &part)
{
    messages.append({.role = Role::Input, .parts = {part}});
}

// A text, a list of texts, or something else (tokens).
void appendInputs(QList<ConversationMessage> &messages, const JsonValue &input)
{
    const std::vector<JsonValue> list = input.children();
    if (input.isString())
        appendInput(messages, {.text = input.text()});
    else if (!input.isArray() || list.empty() || !list.front().isString())
        appendInput(messages, jsonPart(input.raw()));
    else
        for (const JsonValue &text : list)
            appendInput(messages, {.text = text.text()});
}

bool readEmbeddingsRequest(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form,
                           const QByteArray &model)
{
    const auto request = Llm::readEmbeddingsRequest(form.dialect, body, {.model = model, .stream = false});
    if (!request)
        return false;
    for (const QByteArray &text : request->texts)
        appendInput(messages, {.text = QString::fromUtf8(text)});
    for (const QByteArray &tokens : request->tokens)
        appendInput(messages, jsonPart(tokens));
    return !request->texts.isEmpty() || !request->tokens.isEmpty();
}

ConversationPart vectorPart(const QByteArray &vector)
{
    const QByteArray trimmed = vector.trimmed();
    if (!trimmed.startsWith('[')) {
        const QByteArray bytes = QByteArray::fromBase64(trimmed.startsWith('"') ? trimmed.sliced(1) : trimmed);
        return {.kind = Kind::Vector, .text = QString::number(bytes.size() / 4)};
    }
    const std::vector<JsonValue> numbers = JsonDocument::parse(trimmed).children();
    QStringList first;
    for (std::size_t i = 0; i < std::min(numbers.size(), FirstNumbers); ++i)
        first.append(QString::fromUtf8(numbers[i].raw()));
    return {.kind = Kind::Vector, .text = QString::number(numbers.size()), .name = first.join(u", ")};
}

bool readEmbeddingsAnswer(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form)
{
    const auto answer = Llm::readEmbeddingsAnswer(form.dialect, body);
    if (!answer || answer->vectors.isEmpty())
        return false;
    for (const QByteArray &vector : answer->vectors)
        messages.append({.role = Role::Assistant, .parts = {vectorPart(vector)}, .isAnswer = true});
    return true;
}

bool readCompletions(QList<ConversationMessage> &messages, const JsonValue &body)
{
    const std::vector<JsonValue> choices = body["choices"].children();
    for (const JsonValue &choice : choices)
        messages.append({.role = Role::Assistant, .parts = {{.text = choice["text"].text()}}, .isAnswer = true});
    return !choices.empty();
}

bool readPictures(QList<ConversationMessage> &messages, const JsonValue &body)
{
    const QString format = body["output_format"].text();
    ConversationMessage message{.role = Role::Assistant, .isAnswer = true};
    for (const JsonValue &picture : body["data"].children()) {
        const QByteArray bytes = QByteArray::fromBase64(picture["b64_json"].utf8());
        const QString type = u"image/"_s + (format.isEmpty() ? u"png"_s : format);
        message.parts.append({.kind = Kind::Image,
                              .text = bytes.isEmpty() ? picture["url"].text() : type,
                              .bytes = bytes,
                              .sizeBytes = bytes.size()});
        if (const QString prompt = picture["revised_prompt"].text(); !prompt.isEmpty())
            message.parts.append({.text = prompt});
    }
    if (!message.parts.isEmpty())
        messages.append(message);
    return !message.parts.isEmpty();
}

bool readKnown(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form)
{
    if (Llm::surfaceTraits(form.surface).kind == Llm::SurfaceKind::Embeddings)
        return readEmbeddingsAnswer(messages, body, form);
    const JsonValue root = JsonDocument::parse(body);
    switch (form.surface) {
    case Llm::Surface::Images:
        return readPictures(messages, root);
    case Llm::Surface::Transcription:
        if (!root["text"].isString())
            return false;
        messages.append({.role = Role::Assistant, .parts = {{.text = root["text"].text()}}, .isAnswer = true});
        return true;
    case Llm::Surface::Speech:
        if (isText(body))
            return false;
        messages.append(
            {.role = Role::Assistant, .parts = {{.kind = Kind::Audio, .sizeBytes = body.size()}}, .isAnswer = true});
        return true;
    default:
        return readCompletions(messages, root);
    }
}

} // namespace

bool readOtherRequest(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form,
                      const QByteArray &model)
{
    if (body.isEmpty())
        return false;
    if (Llm::surfaceTraits(form.surface).kind == Llm::SurfaceKind::Embeddings
        && readEmbeddingsRequest(messages, body, form, model))
        return true;
    const JsonValue root = JsonDocument::parse(body);
    for (const QByteArrayView name : {"prompt", "input", "texts"}) {
        if (const JsonValue input = root[name]; !input.isMissing()) {
            appendInputs(messages, input);
            return true;
        }
    }
    messages.append({.role = Role::Other, .parts = {unknownPart(body)}});
    return true;
}

bool readOtherAnswer(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form)
{
    if (body.isEmpty())
        return false;
    const bool isStream = form.surface == Llm::Surface::Completions && framingOf(body, form);
    if (readKnown(messages, isStream ? assembledCompletion(body) : body, form))
        return true;
    if (const auto failure = Llm::chatDialect(form.dialect).readError(body)) {
        appendFailure(messages, *failure);
        return true;
    }
    messages.append({.role = Role::Other, .parts = {unknownPart(body)}, .isAnswer = true});
    return true;
}

QByteArray assembledCompletion(QByteArrayView body)
{
    std::map<qint64, QByteArray> texts;
    QByteArray error;
    for (const StreamEvent &event : streamEvents(body, Llm::Framing::Sse)) {
        const JsonValue chunk = JsonDocument::parse(event.data);
        if (chunk["error"].isTruthy())
            error = chunk["error"].raw().toByteArray();
        for (const JsonValue &choice : chunk["choices"].children())
            texts[choice["index"].integer()] += choice["text"].utf8();
    }
    if (texts.empty())
        return error.isEmpty() ? QByteArray() : QByteArray("{\"error\":" + error + '}');
    QByteArray choices;
    for (const auto &[index, text] : texts) {
        choices += choices.isEmpty() ? "{\"index\":" : ",{\"index\":";
        choices += QByteArray::number(index) + ",\"text\":"_ba + Json::quoted(text) + '}';
    }
    return "{\"choices\":["_ba + choices + "]}"_ba;
}

} // namespace Gatehouse::Ui
