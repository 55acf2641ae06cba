// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontext.h"

#include <simdjson.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>
#include <cstring>

namespace Gatehouse::Json {

namespace {

constexpr int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

constexpr bool isSpecial(char c)
{
    return c == '"' || c == '\\' || static_cast<quint8>(c) < 0x20;
}

void appendUtf8(QByteArray &out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

// The character of a "\u" escape whose digits begin at p; p is moved past it and, for a pair, past the second escape.
char32_t unescapedUnit(const char *&p, const char *end)
{
    const int unit = codeUnit(p, end);
    p += 4;
    if (!isHighSurrogate(unit))
        return isLowSurrogate(unit) ? 0xFFFD : static_cast<char32_t>(unit);
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return 0xFFFD;
    const int low = codeUnit(p + 2, end);
    if (!isLowSurrogate(low))
        return 0xFFFD;
    p += 6;
    return 0x10000U + (static_cast<char32_t>(unit - 0xD800) << 10) + static_cast<char32_t>(low - 0xDC00);
}

} // namespace

// Sixteen bytes at a time where the processor has them (every x86-64 does), then eight by the well-known test for a
// zero byte in a word (Hacker's Delight 6-1): the lowest flag that it sets is exact.
const char *endOfPlain(const char *p, const char *end)
{
#ifdef __SSE2__
    const __m128i quotes16 = _mm_set1_epi8('"');
    const __m128i backslashes16 = _mm_set1_epi8('\\');
    const __m128i lastControl = _mm_set1_epi8(0x1F);
    while (end - p >= 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
        const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, lastControl), bytes);
        const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, quotes16), _mm_cmpeq_epi8(bytes, backslashes16));
        const auto found = static_cast<unsigned int>(_mm_movemask_epi8(_mm_or_si128(controls, marks)));
        if (found != 0)
            return p + std::countr_zero(found);
        p += 16;
    }
#endif
    if constexpr (std::endian::native == std::endian::little) {
        constexpr quint64 Ones = 0x0101010101010101ULL;
        constexpr quint64 Highs = 0x8080808080808080ULL;
        while (end - p >= 8) {
            quint64 word;
            std::memcpy(&word, p, sizeof word);
            const quint64 quotes = word ^ (Ones * '"');
            const quint64 backslashes = word ^ (Ones * '\\');
            const quint64 found =
                (((quotes - Ones) & ~quotes) | ((backslashes - Ones) & ~backslashes) | ((word - Ones * 0x20) & ~word))
                & Highs;
            if (found != 0)
                return p + (std::countr_zero(found) >> 3);
            p += 8;
        }
    }
    while (p != end && !isSpecial(*p))
        ++p;
    return p;
}

int codeUnit(const char *p, const char *end)
{
    if (end - p < 4)
        return -1;
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hexValue(p[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

qsizetype firstBadUtf8(QByteArrayView bytes)
{
    qsizetype i = 0;
    while (i < bytes.size()) {
        const auto lead = static_cast<quint8>(bytes[i]);
        const qsizetype length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (i + length > bytes.size() || !simdjson::validate_utf8(bytes.data() + i, static_cast<std::size_t>(length)))
            return i;
        i += length;
    }
    return i;
}

QByteArray unescaped(QByteArrayView inside)
{
    QByteArray out;
    out.reserve(inside.size());
    const char *p = inside.data();
    const char *const end = p + inside.size();
    while (p != end) {
        const char *const escape = endOfPlain(p, end);
        out.append(p, escape - p);
        p = escape;
        if (p == end)
            break;
        const char kind = p[1];
        p += 2;
        switch (kind) {
        case 'b':
            out += '\b';
            break;
        case 'f':
            out += '\f';
            break;
        case 'n':
            out += '\n';
            break;
        case 'r':
            out += '\r';
            break;
        case 't':
            out += '\t';
            break;
        case 'u':
            appendUtf8(out, unescapedUnit(p, end));
            break;
        default: // quotation mark, slash, backslash
            out += kind;
        }
    }
    return out;
}

} // namespace Gatehouse::Json
