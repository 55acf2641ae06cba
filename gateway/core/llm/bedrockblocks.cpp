// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/bedrockblocks.h"

#include "gateway/core/llm/anthropicblocks.h"
#include "gateway/core/llm/dialect.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Bedrock {

namespace {

constexpr auto Self = Dialect::Bedrock;
constexpr QByteArrayView StatusSaid = "(status)"; // a note: "success" was written out

struct Format {
    MediaPart::Kind kind;
    QByteArrayView format;
    QByteArrayView mediaType;
};
using MediaKind = MediaPart::Kind;
// Converse's ImageFormat, DocumentFormat and VideoFormat.
constexpr auto Formats = std::to_array<Format>({
    {MediaKind::Image, "png", "image/png"},
    {MediaKind::Image, "jpeg", "image/jpeg"},
    {MediaKind::Image, "gif", "image/gif"},
    {MediaKind::Image, "webp", "image/webp"},
    {MediaKind::Document, "pdf", "application/pdf"},
    {MediaKind::Document, "csv", "text/csv"},
    {MediaKind::Document, "doc", "application/msword"},
    {MediaKind::Document, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {MediaKind::Document, "xls", "application/vnd.ms-excel"},
    {MediaKind::Document, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {MediaKind::Document, "html", "text/html"},
    {MediaKind::Document, "txt", "text/plain"},
    {MediaKind::Document, "md", "text/markdown"},
    {MediaKind::Video, "mp4", "video/mp4"},
    {MediaKind::Video, "mov", "video/quicktime"},
    {MediaKind::Video, "mkv", "video/x-matroska"},
    {MediaKind::Video, "webm", "video/webm"},
});

QByteArrayView kindName(MediaKind kind)
{
    return kind == MediaKind::Image ? "image" : kind == MediaKind::Video ? "video" : "document";
}

Part opaque(Json::Node block, const QByteArray &path)
{
    QByteArray type;
    for (const Json::Node member : block) {
        if (type.isEmpty())
            type = member.name();
    }
    return {.content = OpaquePart{.type = type, .json = block.json()},
            .cache = {},
            .extras = {.dialect = Self, .members = {}},
            .path = path};
}

// Text with its sources. The list of them is kept as it came, to be written back.
std::optional<Part> readCitations(Json::Node value, const QByteArray &path)
{
    if (value.size() != 2 || !value["citations"].isArray() || value["content"].size() != 1
        || !(*value["content"].begin())["text"].isString())
        return std::nullopt;
    TextPart text{.text = (*value["content"].begin())["text"].text()};
    for (const Json::Node node : value["citations"]) {
        Citation citation{.url = node["location"]["web"]["url"].text(), .title = node["title"].text()};
        for (const Json::Node source : node["sourceContent"])
            citation.text += source["text"].text();
        citation.extras.dialect = Self;
        text.citations.append(std::move(citation));
    }
    return Part{.content = std::move(text),
                .extras = {.dialect = Self, .members = {{.name = "citations"_ba, .json = value["citations"].json()}}},
                .path = path};
}

// Nothing when it has members that would be lost.
std::optional<MediaPart> readMedia(MediaKind kind, Members &members)
{
    const auto format = std::ranges::find_if(
        Formats, [&](const Format &row) { return row.kind == kind && members.peek("format").is(row.format); });
    const Json::Node source = members.peek("source");
    if (format == Formats.end() || source.size() != 1)
        return std::nullopt;
    MediaPart media{.kind = kind, .mediaType = format->mediaType.toByteArray()};
    if (source["bytes"].isString()) {
        media.data = source["bytes"].text();
    } else if (source["text"].isString()) {
        media.data = source["text"].text();
        media.isText = true;
    } else if (source["s3Location"].size() == 1 && source["s3Location"]["uri"].isString()) {
        media.url = source["s3Location"]["uri"].text();
    } else {
        return std::nullopt;
    }
    (void)members.take("format");
    (void)members.take("source");
    if (kind == MediaKind::Document)
        media.fileName = members.text("name");
    return media;
}

ToolResultPart readResult(Members &members, QList<Extras::Member> &notes)
{
    ToolResultPart result{.callId = members.requiredText("toolUseId")};
    const Json::Node status = members.peek("status");
    if (status.is("error") || status.is("success")) {
        result.isError = members.text("status") == "error";
        if (!result.isError)
            notes.append({.name = StatusSaid.toByteArray(), .json = "\"success\""});
    }
    const Json::Node content = members.array("content");
    result.content = readBlocks(content, members.pathOf("content"), members.problems());
    // One JSON value and nothing else is the result as Gemini has it too.
    if (content.size() == 1 && (*content.begin())["json"].exists() && (*content.begin()).size() == 1) {
        result.json = (*content.begin())["json"].json();
        result.content = {Part{.content = TextPart{.text = result.json}, .extras = {.dialect = Self}}};
    }
    return result;
}

std::optional<ReasoningPart> readReasoning(Json::Node node)
{
    if (node.size() != 1)
        return std::nullopt;
    if (node["redactedContent"].isString())
        return ReasoningPart{.redacted = node["redactedContent"].text(), .signer = Dialect::Bedrock};
    const Json::Node text = node["reasoningText"];
    for (const Json::Node member : text) {
        if (!member.isString() || (member.name() != "text" && member.name() != "signature"))
            return std::nullopt;
    }
    if (!text.isObject())
        return std::nullopt;
    return ReasoningPart{
        .text = text["text"].text(), .signature = text["signature"].text(), .signer = Dialect::Bedrock};
}

Part readBlock(Json::Node block, const QByteArray &path, Problems &problems)
{
    if (!block.isObject() && problems.areStrict())
        problems.add(path, "must be an object");
    if (block.size() != 1)
        return opaque(block, path);
    const Json::Node value = *block.begin();
    const QByteArray type = value.name();
    Part part{.extras = {.dialect = Self, .members = {}}, .path = path};
    if (type == "text" && value.isString()) {
        part.content = TextPart{.text = value.text()};
        return part;
    }
    if (type == "citationsContent") {
        if (auto cited = readCitations(value, path))
            return *std::move(cited);
        return opaque(block, path);
    }
    if (type == "reasoningContent") {
        auto reasoning = readReasoning(value);
        if (!reasoning)
            return opaque(block, path);
        part.content = *std::move(reasoning);
        return part;
    }
    if (!value.isObject()
        || (type != "image" && type != "document" && type != "video" && type != "toolUse" && type != "toolResult"))
        return opaque(block, path);
    Members members(value, path.isEmpty() ? type : path + '.' + type, problems);
    QList<Extras::Member> notes;
    if (type == "toolUse") {
        ToolCallPart call{.id = members.requiredText("toolUseId"), .name = members.requiredText("name")};
        const QByteArray input = members.json("input");
        call.arguments = input.isEmpty() ? "{}"_ba : input;
        part.content = std::move(call);
    } else if (type == "toolResult") {
        part.content = readResult(members, notes);
    } else {
        auto media = readMedia(type == "image"   ? MediaKind::Image
                               : type == "video" ? MediaKind::Video
                                                 : MediaKind::Document,
                               members);
        if (!media)
            return opaque(block, path);
        part.content = *std::move(media);
    }
    part.extras = members.rest(Self);
    part.extras.members += notes;
    return part;
}

// A cachePoint says no more than that, and perhaps how long.
std::optional<CacheMark> readCachePoint(Json::Node block)
{
    const Json::Node point = block["cachePoint"];
    if (block.size() != 1 || !point["type"].is("default"))
        return std::nullopt;
    for (const Json::Node member : point) {
        if (member.name() != "type" && member.name() != "ttl")
            return std::nullopt;
    }
    return CacheMark{.ttl = point["ttl"].text()};
}

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

    Json::Writer &begin(QByteArrayView type) { return m_json.beginObject().key(type).beginObject(); }
    void finish()
    {
        const auto weight = m_context.isAnswer ? Loss::Weight::Hint : Loss::Weight::Meaning;
        if (m_context.losses.takes(m_part.extras, m_part.path, weight))
            writeExtras(m_json, m_part.extras);
        m_json.endObject().endObject();
    }

    void write(const TextPart &text)
    {
        if (text.text.isEmpty() && !m_context.isOwn)
            return;
        if (const QByteArray citations = m_part.extras.value("citations"); m_context.isOwn && !citations.isEmpty()) {
            begin("citationsContent").key("content").beginArray();
            m_json.beginObject().member("text", text.text).endObject().endArray();
            m_json.rawMember("citations", citations).endObject().endObject();
            return;
        }
        if (!text.citations.isEmpty() && !m_context.isOwn)
            lose(Loss::Weight::Hint, "citations are another vendor's");
        m_json.beginObject().member("text", text.text).endObject();
        (void)m_context.losses.takes(m_part.extras, m_part.path, Loss::Weight::Hint);
    }

    void write(const MediaPart &media)
    {
        if (media.kind == MediaKind::Audio)
            return lose(Loss::Weight::Meaning, "Converse takes no sound");
        if (!media.fileId.isEmpty())
            return lose(Loss::Weight::Meaning, "the file is in another vendor's store");
        const bool isS3 = media.url.startsWith("s3://");
        if (!media.url.isEmpty() && !isS3)
            return lose(Loss::Weight::Meaning, "Converse takes the bytes of pictures and files, no addresses");
        QByteArray type = media.mediaType == "image/jpg" ? "image/jpeg"_ba : media.mediaType;
        const auto format = std::ranges::find_if(
            Formats, [&](const Format &row) { return row.kind == media.kind && row.mediaType == type; });
        if (format == Formats.end())
            return lose(Loss::Weight::Meaning, "Converse does not take this kind of file");
        begin(kindName(media.kind)).member("format", format->format);
        if (media.kind == MediaKind::Document)
            m_json.member("name", m_context.isOwn ? media.fileName : documentName(media.fileName));
        m_json.key("source").beginObject();
        if (isS3)
            m_json.key("s3Location").beginObject().member("uri", media.url).endObject();
        else
            m_json.member(media.isText ? "text" : "bytes", media.data);
        m_json.endObject();
        finish();
    }

    // Letters, digits, blanks, hyphens and brackets only, and no two blanks in a row.
    static QByteArray documentName(const QByteArray &name)
    {
        QByteArray good;
        for (const char c : name) {
            const bool isGood = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                                || QByteArrayView("-()[]").contains(c);
            good += isGood ? c : ' ';
        }
        good = good.simplified().left(200);
        return good.isEmpty() ? "document"_ba : good;
    }

    void write(const ToolCallPart &call)
    {
        const QByteArray input = Anthropic::inputObject(call);
        if (input != call.arguments && !(call.arguments.isEmpty() && input == "{}"))
            lose(Loss::Weight::Changed, "arguments are an object there; the text is its member 'input'");
        if (!call.signature.isEmpty())
            lose(Loss::Weight::Hint, "the call's signature is another vendor's");
        begin("toolUse").member("toolUseId", call.id).member("name", call.name).rawMember("input", input);
        finish();
    }

    void write(const ToolResultPart &result)
    {
        QList<QByteArray> blocks;
        if (!result.json.isEmpty()) {
            // A bare value is no document there.
            const bool isObject = result.json.trimmed().startsWith('{');
            Json::Writer json;
            json.beginObject();
            isObject || m_context.isOwn ? json.rawMember("json", result.json) : json.member("text", result.json);
            blocks.append(json.endObject().take());
        } else {
            for (const Part &part : result.content)
                blocks += writeBlocks(part, m_context);
        }
        if (blocks.isEmpty() && !m_context.isOwn) // it may not be empty, and what is blank is refused
            blocks.append(Json::Writer().beginObject().member("text", "(empty)").endObject().take());
        begin("toolResult").member("toolUseId", result.callId).key("content").beginArray();
        for (const QByteArray &block : std::as_const(blocks))
            m_json.raw(block);
        m_json.endArray();
        if (result.isError)
            m_json.member("status", "error");
        else if (m_context.isOwn && !m_part.extras.value(StatusSaid).isEmpty())
            m_json.member("status", "success");
        finish();
    }

    void write(const ReasoningPart &reasoning)
    {
        const bool isGood = m_context.isOwn || m_context.takesSigned || reasoning.signer == Dialect::Bedrock;
        if (!isGood && !m_context.isAnswer)
            return lose(Loss::Weight::Hint, "another vendor's reasoning is not sent on");
        if (!reasoning.redacted.isEmpty()) {
            if (!isGood)
                return lose(Loss::Weight::Hint, "the reasoning is encrypted for another vendor");
            m_json.beginObject().key("reasoningContent").beginObject();
            m_json.member("redactedContent", reasoning.redacted).endObject().endObject();
            return;
        }
        const QByteArray &text = reasoning.text.isEmpty() ? reasoning.summary : reasoning.text;
        m_json.beginObject().key("reasoningContent").beginObject().key("reasoningText").beginObject();
        m_json.member("text", text);
        if (isGood)
            m_json.optionalMember("signature", reasoning.signature);
        m_json.endObject().endObject().endObject();
    }

    void write(const RefusalPart &refusal)
    {
        if (refusal.text.isEmpty())
            return;
        lose(Loss::Weight::Changed, "a refusal is plain text there");
        m_json.beginObject().member("text", refusal.text).endObject();
    }

    void write(const OpaquePart &opaque)
    {
        if (m_context.isOwn)
            m_json.raw(opaque.json);
        else
            m_context.losses.add(m_context.isAnswer ? Loss::Weight::Hint : Loss::Weight::Meaning, m_part.path,
                                 "'"_ba + opaque.type + "' has no counterpart at Bedrock");
    }

    const Part &m_part;
    const BlockContext &m_context;
    Json::Writer m_json;
};

} // namespace

QList<Part> readBlocks(Json::Node blocks, const QByteArray &path, Problems &problems)
{
    QList<Part> parts;
    qsizetype index = 0;
    for (const Json::Node block : blocks) {
        const QByteArray place = elementPath(path, index++);
        const auto mark = readCachePoint(block);
        if (mark && !parts.isEmpty() && !parts.last().cache)
            parts.last().cache = mark;
        else
            parts.append(readBlock(block, place, problems));
    }
    return parts;
}

QByteArray cachePoint(const CacheMark &mark)
{
    Json::Writer json;
    json.beginObject().key("cachePoint").beginObject().member("type", "default").optionalMember("ttl", mark.ttl);
    return json.endObject().endObject().take();
}

QList<QByteArray> writeBlocks(const Part &part, const BlockContext &context)
{
    QList<QByteArray> blocks;
    if (QByteArray block = BlockWriting(part, context).write(); !block.isEmpty())
        blocks.append(std::move(block));
    if (part.cache && !blocks.isEmpty())
        blocks.append(cachePoint(*part.cache));
    return blocks;
}

void writeExtras(Json::Writer &json, const Extras &extras)
{
    for (const Extras::Member &member : extras.members) {
        if (!member.name.startsWith('('))
            json.rawMember(member.name, member.json);
    }
}

std::optional<Usage> readUsage(Json::Node usage)
{
    const auto count = [usage](QByteArrayView name) {
        const auto value = usage[name].integer();
        return value && *value >= 0 ? value : std::nullopt;
    };
    const auto input = count("inputTokens");
    const auto output = count("outputTokens");
    if (!input && !output)
        return std::nullopt;
    // Cached tokens are beside inputTokens (WIRE 5.6).
    return Usage{.inputUncached = input.value_or(0),
                 .inputCacheRead = count("cacheReadInputTokens").value_or(0),
                 .inputCacheWrite = count("cacheWriteInputTokens").value_or(0),
                 .output = output.value_or(0),
                 .source = UsageSource::Provider};
}

void writeUsage(Json::Writer &json, const std::optional<Usage> &usage, const QByteArray &raw)
{
    const auto tree = Json::Tree::parse(raw, Json::Rules::Lenient);
    if (tree && usage && readUsage(tree->root()) == usage) {
        json.raw(raw);
        return;
    }
    const Usage known = usage.value_or(Usage{});
    json.beginObject().member("inputTokens", known.inputUncached + known.inputAudio + known.inputImage);
    json.member("outputTokens", known.outputTotal()).member("totalTokens", known.inputTotal() + known.outputTotal());
    json.member("cacheReadInputTokens", known.inputCacheRead);
    json.member("cacheWriteInputTokens", known.inputCacheWrite + known.inputCacheWriteLong).endObject();
}

} // namespace Gatehouse::Llm::Bedrock
