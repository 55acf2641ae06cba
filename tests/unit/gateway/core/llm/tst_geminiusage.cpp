// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/geminiusage.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class TestGeminiUsage final : public QObject
{
    Q_OBJECT

private slots:
    void parts_data();
    void parts();
    void nothing();
    void recordedTotals();
    void writes();
};

void TestGeminiUsage::parts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Usage>("usage");
    const auto source = UsageSource::Provider;
    QTest::newRow("plain") << R"({"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13})"_ba
                           << Usage{.inputUncached = 9, .output = 4, .source = source};
    QTest::newRow("thoughts") << R"({"promptTokenCount":9,"candidatesTokenCount":4,"thoughtsTokenCount":100})"_ba
                              << Usage{.inputUncached = 9, .output = 4, .outputReasoning = 100, .source = source};
    QTest::newRow("cache, tools, sound")
        << R"({"promptTokenCount":100,"cachedContentTokenCount":40,"toolUsePromptTokenCount":7,"candidatesTokenCount":10,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":70},{"modality":"AUDIO","tokenCount":30}],
        "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":10}],
        "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":6}]})"_ba
        << Usage{.inputUncached = 47,
                 .inputCacheRead = 30,
                 .inputCacheReadAudio = 10,
                 .inputAudio = 20,
                 .output = 4,
                 .outputAudio = 6,
                 .source = source};
    QTest::newRow("pictures")
        << R"({"promptTokenCount":268,"candidatesTokenCount":1300,"totalTokenCount":1568,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"IMAGE","tokenCount":258}],
        "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]})"_ba
        << Usage{.inputUncached = 10, .inputImage = 258, .output = 10, .outputImage = 1290, .source = source};
    QTest::newRow("only the prompt") << R"({"promptTokenCount":6})"_ba << Usage{.inputUncached = 6, .source = source};
    QTest::newRow("nonsense") << R"({"promptTokenCount":5,"cachedContentTokenCount":50,"candidatesTokenCount":-4})"_ba
                              << Usage{.inputUncached = 0, .inputCacheRead = 5, .source = source};
}

void TestGeminiUsage::parts()
{
    QFETCH(const QByteArray, json);
    QFETCH(const Usage, usage);
    const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
    QVERIFY(geminiUsage(tree->root()) == usage);
}

void TestGeminiUsage::nothing()
{
    for (const char *json : {"{}", "{\"trafficType\":\"ON_DEMAND\"}", "[]", "null"}) {
        const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
        QVERIFY(!geminiUsage(tree->root()));
    }
    QVERIFY(!geminiUsage({}));
}

// WIRE 1: total = prompt + candidates + thoughts + tool use.
void TestGeminiUsage::recordedTotals()
{
    int count = 0;
    for (const Test::WireExchange &exchange : Test::wireExchanges({u"gemini.generate"_s})) {
        const auto tree = Json::Tree::parse(exchange.answerBody, Json::Rules::Lenient);
        const Json::Node metadata = tree->root()["usageMetadata"];
        const auto usage = geminiUsage(metadata);
        if (!usage)
            continue;
        QCOMPARE(usage->inputTotal() + usage->outputTotal(), metadata["totalTokenCount"].integer());
        ++count;
    }
    QVERIFY(count >= 20);
}

void TestGeminiUsage::writes()
{
    const Usage usage{
        .inputUncached = 10, .inputCacheRead = 5, .inputAudio = 2, .output = 3, .outputReasoning = 4, .outputAudio = 1};
    Json::Writer json;
    writeGeminiUsage(json, usage, "{\"prompt_tokens\":1}");
    const auto tree = Json::Tree::parse(json.take(), Json::Rules::Strict);
    QCOMPARE(tree->root()["promptTokenCount"].integer(), 17);
    QCOMPARE(tree->root()["totalTokenCount"].integer(), 25);
    const auto again = geminiUsage(tree->root());
    QCOMPARE(again->inputAudio, 2);
    QCOMPARE(again->inputCacheRead, 5);
    QCOMPARE(again->outputReasoning, 4);
    QCOMPARE(again->outputAudio, 1);
    const QByteArray own = "{\"promptTokenCount\":1,\"trafficType\":\"X\"}";
    writeGeminiUsage(json, usage, own);
    QCOMPARE(json.take(), own);
}

QTEST_GUILESS_MAIN(TestGeminiUsage)
#include "tst_geminiusage.moc"
