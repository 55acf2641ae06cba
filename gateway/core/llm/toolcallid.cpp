// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/toolcallid.h"

#include <optional>

namespace Gatehouse::Llm {

namespace {

constexpr QByteArrayView Base64Mark = "_gs_";
constexpr QByteArrayView TextMark = "_gt_";
constexpr QByteArrayView Unsaid = "call_unsaid_";
constexpr qsizetype MarkLength = 4;
constexpr auto UrlOptions = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

std::optional<QByteArray> decoded(const QByteArray &text, QByteArray::Base64Options options)
{
    auto result = QByteArray::fromBase64Encoding(text, options | QByteArray::AbortOnBase64DecodingErrors);
    if (result.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return std::nullopt;
    return std::move(result.decoded);
}

} // namespace

QByteArray joinedToolCallId(QByteArrayView id, QByteArrayView signature)
{
    QByteArray joined = id.toByteArray();
    if (signature.isEmpty() || signature.size() > MaxCarriedSignature)
        return joined;
    const QByteArray text = signature.toByteArray();
    const auto bytes = decoded(text, QByteArray::Base64Encoding);
    if (bytes && bytes->toBase64() == text) {
        joined += Base64Mark;
        joined += bytes->toBase64(UrlOptions);
    } else {
        joined += TextMark;
        joined += text.toBase64(UrlOptions);
    }
    return joined;
}

ToolCallId splitToolCallId(QByteArrayView id)
{
    // The text behind a mark may hold a mark by chance, an id of ours before it cannot: the first one counts.
    for (qsizetype at = 0; at + MarkLength < id.size(); ++at) {
        const QByteArrayView mark = id.sliced(at, MarkLength);
        if (mark != Base64Mark && mark != TextMark)
            continue;
        const auto bytes = decoded(id.sliced(at + MarkLength).toByteArray(), UrlOptions);
        if (!bytes || bytes->isEmpty())
            break;
        ToolCallId split{.id = id.first(at).toByteArray(),
                         .signature = mark == Base64Mark ? bytes->toBase64() : *bytes};
        if (joinedToolCallId(split.id, split.signature) == id)
            return split;
        break;
    }
    return {.id = id.toByteArray(), .signature = {}};
}

QByteArray unsaidToolCallId(qsizetype message, qsizetype part)
{
    return Unsaid.toByteArray() + QByteArray::number(message) + '_' + QByteArray::number(part);
}

bool isUnsaidToolCallId(QByteArrayView id)
{
    return id.startsWith(Unsaid);
}

} // namespace Gatehouse::Llm
