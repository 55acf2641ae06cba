// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>

// The bytes of JSON: judged once, strictly, and changed in place. What was judged is what is sent (DESIGN 9, R31-R34).
namespace Gatehouse::Json {

// A part of a document, in bytes from its beginning.
struct Range {
    qsizetype offset = 0;
    qsizetype length = 0;
    bool operator==(const Range &) const = default;
};

inline constexpr int MaxDepth = 128;

// Refuses what RFC 8259 refuses and, beyond it, duplicate keys at any depth (compared after unescaping), lone
// surrogates, a byte order mark, and nesting past MaxDepth. InvalidRequest names the byte position. Linear in the size;
// the stack does not grow with the input.
[[nodiscard]] Result<void> judge(QByteArrayView document);

// One change to a document. `range` of length 0 inserts.
struct Splice {
    Range range;
    QByteArray replacement;
};

// The document with the changes made and every other byte kept. Splices are in rising order and do not overlap.
[[nodiscard]] QByteArray spliced(QByteArrayView document, std::span<const Splice> splices);

// A JSON string token for UTF-8 text, with its quotation marks.
[[nodiscard]] QByteArray quoted(QByteArrayView utf8);

} // namespace Gatehouse::Json
