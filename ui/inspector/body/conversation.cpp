// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/conversation.h"

#include "ui/inspector/body/bodyform.h"
#include "ui/inspector/body/chatbodies.h"
#include "ui/inspector/body/messageparts.h"
#include "ui/inspector/body/otherbodies.h"

#include <algorithm>

namespace Gatehouse::Ui {

namespace {

using Kind = ConversationPart::Kind;
using Role = ConversationMessage::Role;

void readRequest(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form,
                 const QByteArray &model)
{
    const Llm::SurfaceKind kind = Llm::surfaceTraits(form.surface).kind;
    const bool isChat = kind == Llm::SurfaceKind::Chat || kind == Llm::SurfaceKind::TokenCount;
    if (!isChat || !readChatRequest(messages, body, form, model))
        static_cast<void>(readOtherRequest(messages, body, form, model));
}

bool readChat(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form, int status)
{
    const auto reading = readChatAnswer(body, form, status);
    if (!reading)
        return false;
    for (const Llm::Choice &choice : reading->answer.choices)
        appendChoice(messages, choice);
    if (reading->failure)
        appendFailure(messages, *reading->failure);
    // A stream of which nothing came yet has nothing to show; a document without choices has itself.
    return reading->failure || !reading->answer.choices.isEmpty() || framingOf(body, form);
}

void readAnswer(QList<ConversationMessage> &messages, const QByteArray &body, const BodyForm &form, int status)
{
    const bool isChat =
        Llm::surfaceTraits(form.surface).kind == Llm::SurfaceKind::Chat || form.surface == Llm::Surface::Response;
    if (!isChat || !readChat(messages, body, form, status))
        static_cast<void>(readOtherAnswer(messages, body, form));
}

qsizetype sizeOf(const ConversationMessage &message)
{
    qsizetype size = 12; // role and separators
    for (const ConversationPart &part : message.parts)
        size += part.text.size();
    return size;
}

bool isMedia(const ConversationPart &part)
{
    return part.kind == Kind::Image || part.kind == Kind::Audio || part.kind == Kind::Video || part.kind == Kind::File;
}

// The vendor's count of the whole is known; each message gets its share by length. The answer's count is the vendor's
// own when it is one message.
void shareTokens(Conversation &conversation, const Store::RequestRecord &request)
{
    qsizetype total = 0;
    qsizetype answers = 0;
    for (const ConversationMessage &message : std::as_const(conversation.messages)) {
        if (std::ranges::any_of(message.parts, isMedia))
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

Conversation conversationOf(const Store::RequestDetail &detail, std::optional<Llm::Dialect> vendor)
{
    Conversation conversation;
    const Llm::Surface surface = detail.request.surface;
    if (const Store::StoredBody *request = requestBody(detail)) {
        readRequest(conversation.messages, request->body.bytes, formOf(request->body, surface, vendor),
                    detail.request.requestedModel.toUtf8());
        conversation.isCut = request->body.truncated;
    }
    if (const Store::StoredBody *answer = answerBody(detail)) {
        readAnswer(conversation.messages, answer->body.bytes, formOf(answer->body, surface, vendor),
                   detail.request.httpStatus);
        conversation.isCut = conversation.isCut || answer->body.truncated;
    }
    shareTokens(conversation, detail.request);
    conversation.earlierMessages = earlierCount(conversation.messages);
    return conversation;
}

} // namespace Gatehouse::Ui
