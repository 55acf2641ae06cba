// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"

#include "gateway/core/base/jsonreader.h"

#include <simdjson.h>

#include <cstring>

namespace Gatehouse::Json {

Result<void> judge(QByteArrayView document)
{
    Reader reader(document, Rules::Strict);
    reader.next();
    reader.skip();
    if (reader.next() != Token::End)
        return std::unexpected(reader.error());
    return {};
}

QByteArray spliced(QByteArrayView document, std::span<const Splice> splices)
{
    qsizetype size = document.size();
    for (const Splice &splice : splices)
        size += splice.replacement.size() - splice.range.length;
    QByteArray result(size, Qt::Uninitialized);
    char *out = result.data();
    const auto put = [&out](QByteArrayView bytes) {
        if (!bytes.isEmpty())
            std::memcpy(out, bytes.data(), static_cast<std::size_t>(bytes.size()));
        out += bytes.size();
    };
    qsizetype kept = 0;
    for (const Splice &splice : splices) {
        put(document.sliced(kept, splice.range.offset - kept));
        put(splice.replacement);
        kept = splice.range.offset + splice.range.length;
    }
    put(document.sliced(kept));
    return result;
}

QByteArray quoted(QByteArrayView utf8)
{
    // A string token must be UTF-8; what is not becomes the replacement character.
    if (!simdjson::validate_utf8(utf8.data(), static_cast<std::size_t>(utf8.size())))
        return quoted(QString::fromUtf8(utf8).toUtf8());
    constexpr char Digits[] = "0123456789abcdef";
    QByteArray token;
    token.reserve(utf8.size() + 2);
    token += '"';
    for (const char c : utf8) {
        const auto byte = static_cast<quint8>(c);
        if (c == '"' || c == '\\') {
            token += '\\';
            token += c;
        } else if (c == '\n') {
            token += "\\n";
        } else if (c == '\t') {
            token += "\\t";
        } else if (c == '\r') {
            token += "\\r";
        } else if (byte < 0x20) {
            token += "\\u00";
            token += Digits[byte >> 4];
            token += Digits[byte & 15];
        } else {
            token += c;
        }
    }
    token += '"';
    return token;
}

} // namespace Gatehouse::Json
