// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

// The inside of JSON strings, for Json::Reader.
namespace Gatehouse::Json {

// The first byte that ends a run of plain string bytes: a quotation mark, a backslash or a control character; else
// `end`.
[[nodiscard]] const char *endOfPlain(const char *p, const char *end);

// The code unit after "\u"; negative = not four hexadecimal digits.
[[nodiscard]] int codeUnit(const char *p, const char *end);

[[nodiscard]] constexpr bool isHighSurrogate(int unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

[[nodiscard]] constexpr bool isLowSurrogate(int unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

// The inside of a string token that has been judged, without its escapes. A lone surrogate becomes U+FFFD.
[[nodiscard]] QByteArray unescaped(QByteArrayView inside);

// Where bytes stop being UTF-8; the size when they never do. For the error, so it may be slow.
[[nodiscard]] qsizetype firstBadUtf8(QByteArrayView bytes);

} // namespace Gatehouse::Json
