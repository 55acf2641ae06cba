// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminischema.h"

#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

class TestGeminiSchema final : public QObject
{
    Q_OBJECT

private slots:
    void toJsonSchema_data();
    void toJsonSchema();
    void toOpenApi_data();
    void toOpenApi();
    void circles();
};

void TestGeminiSchema::toJsonSchema_data()
{
    QTest::addColumn<QByteArray>("openApi");
    QTest::addColumn<QByteArray>("schema");
    QTest::newRow("types")
        << R"({"type":"OBJECT","properties":{"type":{"type":"STRING"},"b":{"type":"ARRAY","items":{"type":"INTEGER"}}}})"_ba
        << R"({"type":"object","properties":{"type":{"type":"string"},"b":{"type":"array","items":{"type":"integer"}}}})"_ba;
    QTest::newRow("nullable") << R"({"type":"STRING","nullable":true})"_ba << R"({"type":["string","null"]})"_ba;
    QTest::newRow("not nullable") << R"({"type":"STRING","nullable":false})"_ba << R"({"type":"string"})"_ba;
    QTest::newRow("counts") << R"({"type":"ARRAY","minItems":"2","maxItems":3})"_ba
                            << R"({"type":"array","minItems":2,"maxItems":3})"_ba;
    QTest::newRow("small") << R"({"type":"string","enum":["A"]})"_ba << R"({"type":"string","enum":["A"]})"_ba;
    QTest::newRow("any") << R"({"anyOf":[{"type":"STRING"},{"type":"NUMBER"}]})"_ba
                         << R"({"anyOf":[{"type":"string"},{"type":"number"}]})"_ba;
    QTest::newRow("no schema") << "7"_ba << "7"_ba;
}

void TestGeminiSchema::toJsonSchema()
{
    QFETCH(const QByteArray, openApi);
    QFETCH(const QByteArray, schema);
    QCOMPARE(jsonSchemaOfOpenApi(openApi), schema);
}

void TestGeminiSchema::toOpenApi_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("openApi");
    QTest::addColumn<QByteArray>("dropped");
    QTest::newRow("plain")
        << R"({"type":"object","properties":{"a":{"type":"string","description":"d"}},"required":["a"]})"_ba
        << R"({"type":"OBJECT","properties":{"a":{"type":"STRING","description":"d"}},"required":["a"]})"_ba << ""_ba;
    QTest::newRow("references")
        << R"({"$schema":"x","type":"object","properties":{"a":{"$ref":"#/$defs/A~1B"}},"$defs":{"A/B":{"type":"integer"}}})"_ba
        << R"({"type":"OBJECT","properties":{"a":{"type":"INTEGER"}}})"_ba << ""_ba;
    QTest::newRow("unsupported")
        << R"({"type":"object","additionalProperties":false,"properties":{"a":{"type":"integer","exclusiveMinimum":0,"default":3,"examples":[1]}},"propertyNames":{}})"_ba
        << R"({"type":"OBJECT","properties":{"a":{"type":"INTEGER"}}})"_ba
        << "additionalProperties exclusiveMinimum default examples propertyNames"_ba;
    QTest::newRow("null") << R"({"type":["string","null"]})"_ba << R"({"type":"STRING","nullable":true})"_ba << ""_ba;
    QTest::newRow("optional") << R"({"anyOf":[{"type":"string"},{"type":"null"}]})"_ba
                              << R"({"anyOf":[{"type":"STRING"}],"nullable":true})"_ba << ""_ba;
    QTest::newRow("const") << R"({"const":"a"})"_ba << R"({"type":"STRING","enum":["a"]})"_ba << ""_ba;
    QTest::newRow("number const") << R"({"type":"integer","const":1})"_ba << R"({"type":"INTEGER"})"_ba << "const"_ba;
    QTest::newRow("number enum") << R"({"type":"integer","enum":[1,2]})"_ba << R"({"type":"INTEGER"})"_ba << "enum"_ba;
    QTest::newRow("format") << R"({"type":"string","format":"uri"})"_ba << R"({"type":"STRING"})"_ba << "format"_ba;
    QTest::newRow("date") << R"({"type":"string","format":"date-time"})"_ba
                          << R"({"type":"STRING","format":"date-time"})"_ba << ""_ba;
    QTest::newRow("names as properties")
        << R"({"type":"object","properties":{"default":{"type":"string"},"$ref":{"type":"string"}}})"_ba
        << R"({"type":"OBJECT","properties":{"default":{"type":"STRING"},"$ref":{"type":"STRING"}}})"_ba << ""_ba;
    QTest::newRow("lost reference") << R"({"type":"array","items":{"$ref":"other.json"}})"_ba
                                    << R"({"type":"ARRAY","items":{"type":"OBJECT"}})"_ba << "$ref"_ba;
}

void TestGeminiSchema::toOpenApi()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const QByteArray, openApi);
    QFETCH(const QByteArray, dropped);
    const OpenApiSchema converted = openApiOfJsonSchema(schema);
    QCOMPARE(converted.json, openApi);
    QCOMPARE(converted.dropped.join(' '), dropped);
}

void TestGeminiSchema::circles()
{
    const OpenApiSchema tree = openApiOfJsonSchema(
        "{\"$ref\":\"#/$defs/N\",\"$defs\":{\"N\":{\"type\":\"object\",\"properties\":{\"l\":{\"$ref\":\"#/$defs/N\"},\"r\":{\"$ref\":\"#/$defs/N\"}}}}}"_ba);
    QCOMPARE(tree.dropped, QList{"$ref"_ba});
    QVERIFY(tree.json.size() < 100'000);
    QVERIFY(openApiOfJsonSchema("{\"$ref\":\"#\"}"_ba).json.size() < 1'000);
}

QTEST_GUILESS_MAIN(TestGeminiSchema)
#include "tst_geminischema.moc"
