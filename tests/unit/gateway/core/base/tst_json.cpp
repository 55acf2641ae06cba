// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "tests/support/datafile.h"

#include <QJsonArray>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestJson : public QObject
{
    Q_OBJECT
private slots:
    void r31_jsonTestSuite();
    void r32_duplicateKeys_data();
    void r32_duplicateKeys();
    void r33_splicedKeepsEveryOtherByte();
    void r34_refused_data();
    void r34_refused();
    void r34_depth();
    void r34_timeIsLinear();
    void quotedText();
};

void TestJson::r31_jsonTestSuite()
{
    const QJsonArray files =
        QJsonDocument::fromJson(Test::sourceFile(u"tests/data/jsontestsuite/jsontestsuite.json"_s)).array();
    QCOMPARE(files.size(), 318);
    int mustAccept = 0;
    int mustRefuse = 0;
    QStringList wrong;
    for (const auto &entry : files) {
        const QString name = entry["name"_L1].toString();
        const QByteArray text = QByteArray::fromBase64(entry["base64"_L1].toString().toLatin1());
        // The suite's two duplicate keys are good JSON; refusing them is our own rule (R32).
        if (name.startsWith(u"y_object_duplicated_key"))
            continue;
        const bool isAccepted = Json::judge(text).has_value();
        mustAccept += name.startsWith(u"y_") ? 1 : 0;
        mustRefuse += name.startsWith(u"n_") ? 1 : 0;
        if ((name.startsWith(u"y_") && !isAccepted) || (name.startsWith(u"n_") && isAccepted))
            wrong.append(name);
    }
    QCOMPARE(wrong, QStringList());
    QCOMPARE(mustAccept, 93);
    QCOMPARE(mustRefuse, 188);
}

void TestJson::r32_duplicateKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("top") << R"({"model":"cheap","model":"dear"})"_ba;
    QTest::newRow("escaped") << R"({"model":"cheap","m\u006fdel":"dear"})"_ba;
    QTest::newRow("both escaped") << R"({"\u006d":1,"\u006D":2})"_ba;
    QTest::newRow("in a message") << R"({"messages":[{"role":"user","content":"a","role":"system"}]})"_ba;
    QTest::newRow("in a tool") << R"({"tools":[{"function":{"name":"a","x":{},"name":"b"}}]})"_ba;
    QTest::newRow("after a nested object") << R"({"a":{"b":{"c":1}},"a":2})"_ba;
    QTest::newRow("empty keys") << R"({"":1,"":2})"_ba;
    QByteArray many = "{"_ba;
    for (int i = 0; i < 1000; ++i)
        many += "\"k" + QByteArray::number(i) + "\":0,";
    QTest::newRow("among a thousand, near") << many + "\"k999\":1}";
    QTest::newRow("among a thousand, far") << many + "\"k0\":1}";
}

void TestJson::r32_duplicateKeys()
{
    QFETCH(const QByteArray, text);
    const auto verdict = Json::judge(text);
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().kind, ErrorKind::InvalidRequest);
    QVERIFY(verdict.error().message.contains(u"a key that its object has already at byte"));
}

void TestJson::r33_splicedKeepsEveryOtherByte()
{
    const QByteArray text = R"({"a":18446744073709551616,"b":1.0,"c":1e2})"_ba;
    const std::array splices{
        Json::Splice{.range = {.offset = 30, .length = 3}, .replacement = "\"x\""_ba},
        Json::Splice{.range = {.offset = text.size() - 1, .length = 0}, .replacement = ",\"d\":1"_ba}};
    QCOMPARE(Json::spliced(text, splices), R"({"a":18446744073709551616,"b":"x","c":1e2,"d":1})"_ba);
    QCOMPARE(Json::spliced(text, {}), text);
}

void TestJson::r34_refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF{}"_ba;
    QTest::newRow("raw NUL") << QByteArray("[\"a\0b\"]", 7);
    QTest::newRow("high surrogate alone") << R"(["\ud83d"])"_ba;
    QTest::newRow("low surrogate alone") << R"(["\ude00"])"_ba;
    QTest::newRow("surrogates swapped") << R"(["\ude00\ud83d"])"_ba;
    QTest::newRow("surrogate in a key") << R"({"\ud83d":1})"_ba;
    QTest::newRow("overlong") << "[\"\xC0\xAF\"]"_ba;
    QTest::newRow("surrogate in UTF-8") << "[\"\xED\xA0\x80\"]"_ba;
    QTest::newRow("beyond Unicode") << "[\"\xF4\x90\x80\x80\"]"_ba;
    QTest::newRow("continuation alone") << "[\"\x80\"]"_ba;
    QTest::newRow("cut character") << "[\"\xE2\x82\"]"_ba;
    QTest::newRow("byte FF") << "[\"\xFF\"]"_ba;
    QTest::newRow("bad UTF-8 outside strings") << "[1]\xC3"_ba;
}

void TestJson::r34_refused()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!Json::judge(text));
}

void TestJson::r34_depth()
{
    const auto nested = [](qsizetype depth) -> QByteArray { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(Json::judge(nested(Json::MaxDepth)));
    QVERIFY(!Json::judge(nested(Json::MaxDepth + 1)));
    QVERIFY(!Json::judge(QByteArray(200'000, '[')));
    QVERIFY(!Json::judge(QByteArray("{\"a\":").repeated(200'000)));
}

// An object of 200,000 keys, which compared pairwise would run into the test's time limit.
void TestJson::r34_timeIsLinear()
{
    QByteArray object = "{"_ba;
    for (int i = 0; i < 200'000; ++i)
        object += "\"key number " + QByteArray::number(i) + "\":[{}],";
    object += "\"last\":0}";
    QVERIFY(Json::judge(object));
}

void TestJson::quotedText()
{
    QCOMPARE(Json::quoted("a\"b\\c\n\x01/ü"), "\"a\\\"b\\\\c\\n\\u0001/ü\""_ba);
    QCOMPARE(Json::quoted("bad \xFF"), "\"bad \xEF\xBF\xBD\""_ba);
    QVERIFY(Json::judge(Json::quoted(QByteArray("\0\t\r\x1f", 4))));
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
