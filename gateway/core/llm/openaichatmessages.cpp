// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichatpartwriter.h"
#include "gateway/core/llm/toolcallid.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

constexpr qsizetype MaxToolCallId = 40;  // OpenAI: "string too long. Expected a string with maximum length 40"
constexpr qsizetype ShortToolCallId = 9; // Mistral
constexpr QByteArrayView Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

QByteArray hashedId(QByteArrayView id, qsizetype length)
{
    const QByteArray digest = QCryptographicHash::hash(id, QCryptographicHash::Sha256);
    QByteArray hashed;
    for (const char byte : digest.first(length))
        hashed += Digits[static_cast<uchar>(byte) % Digits.size()];
    return hashed;
}

bool isShortId(QByteArrayView id)
{
    return id.size() == ShortToolCallId && std::ranges::all_of(id, [](char c) { return Digits.contains(c); });
}

// Writes the messages of one request. Lives for one call of writeMessages().
class MessageWriter final
{
public:
    MessageWriter(Json::Writer &json, const ChatRequest &request, const WriteTraits &traits, LossReport &losses)
        : m_json(json)
        , m_request(request)
        , m_traits(traits)
        , m_losses(losses)
        , m_isOwn(request.source == Dialect::OpenAi)
        , m_parts(m_isOwn, traits, losses)
    {}
    void write();

private:
    void writeInstructions(const Message &message);
    void writeUser(const Message &message);
    void writeResult(const Part &part, QList<QByteArray> &images);
    void writeAssistant(const Message &message);
    void writeReasoning(const QList<Part> &parts);
    void writeReasoning(const Part &part, const ReasoningPart &reasoning, QByteArray &text);
    void writeToolCalls(const QList<Part> &parts);
    void writeToolCall(const Part &part, const ToolCallPart &call);
    void writeAnnotations(const QList<Part> &parts);
    void begin(QByteArrayView role, const Message &message);
    void end(const Extras &extras, QByteArrayView path);
    void writeContent(const QList<Part> &parts, bool isPlainText, QByteArrayView separator);

    [[nodiscard]] QByteArray callId(const QByteArray &id) const;

    struct Unnamed { // a call without an id that waits for its result
        QByteArray name;
        QByteArray id;
    };

    Json::Writer &m_json;
    const ChatRequest &m_request;
    const WriteTraits &m_traits;
    LossReport &m_losses;
    bool m_isOwn; // read from this dialect
    PartWriter m_parts;
    qint64 m_callNumber = 0;
    QList<Unnamed> m_unnamed;
};

bool hasCalls(const Message &message)
{
    return std::ranges::any_of(message.parts,
                               [](const Part &part) { return std::holds_alternative<ToolCallPart>(part.content); });
}

void MessageWriter::write()
{
    for (qsizetype index = 0; index < m_request.messages.size(); ++index) {
        const Message &message = m_request.messages[index];
        switch (message.role) {
        case Role::System:
        case Role::Developer:
            writeInstructions(message);
            break;
        case Role::User:
            writeUser(message);
            break;
        case Role::Assistant: {
            // All calls that are answered together have to be in one message.
            Message merged = message;
            while (!m_isOwn && index + 1 < m_request.messages.size() && hasCalls(merged)
                   && m_request.messages[index + 1].role == Role::Assistant)
                merged.parts += m_request.messages[++index].parts;
            writeAssistant(merged);
            break;
        }
        }
    }
}

void MessageWriter::begin(QByteArrayView role, const Message &message)
{
    m_json.beginObject().member("role", role).optionalMember("name", message.name);
}

void MessageWriter::end(const Extras &extras, QByteArrayView path)
{
    if (m_losses.takes(extras, path, Loss::Weight::Meaning))
        writeExtras(m_json, extras);
    m_json.endObject();
}

// Text alone is written as the string that every vendor understands, unless the client wrote a list.
void MessageWriter::writeContent(const QList<Part> &parts, bool isPlainText, QByteArrayView separator)
{
    QByteArray text;
    QList<QByteArray> pieces;
    bool isTextOnly = true;
    for (const Part &part : parts) {
        const QByteArray piece = m_parts.json(part);
        if (piece.isEmpty())
            continue;
        const auto *textPart = std::get_if<TextPart>(&part.content);
        isTextOnly = isTextOnly && textPart && !(part.cache && (m_isOwn || m_traits.takesCacheControl));
        if (textPart)
            text += (pieces.isEmpty() ? QByteArrayView() : separator) + textPart->text;
        pieces.append(piece);
    }
    const bool isString = m_isOwn && !m_traits.wantsPlainText
                              ? isPlainText
                              : isTextOnly && (pieces.size() == 1 || !separator.isNull() || m_traits.wantsPlainText);
    if (pieces.isEmpty() && (isPlainText || !m_isOwn)) {
        m_json.nullMember("content");
    } else if (isString && isTextOnly) {
        m_json.member("content", text);
    } else {
        m_json.key("content").beginArray();
        for (const QByteArray &piece : pieces)
            m_json.raw(piece);
        m_json.endArray();
    }
}

void MessageWriter::writeInstructions(const Message &message)
{
    const bool isDeveloper = message.role == Role::Developer && m_traits.takesDeveloperRole;
    const bool isEmpty = std::ranges::all_of(message.parts, [](const Part &part) {
        const auto *text = std::get_if<TextPart>(&part.content);
        return text && text->text.isEmpty();
    });
    if (isEmpty && !m_isOwn)
        return;
    begin(isDeveloper ? "developer" : "system", message);
    writeContent(message.parts, message.isPlainText, "\n\n");
    end(message.extras, message.path);
}

void MessageWriter::writeUser(const Message &message)
{
    QList<QByteArray> images;
    QList<Part> others;
    bool hasResults = false;
    for (const Part &part : message.parts) {
        if (std::holds_alternative<ToolResultPart>(part.content)) {
            writeResult(part, images);
            hasResults = true;
        } else {
            others.append(part);
        }
    }
    if (others.isEmpty() && images.isEmpty() && hasResults)
        return;
    if (images.isEmpty()) {
        const bool isWorthIt = m_isOwn || !others.isEmpty();
        if (!isWorthIt)
            return;
        begin("user", message);
        writeContent(others, message.isPlainText, m_isOwn ? QByteArrayView() : QByteArrayView(nullptr));
        end(message.extras, message.path);
        return;
    }
    // WIRE 6, case 22: tool messages hold text only, so their pictures follow as a user's.
    begin("user", message);
    m_json.key("content").beginArray();
    for (const QByteArray &image : std::as_const(images))
        m_json.raw(image);
    for (const Part &part : std::as_const(others)) {
        if (const QByteArray piece = m_parts.json(part); !piece.isEmpty())
            m_json.raw(piece);
    }
    m_json.endArray();
    end(message.extras, message.path);
}

void MessageWriter::writeResult(const Part &part, QList<QByteArray> &images)
{
    const auto &result = std::get<ToolResultPart>(part.content);
    m_json.beginObject();
    if (m_isOwn && result.callId.isEmpty()) {
        m_json.member("role", "function").member("name", result.name);
    } else {
        QByteArray id = result.callId;
        const auto waiting = std::ranges::find(m_unnamed, result.name, &Unnamed::name);
        if (id.isEmpty() && waiting != m_unnamed.end()) {
            id = waiting->id;
            m_unnamed.erase(waiting);
        }
        m_json.member("role", "tool").member("tool_call_id", callId(id));
    }
    if (m_isOwn) {
        writeContent(result.content, result.isPlainText, {});
    } else {
        QByteArray text;
        qsizetype shown = 0;
        for (const Part &piece : result.content) {
            const auto *media = std::get_if<MediaPart>(&piece.content);
            if (const auto *textPart = std::get_if<TextPart>(&piece.content)) {
                text += (text.isEmpty() ? "" : "\n") + textPart->text;
            } else if (media && media->kind == MediaPart::Kind::Image) {
                if (const QByteArray image = m_parts.json(piece); !image.isEmpty()) {
                    images.append(image);
                    ++shown;
                    m_losses.add(Loss::Weight::Changed, piece.path.isEmpty() ? part.path : piece.path,
                                 "tool messages hold text only; the image follows in a user message");
                }
            } else if (!m_parts.json(piece).isEmpty()) {
                m_losses.add(Loss::Weight::Meaning, piece.path.isEmpty() ? part.path : piece.path,
                             "tool messages hold text only");
            }
        }
        if (text.isEmpty() && shown == 0)
            text = result.json;
        if (text.isEmpty() && shown > 0)
            text = "The image follows in the next message.";
        m_json.member("content", text);
        if (result.isError)
            m_losses.add(Loss::Weight::Changed, part.path, "tool messages cannot say that the call failed");
    }
    if (part.cache) {
        if (m_parts.takesCache(part)) {
            m_json.key("cache_control").beginObject().member("type", "ephemeral");
            m_json.optionalMember("ttl", part.cache->ttl).endObject();
        }
    }
    end(part.extras, part.path);
}

void MessageWriter::writeAssistant(const Message &message)
{
    QList<Part> contents;
    QByteArray refusal;
    bool isBare = true; // nothing that is written
    bool hasCall = false;
    for (const Part &part : message.parts) {
        const auto *opaque = std::get_if<OpaquePart>(&part.content);
        const bool isReasoning = std::holds_alternative<ReasoningPart>(part.content);
        if (std::holds_alternative<ToolCallPart>(part.content) || (opaque && opaque->type.startsWith("tool_calls."))) {
            hasCall = true;
            isBare = false;
        } else if (isReasoning && noted(part.extras, "part").isEmpty()) {
            isBare = isBare && m_traits.reasoningField.isEmpty();
        } else if (const auto *text = std::get_if<RefusalPart>(&part.content); text && message.isPlainText) {
            refusal = text->text;
            isBare = false;
        } else {
            const auto *textPart = std::get_if<TextPart>(&part.content);
            if (hasCall && textPart && !textPart->text.isEmpty() && !m_isOwn)
                m_losses.add(Loss::Weight::Changed, part.path, "the text stands before the tool calls");
            isBare = isBare && textPart && textPart->text.isEmpty();
            contents.append(part);
        }
    }
    if (isBare && !m_isOwn) {
        for (const Part &part : message.parts) {
            QByteArray dropped;
            if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content))
                writeReasoning(part, *reasoning, dropped);
        }
        return;
    }
    begin("assistant", message);
    writeContent(contents, message.isPlainText, m_isOwn ? QByteArrayView() : QByteArrayView(""));
    m_json.optionalMember("refusal", refusal);
    writeReasoning(message.parts);
    writeAnnotations(message.parts);
    writeToolCalls(message.parts);
    end(message.extras, message.path);
}

void MessageWriter::writeAnnotations(const QList<Part> &parts)
{
    QList<Citation> citations;
    for (const Part &part : parts) {
        const auto *text = std::get_if<TextPart>(&part.content);
        if (!text || text->citations.isEmpty())
            continue;
        if (m_isOwn)
            citations += text->citations;
        else
            m_losses.add(Loss::Weight::Hint, part.path, "citations are not sent back to this vendor");
    }
    if (citations.isEmpty())
        return;
    m_json.key("annotations").beginArray();
    for (const Citation &citation : std::as_const(citations))
        writeAnnotation(m_json, citation);
    m_json.endArray();
}

void MessageWriter::writeReasoning(const QList<Part> &parts)
{
    QByteArray text;
    for (const Part &part : parts) {
        const auto *reasoning = std::get_if<ReasoningPart>(&part.content);
        if (reasoning && noted(part.extras, "part").isEmpty())
            writeReasoning(part, *reasoning, text);
    }
    if (text.isEmpty())
        return;
    m_json.member(m_traits.reasoningField.isEmpty() ? "reasoning_content" : m_traits.reasoningField, text);
}

// Adds to `text` what is to be written as the message's reasoning.
void MessageWriter::writeReasoning(const Part &part, const ReasoningPart &reasoning, QByteArray &text)
{
    const bool isForeign =
        reasoning.signer || (!m_isOwn && !(reasoning.signature.isEmpty() && reasoning.redacted.isEmpty()));
    if (isForeign) {
        m_losses.add(Loss::Weight::Hint, part.path, "reasoning that another vendor has signed is not sent on");
        return;
    }
    const QByteArray note = '(' + m_traits.reasoningField.toByteArray() + ')';
    const bool hasNotes = m_isOwn && part.extras.dialect == Dialect::OpenAi && !part.extras.isEmpty();
    if (hasNotes && (m_traits.reasoningField.isEmpty() || !part.extras.value(note).isEmpty())) {
        for (const Extras::Member &member : part.extras.members) {
            if (member.name.startsWith("(reasoning") || member.name == "(thinking_blocks)")
                m_json.rawMember(QByteArrayView(member.name).sliced(1).chopped(1), member.json);
        }
        return;
    }
    if (m_traits.reasoningField.isEmpty() && !m_isOwn) {
        if (!reasoning.text.isEmpty() || !reasoning.summary.isEmpty())
            m_losses.add(Loss::Weight::Hint, part.path, "reasoning is not sent back to this vendor");
        return;
    }
    text += reasoning.text.isEmpty() ? reasoning.summary : reasoning.text;
}

void MessageWriter::writeToolCalls(const QList<Part> &parts)
{
    bool isOpen = false;
    for (const Part &part : parts) {
        const auto *call = std::get_if<ToolCallPart>(&part.content);
        const auto *opaque = std::get_if<OpaquePart>(&part.content);
        if (call && m_isOwn && call->id.isEmpty() && !noted(part.extras, "function_call").isEmpty())
            continue;
        if (!call && !(m_isOwn && opaque && opaque->type.startsWith("tool_calls.")))
            continue;
        if (!isOpen)
            m_json.key("tool_calls").beginArray();
        isOpen = true;
        if (call)
            writeToolCall(part, *call);
        else
            m_json.raw(opaque->json);
    }
    if (isOpen)
        m_json.endArray();
    else if (m_isOwn && !parts.isEmpty() && !noted(parts.first().extras, "no calls").isEmpty())
        m_json.key("tool_calls").beginArray().endArray();
    for (const Part &part : parts) {
        const auto *call = std::get_if<ToolCallPart>(&part.content);
        if (call && m_isOwn && call->id.isEmpty() && !noted(part.extras, "function_call").isEmpty()) {
            m_json.key("function_call").beginObject().member("name", call->name);
            m_json.member("arguments", call->arguments).endObject();
        }
    }
}

void MessageWriter::writeToolCall(const Part &part, const ToolCallPart &call)
{
    QByteArray id = call.id;
    const qint64 number = m_callNumber++;
    if (id.isEmpty()) {
        const QByteArray place = call.name + call.arguments;
        id = toolCallId(place, 0, number);
        m_unnamed.append({.name = call.name, .id = id});
    }
    const QByteArrayView type = call.isCustom ? "custom" : "function";
    m_json.beginObject().member("id", callId(id));
    if (noted(part.extras, "untyped").isEmpty())
        m_json.member("type", type);
    m_json.key(type).beginObject().member("name", call.name);
    const bool isEmpty = !noted(part.extras, "empty").isEmpty() && call.arguments == "{}";
    m_json.member(call.isCustom ? "input" : "arguments", isEmpty ? QByteArray() : call.arguments);
    writeExtras(m_json, part.extras, type);
    m_json.endObject();
    if (!call.signature.isEmpty()) {
        if (!m_isOwn) {
            m_losses.add(Loss::Weight::Hint, part.path, "the signature of another vendor is not sent on");
        } else if (part.extras.value("extra_content").isEmpty()) {
            m_json.key("extra_content").beginObject().key("google").beginObject();
            m_json.member("thought_signature", call.signature).endObject().endObject();
        }
    }
    if (part.cache)
        Q_UNUSED(m_parts.takesCache(part)) // calls have no place for it: reported where it is another dialect's
    end(part.extras, part.path);
}

QByteArray MessageWriter::callId(const QByteArray &id) const
{
    if (m_traits.wantsShortToolIds)
        return isShortId(id) ? id : hashedId(id, ShortToolCallId);
    if (!m_isOwn && id.size() > MaxToolCallId)
        return "call_" + hashedId(id, 24);
    return id;
}

} // namespace

void writeMessages(Json::Writer &json, const ChatRequest &request, const WriteTraits &traits, LossReport &losses)
{
    json.key("messages").beginArray();
    MessageWriter(json, request, traits, losses).write();
    json.endArray();
}

} // namespace Gatehouse::Llm::OpenAiChat
