// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsonreader.h"

#include "gateway/core/base/jsontext.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

using namespace Qt::StringLiterals;

namespace Gatehouse::Json {

namespace {

// Up to this many keys of an object are compared one by one; above it they are sorted when the object ends, so that the
// time stays near linear whatever keys are sent. (A hash table could be made slow by keys chosen for it.)
constexpr qsizetype MaxComparedKeys = 24;

constexpr qint64 LargestInteger = 9'007'199'254'740'992; // 2^53
constexpr QByteArrayView ByteOrderMark("\xEF\xBB\xBF", 3);

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

Reader::Reader(QByteArrayView document, Rules rules)
    : m_document(document.data())
    , m_position(document.data())
    , m_end(document.data() + document.size())
    , m_begin(document.data())
    , m_rules(rules)
{
    if (document.startsWith(ByteOrderMark))
        fail("a byte order mark", m_document);
    else if (!simdjson::validate_utf8(document.data(), static_cast<std::size_t>(document.size())))
        fail("bytes that are not UTF-8", m_document + firstBadUtf8(document));
}

Token Reader::fail(const char *reason, const char *where)
{
    m_failure = reason;
    m_failurePosition = where - m_document;
    m_begin = where;
    m_position = where;
    m_afterToken = 0;
    return m_token = Token::Error;
}

Gatehouse::Error Reader::error() const
{
    return {.kind = ErrorKind::InvalidRequest,
            .message = u"The body is not valid JSON: %1 at byte %2."_s
                           .arg(QLatin1StringView(m_failure ? m_failure : "nothing wrong"))
                           .arg(m_failurePosition),
            .detail = {}};
}

bool Reader::isInObject() const
{
    const auto level = static_cast<std::size_t>(m_depth - 1);
    return ((m_isObject[level / 64] >> (level % 64)) & 1U) != 0;
}

inline void Reader::skipSpace()
{
    while (m_position != m_end && isSpace(*m_position))
        ++m_position;
}

Token Reader::next()
{
    if (m_token == Token::Error) [[unlikely]]
        return m_token;
    m_afterToken = 0;
    skipSpace();
    if (m_expect == Expect::Nothing) {
        m_begin = m_position;
        return m_position == m_end ? (m_token = Token::End) : fail("something after the document", m_position);
    }
    if (m_position == m_end)
        return fail("an end too early", m_position);
    if (m_expect == Expect::CommaOrEnd) {
        if (*m_position != ',')
            return close();
        ++m_position;
        skipSpace();
        if (m_position == m_end)
            return fail("an end too early", m_position);
        m_expect = isInObject() ? Expect::Key : Expect::Value;
    } else if ((m_expect == Expect::FirstKey && *m_position == '}')
               || (m_expect == Expect::FirstValue && *m_position == ']')) {
        return close();
    }
    m_begin = m_position;
    return m_expect == Expect::Key || m_expect == Expect::FirstKey ? key() : value();
}

Token Reader::value()
{
    switch (*m_position) {
    case '"':
        return string();
    case '{':
        return open(Token::ObjectBegin);
    case '[':
        return open(Token::ArrayBegin);
    case 't':
        return literal("true", Token::True);
    case 'f':
        return literal("false", Token::False);
    case 'n':
        return literal("null", Token::Null);
    default:
        return number();
    }
}

Token Reader::scalar(Token token)
{
    m_expect = m_depth == 0 ? Expect::Nothing : Expect::CommaOrEnd;
    return m_token = token;
}

Token Reader::open(Token token)
{
    if (m_depth == MaxDepth)
        return fail("nesting that is too deep", m_position);
    const auto level = static_cast<std::size_t>(m_depth);
    const quint64 bit = quint64(1) << (level % 64);
    if (token == Token::ObjectBegin) {
        m_isObject[level / 64] |= bit;
        m_firstKey[level] = static_cast<quint32>(m_keys.size());
        m_expect = Expect::FirstKey;
    } else {
        m_isObject[level / 64] &= ~bit;
        m_expect = Expect::FirstValue;
    }
    ++m_depth;
    ++m_position;
    return m_token = token;
}

Token Reader::close()
{
    const bool isObject = isInObject();
    if (*m_position != (isObject ? '}' : ']'))
        return fail(isObject ? "something where ',' or '}' should be" : "something where ',' or ']' should be",
                    m_position);
    if (isObject) {
        if (!areKeysDistinct())
            return m_token;
        m_keys.resize(static_cast<qsizetype>(m_firstKey[static_cast<std::size_t>(m_depth - 1)]));
    }
    m_begin = m_position++;
    --m_depth;
    return scalar(isObject ? Token::ObjectEnd : Token::ArrayEnd);
}

Token Reader::literal(QByteArrayView word, Token token)
{
    if (m_end - m_position < word.size() || QByteArrayView(m_position, word.size()) != word)
        return fail("something that is no value", m_position);
    m_position += word.size();
    return scalar(token);
}

Token Reader::number()
{
    const char *p = m_position;
    const auto digits = [&p, this] {
        const char *const first = p;
        while (p != m_end && isDigit(*p))
            ++p;
        return p != first;
    };
    if (*p == '-')
        ++p;
    if (p != m_end && *p == '0')
        ++p;
    else if (!digits())
        return fail("something that is no value", m_position);
    if (p != m_end && *p == '.') {
        ++p;
        if (!digits())
            return fail("a number without decimals after its point", p);
    }
    if (p != m_end && (*p == 'e' || *p == 'E')) {
        ++p;
        if (p != m_end && (*p == '+' || *p == '-'))
            ++p;
        if (!digits())
            return fail("a number without digits in its exponent", p);
    }
    m_position = p;
    return scalar(Token::Number);
}

Token Reader::string()
{
    return scanString() ? scalar(Token::String) : m_token;
}

// From the opening quotation mark to past the closing one.
bool Reader::scanString()
{
    m_hasEscapes = false;
    ++m_position;
    while (true) {
        m_position = endOfPlain(m_position, m_end);
        if (m_position == m_end) {
            fail("a string without an end", m_begin);
            return false;
        }
        if (*m_position == '"') {
            ++m_position;
            return true;
        }
        if (*m_position != '\\') {
            fail("a control character in a string", m_position);
            return false;
        }
        m_hasEscapes = true;
        if (!scanEscape())
            return false;
    }
}

bool Reader::scanEscape()
{
    const char *const escape = m_position++;
    const char kind = m_position == m_end ? '\0' : *m_position++;
    if (kind != 'u') {
        if (kind != '\0' && QByteArrayView("\"\\/bfnrt").contains(kind))
            return true;
        fail("an unknown escape in a string", escape);
        return false;
    }
    const int unit = codeUnit(m_position, m_end);
    if (unit < 0) {
        fail("an unknown escape in a string", escape);
        return false;
    }
    m_position += 4;
    if (m_rules == Rules::Lenient || (!isHighSurrogate(unit) && !isLowSurrogate(unit)))
        return true;
    const bool isPair = isHighSurrogate(unit) && m_end - m_position >= 6 && m_position[0] == '\\'
                        && m_position[1] == 'u' && isLowSurrogate(codeUnit(m_position + 2, m_end));
    if (!isPair) {
        fail("half of a surrogate pair", escape);
        return false;
    }
    m_position += 6;
    return true;
}

Token Reader::key()
{
    if (*m_position != '"')
        return fail("something where a key should be", m_position);
    if (!scanString())
        return m_token;
    const char *const end = m_position;
    m_token = Token::Key;
    if (m_rules == Rules::Strict && !isNewKey())
        return fail("a key that its object has already", m_begin);
    skipSpace();
    if (m_position == m_end || *m_position != ':')
        return fail("something where ':' should be", m_position);
    ++m_position;
    m_afterToken = m_position - end;
    m_expect = Expect::Value;
    return m_token;
}

bool Reader::isNewKey()
{
    KeyText key{.data = m_begin + 1,
                .length = static_cast<quint32>(m_position - m_begin - 2),
                .position = static_cast<quint32>(m_begin - m_document)};
    if (m_hasEscapes) {
        const QByteArray &plain = m_unescapedKeys.emplaceBack(unescaped({key.data, qsizetype(key.length)}));
        key.data = plain.constData();
        key.length = static_cast<quint32>(plain.size());
    }
    const auto first = static_cast<qsizetype>(m_firstKey[static_cast<std::size_t>(m_depth - 1)]);
    if (m_keys.size() - first < MaxComparedKeys) {
        for (qsizetype i = first; i < m_keys.size(); ++i) {
            const KeyText &other = m_keys[i];
            if (other.length == key.length && std::memcmp(other.data, key.data, key.length) == 0)
                return false;
        }
    }
    m_keys.append(key);
    return true;
}

// For an object with more keys than were compared one by one.
bool Reader::areKeysDistinct()
{
    const auto first = static_cast<qsizetype>(m_firstKey[static_cast<std::size_t>(m_depth - 1)]);
    if (m_keys.size() - first <= MaxComparedKeys)
        return true;
    const auto isLess = [](const KeyText &a, const KeyText &b) {
        if (a.length != b.length)
            return a.length < b.length;
        return std::memcmp(a.data, b.data, a.length) < 0;
    };
    const auto begin = m_keys.begin() + first;
    std::sort(begin, m_keys.end(), isLess);
    const auto twin =
        std::adjacent_find(begin, m_keys.end(), [&](const KeyText &a, const KeyText &b) { return !isLess(a, b); });
    if (twin == m_keys.end())
        return true;
    fail("a key that its object has already", m_document + std::max(twin->position, (twin + 1)->position));
    return false;
}

QByteArrayView Reader::text()
{
    const QByteArrayView inside = raw().sliced(1).chopped(1);
    if (!m_hasEscapes)
        return inside;
    m_text = unescaped(inside);
    return m_text;
}

std::optional<qint64> Reader::integer() const
{
    const QByteArrayView digits = raw();
    const char *const end = digits.data() + digits.size();
    qint64 whole = 0;
    if (const auto [last, failure] = std::from_chars(digits.data(), end, whole);
        failure == std::errc() && last == end) {
        if (whole < -LargestInteger || whole > LargestInteger)
            return std::nullopt;
        return whole;
    }
    double number = 0;
    if (const auto [last, failure] = std::from_chars(digits.data(), end, number); failure != std::errc() || last != end)
        return std::nullopt;
    if (std::abs(number) > static_cast<double>(LargestInteger) || std::trunc(number) != number)
        return std::nullopt;
    return static_cast<qint64>(number);
}

Token Reader::skip()
{
    if (m_token != Token::ObjectBegin && m_token != Token::ArrayBegin)
        return m_token;
    const int outside = m_depth - 1;
    while (m_depth != outside && m_token != Token::Error)
        next();
    return m_token;
}

} // namespace Gatehouse::Json
