// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filterlexer.h"

#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = FilterToken::Kind;

bool isOperatorCharacter(QChar c)
{
    return c == u':' || c == u'=' || c == u'!' || c == u'<' || c == u'>' || c == u'~';
}

bool endsWord(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u',' || c == u'"' || isOperatorCharacter(c);
}

class Lexer
{
public:
    explicit Lexer(QStringView text)
        : m_text(text)
    {}

    std::expected<QList<FilterToken>, FilterError> run()
    {
        while (true) {
            const qsizetype before = m_position;
            while (m_position < m_text.size() && m_text[m_position].isSpace())
                ++m_position;
            m_isAfterSpace = before == 0 || m_position > before;
            if (m_position == m_text.size())
                break;
            if (auto error = step())
                return std::unexpected(*error);
        }
        m_tokens.append({.kind = Kind::End, .range = {m_text.size(), 0}, .text = {}, .isAfterSpace = m_isAfterSpace});
        return std::move(m_tokens);
    }

private:
    std::optional<FilterError> step()
    {
        const QChar c = m_text[m_position];
        if (c == u'(')
            return simple(Kind::Open, 1);
        if (c == u')')
            return simple(Kind::Close, 1);
        if (c == u',')
            return simple(Kind::Comma, 1);
        if (c == u'"')
            return delimited(u'"', Kind::Quoted);
        if (c == u'/' && isValuePosition())
            return delimited(u'/', Kind::Pattern);
        if (isOperatorCharacter(c))
            return operation();
        // A minus before a condition is "not"; inside a value ("gpt-5") it is a letter.
        if (c == u'-' && !isValuePosition() && m_position + 1 < m_text.size() && !m_text[m_position + 1].isSpace())
            return simple(Kind::Not, 1);
        return word();
    }

    // Right behind an operator or a comma a value is expected.
    [[nodiscard]] bool isValuePosition() const
    {
        return !m_tokens.isEmpty()
               && (m_tokens.constLast().kind == Kind::Operator || m_tokens.constLast().kind == Kind::Comma);
    }

    std::optional<FilterError> simple(Kind kind, qsizetype length)
    {
        append(kind, length, m_text.mid(m_position, length).toString());
        return {};
    }

    std::optional<FilterError> operation()
    {
        const bool isTwo = m_position + 1 < m_text.size() && m_text[m_position + 1] == u'='
                           && (m_text[m_position] == u'!' || m_text[m_position] == u'<' || m_text[m_position] == u'>');
        if (m_text[m_position] == u'!' && !isTwo)
            return FilterError{{m_position, 1}, Tr::tr("“!” alone means nothing here."), u"!="_s};
        return simple(Kind::Operator, isTwo ? 2 : 1);
    }

    std::optional<FilterError> delimited(QChar mark, Kind kind)
    {
        QString content;
        for (qsizetype i = m_position + 1; i < m_text.size(); ++i) {
            const QChar c = m_text[i];
            if (c == mark) {
                append(kind, i + 1 - m_position, content);
                return {};
            }
            // In a pattern a backslash is the pattern's own, but before the mark that would end it.
            if (c == u'\\' && i + 1 < m_text.size()
                && (m_text[i + 1] == mark || (kind == Kind::Quoted && m_text[i + 1] == u'\\')))
                content += m_text[++i];
            else
                content += c;
        }
        const QString message = kind == Kind::Quoted ? Tr::tr("The quotation mark is not closed.")
                                                     : Tr::tr("The pattern has no closing “/”.");
        const QStringView open = m_text.mid(m_position);
        return FilterError{{m_position, open.size()}, message, QString(open % mark)};
    }

    std::optional<FilterError> word()
    {
        qsizetype end = m_position;
        const bool isValue = isValuePosition();
        // A value may hold colons: times (14:30) and models (llama3.3:70b).
        while (end < m_text.size() && (!endsWord(m_text[end]) || (isValue && m_text[end] == u':' && end > m_position)))
            ++end;
        const QStringView text = m_text.mid(m_position, end - m_position);
        Kind kind = Kind::Word;
        if (!isValue) {
            if (text.compare("and"_L1, Qt::CaseInsensitive) == 0)
                kind = Kind::And;
            else if (text.compare("or"_L1, Qt::CaseInsensitive) == 0)
                kind = Kind::Or;
            else if (text.compare("not"_L1, Qt::CaseInsensitive) == 0)
                kind = Kind::Not;
        }
        append(kind, text.size(), text.toString());
        return {};
    }

    void append(Kind kind, qsizetype length, const QString &text)
    {
        m_tokens.append({.kind = kind, .range = {m_position, length}, .text = text, .isAfterSpace = m_isAfterSpace});
        m_position += length;
        m_isAfterSpace = false;
    }

    QStringView m_text;
    qsizetype m_position = 0;
    bool m_isAfterSpace = true;
    QList<FilterToken> m_tokens;
};

bool looksLikeNumber(QStringView text)
{
    if (text.startsWith(u'$'))
        text = text.mid(1);
    return !text.isEmpty() && text.front().isDigit();
}

FilterSpan::Kind spanKind(const FilterToken &token, bool isKey)
{
    switch (token.kind) {
    case Kind::Quoted:
        return FilterSpan::Kind::String;
    case Kind::Pattern:
        return FilterSpan::Kind::Pattern;
    case Kind::And:
    case Kind::Or:
    case Kind::Not:
        return FilterSpan::Kind::Keyword;
    default:
        if (isKey)
            return FilterSpan::Kind::Key;
        return looksLikeNumber(token.text) ? FilterSpan::Kind::Number : FilterSpan::Kind::Word;
    }
}

} // namespace

std::expected<QList<FilterToken>, FilterError> filterTokens(QStringView text)
{
    return Lexer(text).run();
}

QList<FilterSpan> filterSpans(QStringView text)
{
    auto tokens = filterTokens(text);
    if (!tokens) // colour what stands before the open quotation
        tokens = filterTokens(text.left(tokens.error().range.start));
    QList<FilterSpan> spans;
    for (qsizetype i = 0; tokens && i < tokens->size(); ++i) {
        const FilterToken &token = tokens->at(i);
        if (token.kind == Kind::Operator || token.kind == Kind::Comma || token.kind == Kind::Open
            || token.kind == Kind::Close || token.kind == Kind::End)
            continue;
        const bool isKey =
            token.kind == Kind::Word && i + 1 < tokens->size() && tokens->at(i + 1).kind == Kind::Operator;
        spans.append({spanKind(token, isKey), token.range});
    }
    return spans;
}

} // namespace Gatehouse::Ui
