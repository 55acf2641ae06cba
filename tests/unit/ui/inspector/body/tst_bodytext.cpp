// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/jsontree.h"
#include "ui/inspector/body/prettyjson.h"
#include "ui/inspector/body/visibletext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

namespace {

// The document without white space outside strings.
QByteArray squeezed(QByteArrayView json)
{
    QByteArray result;
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (isInString && c == '\\' && i + 1 < json.size()) {
            result += c;
            result += json[++i];
            continue;
        }
        if (c == '"')
            isInString = !isInString;
        if (isInString || (c != ' ' && c != '\n' && c != '\r' && c != '\t'))
            result += c;
    }
    return result;
}

} // namespace

class tst_BodyText : public QObject
{
    Q_OBJECT

private slots:
    void prettyKeepsEveryByte_data();
    void prettyKeepsEveryByte();
    void prettyKeepsBytesOfChance();
    void prettyIndents();
    void treeFindsMembersInOrder();
    void treeOfACutDocument_data();
    void treeOfACutDocument();
    void treeUnescapes();
    void treeIsNotDeep();
    void r57_visibleText_data();
    void r57_visibleText();
};

void tst_BodyText::prettyKeepsEveryByte_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("object") << R"({"b":1.50,"a":[1e+2, -0.0 ,true],"c":{}})"_ba;
    QTest::newRow("order and doubles") << R"({"z":1,"a":2,"z":12345678901234567890.123})"_ba;
    QTest::newRow("strings") << R"({"a":"x : , { } [ ] \" \\","b":" "})"_ba;
    QTest::newRow("cut") << R"({"a":[1,2,{"b":"no end)"_ba;
    QTest::newRow("not JSON") << "<html>{[ }"_ba;
    QTest::newRow("too many ends") << "]]]}}}"_ba;
    QTest::newRow("empty") << ""_ba;
}

void tst_BodyText::prettyKeepsEveryByte()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(squeezed(prettyJson(json)), squeezed(json));
}

void tst_BodyText::prettyKeepsBytesOfChance()
{
    static constexpr char alphabet[] = "{}[]:,\"\\ \n\ta1e-.\xC3\xA9";
    QRandomGenerator chance(20261119);
    for (int round = 0; round < 5000; ++round) {
        QByteArray json;
        for (int i = chance.bounded(60); i > 0; --i)
            json += alphabet[chance.bounded(int(sizeof(alphabet) - 1))];
        QCOMPARE(squeezed(prettyJson(json)), squeezed(json));
        bool isWhole = false;
        const JsonValue value = JsonDocument::parse(json, &isWhole); // must end, whatever comes
        QVERIFY(value.raw().size() <= json.size());
    }
}

void tst_BodyText::prettyIndents()
{
    QCOMPARE(prettyJson(R"({"a":[1,{"b":2}],"c":[]})"),
             "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": []\n}"_ba);
}

void tst_BodyText::treeFindsMembersInOrder()
{
    bool isWhole = false;
    const JsonValue root =
        JsonDocument::parse(R"( {"z": 1, "a": ["x", null, {"k": 12345678901234567890}]} )", &isWhole);
    QVERIFY(isWhole);
    QVERIFY(root.isObject());
    QCOMPARE(root.children().size(), std::size_t(2));
    QCOMPARE(root.children()[0].key(), "z"_ba);
    QCOMPARE(root["z"].integer(), 1);
    QCOMPARE(root["a"].children()[0].text(), u"x"_s);
    QVERIFY(!root["a"].children()[1].isTruthy());
    QCOMPARE(root["a"].children()[2]["k"].raw(), "12345678901234567890"_ba);
    QVERIFY(root["no"]["such"]["path"].isMissing());
}

void tst_BodyText::treeOfACutDocument_data()
{
    QTest::addColumn<qsizetype>("length");
    const QByteArray whole = R"({"messages":[{"role":"user","content":"hello \"you\""}],"n":1})";
    for (qsizetype length = 40; length < whole.size(); ++length)
        QTest::addRow("%d", int(length)) << length;
}

void tst_BodyText::treeOfACutDocument()
{
    QFETCH(const qsizetype, length);
    const QByteArray whole = R"({"messages":[{"role":"user","content":"hello \"you\""}],"n":1})";
    bool isWhole = true;
    const JsonValue root = JsonDocument::parse(whole.first(length), &isWhole);
    QVERIFY(!isWhole);
    const JsonValue message = root["messages"].children().at(0);
    QCOMPARE(message["role"].text(), u"user"_s);
    QVERIFY(u"hello \"you\""_s.startsWith(
        message["content"].text().chopped(message["content"].text().endsWith(u'\\') ? 1 : 0)));
}

void tst_BodyText::treeUnescapes()
{
    const JsonValue root = JsonDocument::parse(R"(["\u0041\n\t\\\/","\ud83d\ude00","\u","a\\"])");
    QCOMPARE(root.children()[0].text(), u"A\n\t\\/"_s);
    QCOMPARE(root.children()[1].text(), u"\U0001F600"_s);
    QCOMPARE(root.children()[2].text(), QString(QChar(QChar::ReplacementCharacter)));
    QCOMPARE(root.children()[3].text(), u"a\\"_s);
}

void tst_BodyText::treeIsNotDeep()
{
    // A million brackets would overflow the stack of a reader that calls itself.
    const JsonValue root = JsonDocument::parse(QByteArray(1'000'000, '['));
    QVERIFY(root.isArray());
    QCOMPARE(prettyJson(QByteArray(1000, '[')).count('['), 1000);
}

void tst_BodyText::r57_visibleText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"Grüße, 你好"_s << u"Grüße, 你好"_s;
    QTest::newRow("markup stays") << u"<b>&amp;</b>"_s << u"<b>&amp;</b>"_s;
    QTest::newRow("escape") << u"\u001B[31m"_s << u"\u241B[31m"_s;
    QTest::newRow("turned direction") << u"a\u202Egnp.exe"_s << u"a[U+202E]gnp.exe"_s;
    QTest::newRow("isolates") << u"\u2066x\u2069"_s << u"[U+2066]x[U+2069]"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a[U+2028]b"_s;
    QTest::newRow("zero width") << u"a\u200Bb\uFEFF"_s << u"a[U+200B]b[U+FEFF]"_s;
    QTest::newRow("tags") << u"a\U000E0041"_s << u"a[U+E0041]"_s;
    QTest::newRow("C1") << u"a\u009Bb"_s << u"a[U+009B]b"_s;
    QTest::newRow("lone surrogate") << QString(u'a' + QString(QChar(0xD800))) << u"a[U+D800]"_s;
    QTest::newRow("joined emoji") << u"\U0001F468\u200D\U0001F469"_s << u"\U0001F468\u200D\U0001F469"_s;
    QTest::newRow("line ends") << u"a\r\nb\tc"_s << u"a\nb\tc"_s;
    QTest::newRow("lone carriage return") << u"a\rb"_s << u"a\u240Db"_s;
}

void tst_BodyText::r57_visibleText()
{
    QFETCH(const QString, text);
    QTEST(visibleText(text), "shown");
    QVERIFY(!visibleLine(text).contains(u'\n'));
    QCOMPARE(visibleLine(QString(1000, u'x'), 10), QString(QString(10, u'x') + QChar(0x2026)));
}

QTEST_GUILESS_MAIN(tst_BodyText)
#include "tst_bodytext.moc"
