// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicblocks.h"

#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Anthropic {

namespace {

constexpr auto Self = Dialect::Anthropic;

// Notes of the reader to the writer.
constexpr QByteArrayView IsErrorSaid = "(is_error)";

Part opaque(Json::Node block, const QByteArray &path)
{
    return {.content = OpaquePart{.type = block["type"].text(), .json = block.json()},
            .cache = {},
            .extras = {.dialect = Self, .members = {}},
            .path = path};
}

// A source with members beyond the known ones is kept whole: nothing else would be written back as it was.
std::optional<MediaPart> readSource(Json::Node source, MediaPart::Kind kind)
{
    MediaPart media{.kind = kind};
    const auto has = [source](qsizetype members) { return source.size() == members; };
    if (source["type"].is("base64") && source["data"].isString() && source["media_type"].isString() && has(3)) {
        media.data = source["data"].text();
        media.mediaType = source["media_type"].text();
        return media;
    }
    if (source["type"].is("url") && source["url"].isString() && has(2)) {
        media.url = source["url"].text();
        return media;
    }
    if (source["type"].is("file") && source["file_id"].isString() && has(2)) {
        media.fileId = source["file_id"].text();
        return media;
    }
    if (kind == MediaPart::Kind::Document && source["type"].is("text") && source["data"].isString()
        && source["media_type"].is("text/plain") && has(3)) {
        media.data = source["data"].text();
        media.mediaType = "text/plain";
        media.isText = true;
        return media;
    }
    return std::nullopt;
}

TextPart readText(Members &members)
{
    TextPart text{.text = members.text("text")};
    const Json::Node citations = members.peek("citations");
    if (citations.isArray() && citations.size() > 0) {
        for (const Json::Node citation : members.array("citations"))
            text.citations.append(readCitation(citation));
    }
    return text;
}

ToolCallPart readToolUse(Members &members)
{
    ToolCallPart call{.id = members.requiredText("id"), .name = members.requiredText("name")};
    const Json::Node input = members.object("input");
    call.arguments = input.exists() ? input.json() : "{}"_ba;
    if (!members.problems().areStrict())
        return call;
    if (!input.exists())
        members.problems().add(members.pathOf("input"), "must be an object");
    ToolCallId split = splitToolCallId(call.id);
    call.id = std::move(split.id);
    call.signature = std::move(split.signature);
    return call;
}

ToolResultPart readToolResult(Members &members, QList<Extras::Member> &notes)
{
    ToolResultPart result{.callId = splitToolCallId(members.requiredText("tool_use_id")).id};
    const auto isError = members.boolean("is_error");
    result.isError = isError.value_or(false);
    if (isError && !*isError)
        notes.append({.name = IsErrorSaid.toByteArray(), .json = "false"});
    const Json::Node content = members.peek("content");
    if (content.isString()) {
        result.isPlainText = true;
        result.content.append(Part{.content = TextPart{.text = members.text("content")}});
    } else if (!content.isArray() || content.size() > 0) { // an empty array stays with the extras
        qsizetype index = 0;
        for (const Json::Node block : members.array("content"))
            result.content.append(
                readBlock(block, elementPath(members.pathOf("content"), index++), members.problems()));
    }
    return result;
}

// What a picture is by its first bytes, for those that nobody named.
QByteArray imageType(const MediaPart &media)
{
    static constexpr std::array<std::pair<QByteArrayView, QByteArrayView>, 4> Beginnings{{
        {"/9j/", "image/jpeg"},
        {"iVBOR", "image/png"},
        {"R0lGOD", "image/gif"},
        {"UklGR", "image/webp"},
    }};
    if (media.mediaType == "image/jpg")
        return "image/jpeg";
    if (!media.mediaType.isEmpty())
        return media.mediaType;
    for (const auto &[beginning, type] : Beginnings) {
        if (media.data.startsWith(beginning))
            return type.toByteArray();
    }
    return {};
}

// The source of a picture or document; empty and a reason when Anthropic takes no such thing.
std::pair<QByteArray, QByteArray> writeSource(const MediaPart &media, bool isOwn)
{
    Json::Writer json;
    json.beginObject();
    if (!media.fileId.isEmpty()) {
        if (!isOwn)
            return {{}, "the file is in another vendor's store"};
        return {json.member("type", "file").member("file_id", media.fileId).endObject().take(), {}};
    }
    if (!media.url.isEmpty()) {
        if (!isOwn && !media.url.startsWith("http://") && !media.url.startsWith("https://"))
            return {{}, "Anthropic fetches from http addresses only"};
        return {json.member("type", "url").member("url", media.url).endObject().take(), {}};
    }
    if (media.kind == MediaPart::Kind::Image) {
        const QByteArray type = imageType(media);
        constexpr std::array<QByteArrayView, 4> Known{"image/jpeg", "image/png", "image/gif", "image/webp"};
        if (!isOwn && std::ranges::find(Known, type) == Known.end())
            return {{}, "Anthropic takes pictures as JPEG, PNG, GIF and WebP only"};
        json.member("type", "base64").member("media_type", type).member("data", media.data);
        return {json.endObject().take(), {}};
    }
    if (media.isText || (!isOwn && media.mediaType.startsWith("text/"))) {
        const QByteArray text = media.isText ? media.data : QByteArray::fromBase64(media.data);
        return {json.member("type", "text").member("media_type", "text/plain").member("data", text).endObject().take(),
                {}};
    }
    if (!isOwn && media.mediaType != "application/pdf")
        return {{}, "Anthropic takes documents as PDF and plain text only"};
    json.member("type", "base64").member("media_type", media.mediaType).member("data", media.data);
    return {json.endObject().take(), {}};
}

// Writes one block; `finish` is what every block ends with.
class BlockWriting final
{
public:
    BlockWriting(const Part &part, const BlockContext &context)
        : m_part(part)
        , m_context(context)
    {}
    QByteArray write()
    {
        std::visit([this](const auto &content) { write(content); }, m_part.content);
        return m_json.take();
    }

private:
    void lose(Loss::Weight weight, const char *reason) { m_context.losses.add(weight, m_part.path, reason); }
    bool isAnswer() const { return m_context.document == BlockContext::Document::Answer; }

    Json::Writer &begin(QByteArrayView type) { return m_json.beginObject().member("type", type); }
    void finish()
    {
        writeCacheMark(m_json, m_part.cache);
        const auto weight = isAnswer() ? Loss::Weight::Hint : Loss::Weight::Meaning;
        if (m_context.losses.takes(m_part.extras, m_part.path, weight))
            writeExtras(m_json, m_part.extras);
        m_json.endObject();
    }

    void write(const TextPart &text)
    {
        if (text.text.isEmpty() && !m_context.isOwn)
            return;
        begin("text").member("text", text.text);
        if (!text.citations.isEmpty() && !m_context.isOwn && !isAnswer())
            lose(Loss::Weight::Hint, "citations are another vendor's");
        else if (!text.citations.isEmpty()) {
            m_json.key("citations").beginArray();
            for (const Citation &citation : text.citations)
                writeCitation(m_json, citation);
            m_json.endArray();
        }
        finish();
    }
    void write(const MediaPart &media)
    {
        if (media.kind == MediaPart::Kind::Audio || media.kind == MediaPart::Kind::Video)
            return lose(Loss::Weight::Meaning, "Anthropic takes no sound and no video");
        if (isAnswer() && !m_context.isOwn)
            return lose(Loss::Weight::Meaning, "Anthropic's answers have no pictures or files");
        const auto [source, reason] = writeSource(media, m_context.isOwn);
        if (source.isEmpty())
            return lose(Loss::Weight::Meaning, reason.constData());
        if (!media.detail.isEmpty() && media.detail != "auto")
            m_context.losses.add(Loss::Weight::Hint, m_part.path + ".detail", "Anthropic has no levels of detail"_ba);
        const bool isImage = media.kind == MediaPart::Kind::Image;
        begin(isImage ? "image" : "document").rawMember("source", source);
        if (!isImage)
            m_json.optionalMember("title", media.fileName);
        finish();
    }
    void write(const ToolCallPart &call)
    {
        const QByteArray input = inputObject(call);
        if (input != call.arguments && !(call.arguments.isEmpty() && input == "{}"))
            lose(Loss::Weight::Changed, "arguments are an object there; the text is its member 'input'");
        if (!call.signature.isEmpty() && !isAnswer())
            lose(Loss::Weight::Hint, "the call's signature is another vendor's");
        begin("tool_use").member("id", isAnswer() ? joinedToolCallId(call.id, call.signature) : call.id);
        m_json.member("name", call.name).rawMember("input", input);
        finish();
    }
    void write(const ToolResultPart &result)
    {
        begin("tool_result").member("tool_use_id", result.callId);
        if (result.isPlainText) {
            QByteArray text;
            for (const Part &part : result.content) {
                if (const auto *piece = std::get_if<TextPart>(&part.content))
                    text += piece->text;
            }
            m_json.member("content", text);
        } else {
            QList<QByteArray> blocks;
            for (const Part &part : result.content) {
                if (const QByteArray block = writeBlock(part, m_context); !block.isEmpty())
                    blocks.append(block);
            }
            if (!blocks.isEmpty()) {
                m_json.key("content").beginArray();
                for (const QByteArray &block : std::as_const(blocks))
                    m_json.raw(block);
                m_json.endArray();
            } else if (!result.json.isEmpty()) {
                m_json.member("content", result.json);
            }
        }
        if (result.isError || (m_context.isOwn && !m_part.extras.value(IsErrorSaid).isEmpty()))
            m_json.member("is_error", result.isError);
        finish();
    }
    void write(const ReasoningPart &reasoning)
    {
        // Claude is the same behind both, and either takes what the other has signed.
        const bool takesSigned =
            m_context.takesSigned || reasoning.signer == Dialect::Anthropic || reasoning.signer == Dialect::Bedrock;
        const bool isSigned = takesSigned && !reasoning.signature.isEmpty();
        if (!reasoning.redacted.isEmpty()) {
            if (!takesSigned)
                return lose(Loss::Weight::Hint, "the reasoning is encrypted for another vendor");
            begin("redacted_thinking").member("data", reasoning.redacted);
            return finish();
        }
        if (!isSigned && !isAnswer())
            return lose(Loss::Weight::Hint, "Anthropic takes back no reasoning but its own, signed");
        const QByteArray &text = reasoning.text.isEmpty() ? reasoning.summary : reasoning.text;
        if (!isSigned && text.isEmpty())
            return;
        begin("thinking").member("thinking", text);
        m_json.member("signature", isSigned ? reasoning.signature : QByteArray());
        finish();
    }
    void write(const RefusalPart &refusal)
    {
        if (refusal.text.isEmpty())
            return;
        lose(Loss::Weight::Changed, "a refusal is plain text there");
        begin("text").member("text", refusal.text);
        finish();
    }
    void write(const OpaquePart &opaque)
    {
        if (m_context.isOwn)
            m_json.raw(opaque.json);
        else
            m_context.losses.add(isAnswer() ? Loss::Weight::Hint : Loss::Weight::Meaning, m_part.path,
                                 "'"_ba + opaque.type + "' has no counterpart at Anthropic");
    }

    const Part &m_part;
    const BlockContext &m_context;
    Json::Writer m_json;
};

} // namespace

std::optional<CacheMark> takeCacheMark(Members &members)
{
    if (!members.peek("cache_control")["type"].is("ephemeral"))
        return std::nullopt; // another type stays with the extras
    Members control(members.object("cache_control"), members.pathOf("cache_control"), members.problems());
    (void)control.take("type");
    CacheMark mark{.ttl = control.text("ttl")};
    mark.extras = control.rest(Self);
    return mark;
}

Part readBlock(Json::Node block, const QByteArray &path, Problems &problems)
{
    Members members(block, path, problems);
    if (!block.isObject() || !block["type"].isString()) {
        if (problems.areStrict())
            problems.add(members.pathOf("type"), "is missing");
        return opaque(block, path);
    }
    const QByteArray type = block["type"].text();
    (void)members.take("type");
    Part part{.path = path};
    QList<Extras::Member> notes;
    if (type == "text") {
        if (problems.areStrict() && !members.has("text"))
            problems.add(members.pathOf("text"), "is missing");
        part.content = readText(members);
    } else if (type == "image" || type == "document") {
        const auto kind = type == "image" ? MediaPart::Kind::Image : MediaPart::Kind::Document;
        auto media = readSource(members.object("source"), kind);
        if (!media)
            return opaque(block, path);
        if (kind == MediaPart::Kind::Document)
            media->fileName = members.text("title");
        part.content = *std::move(media);
    } else if (type == "tool_use") {
        part.content = readToolUse(members);
    } else if (type == "tool_result") {
        part.content = readToolResult(members, notes);
    } else if (type == "thinking") {
        part.content = ReasoningPart{
            .text = members.text("thinking"), .signature = members.text("signature"), .signer = Dialect::Anthropic};
    } else if (type == "redacted_thinking") {
        part.content = ReasoningPart{.redacted = members.text("data"), .signer = Dialect::Anthropic};
    } else {
        return opaque(block, path);
    }
    part.cache = takeCacheMark(members);
    part.extras = members.rest(Self);
    part.extras.members += notes;
    return part;
}

Citation readCitation(Json::Node node)
{
    Problems problems(Problems::Rules::Lenient);
    Members members(node, {}, problems);
    Citation citation{.url = members.text("url")};
    citation.title = members.text(node["document_title"].isString() ? "document_title" : "title");
    citation.text = members.text("cited_text");
    if (node["type"].is("char_location")) {
        citation.start = members.integer("start_char_index");
        citation.end = members.integer("end_char_index");
    }
    citation.extras = members.rest(Self);
    return citation;
}

void writeCitation(Json::Writer &json, const Citation &citation)
{
    json.beginObject();
    if (citation.extras.dialect != Self || citation.extras.isEmpty()) {
        // The only kind that cites by address. The index is for the vendor's eyes.
        json.member("type", "web_search_result_location").member("url", citation.url);
        json.member("title", citation.title).member("cited_text", citation.text).member("encrypted_index", "");
        json.endObject();
        return;
    }
    writeExtras(json, citation.extras);
    json.optionalMember("url", citation.url);
    json.optionalMember(citation.extras.value("type").contains("search_result") ? "title" : "document_title",
                        citation.title);
    json.optionalMember("cited_text", citation.text);
    json.optionalMember("start_char_index", citation.start);
    json.optionalMember("end_char_index", citation.end);
    json.endObject();
}

void writeCacheMark(Json::Writer &json, const std::optional<CacheMark> &mark)
{
    if (!mark)
        return;
    json.key("cache_control").beginObject().member("type", "ephemeral").optionalMember("ttl", mark->ttl);
    if (mark->extras.dialect == Self)
        writeExtras(json, mark->extras);
    json.endObject();
}

void writeExtras(Json::Writer &json, const Extras &extras)
{
    for (const Extras::Member &member : extras.members) {
        if (!member.name.startsWith('('))
            json.rawMember(member.name, member.json);
    }
}

QByteArray inputObject(const ToolCallPart &call)
{
    if (!call.isCustom) {
        const QByteArray arguments = call.arguments.isEmpty() ? "{}"_ba : call.arguments;
        const auto tree = Json::Tree::parse(arguments, Json::Rules::Lenient);
        if (tree && tree->root().isObject())
            return arguments;
    }
    return Json::Writer().beginObject().member("input", call.arguments).endObject().take();
}

QByteArray writeBlock(const Part &part, const BlockContext &context)
{
    return BlockWriting(part, context).write();
}

} // namespace Gatehouse::Llm::Anthropic
