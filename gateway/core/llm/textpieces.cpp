// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/textpieces.h"

#include <QChar>

#include <array>

namespace Gatehouse::Llm {

namespace {

// What the patterns ask of a character. Bits, so that a set of classes is one test.
enum Class : unsigned int {
    Upper = 1,  // Lu, Lt
    Lower = 2,  // Ll
    Letter = 4, // Lm, Lo: letters without case
    Mark = 8,
    Number = 16,
    NewLine = 32, // CR, LF
    Blank = 64,   // other white space
    Other = 128,
};
constexpr unsigned int AnyLetter = Upper | Lower | Letter;
constexpr unsigned int AnySpace = NewLine | Blank;
constexpr unsigned int WordHead = Upper | Letter | Mark; // of o200k_base
constexpr unsigned int WordTail = Lower | Letter | Mark;

unsigned int classOfWide(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Titlecase:
        return Upper;
    case QChar::Letter_Lowercase:
        return Lower;
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
        return Letter;
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return Mark;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
        return Number;
    default:
        return QChar::isSpace(c) ? Blank : Other;
    }
}

constexpr auto Ascii = [] {
    std::array<quint8, 128> classes{};
    for (unsigned int c = 0; c < classes.size(); ++c) {
        if (c >= 'A' && c <= 'Z')
            classes[c] = Upper;
        else if (c >= 'a' && c <= 'z')
            classes[c] = Lower;
        else if (c >= '0' && c <= '9')
            classes[c] = Number;
        else if (c == '\n' || c == '\r')
            classes[c] = NewLine;
        else if (c == ' ' || c == '\t' || c == '\v' || c == '\f')
            classes[c] = Blank;
        else
            classes[c] = Other;
    }
    return classes;
}();

struct Character {
    unsigned int kind = 0; // 0 = behind the end: it is in no set
    qsizetype end = 0;     // where the next character begins
};

// Goes over one text. Lives for one call of pieceEnd().
class Scanner final
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {}

    [[nodiscard]] Character at(qsizetype from) const
    {
        if (from >= m_text.size())
            return {.kind = 0, .end = from};
        const auto lead = static_cast<quint8>(m_text[from]);
        return lead < 0x80 ? Character{.kind = Ascii[lead], .end = from + 1} : wideAt(from, lead);
    }

    // The end of the run of characters of a set; at most `most` of them.
    [[nodiscard]] qsizetype run(qsizetype from, unsigned int kinds, int most = INT_MAX) const
    {
        for (Character c = at(from); (c.kind & kinds) != 0 && most > 0; c = at(from)) {
            from = c.end;
            --most;
        }
        return from;
    }

    // The end of an English contraction ('s, 't, 're, 've, 'm, 'll, 'd) in any case; `from` when there is none.
    [[nodiscard]] qsizetype contraction(qsizetype from) const
    {
        if (from + 1 >= m_text.size() || m_text[from] != '\'')
            return from;
        const auto lower = [this](qsizetype i) {
            return i < m_text.size() ? static_cast<char>(m_text[i] | 0x20) : '\0';
        };
        const char first = lower(from + 1);
        const char second = lower(from + 2);
        if (first == 's' || first == 't' || first == 'm' || first == 'd')
            return from + 2;
        const bool isTwo =
            (first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l');
        return isTwo ? from + 3 : from;
    }

    // \s*[\r\n]+ | \s+(?!\S) | \s+: up to the last new line of a run; else the run without its last blank, which goes
    // with the word after it.
    [[nodiscard]] qsizetype space(qsizetype from, bool endsText) const
    {
        qsizetype end = from;
        qsizetype behindNewLine = from;
        qsizetype last = from;
        for (Character c = at(end); (c.kind & AnySpace) != 0; c = at(end)) {
            last = end;
            end = c.end;
            if (c.kind == NewLine)
                behindNewLine = end;
        }
        if (end == m_text.size() && (endsText || behindNewLine == from))
            return end;
        if (behindNewLine != from)
            return behindNewLine;
        return last == from ? end : last;
    }

    // ` ?[^\s\p{L}\p{N}]+` and what may follow; `from` when there is none.
    [[nodiscard]] qsizetype punctuation(qsizetype from, bool takesSlashes) const
    {
        const qsizetype begin = m_text[from] == ' ' ? from + 1 : from;
        qsizetype end = run(begin, Mark | Other);
        if (end == begin)
            return from;
        while (end < m_text.size()
               && (m_text[end] == '\r' || m_text[end] == '\n' || (takesSlashes && m_text[end] == '/')))
            ++end;
        return end;
    }

    // The cased word of o200k_base, first alternative: heads, then at least one tail. `from` when there is none.
    [[nodiscard]] qsizetype headsAndTails(qsizetype from) const
    {
        qsizetype end = from;
        qsizetype behindBoth = from; // the last head that can be a tail too
        for (Character c = at(end); (c.kind & WordHead) != 0; c = at(end)) {
            end = c.end;
            if ((c.kind & WordTail) != 0)
                behindBoth = end;
        }
        const qsizetype tails = run(end, WordTail);
        return tails != end ? tails : behindBoth;
    }

private:
    [[nodiscard]] Character wideAt(qsizetype from, quint8 lead) const
    {
        const qsizetype length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
        if (length == 1 || from + length > m_text.size())
            return {.kind = Other, .end = from + 1};
        char32_t c = lead & (0xFFU >> (length + 1));
        for (qsizetype i = 1; i < length; ++i) {
            const auto byte = static_cast<quint8>(m_text[from + i]);
            if ((byte & 0xC0U) != 0x80U)
                return {.kind = Other, .end = from + 1};
            c = (c << 6) | (byte & 0x3FU);
        }
        if (c > 0x10FFFF)
            return {.kind = Other, .end = from + 1};
        return {.kind = classOfWide(c), .end = from + length};
    }

    QByteArrayView m_text;
};

qsizetype cl100kEnd(const Scanner &text, qsizetype from)
{
    if (const qsizetype end = text.contraction(from); end != from)
        return end;
    const Character first = text.at(from);
    const bool isPrefix = (first.kind & (NewLine | AnyLetter | Number)) == 0;
    const qsizetype word = isPrefix ? first.end : from;
    if (const qsizetype end = text.run(word, AnyLetter); end != word)
        return end;
    if (first.kind == Number)
        return text.run(from, Number, 3);
    if (const qsizetype end = text.punctuation(from, false); end != from)
        return end;
    return text.space(from, true);
}

qsizetype o200kEnd(const Scanner &text, qsizetype from)
{
    const Character first = text.at(from);
    const bool isPrefix = (first.kind & (NewLine | AnyLetter | Number)) == 0;
    if (isPrefix) {
        if (const qsizetype end = text.headsAndTails(first.end); end != first.end)
            return text.contraction(end);
    }
    if (const qsizetype end = text.headsAndTails(from); end != from)
        return text.contraction(end);
    // Second alternative: heads alone. Those that could be tails have been found above.
    const qsizetype word = isPrefix ? first.end : from;
    if (const qsizetype end = text.run(word, WordHead); end != word)
        return text.contraction(end);
    if (first.kind == Number)
        return text.run(from, Number, 3);
    if (const qsizetype end = text.punctuation(from, true); end != from)
        return end;
    return text.space(from, false);
}

} // namespace

qsizetype pieceEnd(Encoding encoding, QByteArrayView utf8, qsizetype from)
{
    const Scanner text(utf8);
    return encoding == Encoding::Cl100kBase ? cl100kEnd(text, from) : o200kEnd(text, from);
}

} // namespace Gatehouse::Llm
