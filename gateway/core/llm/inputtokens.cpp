// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsonreader.h"
#include "gateway/core/llm/openairequest.h"
#include "gateway/core/llm/tokens.h"

namespace Gatehouse::Llm {

namespace {

using Json::Token;

// WIRE 4: 3 + sum(3 + tokens(role) + tokens(content)) is what OpenAI bills for text.
constexpr qint64 TokensOfAnyChat = 3;
constexpr qint64 TokensOfAnyMessage = 3;
constexpr qint64 TokensOfAnyName = 1;

// What OpenAI documents for an image of 1024 x 1024 in high detail; its size is not known here.
constexpr qint64 TokensOfAnImage = 765;

// Counts one body that has been judged before. Lives for one call.
class InputCounter final
{
public:
    InputCounter(const Tokenizer &tokenizer, QByteArrayView body)
        : m_tokenizer(tokenizer)
        , m_body(body)
        , m_json(body, Json::Rules::Lenient)
    {}

    qint64 count(Surface surface)
    {
        if (m_json.next() != Token::ObjectBegin)
            return 0;
        while (m_json.nextKey()) {
            const bool isChat = surface == Surface::ChatCompletions;
            const bool isInput = isChat ? m_json.is("messages") : m_json.is("input") || m_json.is("prompt");
            const bool isDefinition = m_json.is("tools") || m_json.is("functions") || m_json.is("response_format");
            m_json.next();
            if (isInput && isChat)
                countMessages();
            else if (isInput)
                countPlain();
            else if (isDefinition)
                countRaw();
            else
                m_json.skip();
        }
        return m_tokens;
    }

private:
    void countMessages();
    void countMessage();
    void countContent();
    void countPart();
    void countPlain();
    void countRaw();
    void countString() { m_tokens += m_tokenizer.count(m_json.text()); }

    const Tokenizer &m_tokenizer;
    QByteArrayView m_body;
    Json::Reader m_json;
    qint64 m_tokens = 0;
};

void InputCounter::countMessages()
{
    if (m_json.token() != Token::ArrayBegin)
        return;
    m_tokens += TokensOfAnyChat;
    while (m_json.nextElement()) {
        if (m_json.token() == Token::ObjectBegin)
            countMessage();
        else
            m_json.skip();
    }
}

void InputCounter::countMessage()
{
    m_tokens += TokensOfAnyMessage;
    while (m_json.nextKey()) {
        const bool isText = m_json.is("role") || m_json.is("content");
        const bool isName = m_json.is("name");
        const bool isCall = m_json.is("tool_calls") || m_json.is("function_call");
        m_json.next();
        if (isName)
            m_tokens += TokensOfAnyName;
        if (isText || isName)
            countContent();
        else if (isCall)
            countRaw();
        else
            m_json.skip();
    }
}

// A string, or a list of parts.
void InputCounter::countContent()
{
    if (m_json.token() == Token::String) {
        countString();
    } else if (m_json.token() == Token::ArrayBegin) {
        while (m_json.nextElement()) {
            if (m_json.token() == Token::ObjectBegin)
                countPart();
            else
                m_json.skip();
        }
    } else {
        m_json.skip();
    }
}

void InputCounter::countPart()
{
    while (m_json.nextKey()) {
        const bool isText = m_json.is("text") || m_json.is("refusal");
        if (m_json.is("image_url"))
            m_tokens += TokensOfAnImage;
        if (m_json.next() == Token::String && isText)
            countString();
        else
            m_json.skip();
    }
}

// A text, a list of texts, a list of tokens, or a list of lists of tokens.
void InputCounter::countPlain()
{
    if (m_json.token() == Token::ObjectBegin)
        m_json.skip();
    const int outside = m_json.depth() - (m_json.token() == Token::ArrayBegin ? 1 : 0);
    while (!m_json.hasFailed()) {
        if (m_json.token() == Token::String)
            countString();
        else if (m_json.token() == Token::Number)
            ++m_tokens;
        if (m_json.depth() <= outside)
            return;
        m_json.next();
    }
}

void InputCounter::countRaw()
{
    const qsizetype begin = m_json.range().offset;
    m_json.skip();
    const Json::Range last = m_json.range();
    m_tokens += m_tokenizer.count(m_body.sliced(begin, last.offset + last.length - begin));
}

} // namespace

qint64 estimatedInputTokens(const Tokenizer &tokenizer, Surface surface, const QByteArray &body)
{
    return InputCounter(tokenizer, body).count(surface);
}

} // namespace Gatehouse::Llm
