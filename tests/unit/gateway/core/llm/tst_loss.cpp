// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/loss.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;
using Weight = Loss::Weight;

Q_DECLARE_METATYPE(std::optional<Gatehouse::Llm::Loss::Weight>)

class TestLoss : public QObject
{
    Q_OBJECT
private slots:
    void namesOfParameters();
    void everyParameterHasAName();
    void inTheWordsOfTheSource();
    void extras();
    void weights_data();
    void weights();
};

void TestLoss::namesOfParameters()
{
    QCOMPARE(parameterName(Dialect::OpenAiResponses, Parameter::MaxOutputTokens), "max_output_tokens");
    QCOMPARE(parameterName(Dialect::Gemini, Parameter::TopK), "generationConfig.topK");
    QCOMPARE(parameterName(Dialect::Anthropic, Parameter::Stop), "stop_sequences");
    QCOMPARE(parameterName(Dialect::Anthropic, Parameter::Seed), "seed"); // OpenAI's, where a dialect has none
}

void TestLoss::everyParameterHasAName()
{
    for (const Dialect dialect : allDialects()) {
        for (int i = 0; i <= static_cast<int>(Parameter::Tools); ++i)
            QVERIFY(!parameterName(dialect, static_cast<Parameter>(i)).isEmpty());
    }
}

void TestLoss::inTheWordsOfTheSource()
{
    LossReport losses(Dialect::Gemini, Dialect::Anthropic);
    losses.add(Weight::Meaning, Parameter::Seed, "no seeds"_ba);
    losses.add(Weight::Hint, "contents[0]"_ba, "left out"_ba);
    QCOMPARE(losses.take(),
             (QList<Loss>{{.weight = Weight::Meaning, .param = "generationConfig.seed"_ba, .reason = "no seeds"_ba},
                          {.weight = Weight::Hint, .param = "contents[0]"_ba, .reason = "left out"_ba}}));
    QVERIFY(losses.take().isEmpty());
}

// The target's own are its to write; those of others are told, one by one.
void TestLoss::extras()
{
    const Extras extras{.dialect = Dialect::Anthropic,
                        .members = {{.name = "a"_ba, .json = "1"_ba}, {.name = "b"_ba, .json = "2"_ba}}};
    LossReport own(Dialect::Anthropic, Dialect::Anthropic);
    QVERIFY(own.takes(extras, {}, Weight::Meaning));
    QVERIFY(!own.takes(Extras{.dialect = Dialect::Anthropic, .members = {}}, {}, Weight::Meaning));
    QVERIFY(own.take().isEmpty());
    LossReport other(Dialect::Anthropic, Dialect::Gemini);
    QVERIFY(!other.takes(extras, "messages[0]", Weight::Changed));
    const QList<Loss> losses = other.take();
    QCOMPARE(losses.size(), 2);
    QCOMPARE(losses[0].param, "messages[0].a"_ba);
    QCOMPARE(losses[0].weight, Weight::Changed);
    QVERIFY(losses[0].reason.contains("gemini"));
    QVERIFY(!other.takes(extras, {}, Weight::Changed));
    QCOMPARE(other.take()[1].param, "b"_ba);
}

void TestLoss::weights_data()
{
    QTest::addColumn<Dialect>("source");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<std::optional<Weight>>("expected");
    const Dialect responses = Dialect::OpenAiResponses;
    QTest::newRow("unknown") << responses << "new"_ba << "1"_ba << std::optional(Weight::Meaning);
    QTest::newRow("state") << responses << "previous_response_id"_ba << "\"r\""_ba << std::optional(Weight::Meaning);
    QTest::newRow("id") << responses << "id"_ba << "\"fc_1\""_ba << std::optional(Weight::Hint);
    QTest::newRow("another's id") << Dialect::Cohere << "id"_ba << "\"x\""_ba << std::optional(Weight::Meaning);
    QTest::newRow("include") << responses << "include"_ba << "[\"reasoning.encrypted_content\"]"_ba
                             << std::optional(Weight::Hint);
    QTest::newRow("null") << responses << "new"_ba << "null"_ba << std::optional<Weight>();
    QTest::newRow("empty list") << responses << "new"_ba << "[]"_ba << std::optional<Weight>();
    QTest::newRow("empty text") << responses << "new"_ba << "\"\""_ba << std::optional<Weight>();
    QTest::newRow("empty object") << responses << "new"_ba << "{}"_ba << std::optional(Weight::Meaning);
    QTest::newRow("note") << responses << "(item)"_ba << "{}"_ba << std::optional<Weight>();
    QTest::newRow("default") << responses << "background"_ba << "false"_ba << std::optional<Weight>();
    QTest::newRow("not the default") << responses << "background"_ba << "true"_ba << std::optional(Weight::Meaning);
    QTest::newRow("Mistral's prefix") << Dialect::OpenAi << "prefix"_ba << "false"_ba << std::optional<Weight>();
    QTest::newRow("cut") << responses << "truncation"_ba << "\"auto\""_ba << std::optional(Weight::Changed);
}

void TestLoss::weights()
{
    QFETCH(Dialect, source);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, json);
    QFETCH(std::optional<Weight>, expected);
    LossReport losses(source, Dialect::Anthropic);
    QVERIFY(!losses.takes({.dialect = source, .members = {{.name = name, .json = json}}}, {}, Weight::Meaning));
    const QList<Loss> found = losses.take();
    QCOMPARE(found.size(), expected ? 1 : 0);
    if (expected)
        QCOMPARE(found[0].weight, *expected);
}

QTEST_GUILESS_MAIN(TestLoss)
#include "tst_loss.moc"
