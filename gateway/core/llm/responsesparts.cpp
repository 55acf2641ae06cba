// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesparts.h"

#include "gateway/core/llm/responsesitems.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

constexpr Dialect Own = Dialect::OpenAiResponses;
constexpr auto Prefixes = std::to_array<QByteArrayView>({"message.", "text."});

// Where a text is cut; nothing when the lengths are not (any more) those of the text.
std::optional<QList<QByteArray>> pieces(const QByteArray &text, QByteArrayView lengths)
{
    if (lengths.size() < 2)
        return std::nullopt;
    QList<QByteArray> found;
    qsizetype at = 0;
    const QByteArray inner = lengths.sliced(1, lengths.size() - 2).toByteArray();
    for (const QByteArray &number : inner.isEmpty() ? QList<QByteArray>() : inner.split(',')) {
        if (!found.isEmpty()) {
            if (text.sliced(at).first(std::min<qsizetype>(2, text.size() - at)) != "\n\n")
                return std::nullopt;
            at += 2;
        }
        const qsizetype length = number.toLongLong();
        if (length < 0 || at + length > text.size())
            return std::nullopt;
        found.append(text.sliced(at, length));
        at += length;
    }
    return at == text.size() ? std::optional(found) : std::nullopt;
}

} // namespace

void writeRest(Json::Writer &json, const Extras &extras, QByteArrayView prefix)
{
    if (extras.dialect != Own)
        return;
    for (const Extras::Member &member : extras.members) {
        QByteArrayView name = member.name;
        if (name.startsWith('('))
            continue;
        QByteArrayView has;
        for (const QByteArrayView known : Prefixes) {
            if (name.startsWith(known))
                has = known;
        }
        if (has == prefix)
            json.rawMember(name.sliced(prefix.size()), member.json);
    }
}

Citation placedIn(Citation citation, QByteArrayView text)
{
    if (citation.extras.dialect == Own || (citation.start && citation.end))
        return citation;
    const auto isFirst = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
    citation.start = 0;
    citation.end = std::ranges::count_if(text, isFirst);
    return citation;
}

void writeAnnotation(Json::Writer &json, const Citation &citation)
{
    const bool isTyped = citation.extras.dialect == Own && !citation.extras.value("type").isEmpty();
    json.beginObject();
    if (!isTyped) {
        json.member("type", "url_citation").member("url", citation.url);
        if (!hasNote(citation.extras, Note::Untitled))
            json.member("title", citation.title); // required
        json.optionalMember("start_index", citation.start).optionalMember("end_index", citation.end);
    }
    writeRest(json, citation.extras);
    json.endObject();
}

QByteArray annotationJson(const Citation &citation)
{
    Json::Writer json;
    writeAnnotation(json, citation);
    return json.take();
}

void writeTexts(Json::Writer &json, QByteArrayView type, const QByteArray &text, QByteArrayView lengths)
{
    json.beginArray();
    const auto cut = pieces(text, lengths);
    const QList<QByteArray> all = cut ? *cut : text.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{text};
    for (const QByteArray &piece : all)
        json.beginObject().member("type", type).member("text", piece).endObject();
    json.endArray();
}

QByteArray mediaAddress(const MediaPart &media)
{
    if (media.isText)
        return "data:text/plain;base64,"_ba + media.data.toBase64();
    if (!media.data.isEmpty())
        return "data:"_ba + media.mediaType + ";base64," + media.data;
    return media.url;
}

QByteArray fileNameOf(const MediaPart &media)
{
    if (!media.fileName.isEmpty())
        return media.fileName;
    if (media.isText || media.mediaType.startsWith("text/"))
        return "document.txt"_ba;
    return "document.pdf"_ba;
}

QByteArray itemId(QByteArrayView prefix, QByteArrayView answerId, qsizetype place)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(answerId);
    const QByteArray number = ':' + QByteArray::number(place);
    hash.addData(number);
    return prefix.toByteArray() + '_' + hash.result().first(24).toHex();
}

QByteArray itemNoteText(const Extras &extras, QByteArrayView member)
{
    const auto note = Json::Tree::parse(noteOf(extras, Note::Item).toByteArray(), Json::Rules::Lenient);
    return note ? note->root()[member].text() : QByteArray();
}

bool itemNoteHas(const Extras &extras, QByteArrayView member)
{
    const auto note = Json::Tree::parse(noteOf(extras, Note::Item).toByteArray(), Json::Rules::Lenient);
    return note && note->root()[member].exists();
}

} // namespace Gatehouse::Llm::Responses
