// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openairequest.h"
#include "gateway/core/llm/tokens.h"
#include "tests/support/datafile.h"

#include <QJsonArray>
#include <QTest>

#include <memory>

#include "resources/resources.h"

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::Encoding;
using Llm::Tokenizer;

class TestInputTokens : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void billedInputTokens();
    void estimates();

private:
    [[nodiscard]] const Tokenizer &tokenizer(Encoding encoding) const
    {
        return encoding == Encoding::Cl100kBase ? *m_cl100k : *m_o200k;
    }
    std::unique_ptr<const Tokenizer> m_cl100k;
    std::unique_ptr<const Tokenizer> m_o200k;
};

void TestInputTokens::initTestCase()
{
    auto cl100k = Tokenizer::create(Encoding::Cl100kBase, Resources::tokenizerRanks(Encoding::Cl100kBase));
    QVERIFY(cl100k);
    m_cl100k = std::move(*cl100k);
    auto o200k = Tokenizer::create(Encoding::O200kBase, Resources::tokenizerRanks(Encoding::O200kBase));
    QVERIFY(o200k);
    m_o200k = std::move(*o200k);
}

// What OpenAI billed: exact for embeddings and the older chat models; reasoning models are billed a little more or less
// (WIRE 4).
void TestInputTokens::billedInputTokens()
{
    int exact = 0;
    int near = 0;
    int all = 0;
    for (const QJsonObject &line : Test::jsonLines(u"tests/data/token_counts/openai.jsonl"_s)) {
        const bool isChat = line.contains("messages"_L1);
        const QJsonObject object =
            isChat ? QJsonObject{{"messages"_L1, line["messages"_L1]}} : QJsonObject{{"input"_L1, line["input"_L1]}};
        const QByteArray body = QJsonDocument(object).toJson();
        const QByteArray model = line["model"_L1].toString().toUtf8();
        const qint64 found = Llm::estimatedInputTokens(
            tokenizer(Llm::encodingOf(model)), isChat ? Llm::Surface::ChatCompletions : Llm::Surface::Embeddings, body);
        const qint64 difference = std::abs(found - line["prompt_tokens"_L1].toInteger());
        ++all;
        exact += difference == 0 ? 1 : 0;
        near += difference <= 11 ? 1 : 0;
        if (!isChat)
            QCOMPARE(difference, 0);
    }
    QVERIFY(all >= 59);
    QVERIFY2(near >= all - 1, qPrintable(u"%1 of %2 within 11"_s.arg(near).arg(all)));
    QVERIFY2(exact * 10 >= all * 7, qPrintable(u"%1 of %2 exact"_s.arg(exact).arg(all)));
}

void TestInputTokens::estimates()
{
    const auto count = [this](Llm::Surface surface, const QByteArray &body) {
        return Llm::estimatedInputTokens(*m_o200k, surface, body);
    };
    // 3 for the chat, 3 for the message, a token each for "user" and "hello".
    QCOMPARE(count(Llm::Surface::ChatCompletions, R"({"messages":[{"role":"user","content":"hello"}]})"_ba), 8);
    QCOMPARE(count(Llm::Surface::ChatCompletions,
                   R"({"messages":[{"role":"user","content":[{"type":"text","text":"hello"}]}]})"_ba),
             8);
    QVERIFY(
        count(
            Llm::Surface::ChatCompletions,
            R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]})"_ba)
        > 700);
    QVERIFY(count(Llm::Surface::ChatCompletions,
                  R"({"messages":[],"tools":[{"type":"function","function":{"name":"weather"}}]})"_ba)
            > 8);
    QCOMPARE(count(Llm::Surface::Embeddings, R"({"input":["hello","hello"]})"_ba), 2);
    QCOMPARE(count(Llm::Surface::Embeddings, R"({"input":[[1,2,3],[4]]})"_ba), 4);
    QCOMPARE(count(Llm::Surface::Completions, R"({"prompt":"hello","suffix":"hello"})"_ba), 1);
    QCOMPARE(count(Llm::Surface::Completions, R"({"prompt":{"input":"hello"}})"_ba), 0);
}

QTEST_GUILESS_MAIN(TestInputTokens)
#include "tst_inputtokens.moc"
