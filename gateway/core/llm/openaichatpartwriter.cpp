// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichatpartwriter.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

QByteArray noted(const Extras &extras, QByteArrayView name)
{
    const QByteArray note = '(' + name.toByteArray() + ')';
    return extras.dialect == Dialect::OpenAi ? extras.value(note) : QByteArray();
}

bool PartWriter::takesCache(const Part &part)
{
    if (m_isOwn || m_traits.takesCacheControl)
        return true;
    m_losses.add(Loss::Weight::Hint, part.path, "this vendor caches by itself and takes no cache marks");
    return false;
}

QByteArray PartWriter::finished(Json::Writer &json, const Part &part)
{
    if (part.cache && takesCache(part)) {
        json.key("cache_control").beginObject().member("type", "ephemeral").optionalMember("ttl", part.cache->ttl);
        if (m_losses.takes(part.cache->extras, part.path, Loss::Weight::Hint))
            writeExtras(json, part.cache->extras);
        json.endObject();
    }
    if (m_losses.takes(part.extras, part.path, Loss::Weight::Meaning))
        writeExtras(json, part.extras);
    return json.endObject().take();
}

QByteArray PartWriter::json(const Part &part)
{
    Json::Writer json;
    if (const auto *text = std::get_if<TextPart>(&part.content)) {
        if (text->text.isEmpty() && !m_isOwn)
            return {};
        json.beginObject().member("type", "text").member("text", text->text);
        return finished(json, part);
    }
    if (const auto *media = std::get_if<MediaPart>(&part.content))
        return mediaJson(part, *media);
    if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
        json.beginObject().member("type", "refusal").member("refusal", refusal->text);
        return finished(json, part);
    }
    if (const QByteArray thinking = noted(part.extras, "part"); !thinking.isEmpty())
        return thinking; // Mistral's
    if (const auto *opaque = std::get_if<OpaquePart>(&part.content)) {
        if (m_isOwn)
            return opaque->json;
        m_losses.add(Loss::Weight::Meaning, part.path,
                     "a part of the type '" + opaque->type + "' has no counterpart in chat completions");
        return {};
    }
    m_losses.add(Loss::Weight::Meaning, part.path, "stands in a message where chat completions has no place for it");
    return {};
}

QByteArray PartWriter::mediaJson(const Part &part, const MediaPart &media)
{
    switch (media.kind) {
    case MediaPart::Kind::Image:
    case MediaPart::Kind::Video:
        return imageJson(part, media);
    case MediaPart::Kind::Audio:
        break;
    case MediaPart::Kind::Document:
        return fileJson(part, media);
    }
    if (media.data.isEmpty()) {
        m_losses.add(Loss::Weight::Meaning, part.path, "chat completions takes sound as data only");
        return {};
    }
    const QByteArrayView subtype = QByteArrayView(media.mediaType).sliced(media.mediaType.indexOf('/') + 1);
    const bool isMp3 = subtype == "mpeg" || subtype == "mp3" || subtype == "mpga";
    const bool isWav = subtype == "wav" || subtype == "x-wav" || subtype == "wave" || subtype == "vnd.wave";
    Json::Writer json;
    json.beginObject().member("type", "input_audio").key("input_audio").beginObject().member("data", media.data);
    json.member("format", isMp3 ? QByteArrayView("mp3") : isWav ? QByteArrayView("wav") : subtype);
    writeExtras(json, part.extras, "input_audio");
    json.endObject();
    return finished(json, part);
}

QByteArray PartWriter::imageJson(const Part &part, const MediaPart &media)
{
    const QByteArrayView type = media.kind == MediaPart::Kind::Image ? "image_url" : "video_url";
    if (!m_isOwn && media.data.isEmpty() && !media.url.startsWith("http")) {
        m_losses.add(Loss::Weight::Meaning, part.path, "chat completions takes data and web addresses only");
        return {};
    }
    Json::Writer json;
    json.beginObject().member("type", type);
    if (!noted(part.extras, "string").isEmpty()) {
        json.member(type, mediaUrl(media));
        return finished(json, part);
    }
    json.key(type).beginObject().member("url", mediaUrl(media)).optionalMember("detail", media.detail);
    writeExtras(json, part.extras, type);
    json.endObject();
    return finished(json, part);
}

QByteArray PartWriter::fileJson(const Part &part, const MediaPart &media)
{
    Json::Writer json;
    const bool isText = media.isText || (!m_isOwn && media.mediaType.startsWith("text/") && !media.data.isEmpty());
    if (isText) {
        const QByteArray text = media.isText ? media.data : QByteArray::fromBase64(media.data);
        const QByteArray title = media.fileName.isEmpty() ? QByteArray() : media.fileName + "\n\n";
        m_losses.add(Loss::Weight::Changed, part.path, "the text document stands in the message as text");
        const QByteArray all = title + text;
        json.beginObject().member("type", "text").member("text", all);
        return finished(json, part);
    }
    if (!m_isOwn && media.data.isEmpty()) {
        m_losses.add(Loss::Weight::Meaning, part.path, "chat completions takes documents as data only");
        return {};
    }
    json.beginObject().member("type", "file").key("file").beginObject();
    // OpenAI wants a name with data.
    const QByteArray fallback = m_isOwn ? QByteArray() : "document.pdf"_ba;
    json.optionalMember("filename", media.fileName.isEmpty() ? fallback : media.fileName);
    json.optionalMember("file_id", media.fileId);
    const bool isBare = !media.data.isEmpty() && media.mediaType.isEmpty() && m_isOwn;
    json.optionalMember("file_data", isBare ? media.data : mediaUrl(media));
    writeExtras(json, part.extras, "file");
    json.endObject();
    return finished(json, part);
}

} // namespace Gatehouse::Llm::OpenAiChat
