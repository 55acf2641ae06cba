// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminiparts.h"

#include "gateway/core/llm/geminimembers.h"
#include "gateway/core/llm/geminithinking.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Json::Writer;

// ---- Media

struct Ending {
    QByteArrayView ending;
    QByteArrayView mediaType;
};
constexpr auto Endings = std::to_array<Ending>({
    {"png", "image/png"},       {"jpg", "image/jpeg"},        {"jpeg", "image/jpeg"},     {"webp", "image/webp"},
    {"heic", "image/heic"},     {"heif", "image/heif"},       {"gif", "image/gif"},       {"bmp", "image/bmp"},
    {"pdf", "application/pdf"}, {"txt", "text/plain"},        {"html", "text/html"},      {"htm", "text/html"},
    {"css", "text/css"},        {"csv", "text/csv"},          {"md", "text/markdown"},    {"xml", "text/xml"},
    {"rtf", "text/rtf"},        {"json", "application/json"}, {"mp4", "video/mp4"},       {"mpeg", "video/mpeg"},
    {"mpg", "video/mpeg"},      {"mov", "video/quicktime"},   {"avi", "video/x-msvideo"}, {"flv", "video/x-flv"},
    {"webm", "video/webm"},     {"wmv", "video/x-ms-wmv"},    {"3gp", "video/3gpp"},      {"wav", "audio/wav"},
    {"mp3", "audio/mp3"},       {"aiff", "audio/aiff"},       {"aac", "audio/aac"},       {"ogg", "audio/ogg"},
    {"flac", "audio/flac"},
});

QByteArrayView typeByEnding(QByteArrayView address)
{
    const qsizetype query = std::min(address.indexOf('?') < 0 ? address.size() : address.indexOf('?'),
                                     address.indexOf('#') < 0 ? address.size() : address.indexOf('#'));
    const QByteArrayView path = address.first(query);
    const qsizetype dot = path.lastIndexOf('.');
    if (dot < 0)
        return {};
    const QByteArray ending = path.sliced(dot + 1).toByteArray().toLower();
    const auto found = std::ranges::find(Endings, QByteArrayView(ending), &Ending::ending);
    return found == Endings.end() ? QByteArrayView() : found->mediaType;
}

// By the first bytes, in base64.
QByteArrayView typeByData(QByteArrayView data)
{
    static constexpr auto Beginnings = std::to_array<Ending>({{"iVBORw0KGgo", "image/png"},
                                                              {"/9j/", "image/jpeg"},
                                                              {"R0lGOD", "image/gif"},
                                                              {"UklGR", "image/webp"},
                                                              {"JVBERi", "application/pdf"}});
    for (const Ending &beginning : Beginnings) {
        if (data.startsWith(beginning.ending))
            return beginning.mediaType;
    }
    return {};
}

// Google's own file store; nobody else can read it.
bool isGoogleFile(QByteArrayView address)
{
    return address.startsWith("https://generativelanguage.googleapis.com/") && address.contains("/files/");
}

MediaPart readMedia(GeminiMembers &part, QByteArrayView name, QByteArrayView content, Extras &extras)
{
    const QByteArray prefix = name.toByteArray() + '.';
    const QByteArray path = part.pathOf(name);
    GeminiMembers media(part.object(name), path, part.problems(), prefix);
    MediaPart result{.mediaType = media.text("mimeType"), .fileName = media.text("displayName")};
    const QByteArray value = media.requiredText(content);
    if (content == "data")
        result.data = value;
    else if (isGoogleFile(value))
        result.fileId = value;
    else
        result.url = value;
    result.kind = geminiMediaKind(result.mediaType, result.data.isEmpty() ? value : QByteArray());
    media.restInto(extras);
    return result;
}

void writeMedia(Writer &json, const MediaPart &media, const GeminiNames &part, const Extras &extras, bool isOwn)
{
    const bool isInline = media.url.isEmpty() && media.fileId.isEmpty();
    const QByteArray prefix = isInline ? "inlineData."_ba : "fileData."_ba;
    const GeminiNames names(extras, prefix);
    json.key(part(isInline ? "inlineData" : "fileData")).beginObject();
    json.optionalMember(names("mimeType"), isOwn ? media.mediaType : geminiMediaType(media));
    if (isInline)
        json.member(names("data"), media.isText ? media.data.toBase64() : media.data);
    else
        json.member(names("fileUri"), media.fileId.isEmpty() ? media.url : media.fileId);
    if (isOwn)
        json.optionalMember(names("displayName"), media.fileName);
    names.writeRest(json);
    json.endObject();
}

// ---- Calls and results

ToolCallPart readCall(GeminiMembers &part, Extras &extras)
{
    const QByteArray path = part.pathOf("functionCall");
    GeminiMembers call(part.object("functionCall"), path, part.problems(), "functionCall.");
    ToolCallPart result{.id = call.text("id"),
                        .name = call.requiredText("name"),
                        .arguments = call.object("args").json(),
                        .signature = part.text("thoughtSignature")};
    if (result.arguments.isEmpty()) {
        result.arguments = "{}"_ba;
        call.note("-args");
    }
    call.restInto(extras);
    return result;
}

void writeCall(Writer &json, const ToolCallPart &call, const GeminiNames &part, const Part &whole, bool isAnswer)
{
    const GeminiNames names(whole.extras, "functionCall."_ba);
    json.key(part("functionCall")).beginObject();
    json.member(names("name"), call.name);
    const QByteArray arguments = geminiArguments(call).json;
    if (isAnswer || !names.has("-args") || arguments != "{}")
        json.rawMember(names("args"), arguments);
    json.optionalMember(names("id"), call.id);
    names.writeRest(json);
    json.endObject();
    json.optionalMember(part("thoughtSignature"), call.signature);
}

ToolResultPart readResult(GeminiMembers &part, Extras &extras)
{
    const QByteArray path = part.pathOf("functionResponse");
    GeminiMembers response(part.object("functionResponse"), path, part.problems(), "functionResponse.");
    ToolResultPart result{
        .callId = response.text("id"), .name = response.requiredText("name"), .content = {}, .isPlainText = true};
    const Node value = response.object("response");
    result.json = value.exists() ? value.json() : "{}"_ba;
    GeminiResultText text = geminiResultText(value);
    result.isError = text.isError;
    result.content.append(Part{.content = TextPart{.text = std::move(text.text)}, .path = path});
    for (const auto &[node, place] : response.elements("parts")) {
        if (auto nested = readGeminiPart(node, place, part.problems()))
            result.content.append(*std::move(nested));
    }
    response.restInto(extras);
    return result;
}

bool isMedia(const Part &part)
{
    return std::holds_alternative<MediaPart>(part.content);
}

// The object Gemini wants, of a result that another dialect gave.
void writeResponse(Writer &json, const ToolResultPart &result)
{
    const auto tree = Json::Tree::parse(result.json, Json::Rules::Lenient);
    if (tree && tree->root().isObject()) {
        json.raw(result.json);
        return;
    }
    json.beginObject();
    if (tree) {
        json.rawMember(result.isError ? "error" : "output", result.json);
    } else {
        QByteArray text;
        for (const Part &part : result.content) {
            if (const auto *piece = std::get_if<TextPart>(&part.content)) {
                if (!text.isEmpty() && !piece->text.isEmpty())
                    text += '\n';
                text += piece->text;
            }
        }
        json.member(result.isError ? "error" : "output", text);
    }
    json.endObject();
}

void writeResult(Writer &json, const ToolResultPart &result, const GeminiNames &part, const Part &whole,
                 const GeminiPartRules &rules, LossReport &losses)
{
    const GeminiNames names(whole.extras, "functionResponse."_ba);
    json.key(part("functionResponse")).beginObject();
    json.optionalMember(names("id"), result.callId);
    json.member(names("name"), result.name);
    json.key(names("response"));
    writeResponse(json, result);

    QList<Part> media;
    if (rules.isOwn || wantsThoughtSignatures(rules.model))
        std::ranges::copy_if(result.content, std::back_inserter(media), isMedia);
    if (!media.isEmpty()) {
        const bool isBare = names.isBare("parts", media.size());
        json.key(names("parts"));
        if (!isBare)
            json.beginArray();
        for (const Part &nested : std::as_const(media))
            writeGeminiPart(json, nested, rules, losses);
        if (!isBare)
            json.endArray();
    }
    for (const Part &nested : result.content) {
        if (!isMedia(nested) && !std::holds_alternative<TextPart>(nested.content))
            losses.add(Loss::Weight::Meaning, nested.path, "cannot stand in a Gemini function response");
    }
    names.writeRest(json);
    json.endObject();
}

// ---- What Gemini cannot take from others

// Nothing = it is written.
std::optional<Loss> lossOf(const Part &part, const GeminiPartRules &rules)
{
    using Weight = Loss::Weight;
    if (const auto *opaque = std::get_if<OpaquePart>(&part.content); opaque && part.extras.dialect != Dialect::Gemini)
        return Loss{.weight = Weight::Meaning,
                    .param = {},
                    .reason = "of type "_ba + opaque->type + " has no counterpart in Gemini"};
    if (rules.isOwn)
        return std::nullopt;
    if (const auto *text = std::get_if<TextPart>(&part.content); text && text->text.isEmpty())
        return Loss{.weight = Weight::Hint, .param = {}, .reason = "is empty"};
    if (std::holds_alternative<ReasoningPart>(part.content))
        return Loss{.weight = Weight::Hint, .param = {}, .reason = "is another vendor's reasoning"};
    if (const auto *media = std::get_if<MediaPart>(&part.content); media && !media->fileId.isEmpty())
        return Loss{.weight = Weight::Meaning, .param = {}, .reason = "is in another vendor's file store"};
    return std::nullopt;
}

void reportSmallLosses(const Part &part, LossReport &losses)
{
    using Weight = Loss::Weight;
    if (part.cache)
        losses.add(Weight::Hint, part.path, "Gemini caches by itself");
    if (const auto *text = std::get_if<TextPart>(&part.content); text && !text->citations.isEmpty())
        losses.add(Weight::Hint, part.path, "Gemini takes no citations back");
    if (const auto *media = std::get_if<MediaPart>(&part.content)) {
        if (!media->fileName.isEmpty())
            losses.add(Weight::Hint, part.path, "Gemini takes no file names");
        if (media->detail == "low" || media->detail == "high")
            losses.add(Weight::Changed, part.path, "Gemini chooses how closely it looks at images");
    }
    if (const auto *call = std::get_if<ToolCallPart>(&part.content); call && geminiArguments(*call).isWrapped)
        losses.add(Weight::Changed, part.path, "the arguments are no object, and are wrapped in one");
    (void)losses.takes(part.extras, part.path, Weight::Meaning);
}

} // namespace

MediaPart::Kind geminiMediaKind(QByteArrayView mediaType, QByteArrayView address)
{
    using Kind = MediaPart::Kind;
    const QByteArrayView type = mediaType.isEmpty() ? typeByEnding(address) : mediaType;
    if (type.startsWith("image/"))
        return Kind::Image;
    if (type.startsWith("audio/"))
        return Kind::Audio;
    if (type.startsWith("video/") || address.contains("youtube.com/") || address.contains("youtu.be/"))
        return Kind::Video;
    return Kind::Document;
}

QByteArray geminiMediaType(const MediaPart &media)
{
    if (!media.mediaType.isEmpty())
        return media.mediaType;
    QByteArrayView type = media.data.isEmpty() ? typeByEnding(media.url) : typeByData(media.data);
    if (type.isEmpty())
        type = typeByEnding(media.fileName);
    if (!type.isEmpty())
        return type.toByteArray();
    switch (media.kind) {
    case MediaPart::Kind::Image:
        return "image/*"_ba;
    case MediaPart::Kind::Audio:
        return "audio/*"_ba;
    case MediaPart::Kind::Video:
        return "video/*"_ba;
    case MediaPart::Kind::Document:
        break;
    }
    return media.isText ? "text/plain"_ba : "application/pdf"_ba;
}

GeminiArguments geminiArguments(const ToolCallPart &call)
{
    if (call.arguments.trimmed().isEmpty() && !call.isCustom)
        return {.json = "{}"_ba};
    const auto tree = Json::Tree::parse(call.arguments, Json::Rules::Lenient);
    if (!call.isCustom && tree && tree->root().isObject())
        return {.json = call.arguments};
    Writer json;
    json.beginObject().member("input", call.arguments).endObject();
    return {.json = json.take(), .isWrapped = true};
}

GeminiResultText geminiResultText(Node response)
{
    if (response.size() == 1) {
        for (const QByteArrayView name :
             {QByteArrayView("output"), QByteArrayView("result"), QByteArrayView("error")}) {
            if (response[name].isString())
                return {.text = response[name].text(), .isError = name == "error"};
        }
    }
    return {.text = response.exists() ? response.json() : QByteArray()};
}

std::optional<Part> readGeminiPart(Node node, const QByteArray &path, Problems &problems)
{
    GeminiMembers members(node, path, problems);
    Part part;
    part.path = path;
    if (members.has("functionCall")) {
        part.content = readCall(members, part.extras);
    } else if (members.has("functionResponse")) {
        part.content = readResult(members, part.extras);
    } else if (members.has("inlineData")) {
        part.content = readMedia(members, "inlineData", "data", part.extras);
    } else if (members.has("fileData")) {
        part.content = readMedia(members, "fileData", "fileUri", part.extras);
    } else if (members.has("text")) {
        QByteArray text = members.text("text");
        const auto isThought = members.boolean("thought");
        if (isThought == true) {
            part.content = ReasoningPart{.text = std::move(text)};
        } else {
            if (isThought)
                members.note("-thought");
            part.content = TextPart{.text = std::move(text)};
        }
    } else if (members.has("thoughtSignature")) {
        // The end of a stream may bring nothing else.
        members.note("-text");
        part.content = TextPart{};
    } else {
        for (const Node member : node) {
            if (!member.isNull()) {
                part.content = OpaquePart{.type = member.name(), .json = node.json()};
                part.extras.dialect = Dialect::Gemini; // whose it is
                return part;
            }
        }
        if (problems.areStrict())
            problems.add(path, "must have content");
        return std::nullopt;
    }
    members.restInto(part.extras);
    return part;
}

bool isGeminiPart(const Part &part, const GeminiPartRules &rules)
{
    return !lossOf(part, rules);
}

QList<Part> geminiLeftoverMedia(const Part &part, const GeminiPartRules &rules)
{
    QList<Part> media;
    const auto *result = std::get_if<ToolResultPart>(&part.content);
    if (result && !rules.isOwn && !wantsThoughtSignatures(rules.model))
        std::ranges::copy_if(result->content, std::back_inserter(media), isMedia);
    return media;
}

void writeGeminiPart(Writer &json, const Part &part, const GeminiPartRules &rules, LossReport &losses)
{
    if (auto loss = lossOf(part, rules)) {
        if (loss->reason != "is empty")
            losses.add(loss->weight, part.path, loss->reason);
        return;
    }
    if (!rules.isOwn)
        reportSmallLosses(part, losses);
    if (const auto *opaque = std::get_if<OpaquePart>(&part.content)) {
        json.raw(opaque->json);
        return;
    }
    const GeminiNames names(part.extras);
    json.beginObject();
    if (const auto *text = std::get_if<TextPart>(&part.content)) {
        if (!names.has("-text"))
            json.member(names("text"), text->text);
        if (names.has("-thought"))
            json.member("thought", false);
    } else if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content)) {
        json.member("text", reasoning->text.isEmpty() ? reasoning->summary : reasoning->text);
        json.member("thought", true);
    } else if (const auto *media = std::get_if<MediaPart>(&part.content)) {
        writeMedia(json, *media, names, part.extras, rules.isOwn);
    } else if (const auto *call = std::get_if<ToolCallPart>(&part.content)) {
        writeCall(json, *call, names, part, rules.isAnswer);
    } else if (const auto *result = std::get_if<ToolResultPart>(&part.content)) {
        writeResult(json, *result, names, part, rules, losses);
    } else if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
        json.member("text", refusal->text);
    }
    names.writeRest(json);
    json.endObject();
}

} // namespace Gatehouse::Llm
