// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicschema.h"

#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class TestAnthropicSchema final : public QObject
{
    Q_OBJECT
private slots:
    void inputs_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("written");
        const QByteArray empty = R"({"type":"object","properties":{}})"_ba;
        const QByteArray own = R"({ "type":"object", "properties":{"a":{"minimum":1.0}} })"_ba;
        QTest::newRow("as it is") << own << own;
        QTest::newRow("none") << QByteArray() << empty;
        QTest::newRow("no JSON") << "{\"type\""_ba << empty;
        QTest::newRow("no object") << "[1]"_ba << empty;
        QTest::newRow("null") << "null"_ba << empty;
        QTest::newRow("no type") << R"({"properties":{"a":{}}})"_ba << R"({"type":"object","properties":{"a":{}}})"_ba;
        QTest::newRow("another type") << R"({"a":1,"type":["object","null"],"b":2})"_ba
                                      << R"({"type":"object","a":1,"b":2})"_ba;
    }
    void inputs()
    {
        QFETCH(const QByteArray, schema);
        QTEST(Anthropic::inputSchema(schema), "written");
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("leftOut");
        const auto row = [](const char *name, const QByteArray &schema, const QByteArray &written,
                            const QByteArray &leftOut = {}) { QTest::newRow(name) << schema << written << leftOut; };
        row("objects are closed", R"({"type":"object","properties":{"a":{"type":"object"}}})"_ba,
            R"({"type":"object","properties":{"a":{"type":"object","additionalProperties":false}},"additionalProperties":false})"_ba);
        row("closed already", R"({"type":"object","additionalProperties":false})"_ba,
            R"({"type":"object","additionalProperties":false})"_ba);
        row("open on purpose", R"({"type":"object","additionalProperties":{"type":"string"}})"_ba,
            R"({"type":"object","additionalProperties":false})"_ba, "additionalProperties"_ba);
        row("an object or nothing", R"({"type":["null","object"]})"_ba,
            R"({"type":["null","object"],"additionalProperties":false})"_ba);
        row("an object by its properties", R"({"properties":{}})"_ba,
            R"({"properties":{},"additionalProperties":false})"_ba);
        row("bounds",
            R"({"type":"array","minItems":2,"maxItems":3,"items":{"type":"integer","minimum":1,"maximum":9}})"_ba,
            R"({"type":"array","items":{"type":"integer"}})"_ba, "minItems maxItems minimum maximum"_ba);
        row("not empty", R"({"type":"array","minItems":1})"_ba, R"({"type":"array","minItems":1})"_ba);
        row("alternatives and definitions",
            R"({"anyOf":[{"minLength":1},{"const":"a"}],"definitions":{"A":{"maxLength":2}}})"_ba,
            R"({"anyOf":[{},{"const":"a"}],"definitions":{"A":{}}})"_ba, "minLength maxLength"_ba);
        // Names that people give are not keywords, and values that only look like schemas are none.
        row("names like keywords", R"({"type":"object","properties":{"minimum":{"type":"string"}}})"_ba,
            R"({"type":"object","properties":{"minimum":{"type":"string"}},"additionalProperties":false})"_ba);
        row("values like schemas", R"({"enum":[{"minimum":1}],"default":{"type":"object","maximum":2.50}})"_ba,
            R"({"enum":[{"minimum":1}],"default":{"type":"object","maximum":2.50}})"_ba);
        row("true is a schema", R"({"items":true})"_ba, R"({"items":true})"_ba);
        row("escaped names", "{\"properties\":{\"a\\\"b\":{}}}"_ba,
            "{\"properties\":{\"a\\\"b\":{}},\"additionalProperties\":false}"_ba);
        row("no schema", "7"_ba, "7"_ba);
        row("no JSON", "{"_ba, "{"_ba);
    }
    void answers()
    {
        QFETCH(const QByteArray, schema);
        QList<QByteArray> leftOut;
        QTEST(Anthropic::answerSchema(schema, leftOut), "written");
        QTEST(leftOut.join(' '), "leftOut");
    }

    // Each is reported once, however often it stands there.
    void leftOutOnce()
    {
        QList<QByteArray> leftOut;
        (void)Anthropic::answerSchema(
            R"({"properties":{"a":{"type":"object","additionalProperties":true},"b":{"type":"object","additionalProperties":true},"c":{"minimum":1},"d":{"minimum":1}}})"_ba,
            leftOut);
        QCOMPARE(leftOut, (QList{"additionalProperties"_ba, "minimum"_ba}));
    }

    void nestedDeeply()
    {
        const auto nested = [](qsizetype depth) -> QByteArray {
            return "{\"items\":"_ba.repeated(depth) + "{}"_ba + "}"_ba.repeated(depth);
        };
        QList<QByteArray> leftOut;
        QCOMPARE(Anthropic::answerSchema(nested(120), leftOut), nested(120));
        // Refused by the parser, and passed on for the vendor to judge.
        QVERIFY(Anthropic::answerSchema(nested(100'000), leftOut) == nested(100'000));
    }
};

QTEST_GUILESS_MAIN(TestAnthropicSchema)
#include "tst_anthropicschema.moc"
