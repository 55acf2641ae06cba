// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/base/jsonwriter.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Json::Writer;

class TestJsonWriter : public QObject
{
    Q_OBJECT
private slots:
    void everyKind();
    void commas();
    void stringsThatLookLikeBrackets();
    void escapes();
    void optionalMembers();
    void rawValues();
    void numbers();
    void takeStartsAnew();
};

void TestJsonWriter::everyKind()
{
    Writer json;
    json.beginObject().member("text", "a").member("number", 5).member("yes", true).member("no", false);
    json.nullMember("nothing").rawMember("raw", "[1]").key("list").beginArray();
    json.string("x").integer(-1).boolean(true).null().raw("{}").beginObject().endObject().endArray().endObject();
    const QByteArray document = json.take();
    QCOMPARE(
        document,
        R"({"text":"a","number":5,"yes":true,"no":false,"nothing":null,"raw":[1],"list":["x",-1,true,null,{},{}]})"_ba);
    QVERIFY(Json::judge(document));
}

void TestJsonWriter::commas()
{
    Writer json;
    json.beginArray().beginArray().endArray().beginArray().endArray().beginObject().key("a").beginObject().endObject();
    json.key("b").beginArray().endArray().endObject().endArray();
    QCOMPARE(json.take(), R"([[],[],{"a":{},"b":[]}])"_ba);
}

// The last byte tells where a comma goes; in a string it may be anything.
void TestJsonWriter::stringsThatLookLikeBrackets()
{
    Writer json;
    json.beginArray().string("{").string("[").string(":").string(",").endArray();
    QCOMPARE(json.take(), R"(["{","[",":",","])"_ba);
    json.beginObject().member("a:", "{").member("[", ":").endObject();
    QCOMPARE(json.take(), R"({"a:":"{","[":":"})"_ba);
}

void TestJsonWriter::escapes()
{
    Writer json;
    json.beginObject().member("\"\n", "\\\t\x01é\0"_ba).endObject();
    const QByteArray document = json.take();
    QVERIFY2(Json::judge(document), document.constData());
}

// An absent value, or empty text or JSON, writes nothing.
void TestJsonWriter::optionalMembers()
{
    Writer json;
    json.beginObject().optionalMember("a", std::optional<qint64>()).optionalMember("b", std::optional(0));
    json.optionalMember("c", std::optional<bool>()).optionalMember("d", std::optional(false));
    json.optionalMember("e", QByteArray()).optionalMember("f", "x"_ba);
    json.optionalRawMember("g", {}).optionalRawMember("h", "null").endObject();
    QCOMPARE(json.take(), R"({"b":0,"d":false,"f":"x","h":null})"_ba);
}

void TestJsonWriter::rawValues()
{
    Writer json;
    json.beginArray().raw("1.50").raw("\"é\"").raw(R"({"a" : 1})").endArray();
    QCOMPARE(json.take(), "[1.50,\"é\",{\"a\" : 1}]"_ba);
}

void TestJsonWriter::numbers()
{
    Writer json;
    json.beginArray()
        .integer(std::numeric_limits<qint64>::min())
        .integer(std::numeric_limits<qint64>::max())
        .endArray();
    QCOMPARE(json.take(), "[-9223372036854775808,9223372036854775807]"_ba);
}

void TestJsonWriter::takeStartsAnew()
{
    Writer json;
    json.beginArray().integer(1).endArray();
    QCOMPARE(json.take(), "[1]"_ba);
    QCOMPARE(json.take(), QByteArray());
    QCOMPARE(json.beginObject().endObject().take(), "{}"_ba);
}

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "tst_jsonwriter.moc"
