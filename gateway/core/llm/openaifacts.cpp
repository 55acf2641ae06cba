// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaifacts.h"

#include "gateway/core/llm/openaiusage.h"

#include <algorithm>

namespace Gatehouse::Llm {

namespace {

using Json::Token;

// Reads one document into an answer. Lives for one call of readFacts(). The functions stand on the value of their
// member and go to its end.
class FactReader final
{
public:
    FactReader(Json::Reader &json, AnswerFacts &answer)
        : m_json(json)
        , m_answer(answer)
    {}

    EventFacts read();

private:
    void readMember();
    void readUsage();
    void readGroq();
    void readChoices();
    void readChoice();
    void readMessage();
    void readMessageMember();
    void readTexts();
    void readCalls();
    void readName(QByteArray &name);
    void addText(QByteArrayView text);

    Json::Reader &m_json;
    AnswerFacts &m_answer;
    EventFacts m_facts;
};

EventFacts FactReader::read()
{
    if (m_json.next() != Token::ObjectBegin)
        return m_facts;
    while (m_json.nextKey())
        readMember();
    m_facts.isObject = m_json.next() == Token::End;
    return m_facts;
}

void FactReader::readMember()
{
    if (m_json.is("choices")) {
        m_json.next();
        readChoices();
    } else if (m_json.is("usage")) {
        const Json::Range key = m_json.range();
        if (m_json.next() == Token::Null)
            m_facts.emptyUsage =
                Json::Range{.offset = key.offset, .length = m_json.range().offset + m_json.range().length - key.offset};
        readUsage();
    } else if (m_json.is("id")) {
        m_json.next();
        readName(m_answer.id);
    } else if (m_json.is("model")) {
        m_json.next();
        readName(m_answer.model);
    } else if (m_json.is("service_tier")) {
        m_json.next();
        readName(m_answer.serviceTier);
    } else if (m_json.is("error")) {
        m_facts.isError = m_json.next() != Token::Null;
        m_json.skip();
    } else if (m_json.is("x_groq")) {
        m_json.next();
        readGroq();
    } else {
        m_json.skipValue();
    }
}

// Copies a name only when it is another one than the event before had: no allocation for each token.
void FactReader::readName(QByteArray &name)
{
    if (m_json.token() == Token::String && !m_json.is(name) && !m_json.is(""))
        name = m_json.text().toByteArray();
    m_json.skip();
}

// The last usage that a stream gives is the one that counts (WIRE 1).
void FactReader::readUsage()
{
    if (m_json.token() != Token::ObjectBegin) {
        m_json.skip();
        return;
    }
    m_facts.hasUsage = true;
    const char *const begin = m_json.raw().data();
    if (const std::optional<Usage> usage = readOpenAiUsage(m_json)) {
        m_answer.usage = usage;
        m_answer.rawUsage.assign(QByteArrayView(begin, m_json.raw().data() + m_json.raw().size()));
    }
}

void FactReader::readGroq()
{
    if (m_json.token() != Token::ObjectBegin) {
        m_json.skip();
        return;
    }
    const bool hadUsage = m_facts.hasUsage;
    while (m_json.nextKey()) {
        const bool isUsage = m_json.is("usage");
        m_json.next();
        if (isUsage)
            readUsage();
        else
            m_json.skip();
    }
    m_facts.hasUsage = hadUsage; // it comes in an event that the client is to see
}

void FactReader::readChoices()
{
    if (m_json.token() != Token::ArrayBegin) {
        m_json.skip();
        return;
    }
    while (m_json.nextElement()) {
        m_facts.hasChoices = true;
        if (m_json.token() == Token::ObjectBegin)
            readChoice();
        else
            m_json.skip();
    }
}

void FactReader::readChoice()
{
    while (m_json.nextKey()) {
        if (m_json.is("delta") || m_json.is("message")) {
            m_json.next();
            readMessage();
        } else if (m_json.is("text")) { // of a completion
            m_json.next();
            readTexts();
        } else if (m_json.is("finish_reason") && m_answer.finishReason.isEmpty()) {
            m_json.next();
            readName(m_answer.finishReason);
        } else {
            m_json.skipValue();
        }
    }
}

void FactReader::readMessage()
{
    if (m_json.token() != Token::ObjectBegin) {
        m_json.skip();
        return;
    }
    while (m_json.nextKey())
        readMessageMember();
}

void FactReader::readMessageMember()
{
    // The names that vendors give to reasoning: WIRE 1.
    const bool isText = m_json.is("content") || m_json.is("reasoning_content") || m_json.is("refusal");
    const bool isReasoning = m_json.is("reasoning");
    const bool isCall = m_json.is("tool_calls") || m_json.is("function_call");
    m_json.next();
    if (isText || isReasoning)
        readTexts();
    else if (isCall)
        readCalls();
    else
        m_json.skip();
}

// A text, or parts with texts in them: {"type":"text","text":...}, {"type":"thinking","thinking":[...]}.
void FactReader::readTexts()
{
    if (m_json.token() == Token::String) {
        addText(m_json.text());
        return;
    }
    if (m_json.token() != Token::ArrayBegin && m_json.token() != Token::ObjectBegin)
        return;
    const int outside = m_json.depth() - 1;
    while (m_json.depth() != outside && !m_json.hasFailed()) {
        const bool isText = m_json.token() == Token::Key && (m_json.is("text") || m_json.is("thinking"));
        if (m_json.next() == Token::String && isText)
            addText(m_json.text());
    }
}

// Names and arguments of tool calls, wherever they stand in the structure.
void FactReader::readCalls()
{
    if (m_json.token() != Token::ArrayBegin && m_json.token() != Token::ObjectBegin)
        return;
    const int outside = m_json.depth() - 1;
    while (m_json.depth() != outside && !m_json.hasFailed()) {
        const bool isText = m_json.token() == Token::Key && (m_json.is("name") || m_json.is("arguments"));
        m_facts.hasContent = m_facts.hasContent || m_json.token() == Token::ObjectBegin;
        if (m_json.next() == Token::String && isText)
            addText(m_json.text());
    }
}

void FactReader::addText(QByteArrayView text)
{
    if (text.isEmpty())
        return;
    m_facts.hasContent = true;
    const qsizetype room = MaxOutputText - m_answer.outputText.size();
    m_answer.outputText += text.first(std::min(text.size(), room));
}

} // namespace

EventFacts readFacts(Json::Reader &json, AnswerFacts &answer)
{
    return FactReader(json, answer).read();
}

} // namespace Gatehouse::Llm
