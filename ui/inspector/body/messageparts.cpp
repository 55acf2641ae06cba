// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/messageparts.h"

#include "gateway/core/base/overloaded.h"
#include "ui/inspector/body/prettyjson.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = ConversationPart::Kind;
using Role = ConversationMessage::Role;

QString words(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

Kind kindOf(Llm::MediaPart::Kind kind)
{
    switch (kind) {
    case Llm::MediaPart::Kind::Image:
        return Kind::Image;
    case Llm::MediaPart::Kind::Audio:
        return Kind::Audio;
    case Llm::MediaPart::Kind::Video:
        return Kind::Video;
    case Llm::MediaPart::Kind::Document:
        break;
    }
    return Kind::File;
}

ConversationPart mediaPart(const Llm::MediaPart &media)
{
    ConversationPart part{.kind = kindOf(media.kind), .text = words(media.mediaType), .name = words(media.fileName)};
    if (media.isText) {
        part.kind = Kind::File;
        part.bytes = media.data;
        part.sizeBytes = media.data.size();
    } else if (!media.data.isEmpty()) {
        const QByteArray bytes = QByteArray::fromBase64(media.data);
        part.sizeBytes = bytes.size();
        if (part.kind == Kind::Image)
            part.bytes = bytes;
    } else if (const QByteArray &place = media.url.isEmpty() ? media.fileId : media.url; !place.isEmpty()) {
        part.text = words(place);
    }
    return part;
}

void appendText(QList<ConversationPart> &parts, const Llm::TextPart &text)
{
    if (!text.text.isEmpty())
        parts.append({.kind = Kind::Text, .text = words(text.text)});
    for (const Llm::Citation &citation : text.citations) {
        const QByteArray &what = !citation.title.isEmpty() ? citation.title
                                 : !citation.url.isEmpty() ? citation.url
                                                           : citation.text;
        const ConversationPart source{.kind = Kind::Citation, .text = words(what), .name = words(citation.url)};
        if (!what.isEmpty() && !parts.contains(source))
            parts.append(source);
    }
}

void appendReasoning(QList<ConversationPart> &parts, const Llm::ReasoningPart &reasoning)
{
    const QByteArray &text = reasoning.text.isEmpty() ? reasoning.summary : reasoning.text;
    if (!text.isEmpty() || !reasoning.redacted.isEmpty() || !reasoning.signature.isEmpty())
        parts.append({.kind = Kind::Reasoning, .text = words(text)});
}

QList<ConversationPart> resultParts(const Llm::ToolResultPart &result);

// Everything but calls and results, which are entries of their own.
void appendPart(QList<ConversationPart> &parts, const Llm::Part &part)
{
    std::visit(Overloaded{
                   [&](const Llm::TextPart &text) { appendText(parts, text); },
                   [&](const Llm::MediaPart &media) { parts.append(mediaPart(media)); },
                   [&](const Llm::ReasoningPart &reasoning) { appendReasoning(parts, reasoning); },
                   [&](const Llm::RefusalPart &refusal) {
                       if (!refusal.text.isEmpty())
                           parts.append({.kind = Kind::Refusal, .text = words(refusal.text)});
                   },
                   [&](const Llm::OpaquePart &opaque) { parts.append(jsonPart(opaque.json, opaque.type)); },
                   [&](const Llm::ToolCallPart &call) {
                       parts.append({.kind = Kind::Call, .text = words(call.arguments), .name = words(call.id)});
                   },
                   [&](const Llm::ToolResultPart &result) { parts += resultParts(result); },
               },
               part.content);
}

QList<ConversationPart> resultParts(const Llm::ToolResultPart &result)
{
    QList<ConversationPart> parts;
    for (const Llm::Part &part : result.content)
        appendPart(parts, part);
    if (parts.isEmpty())
        parts.append(result.json.isEmpty() ? ConversationPart{} : jsonPart(result.json));
    for (ConversationPart &part : parts) {
        if (part.kind == Kind::Text || part.kind == Kind::Json)
            part.kind = Kind::Result;
        part.isFailure = result.isError;
    }
    return parts;
}

bool hasResult(const ConversationMessage &message)
{
    return std::ranges::any_of(message.parts, [](const auto &part) { return part.kind == Kind::Result; });
}

// The entry of the call that a result belongs to: by id; where the vendor gives none, by name, the first that waits.
ConversationMessage *callOf(QList<ConversationMessage> &messages, const Llm::ToolResultPart &result)
{
    const auto isCall = [](const ConversationMessage &message) {
        return message.role == Role::Tool && !message.parts.isEmpty() && message.parts.constFirst().kind == Kind::Call;
    };
    if (!result.callId.isEmpty()) {
        const QString id = words(result.callId);
        const auto found = std::find_if(messages.rbegin(), messages.rend(), [&](const ConversationMessage &message) {
            return isCall(message) && message.parts.constFirst().name == id;
        });
        if (found != messages.rend())
            return &*found;
    }
    const QString name = words(result.name);
    const auto found = std::ranges::find_if(messages, [&](const ConversationMessage &message) {
        return isCall(message) && message.name == name && !hasResult(message)
               && (result.callId.isEmpty() || message.parts.constFirst().name.isEmpty());
    });
    return found == messages.end() || name.isEmpty() ? nullptr : &*found;
}

void appendResult(QList<ConversationMessage> &messages, const Llm::ToolResultPart &result)
{
    if (ConversationMessage *call = callOf(messages, result)) {
        call->parts += resultParts(result);
        return;
    }
    messages.append({.role = Role::Tool, .name = words(result.name), .parts = resultParts(result)});
}

Role roleOf(Llm::Role role)
{
    switch (role) {
    case Llm::Role::System:
    case Llm::Role::Developer:
        return Role::System;
    case Llm::Role::User:
        return Role::User;
    case Llm::Role::Assistant:
        break;
    }
    return Role::Assistant;
}

// `message` is what all entries have in common.
void appendParts(QList<ConversationMessage> &messages, ConversationMessage message, const QList<Llm::Part> &parts)
{
    const auto flush = [&] {
        if (!message.parts.isEmpty())
            messages.append(message);
        message.parts.clear();
    };
    for (const Llm::Part &part : parts) {
        if (const auto *call = std::get_if<Llm::ToolCallPart>(&part.content)) {
            flush();
            ConversationMessage entry{.role = Role::Tool, .name = words(call->name), .isAnswer = message.isAnswer};
            appendPart(entry.parts, part);
            messages.append(entry);
        } else if (const auto *result = std::get_if<Llm::ToolResultPart>(&part.content)) {
            flush();
            appendResult(messages, *result);
        } else {
            appendPart(message.parts, part);
        }
    }
    flush();
}

} // namespace

ConversationPart jsonPart(QByteArrayView json, const QByteArray &type)
{
    return {.kind = Kind::Json, .text = words(prettyJson(json)), .name = words(type)};
}

ConversationPart binaryPart(const QByteArray &bytes)
{
    return {.kind = Kind::File, .sizeBytes = bytes.size()};
}

void appendMessage(QList<ConversationMessage> &messages, const Llm::Message &message)
{
    appendParts(messages, {.role = roleOf(message.role), .name = words(message.name)}, message.parts);
}

void appendChoice(QList<ConversationMessage> &messages, const Llm::Choice &choice)
{
    const qsizetype before = messages.size();
    const ConversationMessage entry{.role = Role::Assistant, .isAnswer = true};
    appendParts(messages, entry, choice.parts);
    if (messages.size() == before)
        messages.append(entry); // that there was an answer without a word is worth knowing
}

void appendFailure(QList<ConversationMessage> &messages, const Llm::VendorFailure &failure)
{
    const QByteArray &code = failure.code.isEmpty() ? failure.type : failure.code;
    messages.append({.role = Role::Error,
                     .name = words(code),
                     .parts = {{.text = words(failure.message.isEmpty() ? code : failure.message)}},
                     .isAnswer = true});
}

void appendUnread(QList<ConversationMessage> &messages, const QByteArray &role, QByteArrayView json)
{
    messages.append({.role = Role::Other, .name = words(role), .parts = {jsonPart(json)}});
}

} // namespace Gatehouse::Ui
