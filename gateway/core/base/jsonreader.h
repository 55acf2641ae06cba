// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/json.h"
#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QVarLengthArray>

#include <array>
#include <optional>

namespace Gatehouse::Json {

// Ours to send is judged strictly; what a vendor answered passes through with its own bytes, so only RFC 8259 is asked
// of it. Lenient accepts duplicate keys and lone surrogates, which real vendors send when a token ends inside an emoji.
enum class Rules : quint8 { Strict, Lenient };

enum class Token : quint8 {
    ObjectBegin,
    ObjectEnd,
    ArrayBegin,
    ArrayEnd,
    Key,
    String,
    Number,
    True,
    False,
    Null,
    End,   // of the document; nothing follows but white space
    Error, // see error(); every further token is Error too
};

// Goes through a document token by token, judging every byte on the way: after Token::End the whole document is known
// to be good. One pass, no copy, no allocation unless a key is written with escapes or an object has very many keys.
// The positions of tokens are what splicing needs. simdjson is not used for this since it needs a padded copy of the
// body, keeps no positions in its tree, judges nothing On-Demand that is not looked at, and refuses integers beyond 64
// bits; the tests compare the verdicts of both. Lives on one thread; the document must outlive it.
class Reader final
{
public:
    Reader(QByteArrayView document, Rules rules);

    Token next();
    [[nodiscard]] Token token() const { return m_token; }

    // The bytes of the token; of strings and keys with the quotation marks.
    [[nodiscard]] Range range() const { return {m_begin - m_document, m_position - m_begin - m_afterToken}; }
    [[nodiscard]] QByteArrayView raw() const { return {m_begin, m_position - m_begin - m_afterToken}; }

    // A key or string as UTF-8 without its escapes; a lone surrogate becomes U+FFFD. The view is into the document, or
    // into this reader until the next string is asked for.
    [[nodiscard]] QByteArrayView text();
    // Whether a key or string is this one.
    [[nodiscard]] bool is(QByteArrayView utf8) { return text() == utf8; }

    // A number that is whole, however it is written (12, 12.0, 1.2e1), and within ±2^53.
    [[nodiscard]] std::optional<qint64> integer() const;

    // After ObjectBegin or ArrayBegin: goes to its end. After any other token: nothing. Returns the token it stands on.
    Token skip();
    // Within an object: goes on to the next key. False at the object's end and on an error.
    bool nextKey() { return next() == Token::Key; }
    // Within an array: goes on to the next element and stands on its first token. False at the end and on an error.
    bool nextElement()
    {
        const Token token = next();
        return token != Token::ArrayEnd && token != Token::Error;
    }
    // Goes on to the value of a key and past all of it.
    Token skipValue()
    {
        next();
        return skip();
    }

    [[nodiscard]] int depth() const { return m_depth; }
    // Why and where the document is refused: InvalidRequest.
    [[nodiscard]] Gatehouse::Error error() const;
    [[nodiscard]] bool hasFailed() const { return m_token == Token::Error; }

private:
    enum class Expect : quint8 { Value, FirstValue, Key, FirstKey, CommaOrEnd, Nothing };
    struct KeyText {
        const char *data;
        quint32 length;
        quint32 position; // of the key in the document, for the error
    };

    Token value();
    Token key();
    Token string();
    Token number();
    Token literal(QByteArrayView word, Token token);
    Token open(Token token);
    Token close();
    Token scalar(Token token);
    Token fail(const char *reason, const char *where);
    bool scanString();
    bool scanEscape();
    bool isNewKey();
    bool areKeysDistinct();
    void skipSpace();
    [[nodiscard]] bool isInObject() const;

    const char *m_document;
    const char *m_position; // of what has not been read
    const char *m_end;
    const char *m_begin;        // of the token
    qsizetype m_afterToken = 0; // bytes between the token's end and m_position: a key's colon
    Rules m_rules;
    Token m_token = Token::Null;
    Expect m_expect = Expect::Value;
    bool m_hasEscapes = false;
    int m_depth = 0;
    std::array<quint64, MaxDepth / 64> m_isObject = {}; // one bit a level
    std::array<quint32, MaxDepth> m_firstKey;           // of the object at a level, in m_keys
    QVarLengthArray<KeyText, 48> m_keys;
    QList<QByteArray> m_unescapedKeys;
    QByteArray m_text;
    const char *m_failure = nullptr;
    qsizetype m_failurePosition = 0;
};

} // namespace Gatehouse::Json
