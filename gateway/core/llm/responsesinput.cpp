// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesinput.h"

#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/responsesitems.h"
#include "gateway/core/llm/responsesparts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

constexpr qsizetype LongestCallId = 64;

QByteArrayView roleName(Role role)
{
    switch (role) {
    case Role::System:
        return "system";
    case Role::Developer:
        return "developer";
    case Role::Assistant:
        return "assistant";
    case Role::User:
        break;
    }
    return "user";
}

// A text without anything in it: other vendors' histories have them, OpenAI refuses them in lists.
bool isEmptyText(const Part &part)
{
    const auto *text = std::get_if<TextPart>(&part.content);
    return text && text->text.isEmpty();
}

bool isText(const Part &part)
{
    return std::holds_alternative<TextPart>(part.content);
}

} // namespace

void InputWriter::write()
{
    const qsizetype first = writeInstructions();
    if (isOwn() && first < m_request.messages.size() && hasNote(m_request.messages[first].extras, Note::Input)) {
        const QList<Part> &parts = m_request.messages[first].parts;
        const auto *text = parts.isEmpty() ? nullptr : std::get_if<TextPart>(&parts.front().content);
        m_json.member("input", text ? text->text : QByteArray());
        return;
    }
    // A request may come with a prompt or an earlier response alone.
    if (isOwn() && first >= m_request.messages.size() && !hasNote(m_request.extras, Note::EmptyInput))
        return;
    m_json.key("input").beginArray();
    for (qsizetype i = first; i < m_request.messages.size(); ++i)
        writeMessage(m_request.messages[i]);
    m_json.endArray();
}

// Returns how many messages are in the instructions.
qsizetype InputWriter::writeInstructions()
{
    QByteArray instructions;
    qsizetype count = 0;
    for (const Message &message : m_request.messages) {
        const bool isTexts = std::ranges::all_of(message.parts, isText);
        if (isOwn() ? !hasNote(message.extras, Note::Instructions) : message.role != Role::System || !isTexts)
            break;
        ++count;
        for (const Part &part : message.parts) {
            const auto *text = std::get_if<TextPart>(&part.content);
            if (!text)
                continue;
            if (!instructions.isEmpty() && !text->text.isEmpty())
                instructions += "\n\n";
            instructions += text->text;
            if (part.cache)
                m_losses.add(Loss::Weight::Hint, part.path, "instructions cannot be marked for the cache"_ba);
            static_cast<void>(m_losses.takes(part.extras, part.path, Loss::Weight::Changed));
        }
        static_cast<void>(m_losses.takes(message.extras, message.path, Loss::Weight::Changed));
        if (!message.name.isEmpty())
            m_losses.add(Loss::Weight::Hint, message.path, "messages have no names in the responses API"_ba);
    }
    if (!instructions.isEmpty() || (isOwn() && count > 0))
        m_json.member("instructions", instructions);
    return count;
}

void InputWriter::writeMessage(const Message &message)
{
    if (!message.name.isEmpty())
        m_losses.add(Loss::Weight::Changed, message.path, "messages have no names in the responses API"_ba);
    if (!isOwn())
        static_cast<void>(m_losses.takes(message.extras, message.path, Loss::Weight::Changed));
    if (message.role == Role::Assistant)
        writeModelParts(message);
    else
        writeClientParts(message);
}

// Items of what the client says: outputs of functions first, one item each, then the rest as a message.
void InputWriter::writeClientParts(const Message &message)
{
    QList<Part> contents;
    for (const Part &part : message.parts) {
        if (const auto *result = std::get_if<ToolResultPart>(&part.content))
            writeResult(part, *result);
        else if (isOwn() && beginsItem(part))
            m_json.raw(std::get<OpaquePart>(part.content).json);
        else
            contents.append(part);
    }
    const bool isPlain = message.isPlainText && contents.size() == 1 && isText(contents.front());
    const QByteArray list = isPlain ? QByteArray() : contentList(contents);
    if (isOwn() ? contents.isEmpty() && !message.parts.isEmpty() : list == "[]")
        return;
    m_json.beginObject();
    if (!isOwn() || !hasNote(message.extras, Note::Untyped))
        m_json.member("type", "message");
    m_json.member("role", roleName(message.role));
    if (isOwn()) {
        m_json.optionalMember("id", message.id);
        writeRest(m_json, message.extras);
    }
    if (isPlain)
        m_json.member("content", std::get<TextPart>(contents.front().content).text);
    else
        m_json.rawMember("content", list);
    m_json.endObject();
}

QByteArray InputWriter::contentList(const QList<Part> &parts)
{
    Json::Writer json;
    json.beginArray();
    for (const Part &part : parts) {
        if (isOwn() || !isEmptyText(part))
            writeContent(part, json);
    }
    return json.endArray().take();
}

void InputWriter::closeModelMessage()
{
    if (!std::exchange(m_isModelMessageOpen, false))
        return;
    m_json.endArray().endObject();
}

void InputWriter::writeModelParts(const Message &message)
{
    for (const Part &part : message.parts) {
        const bool begins = isOwn() && beginsItem(part);
        if (begins)
            closeModelMessage();
        if (std::holds_alternative<TextPart>(part.content) || std::holds_alternative<RefusalPart>(part.content)) {
            writeModelText(part, begins);
            continue;
        }
        if (isOwn() && std::holds_alternative<MediaPart>(part.content)) {
            writeModelText(part, begins);
            continue;
        }
        const auto *opaque = std::get_if<OpaquePart>(&part.content);
        if (opaque && isOwn()) {
            // Either an item of its own or a piece of a message's content.
            if (begins && itemNoteHas(part.extras, "content"))
                writeModelText(part, begins);
            else
                m_json.raw(opaque->json);
            continue;
        }
        closeModelMessage();
        if (const auto *call = std::get_if<ToolCallPart>(&part.content))
            writeCall(part, *call);
        else if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content))
            writeReasoning(part, *reasoning);
        else
            m_losses.add(Loss::Weight::Meaning, part.path, "cannot be said by the model in the responses API"_ba);
    }
    closeModelMessage();
}

void InputWriter::writeStatusAndId(const Extras &extras)
{
    m_json.optionalMember("id", itemNoteText(extras, "id")).optionalMember("status", itemNoteText(extras, "status"));
}

// A piece of a message of the model's, with the message around it when it begins one.
void InputWriter::writeModelText(const Part &part, bool begins)
{
    if (!isOwn() && isEmptyText(part))
        return;
    if (!m_isModelMessageOpen) {
        m_json.beginObject();
        if (!begins || !itemNoteHas(part.extras, "type"))
            m_json.member("type", "message");
        m_json.member("role", "assistant");
        if (begins) {
            writeStatusAndId(part.extras);
            writeRest(m_json, part.extras, "message.");
            const auto *text = std::get_if<TextPart>(&part.content);
            if (text && itemNoteHas(part.extras, "plain")) {
                m_json.member("content", text->text).endObject();
                return;
            }
        }
        m_json.key("content").beginArray();
        m_isModelMessageOpen = true;
        if (hasNote(part.extras, Note::Empty) && isEmptyText(part))
            return;
    }
    if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
        m_json.beginObject().member("type", "refusal").member("refusal", refusal->text);
        if (m_losses.takes(part.extras, part.path, Loss::Weight::Changed))
            writeRest(m_json, part.extras);
        m_json.endObject();
        return;
    }
    if (const auto *opaque = std::get_if<OpaquePart>(&part.content)) {
        m_json.raw(opaque->json);
        return;
    }
    if (std::holds_alternative<MediaPart>(part.content)) { // a client's own that it has put into the model's mouth
        writeContent(part, m_json);
        return;
    }
    const auto &text = std::get<TextPart>(part.content);
    m_json.beginObject();
    const QByteArrayView type = noteOf(part.extras, Note::Type);
    type.isEmpty() ? m_json.member("type", "output_text") : m_json.rawMember("type", type);
    m_json.member("text", text.text);
    if (isOwn() && !text.citations.isEmpty()) {
        m_json.key("annotations").beginArray();
        for (const Citation &citation : text.citations)
            writeAnnotation(m_json, citation);
        m_json.endArray();
    } else if (!text.citations.isEmpty()) {
        m_losses.add(Loss::Weight::Hint, part.path, "citations of an earlier answer are left out"_ba);
    }
    if (part.cache && isOwn()) {
        m_json.key("prompt_cache_breakpoint").beginObject();
        writeRest(m_json, part.cache->extras);
        m_json.endObject();
    } else if (part.cache) {
        m_losses.add(Loss::Weight::Hint, part.path, "cache marks of another vendor are left out"_ba);
    }
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Changed))
        writeRest(m_json, part.extras);
    m_json.endObject();
}

void InputWriter::writeReasoning(const Part &part, const ReasoningPart &reasoning)
{
    // OpenAI's own may come back through a client of another dialect.
    const bool isSigned =
        !reasoning.signature.isEmpty() && reasoning.signer.value_or(m_request.source) == Dialect::OpenAiResponses;
    if (!isOwn() && !isSigned) {
        m_losses.add(Loss::Weight::Hint, part.path, "reasoning is good for the model that it came from only"_ba);
        return;
    }
    m_json.beginObject().member("type", "reasoning").optionalMember("id", reasoning.id);
    m_json.optionalMember("status", itemNoteText(part.extras, "status"));
    if (!hasNote(part.extras, "summary")) {
        m_json.key("summary");
        writeTexts(m_json, "summary_text", reasoning.summary, noteOf(part.extras, Note::Summary));
    }
    if (const QByteArrayView lengths = noteOf(part.extras, Note::Content);
        isOwn() && (!reasoning.text.isEmpty() || !lengths.isEmpty())) {
        m_json.key("content");
        writeTexts(m_json, "reasoning_text", reasoning.text, lengths);
    }
    if (isSigned)
        m_json.optionalMember("encrypted_content", reasoning.signature);
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Hint))
        writeRest(m_json, part.extras);
    m_json.endObject();
}

// OpenAI takes ids of up to 64 characters; some vendors have longer ones and some none.
QByteArray InputWriter::callId(const ToolCallPart &call)
{
    if (call.id.isEmpty()) {
        QByteArray id = toolCallId("request", 0, m_calls++);
        m_pending[call.name].append(id);
        return id;
    }
    return isOwn() || call.id.size() <= LongestCallId ? call.id : toolCallId(call.id, 0, 0);
}

QByteArray InputWriter::resultId(const ToolResultPart &result)
{
    if (result.callId.isEmpty()) {
        QList<QByteArray> &pending = m_pending[result.name];
        return pending.isEmpty() ? toolCallId("request", 1, m_calls++) : pending.takeFirst();
    }
    return isOwn() || result.callId.size() <= LongestCallId ? result.callId : toolCallId(result.callId, 0, 0);
}

void InputWriter::writeCall(const Part &part, const ToolCallPart &call)
{
    m_json.beginObject().member("type", call.isCustom ? "custom_tool_call" : "function_call");
    m_json.member("call_id", callId(call)).member("name", call.name);
    const bool isEmpty = isOwn() && hasNote(part.extras, Note::Empty) && call.arguments == "{}";
    m_json.member(call.isCustom ? "input" : "arguments", isEmpty ? QByteArray() : call.arguments);
    if (isOwn())
        writeStatusAndId(part.extras);
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Changed))
        writeRest(m_json, part.extras);
    m_json.endObject();
    if (!call.signature.isEmpty())
        m_losses.add(Loss::Weight::Hint, part.path, "a thought signature is good for its own vendor only"_ba);
    if (part.cache)
        m_losses.add(Loss::Weight::Hint, part.path, "calls cannot be marked for the cache"_ba);
}

void InputWriter::writeResult(const Part &part, const ToolResultPart &result)
{
    m_json.beginObject();
    m_json.member("type", result.isCustom ? "custom_tool_call_output" : "function_call_output");
    m_json.member("call_id", resultId(result));
    if (isOwn()) {
        writeStatusAndId(part.extras);
        if (hasNote(part.extras, Note::Named))
            m_json.member("name", result.name);
    } else {
        if (result.isError)
            m_losses.add(Loss::Weight::Changed, part.path, "a failure is told by the text of the output alone"_ba);
        if (part.cache)
            m_losses.add(Loss::Weight::Hint, part.path, "outputs cannot be marked for the cache"_ba);
    }
    m_json.key("output");
    // A single text is a string, as it is for every other vendor of this dialect.
    const bool isOneText = result.content.size() == 1 && isText(result.content.front());
    if (isOwn() ? result.isPlainText : isOneText || result.content.isEmpty()) {
        m_json.string(isOneText ? std::get<TextPart>(result.content.front().content).text : QByteArray());
        if (!isOwn() && isOneText)
            static_cast<void>(m_losses.takes(result.content.front().extras, part.path, Loss::Weight::Changed));
    } else {
        const QByteArray list = contentList(result.content);
        list == "[]" && !isOwn() ? m_json.string({}) : m_json.raw(list);
    }
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Changed))
        writeRest(m_json, part.extras);
    m_json.endObject();
}

bool InputWriter::writeMedia(const Part &part, const MediaPart &media, Json::Writer &json)
{
    using Kind = MediaPart::Kind;
    const auto lose = [&](QByteArray reason) {
        m_losses.add(Loss::Weight::Meaning, part.path, std::move(reason));
        return false;
    };
    if (!isOwn()) {
        if (media.kind == Kind::Audio || media.kind == Kind::Video)
            return lose("the responses API takes no sound and no film"_ba);
        if (!media.fileId.isEmpty() && m_request.source != Dialect::OpenAi)
            return lose("the file is in another vendor's store"_ba);
        if (!media.url.isEmpty() && !media.url.startsWith("http") && !media.url.startsWith("data:"))
            return lose("OpenAI can fetch files by http only"_ba);
    }
    const QByteArray address = mediaAddress(media);
    json.beginObject();
    if (media.kind == Kind::Image) {
        json.member("type", "input_image").optionalMember("image_url", address);
        json.optionalMember("file_id", media.fileId);
        json.optionalMember("detail", media.detail.isEmpty() && !isOwn() ? "auto"_ba : media.detail); // required
        return true;
    }
    json.member("type", "input_file");
    const bool isBare = hasNote(part.extras, Note::Bare);
    const bool isData = !media.data.isEmpty() || address.startsWith("data:");
    if (isBare)
        json.member("file_data", media.data);
    else
        json.optionalMember(isData ? "file_data" : "file_url", address);
    json.optionalMember("file_id", media.fileId).optionalMember("detail", media.detail);
    // A name goes with data; beside an address or an id it is refused.
    if (isOwn())
        json.optionalMember("filename", media.fileName);
    else if (isData)
        json.member("filename", fileNameOf(media));
    return true;
}

bool InputWriter::writeContent(const Part &part, Json::Writer &json)
{
    if (const auto *text = std::get_if<TextPart>(&part.content)) {
        json.beginObject();
        const QByteArrayView type = noteOf(part.extras, Note::Type);
        type.isEmpty() ? json.member("type", "input_text") : json.rawMember("type", type);
        json.member("text", text->text);
        if (isOwn() && !text->citations.isEmpty()) {
            json.key("annotations").beginArray();
            for (const Citation &citation : text->citations)
                writeAnnotation(json, citation);
            json.endArray();
        }
    } else if (const auto *media = std::get_if<MediaPart>(&part.content)) {
        if (!writeMedia(part, *media, json))
            return false;
    } else if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
        json.beginObject().member("type", "refusal").member("refusal", refusal->text);
    } else if (const auto *opaque = std::get_if<OpaquePart>(&part.content); opaque && isOwn()) {
        json.raw(opaque->json);
        return true;
    } else {
        m_losses.add(Loss::Weight::Meaning, part.path, "has no counterpart in the responses API"_ba);
        return false;
    }
    if (part.cache && isOwn()) {
        json.key("prompt_cache_breakpoint").beginObject();
        writeRest(json, part.cache->extras);
        json.endObject();
    } else if (part.cache) {
        m_losses.add(Loss::Weight::Hint, part.path, "cache marks of another vendor are left out"_ba);
    }
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Changed))
        writeRest(json, part.extras);
    json.endObject();
    return true;
}

} // namespace Gatehouse::Llm::Responses
