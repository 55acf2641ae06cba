// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsonreader.h"

#include <QTest>

#include <simdjson.h>

#include <nlohmann/json.hpp>
#include <random>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Json::Token;

class TestJsonReader : public QObject
{
    Q_OBJECT
private slots:
    void tokensAndRanges();
    void textWithoutEscapes();
    void integers_data();
    void integers();
    void skipping();
    void lenientTakesWhatVendorsSend();
    void r31_verdictsOfOtherParsers();
};

void TestJsonReader::tokensAndRanges()
{
    const QByteArray text = R"( {"a" : [1, "x"] , "b":null} )"_ba;
    Json::Reader reader(text, Json::Rules::Strict);
    QCOMPARE(reader.next(), Token::ObjectBegin);
    QCOMPARE(reader.next(), Token::Key);
    QCOMPARE(reader.raw().toByteArray(), "\"a\""_ba);
    QCOMPARE(reader.range(), (Json::Range{.offset = 2, .length = 3}));
    QCOMPARE(reader.next(), Token::ArrayBegin);
    QCOMPARE(reader.next(), Token::Number);
    QCOMPARE(reader.next(), Token::String);
    QCOMPARE(reader.raw().toByteArray(), "\"x\""_ba);
    QCOMPARE(reader.next(), Token::ArrayEnd);
    QCOMPARE(reader.next(), Token::Key);
    QCOMPARE(reader.next(), Token::Null);
    QCOMPARE(reader.next(), Token::ObjectEnd);
    QCOMPARE(reader.range(), (Json::Range{.offset = 27, .length = 1}));
    QCOMPARE(reader.next(), Token::End);
    QCOMPARE(reader.next(), Token::End);
}

void TestJsonReader::textWithoutEscapes()
{
    const QByteArray text = R"(["\"\\\/\b\f\n\r\t", "\u00e4\u20ac\ud83d\ude00", "plain"])"_ba;
    Json::Reader reader(text, Json::Rules::Strict);
    reader.next();
    reader.next();
    QCOMPARE(reader.text().toByteArray(), "\"\\/\b\f\n\r\t"_ba);
    reader.next();
    QCOMPARE(reader.text().toByteArray(), "ä€😀"_ba);
    reader.next();
    QVERIFY(reader.is("plain"));
}

void TestJsonReader::integers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("number");
    QTest::addColumn<bool>("isInteger");
    QTest::newRow("plain") << "12"_ba << qint64(12) << true;
    QTest::newRow("negative") << "-3"_ba << qint64(-3) << true;
    QTest::newRow("with point") << "12.0"_ba << qint64(12) << true;
    QTest::newRow("with exponent") << "1.2e1"_ba << qint64(12) << true;
    QTest::newRow("2^53") << "9007199254740992"_ba << qint64(9'007'199'254'740'992) << true;
    QTest::newRow("above 2^53") << "9007199254740993"_ba << qint64(0) << false;
    QTest::newRow("2^63") << "9223372036854775808"_ba << qint64(0) << false;
    QTest::newRow("broken") << "1.5"_ba << qint64(0) << false;
    QTest::newRow("huge") << "1e999"_ba << qint64(0) << false;
}

void TestJsonReader::integers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, number);
    QFETCH(const bool, isInteger);
    Json::Reader reader(text, Json::Rules::Strict);
    QCOMPARE(reader.next(), Token::Number);
    QCOMPARE(reader.integer().has_value(), isInteger);
    QCOMPARE(reader.integer().value_or(0), number);
}

void TestJsonReader::skipping()
{
    const QByteArray text = R"({"a":{"b":[1,{"c":2}]},"d":3})"_ba;
    Json::Reader reader(text, Json::Rules::Strict);
    reader.next();
    QVERIFY(reader.nextKey());
    QCOMPARE(reader.skipValue(), Token::ObjectEnd);
    QVERIFY(reader.nextKey());
    QVERIFY(reader.is("d"));
    QCOMPARE(reader.skipValue(), Token::Number);
    QVERIFY(!reader.nextKey());
    QCOMPARE(reader.token(), Token::ObjectEnd);
}

void TestJsonReader::lenientTakesWhatVendorsSend()
{
    const QByteArray text = R"({"a":"\ud83d","a":"\ude00"})"_ba;
    Json::Reader reader(text, Json::Rules::Lenient);
    reader.next();
    reader.next();
    reader.next();
    QCOMPARE(reader.text().toByteArray(), "\xEF\xBF\xBD"_ba);
    reader.next();
    reader.next();
    QCOMPARE(reader.next(), Token::ObjectEnd);
    QCOMPARE(reader.next(), Token::End);
}

// Documents made from pieces that are each nearly right, judged by three parsers. No number is too large for the other
// two.
void TestJsonReader::r31_verdictsOfOtherParsers()
{
    constexpr std::array pieces{
        "{",  "}",    "[",     "]",    ",",   ":", "\"a\"", "\"\\u00e9\"",  "\"\\x\"", "1",  "-0",    "01", "1.5e+3 ",
        "1.", "true", "false", "null", "nul", " ", "\n",    "\"\xC3\xA9\"", "\xC3",    "\t", "\"b\"", "[]", "{}"};
    std::mt19937 random(20261124); // NOLINT(cert-msc51-cpp): the same documents in every run
    simdjson::dom::parser parser;
    int accepted = 0;
    for (int i = 0; i < 200'000; ++i) {
        QByteArray text;
        const auto count = 1 + random() % 9;
        for (unsigned int n = 0; n < count; ++n)
            text += pieces[random() % pieces.size()];
        Json::Reader reader(text, Json::Rules::Lenient);
        reader.next();
        reader.skip();
        const bool isGood = reader.next() == Token::End;
        const simdjson::padded_string padded(text.constData(), static_cast<std::size_t>(text.size()));
        const bool simdjsonSays = parser.parse(padded).error() == simdjson::SUCCESS;
        const bool nlohmannSays = nlohmann::json::accept(text.constBegin(), text.constEnd());
        QVERIFY2(isGood == nlohmannSays && isGood == simdjsonSays, text.constData());
        accepted += isGood ? 1 : 0;
    }
    QVERIFY(accepted > 5'000);
}

QTEST_GUILESS_MAIN(TestJsonReader)
#include "tst_jsonreader.moc"
