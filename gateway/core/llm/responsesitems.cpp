// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesitems.h"

#include "gateway/core/base/json.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

constexpr Dialect Own = Dialect::OpenAiResponses;

// Server items that the client sends: what it did for the model.
constexpr auto ClientItems = std::to_array<QByteArrayView>(
    {"computer_call_output", "local_shell_call_output", "shell_call_output", "apply_patch_call_output",
     "mcp_approval_response", "tool_search_output", "program_output", "compaction_trigger"});

std::optional<Role> roleOf(QByteArrayView name)
{
    if (name == "user")
        return Role::User;
    if (name == "assistant")
        return Role::Assistant;
    if (name == "system")
        return Role::System;
    if (name == "developer")
        return Role::Developer;
    return std::nullopt;
}

// The bookkeeping of an item, for its note. The status of an answer's items is that of the answer.
Json::Writer itemNote(Members &item)
{
    Json::Writer note;
    note.beginObject().optionalMember("id", optionalText(item, "id"));
    const QByteArray status = optionalText(item, "status");
    if (item.problems().areStrict())
        note.optionalMember("status", status);
    return note;
}

// "data:image/png;base64,AAAA" into its two halves. An address of any other form stays one.
void readAddress(const QByteArray &address, MediaPart &media)
{
    if (address.startsWith("data:")) {
        const qsizetype semicolon = address.indexOf(';');
        const qsizetype comma = address.indexOf(',');
        if (semicolon > 0 && comma > semicolon && address.sliced(semicolon, comma - semicolon) == ";base64") {
            media.mediaType = address.sliced(5, semicolon - 5);
            media.data = address.sliced(comma + 1);
            if (!media.mediaType.isEmpty() && !media.data.isEmpty())
                return;
            media.mediaType.clear();
            media.data.clear();
        }
    }
    media.url = address;
}

MediaPart readImage(Members &content)
{
    MediaPart media{.kind = MediaPart::Kind::Image, .detail = optionalText(content, "detail")};
    if (content.has("image_url"))
        readAddress(content.text("image_url"), media); // a file_id beside it stays with the extras
    else
        media.fileId = content.text("file_id");
    if (media.url.isEmpty() && media.data.isEmpty() && media.fileId.isEmpty() && content.problems().areStrict())
        content.problems().add(content.pathOf("image_url"), "is missing or empty");
    return media;
}

// Files whose kind the data does not say; OpenAI takes PDF alone that way.
QByteArray mediaTypeOf(const QByteArray &fileName)
{
    return fileName.endsWith(".txt") ? "text/plain"_ba : "application/pdf"_ba;
}

MediaPart readFile(Members &content, Extras &notes)
{
    MediaPart media{.kind = MediaPart::Kind::Document,
                    .fileName = optionalText(content, "filename"),
                    .detail = optionalText(content, "detail")};
    if (content.has("file_data")) {
        readAddress(content.text("file_data"), media);
        if (!media.url.isEmpty() && !media.url.startsWith("data:")) {
            media.data = std::exchange(media.url, {});
            media.mediaType = mediaTypeOf(media.fileName);
            addNote(notes, Note::Bare);
        }
    } else if (content.has("file_url")) {
        media.url = content.text("file_url");
    } else {
        media.fileId = content.text("file_id");
    }
    if (media.url.isEmpty() && media.data.isEmpty() && media.fileId.isEmpty() && content.problems().areStrict())
        content.problems().add(content.pathOf("file_data"), "is missing or empty");
    return media;
}

void readAnnotations(Members &content, TextPart &text)
{
    qsizetype index = 0;
    const QByteArray path = content.pathOf("annotations");
    for (const Json::Node annotation : content.array("annotations"))
        text.citations.append(readAnnotation(annotation, elementPath(path, index++), content.problems()));
}

// The texts of a list of parts, joined by a blank line; the lengths where the list cannot be told from the text.
QByteArray readTexts(Members &item, QByteArrayView name, QByteArrayView note, Extras &notes)
{
    // A list with anything else in it stays as it is.
    const QByteArrayView type = name == "summary" ? QByteArrayView("summary_text") : QByteArrayView("reasoning_text");
    const Json::Node given = item.peek(name);
    const bool isPlain = !given.isArray() || std::ranges::all_of(given, [type](Json::Node element) {
        return element.size() == 2 && element["type"].is(type) && element["text"].isString();
    });
    if (item.problems().areStrict() && !isPlain)
        return {};
    QByteArray joined;
    Json::Writer lengths;
    lengths.beginArray();
    qsizetype count = 0;
    const Json::Node list = item.array(name);
    for (const Json::Node element : list) {
        const QByteArray text = element["text"].text();
        if (count++ > 0)
            joined += "\n\n";
        joined += text;
        lengths.integer(text.size());
    }
    lengths.endArray();
    // An empty summary is the usual way of having none; an empty content is not.
    const bool isOdd = (count == 1 && joined.isEmpty()) || (count == 0 && list.exists() && name == "content");
    if (count > 1 || (isOdd && item.problems().areStrict()))
        addNote(notes, note, lengths.take());
    return joined;
}

Part readReasoning(Members &item)
{
    Part part;
    Extras notes{.dialect = Own};
    ReasoningPart reasoning{.id = item.peek("id").text()};
    addNote(notes, Note::Item, itemNote(item).endObject().take());
    if (item.problems().areStrict() && !item.has("summary"))
        item.problems().add(item.pathOf("summary"), "is missing");
    reasoning.summary = readTexts(item, "summary", Note::Summary, notes);
    reasoning.text = readTexts(item, "content", Note::Content, notes);
    reasoning.signature = optionalText(item, "encrypted_content");
    // In a request it is that of the dialect anyway.
    if (!item.problems().areStrict())
        reasoning.signer = Own;
    part.content = std::move(reasoning);
    part.extras = restOf(item);
    part.extras.members += notes.members;
    return part;
}

Part readCall(Members &item, bool isCustom)
{
    Part part;
    Extras notes{.dialect = Own};
    ToolCallId id = splitToolCallId(item.requiredText("call_id"));
    ToolCallPart call{.id = std::move(id.id),
                      .name = item.requiredText("name"),
                      .arguments = item.text(isCustom ? "input" : "arguments"),
                      .signature = std::move(id.signature),
                      .isCustom = isCustom};
    if (item.problems().areStrict() && !item.has(isCustom ? "input" : "arguments"))
        item.problems().add(item.pathOf(isCustom ? "input" : "arguments"), "is missing");
    addNote(notes, Note::Item, itemNote(item).endObject().take());
    if (call.arguments.isEmpty() && !isCustom) {
        call.arguments = "{}"_ba;
        addNote(notes, Note::Empty);
    }
    part.content = std::move(call);
    part.extras = restOf(item);
    part.extras.members += notes.members;
    return part;
}

Part opaque(Json::Node node, const QByteArray &type)
{
    Part part{.content = OpaquePart{.type = type, .json = node.json()}, .extras = {.dialect = Own}};
    addNote(part.extras, Note::Item, "{}");
    return part;
}

// A message of the model's: its content, and what stands beside that on the first part.
QList<Part> readModelMessage(Members &item)
{
    QList<Part> parts;
    Json::Writer note = itemNote(item);
    if (!item.has("type"))
        note.member("type", false);
    item.take("role");
    const Json::Node content = item.take("content");
    if (content.isString()) {
        note.member("plain", true);
        parts.append(Part{.content = TextPart{.text = content.text()}, .extras = {.dialect = Own}});
    } else if (content.isArray()) {
        qsizetype index = 0;
        const QByteArray path = item.pathOf("content");
        for (const Json::Node element : content)
            parts.append(readContent(element, elementPath(path, index++), "output_text", item.problems()));
    } else if (item.problems().areStrict()) {
        item.problems().add(item.pathOf("content"), "must be a string or an array");
    }
    if (parts.isEmpty()) {
        parts.append(Part{.content = TextPart{}, .extras = {.dialect = Own}});
        addNote(parts.front().extras, Note::Empty);
    }
    if (std::holds_alternative<OpaquePart>(parts.front().content))
        note.member("content", true); // no item of its own
    Extras &extras = parts.front().extras;
    extras.dialect = Own;
    addNote(extras, Note::Item, note.endObject().take());
    for (const Extras::Member &member : restOf(item).members) {
        if (member.name != "type")
            extras.members.append({.name = "message." + member.name, .json = member.json});
    }
    return parts;
}

} // namespace

Extras restOf(Members &members)
{
    Extras extras = members.rest(Own);
    extras.members.removeIf([&members](const Extras::Member &member) {
        const bool isForged =
            member.name.startsWith('(') || member.name.startsWith("message.") || member.name.startsWith("text.");
        if (isForged && members.problems().areStrict())
            members.problems().add(members.pathOf(member.name), "is not known");
        return isForged;
    });
    return extras;
}

QByteArray optionalText(Members &members, QByteArrayView name)
{
    return members.peek(name).is("") ? QByteArray() : members.text(name);
}

bool beginsItem(const Part &part)
{
    return part.extras.dialect == Own && hasNote(part.extras, Note::Item);
}

void addNote(Extras &extras, QByteArrayView name, QByteArrayView json)
{
    extras.dialect = Own;
    extras.members.append({.name = name.toByteArray(), .json = json.toByteArray()});
}

bool hasNote(const Extras &extras, QByteArrayView name)
{
    return !noteOf(extras, name).isEmpty();
}

QByteArrayView noteOf(const Extras &extras, QByteArrayView name)
{
    if (extras.dialect != Own)
        return {};
    for (const Extras::Member &member : extras.members) {
        if (member.name == name)
            return member.json;
    }
    return {};
}

Citation readAnnotation(Json::Node annotation, const QByteArray &path, Problems &problems)
{
    Members members(annotation, path, problems);
    Citation citation;
    Extras notes{.dialect = Own};
    if (problems.areStrict() && members.peek("type").text().isEmpty())
        problems.add(members.pathOf("type"), "is missing or empty");
    if (members.peek("type").is("url_citation") && !members.peek("url").text().isEmpty()) {
        citation.url = members.text("url");
        if (!members.has("title") && problems.areStrict())
            addNote(notes, Note::Untitled);
        citation.title = members.text("title");
        members.take("type");
        // A position that is no whole number stays as it is.
        if (members.peek("start_index").integer())
            citation.start = members.integer("start_index");
        if (members.peek("end_index").integer())
            citation.end = members.integer("end_index");
    }
    citation.extras = restOf(members);
    citation.extras.members += notes.members;
    return citation;
}

Part readContent(Json::Node content, const QByteArray &path, QByteArrayView usualText, Problems &problems)
{
    Members members(content, path, problems);
    const QByteArray type = members.peek("type").text();
    Part part{.extras = {.dialect = Own}, .path = path};
    Extras notes{.dialect = Own};
    if (type == "input_text" || type == "output_text" || type == "text") {
        members.take("type");
        if (problems.areStrict() && !members.has("text"))
            problems.add(members.pathOf("text"), "is missing");
        TextPart text{.text = members.text("text")};
        readAnnotations(members, text);
        part.content = std::move(text);
        if (type != usualText)
            addNote(notes, Note::Type, Json::quoted(type));
        // An explicit empty list is kept, for the sake of the exact bytes.
        const Json::Node annotations = members.array("annotations");
        if (problems.areStrict() && annotations.exists() && annotations.size() == 0)
            notes.members.append({.name = "annotations"_ba, .json = "[]"_ba});
    } else if (type == "refusal") {
        members.take("type");
        part.content = RefusalPart{.text = members.text("refusal")};
    } else if (type == "input_image") {
        members.take("type");
        part.content = readImage(members);
    } else if (type == "input_file") {
        members.take("type");
        part.content = readFile(members, notes);
    } else {
        if (problems.areStrict() && type.isEmpty())
            problems.add(members.pathOf("type"), "is missing or empty");
        part.content = OpaquePart{.type = type, .json = content.json()};
        return part;
    }
    if (const Json::Node mark = members.peek("prompt_cache_breakpoint"); mark.isObject()) {
        Members breakpoint(members.object("prompt_cache_breakpoint"), members.pathOf("prompt_cache_breakpoint"),
                           problems);
        part.cache = CacheMark{.ttl = {}, .extras = restOf(breakpoint)};
    }
    part.extras = restOf(members);
    part.extras.members += notes.members;
    return part;
}

QList<Part> readModelItem(Json::Node item, const QByteArray &path, Problems &problems)
{
    Members members(item, path, problems);
    const QByteArray type = members.peek("type").text();
    QList<Part> parts;
    if (type == "message" || (type.isEmpty() && members.has("role"))) {
        parts = readModelMessage(members);
    } else if (type == "reasoning") {
        members.take("type");
        parts.append(readReasoning(members));
    } else if (type == "function_call" || type == "custom_tool_call") {
        members.take("type");
        parts.append(readCall(members, type == "custom_tool_call"));
    } else {
        parts.append(opaque(item, type));
    }
    for (Part &part : parts) {
        if (part.path.isEmpty())
            part.path = path;
    }
    return parts;
}

Message &ItemReader::turn(Role role, const QByteArray &path)
{
    const Turn wanted = role == Role::Assistant ? Turn::Assistant : Turn::Results;
    if (m_turn != wanted || m_messages.isEmpty())
        m_messages.append(Message{.role = role, .extras = {.dialect = Own}, .path = path});
    m_turn = wanted;
    return m_messages.back();
}

void ItemReader::addOpaque(Members &item, Json::Node node, Role role)
{
    Part part = opaque(node, item.peek("type").text());
    part.path = item.path();
    if (role == Role::Assistant || role == Role::User) {
        turn(role, item.path()).parts.append(std::move(part));
        return;
    }
    m_turn = Turn::None;
    m_messages.append(
        Message{.role = role, .parts = {std::move(part)}, .extras = {.dialect = Own}, .path = item.path()});
}

void ItemReader::readMessage(Members &item, Role role)
{
    m_turn = Turn::None;
    Message message{.role = role, .path = item.path()};
    Extras notes{.dialect = Own};
    if (!item.has("type"))
        addNote(notes, Note::Untyped);
    item.take("type");
    item.take("role");
    message.id = optionalText(item, "id");
    const Json::Node content = item.take("content");
    if (content.isString()) {
        message.isPlainText = true;
        message.parts.append(Part{
            .content = TextPart{.text = content.text()}, .extras = {.dialect = Own}, .path = item.pathOf("content")});
    } else if (content.isArray()) {
        qsizetype index = 0;
        for (const Json::Node element : content)
            message.parts.append(
                readContent(element, elementPath(item.pathOf("content"), index++), "input_text", m_problems));
    } else {
        m_problems.add(item.pathOf("content"), "must be a string or an array");
    }
    message.extras = restOf(item);
    message.extras.members += notes.members;
    m_messages.append(std::move(message));
}

void ItemReader::readResult(Members &item)
{
    Part part{.path = item.path()};
    Extras notes{.dialect = Own};
    ToolResultPart result{.callId = splitToolCallId(item.requiredText("call_id")).id,
                          .name = optionalText(item, "name"),
                          .isCustom = item.peek("type").is("custom_tool_call_output")};
    item.take("type");
    addNote(notes, Note::Item, itemNote(item).endObject().take());
    if (result.name.isEmpty())
        result.name = m_functions.value(result.callId);
    else
        addNote(notes, Note::Named);
    const Json::Node output = item.take("output");
    const QByteArray path = item.pathOf("output");
    if (output.isString()) {
        result.isPlainText = true;
        if (!output.text().isEmpty())
            result.content.append(
                Part{.content = TextPart{.text = output.text()}, .extras = {.dialect = Own}, .path = path});
    } else if (output.isArray()) {
        qsizetype index = 0;
        for (const Json::Node element : output)
            result.content.append(readContent(element, elementPath(path, index++), "input_text", m_problems));
    } else {
        m_problems.add(path, "must be a string or an array");
    }
    part.content = std::move(result);
    part.extras = restOf(item);
    part.extras.members += notes.members;
    turn(Role::User, item.path()).parts.append(std::move(part));
}

void ItemReader::read(Json::Node node, const QByteArray &path)
{
    Members item(node, path, m_problems);
    if (!node.isObject()) {
        m_problems.add(path, "must be an object");
        return;
    }
    const Json::Node type = item.take("type");
    if (type.exists() && type.text().isEmpty()) {
        m_problems.add(item.pathOf("type"), "must be a string with something in it");
        return;
    }
    const std::optional<Role> role = roleOf(item.peek("role").text());
    const bool isMessage = type.is("message") || (!type.exists() && item.has("role"));
    if (isMessage && !role) {
        m_problems.add(item.pathOf("role"), "must be user, assistant, system or developer");
        return;
    }
    if (isMessage && *role != Role::Assistant)
        return readMessage(item, *role);
    if (type.is("function_call_output") || type.is("custom_tool_call_output"))
        return readResult(item);
    if (!isMessage && !type.exists() && !item.has("id")) { // references may come without a type
        m_problems.add(item.pathOf("type"), "is missing");
        return;
    }
    const bool isClients = std::ranges::any_of(ClientItems, [&type](QByteArrayView name) { return type.is(name); });
    if (isClients || (!isMessage && role && *role != Role::Assistant))
        return addOpaque(item, node, isClients ? Role::User : *role);
    for (Part &part : readModelItem(node, path, m_problems)) {
        if (const auto *call = std::get_if<ToolCallPart>(&part.content))
            m_functions.insert(call->id, call->name);
        turn(Role::Assistant, path).parts.append(std::move(part));
    }
    // Other dialects may write a turn that was one string as a string.
    Message &message = m_messages.back();
    const auto *text = message.parts.size() == 1 ? std::get_if<TextPart>(&message.parts.front().content) : nullptr;
    message.isPlainText = text && node["content"].isString();
}

} // namespace Gatehouse::Llm::Responses
