// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichatparts.h"

#include "gateway/core/base/jsonreader.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/openaiusage.h"
#include "gateway/core/llm/toolcallid.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

constexpr Dialect Ours = Dialect::OpenAi;

// The members of vendors that say what a model thought.
constexpr std::array ReasoningMembers = {
    QByteArrayView("reasoning_content"),   // DeepSeek, z.ai, Moonshot, vLLM, LiteLLM
    QByteArrayView("reasoning"),           // Groq, Ollama, Cerebras, OpenRouter
    QByteArrayView("reasoning_details"),   // OpenRouter
    QByteArrayView("reasoning_signature"), // lingua
    QByteArrayView("thinking_blocks"),     // LiteLLM
};

void keepRest(const Members &inner, QByteArrayView name, Extras &extras)
{
    const Extras rest = inner.rest(Ours);
    for (const Extras::Member &member : rest.members)
        extras.members.append({.name = name.toByteArray() + '.' + member.name, .json = member.json});
}

// A note to our own writer; see Extras.
void note(Extras &extras, QByteArrayView name, QByteArray json)
{
    const QByteArray noted = '(' + name.toByteArray() + ')';
    extras.members.append({.name = noted, .json = std::move(json)});
}

std::optional<CacheMark> readCacheMark(Members &part)
{
    if (!part.peek("cache_control").isObject() || !part.peek("cache_control")["type"].is("ephemeral"))
        return std::nullopt; // stays an extra
    Members mark(part.object("cache_control"), part.pathOf("cache_control"), part.problems());
    mark.text("type");
    CacheMark cache{.ttl = mark.text("ttl"), .extras = {}};
    cache.extras = mark.rest(Ours);
    return cache;
}

MediaPart readAudio(Members &part, Extras &inner)
{
    Members audio(part.object("input_audio"), part.pathOf("input_audio"), part.problems());
    MediaPart media{.kind = MediaPart::Kind::Audio, .data = audio.text("data")};
    const QByteArray format = audio.text("format");
    media.mediaType = format == "mp3" ? "audio/mpeg"_ba : QByteArray("audio/" + format);
    keepRest(audio, "input_audio", inner);
    return media;
}

MediaPart readFile(Members &part, Extras &inner)
{
    Members file(part.object("file"), part.pathOf("file"), part.problems());
    MediaPart media{.kind = MediaPart::Kind::Document};
    const QByteArray data = file.text("file_data");
    if (data.startsWith("data:") || data.contains("://"))
        readMediaUrl(data, media);
    else
        media.data = data; // base64 alone, which some vendors take
    media.fileId = file.text("file_id");
    media.fileName = file.text("filename");
    keepRest(file, "file", inner);
    return media;
}

// image_url and video_url.
MediaPart readUrlObject(Members &part, QByteArrayView name, MediaPart::Kind kind, Extras &inner)
{
    MediaPart media{.kind = kind};
    if (part.peek(name).isString()) { // Mistral takes an address alone
        readMediaUrl(part.text(name), media);
        note(inner, "string", "true");
        return media;
    }
    Members object(part.object(name), part.pathOf(name), part.problems());
    readMediaUrl(object.requiredText("url"), media);
    media.detail = object.text("detail");
    keepRest(object, name, inner);
    return media;
}

// Mistral's {"type":"thinking","thinking":[{"type":"text","text":...}]}.
ReasoningPart readThinking(Json::Node part)
{
    ReasoningPart reasoning;
    const Json::Node thinking = part["thinking"];
    reasoning.text = thinking.text();
    if (thinking.isArray()) {
        for (const Json::Node piece : thinking)
            reasoning.text += piece["text"].text();
    }
    return reasoning;
}

Part readPart(Json::Node node, const QByteArray &path, Problems &problems)
{
    Members members(node, path, problems);
    Part part{.extras = {.dialect = Ours, .members = {}}, .path = path};
    Extras inner{.dialect = Ours, .members = {}};
    const QByteArray type = members.requiredText("type");
    if (type == "text") {
        part.content = TextPart{.text = members.text("text"), .citations = {}};
    } else if (type == "image_url") {
        part.content = readUrlObject(members, "image_url", MediaPart::Kind::Image, inner);
    } else if (type == "video_url") { // OpenRouter, vLLM
        part.content = readUrlObject(members, "video_url", MediaPart::Kind::Video, inner);
    } else if (type == "input_audio") {
        part.content = readAudio(members, inner);
    } else if (type == "file") {
        part.content = readFile(members, inner);
    } else if (type == "refusal") {
        part.content = RefusalPart{.text = members.text("refusal")};
    } else if (type == "thinking") {
        part.content = readThinking(node);
        note(part.extras, "part", node.json());
        return part;
    } else {
        part.content = OpaquePart{.type = type, .json = node.json()};
        return part;
    }
    part.cache = readCacheMark(members);
    part.extras = members.rest(Ours);
    part.extras.members += inner.members;
    return part;
}

ReasoningPart readThinkingBlock(Json::Node block)
{
    ReasoningPart reasoning{.text = block["thinking"].text(),
                            .signature = block["signature"].text(),
                            .redacted = block["data"].text(),
                            .id = block["id"].text()};
    reasoning.signer = dialectFromName(block["signer"].text()).value_or(Dialect::Anthropic);
    if (reasoning.signature.isEmpty() && reasoning.redacted.isEmpty())
        reasoning.signer = std::nullopt;
    return reasoning;
}

// OpenRouter's: the text stands in `reasoning` too.
ReasoningPart readDetails(Json::Node details)
{
    ReasoningPart reasoning;
    for (const Json::Node detail : details) {
        reasoning.text += detail["text"].text() + detail["summary"].text();
        if (const QByteArray signature = detail["signature"].text(); !signature.isEmpty())
            reasoning.signature = signature;
    }
    return reasoning;
}

void readReasoning(Members &message, QList<Part> &parts)
{
    Extras written{.dialect = Ours, .members = {}};
    for (const QByteArrayView name : ReasoningMembers) {
        if (message.has(name))
            note(written, name, message.json(name));
    }
    if (written.isEmpty())
        return;
    QList<Part> found;
    for (const Json::Node block : message.peek("thinking_blocks"))
        found.append(Part{.content = readThinkingBlock(block), .path = message.pathOf("thinking_blocks")});
    if (found.isEmpty()) {
        ReasoningPart reasoning = readDetails(message.peek("reasoning_details"));
        for (const QByteArrayView name : {ReasoningMembers[1], ReasoningMembers[0]}) {
            if (const QByteArray text = message.peek(name).text(); !text.isEmpty())
                reasoning.text = text;
        }
        const QByteArray first = written.members.first().name;
        found.append(Part{.content = std::move(reasoning), .path = message.pathOf(first.sliced(1).chopped(1))});
    }
    // A lone reasoning_content needs no note: that is how it is written anyway.
    const auto *first = std::get_if<ReasoningPart>(&found.first().content);
    if (written.members.size() > 1 || written.members.first().name != "(reasoning_content)" || first->text.isEmpty())
        found.first().extras = written;
    parts = found + parts;
}

// A message's audio of the answer is played, not translated.
void readAnswerMedia(Members &message, QList<Part> &parts)
{
    for (const Json::Node image : message.peek("images")) { // OpenRouter
        MediaPart media{.kind = MediaPart::Kind::Image};
        readMediaUrl(image["image_url"]["url"].text(), media);
        if (!media.data.isEmpty() || !media.url.isEmpty())
            parts.append(Part{.content = std::move(media), .path = message.pathOf("images")});
    }
    if (message.peek("images").isArray() && message.peek("images").size() > 0)
        message.take("images");
}

} // namespace

QList<Part> readContent(Json::Node list, const QByteArray &path, Problems &problems)
{
    QList<Part> parts;
    qsizetype index = 0;
    for (const Json::Node node : list) {
        const QByteArray place = elementPath(path, index++);
        if (node.isString() && !problems.areStrict())
            parts.append(Part{.content = TextPart{.text = node.text(), .citations = {}}, .path = place});
        else
            parts.append(readPart(node, place, problems));
    }
    return parts;
}

Part readToolCall(Json::Node node, const QByteArray &path, Problems &problems)
{
    Members call(node, path, problems);
    Part part{.extras = {.dialect = Ours, .members = {}}, .path = path};
    const bool isTyped = call.has("type");
    const QByteArray type = isTyped ? call.text("type") : "function"_ba;
    if (type != "function" && type != "custom") {
        const QByteArray opaqueType = "tool_calls." + type;
        part.content = OpaquePart{.type = opaqueType, .json = node.json()};
        return part;
    }
    Extras inner{.dialect = Ours, .members = {}};
    ToolCallPart found{.isCustom = type == "custom"};
    const ToolCallId id = splitToolCallId(call.text("id"));
    found.id = id.id;
    found.signature = id.signature;
    Members function(call.object(type), call.pathOf(type), problems);
    found.name = function.requiredText("name");
    const Json::Node arguments = function.peek(found.isCustom ? "input" : "arguments");
    if (arguments.isObject() && !problems.areStrict()) {
        found.arguments = function.json("arguments"); // vendors that forget to quote it
    } else {
        found.arguments = function.text(found.isCustom ? "input" : "arguments");
    }
    if (found.arguments.isEmpty() && !found.isCustom) {
        found.arguments = "{}";
        if (arguments.exists())
            note(inner, "empty", "true");
    }
    keepRest(function, type, inner);
    const Json::Node google = call.peek("extra_content")["google"];
    if (google["thought_signature"].isString()) {
        found.signature = google["thought_signature"].text();
        if (google.size() == 1 && call.peek("extra_content").size() == 1)
            call.take("extra_content");
    }
    part.content = std::move(found);
    part.extras = call.rest(Ours);
    part.extras.members += inner.members;
    if (!isTyped)
        note(part.extras, "untyped", "true");
    return part;
}

Citation readCitation(Json::Node annotation)
{
    Problems problems(Problems::Rules::Lenient);
    Members outer(annotation, {}, problems);
    outer.text("type");
    Members url(outer.object("url_citation"), {}, problems);
    Citation citation{.url = url.text("url"),
                      .title = url.text("title"),
                      .text = url.text("content"), // OpenRouter
                      .start = url.integer("start_index"),
                      .end = url.integer("end_index"),
                      .extras = outer.rest(Ours)};
    keepRest(url, "url_citation", citation.extras);
    return citation;
}

AssistantContent readAssistant(Members &message)
{
    AssistantContent found;
    const Json::Node content = message.peek("content");
    if (content.isArray()) {
        found.parts = readContent(message.array("content"), message.pathOf("content"), message.problems());
        found.isPlainText = false;
    } else if (content.exists()) {
        found.parts.append(Part{.content = TextPart{.text = message.text("content"), .citations = {}},
                                .path = message.pathOf("content")});
    }
    readReasoning(message, found.parts);

    // Annotations stand beside the text; kept as they are unless all of them are understood.
    const Json::Node annotations = message.peek("annotations");
    Part *text = nullptr;
    for (Part &part : found.parts) {
        if (std::holds_alternative<TextPart>(part.content))
            text = &part;
    }
    bool areCitations = annotations.isArray() && annotations.size() > 0 && text != nullptr;
    for (const Json::Node annotation : annotations)
        areCitations = areCitations && annotation["type"].is("url_citation") && annotation["url_citation"].isObject();
    if (areCitations) {
        for (const Json::Node annotation : message.array("annotations"))
            std::get<TextPart>(text->content).citations.append(readCitation(annotation));
    }
    if (!content.isArray() && message.peek("refusal").isString()) {
        Part part{.content = RefusalPart{.text = message.text("refusal")}, .path = message.pathOf("refusal")};
        found.parts.append(std::move(part));
    }
    readAnswerMedia(message, found.parts);
    const Json::Node calls = message.peek("tool_calls");
    qsizetype index = 0;
    for (const Json::Node call : message.array("tool_calls"))
        found.parts.append(readToolCall(call, elementPath(message.pathOf("tool_calls"), index++), message.problems()));
    if (calls.isArray() && calls.size() == 0 && !found.parts.isEmpty())
        note(found.parts.first().extras, "no calls", "true");
    if (message.peek("function_call").isObject()) { // before there were tools: one call, which has no id
        Members call(message.object("function_call"), message.pathOf("function_call"), message.problems());
        Part part{.path = message.pathOf("function_call")};
        ToolCallPart tool{.name = call.requiredText("name"), .arguments = call.text("arguments")};
        if (tool.arguments.isEmpty())
            tool.arguments = "{}";
        part.content = std::move(tool);
        part.extras.members.append({.name = "(function_call)"_ba, .json = "true"_ba});
        found.parts.append(std::move(part));
    }
    return found;
}

void readMediaUrl(QByteArray url, MediaPart &media)
{
    const qsizetype comma = url.indexOf(',');
    if (url.startsWith("data:") && comma > 0 && url.first(comma).endsWith(";base64") && url.size() > comma + 1) {
        media.mediaType = url.sliced(5, comma - 5 - qsizetype(sizeof(";base64") - 1));
        media.data = url.sliced(comma + 1);
    } else {
        media.url = std::move(url);
    }
}

FinishReason readFinishReason(QByteArrayView word)
{
    if (word.isEmpty())
        return FinishReason::None;
    if (word == "tool_calls" || word == "function_call")
        return FinishReason::ToolCalls;
    if (word == "length" || word == "max_tokens")
        return FinishReason::Length;
    if (word == "model_length") // Mistral
        return FinishReason::ContextWindow;
    if (word == "content_filter")
        return FinishReason::ContentFilter;
    if (word == "error" || word == "network_error" || word == "insufficient_system_resource") // z.ai, DeepSeek
        return FinishReason::Error;
    return FinishReason::Stop;
}

std::optional<Usage> readUsage(Json::Node usage)
{
    if (!usage.isObject())
        return std::nullopt;
    Json::Reader json(usage.raw(), Json::Rules::Lenient);
    json.next();
    return readOpenAiUsage(json);
}

std::optional<VendorFailure> readFailure(Json::Node root)
{
    const Json::Node error = root["error"];
    const bool isOwn = root["object"].is("error") || root["detail"].exists()
                       || (root["message"].isString() && !root["choices"].exists());
    if (!error.isObject() && !error.isString() && !isOwn)
        return std::nullopt;
    const OpenAiErrorText text = readOpenAiError(root.raw());
    VendorFailure failure{.message = text.message,
                          .type = text.type,
                          .code = text.code,
                          .param = (error.isObject() ? error : root)["param"].text()};
    if (failure.message.isEmpty() && root["detail"].isArray()) { // Mistral, FastAPI: [{"loc","msg","type"}]
        for (const Json::Node problem : root["detail"])
            failure.message += (failure.message.isEmpty() ? "" : "; ") + problem["msg"].text().left(500);
    }
    if (failure.message.isEmpty() && failure.type.isEmpty() && failure.code.isEmpty() && !isOwn)
        return std::nullopt;
    const int code = failure.code.toInt();
    failure.status = code >= 400 && code <= 599 ? code : 0;
    return failure;
}

} // namespace Gatehouse::Llm::OpenAiChat
