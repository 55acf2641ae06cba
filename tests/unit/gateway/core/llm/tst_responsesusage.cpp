// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/responsesusage.h"
#include "tests/support/responsesdata.h"
#include "tests/support/wiredata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class ResponsesUsage : public QObject
{
    Q_OBJECT
private slots:
    void parts_data();
    void parts();
    void identities();
    void nullIsNotZero();
    void searchesAreInTheOutput();
    void vendorsOwnObject();
};

void ResponsesUsage::parts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isUsable");
    QTest::addColumn<QList<qint64>>("parts"); // uncached, read, write, output, reasoning
    QTest::newRow("all")
        << R"({"input_tokens":100,"input_tokens_details":{"cached_tokens":30,"cache_write_tokens":20},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":10},"total_tokens":150})"_ba
        << true << QList<qint64>{50, 30, 20, 40, 10};
    QTest::newRow("no details") << R"({"input_tokens":5,"output_tokens":6})"_ba << true << QList<qint64>{5, 0, 0, 6, 0};
    QTest::newRow("more cached than there is")
        << R"({"input_tokens":5,"input_tokens_details":{"cached_tokens":9},"output_tokens":1})"_ba << true
        << QList<qint64>{0, 5, 0, 1, 0};
    QTest::newRow("negative") << R"({"input_tokens":-5,"output_tokens":1})"_ba << false << QList<qint64>{};
    QTest::newRow("a half") << R"({"input_tokens":0.5,"output_tokens":1})"_ba << false << QList<qint64>{};
    QTest::newRow("nulls") << R"({"input_tokens":null,"output_tokens":null})"_ba << false << QList<qint64>{};
    QTest::newRow("no object") << R"("many")"_ba << false << QList<qint64>{};
}

void ResponsesUsage::parts()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, isUsable);
    QFETCH(QList<qint64>, parts);
    const auto tree = Json::Tree::parse(json, Json::Rules::Lenient);
    const auto usage = Responses::readUsage(tree->root());
    QCOMPARE(usage.has_value(), isUsable);
    if (usage)
        QCOMPARE((QList<qint64>{usage->inputUncached, usage->inputCacheRead, usage->inputCacheWrite, usage->output,
                                usage->outputReasoning}),
                 parts);
}

void ResponsesUsage::searchesAreInTheOutput()
{
    const auto tree = Json::Tree::parse(
        R"({"usage":{"input_tokens":5,"output_tokens":6},"output":[{"type":"web_search_call"},{"type":"message"},{"type":"web_search_call"}]})"_ba,
        Json::Rules::Strict);
    QCOMPARE(Responses::readUsage(tree->root()["usage"], tree->root()["output"])->toolCalls, 2);
}

// WIRE 5.6 over every recorded answer: the parts add up to what the vendor says, and so does what is written from them.
void ResponsesUsage::identities()
{
    int checked = 0;
    for (const Test::NamedBytes &answer : Test::responsesAnswers()) {
        const auto tree = Json::Tree::parse(answer.bytes, Json::Rules::Lenient);
        const Json::Node raw = tree->root()["usage"];
        const auto usage = Responses::readUsage(raw);
        if (!usage)
            continue;
        ++checked;
        QCOMPARE(usage->inputTotal(), raw["input_tokens"].integer().value_or(0));
        QCOMPARE(usage->outputTotal(), raw["output_tokens"].integer().value_or(0));
        const QByteArray json = Responses::usageJson(*usage, {});
        const auto written = Json::Tree::parse(json, Json::Rules::Strict);
        QCOMPARE(Responses::readUsage(written->root()), usage);
        QCOMPARE(written->root()["total_tokens"].integer(), usage->inputTotal() + usage->outputTotal());
    }
    QVERIFY(checked >= 50);
}

void ResponsesUsage::nullIsNotZero()
{
    const auto tree = Json::Tree::parse("{\"usage\":null}", Json::Rules::Lenient);
    QVERIFY(!Responses::readUsage(tree->root()["usage"]));
    QVERIFY(!Responses::readUsage({}));
}

void ResponsesUsage::vendorsOwnObject()
{
    const Usage usage{
        .inputUncached = 1, .inputCacheRead = 2, .inputCacheWrite = 3, .inputCacheWriteLong = 4, .output = 5};
    const QByteArray own =
        R"({"input_tokens":1,"input_tokens_details":{},"output_tokens":2,"output_tokens_details":{},"total_tokens":3,"x":4})"_ba;
    QCOMPARE(Responses::usageJson(usage, own), own);
    // Anthropic's, which counts the cache beside the input.
    QCOMPARE(
        Responses::usageJson(usage, R"({"input_tokens":1,"output_tokens":5})"),
        R"({"input_tokens":10,"input_tokens_details":{"cached_tokens":2,"cache_write_tokens":7},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":15})"_ba);
}

QTEST_GUILESS_MAIN(ResponsesUsage)
#include "tst_responsesusage.moc"
