// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontext.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestJsonText : public QObject
{
    Q_OBJECT
private slots:
    void endOfPlain();
    void codeUnits();
    void unescaping();
    void badUtf8();
};

// Every ending byte at every place of a word, and bytes that only look like one.
void TestJsonText::endOfPlain()
{
    for (const char special : {'"', '\\', '\0', '\x1f', '\n'}) {
        for (qsizetype at = 0; at < 40; ++at) {
            QByteArray text(40, ' ');
            text[at] = special;
            for (qsizetype i = 0; i < at; ++i)
                text[i] = static_cast<char>(0x80 + i); // above ASCII: plain
            QCOMPARE(Json::endOfPlain(text.constData(), text.constData() + text.size()) - text.constData(), at);
        }
    }
    for (int byte = 0x20; byte < 0x100; ++byte) {
        const QByteArray text(17, static_cast<char>(byte));
        const bool isPlain = byte != '"' && byte != '\\';
        QCOMPARE(Json::endOfPlain(text.constData(), text.constData() + text.size()) - text.constData(),
                 isPlain ? 17 : 0);
    }
}

void TestJsonText::codeUnits()
{
    const auto unit = [](QByteArrayView digits) {
        return Json::codeUnit(digits.data(), digits.data() + digits.size());
    };
    QCOMPARE(unit("00e4"), 0xE4);
    QCOMPARE(unit("D83d"), 0xD83D);
    QCOMPARE(unit("00e"), -1);
    QCOMPARE(unit("00g4"), -1);
    QVERIFY(Json::isHighSurrogate(0xD800) && Json::isHighSurrogate(0xDBFF) && !Json::isHighSurrogate(0xDC00));
    QVERIFY(Json::isLowSurrogate(0xDC00) && Json::isLowSurrogate(0xDFFF) && !Json::isLowSurrogate(0xE000));
}

void TestJsonText::unescaping()
{
    QCOMPARE(Json::unescaped(R"(a\"\\\/\b\f\n\r\tz)"), "a\"\\/\b\f\n\r\tz"_ba);
    QCOMPARE(Json::unescaped(R"(\u0041\u00e9\u20ac\ud83d\ude00)"), "Aé€😀"_ba);
    QCOMPARE(Json::unescaped(R"(\ud83d)"), "\xEF\xBF\xBD"_ba);
    QCOMPARE(Json::unescaped(R"(\ud83dx)"), "\xEF\xBF\xBDx"_ba);
    QCOMPARE(Json::unescaped(R"(\ud83d\u0041)"), "\xEF\xBF\xBD"
                                                 "A"_ba);
    QCOMPARE(Json::unescaped(R"(\u0000)"), QByteArray(1, '\0'));
    QCOMPARE(Json::unescaped({}), QByteArray());
}

void TestJsonText::badUtf8()
{
    QCOMPARE(Json::firstBadUtf8("aä€😀"), 10);
    QCOMPARE(Json::firstBadUtf8("aä\xFF"), 3);
    QCOMPARE(Json::firstBadUtf8("a\xE2\x82"), 1);
    QCOMPARE(Json::firstBadUtf8("\xC0\xAF"), 0);
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
