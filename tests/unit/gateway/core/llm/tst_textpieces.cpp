// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/textpieces.h"

#include <QTest>

#include <random>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::Encoding;

namespace {

QByteArrayList pieces(Encoding encoding, const QByteArray &text)
{
    QByteArrayList found;
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype end = Llm::pieceEnd(encoding, text, from);
        found.append(text.sliced(from, end - from));
        from = end;
    }
    return found;
}

} // namespace

class TestTextPieces : public QObject
{
    Q_OBJECT
private slots:
    void cl100k_data();
    void cl100k();
    void o200k_data();
    void o200k();
    void everyByteOnce();
};

void TestTextPieces::cl100k_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("words") << "Hello, big world"_ba << QByteArrayList{"Hello", ",", " big", " world"};
    QTest::newRow("contraction") << "I'll don'T 'sword"_ba << QByteArrayList{"I", "'ll", " don", "'T", " '", "sword"};
    QTest::newRow("numbers by three") << "12345 6"_ba << QByteArrayList{"123", "45", " ", "6"};
    QTest::newRow("punctuation takes new lines") << "a!!\n\nb"_ba << QByteArrayList{"a", "!!\n\n", "b"};
    QTest::newRow("last blank goes with the word") << "a   b"_ba << QByteArrayList{"a", "  ", " b"};
    QTest::newRow("up to the last new line") << "a \n \n  b"_ba << QByteArrayList{"a", " \n \n", " ", " b"};
    QTest::newRow("space at the end") << "a\n  "_ba << QByteArrayList{"a", "\n  "};
    QTest::newRow("prefix of a word") << "(foo _bar"_ba << QByteArrayList{"(foo", " _", "bar"};
    QTest::newRow("letters of all kinds") << "Größe 你好"_ba << QByteArrayList{"Größe", " 你好"};
}

void TestTextPieces::cl100k()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, expected);
    QCOMPARE(pieces(Encoding::Cl100kBase, text), expected);
}

void TestTextPieces::o200k_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("camel case") << "fooBarBAZ"_ba << QByteArrayList{"foo", "Bar", "BAZ"};
    QTest::newRow("contraction stays") << "I'll don'T"_ba << QByteArrayList{"I'll", " don'T"};
    QTest::newRow("punctuation takes slashes") << "a ://b"_ba << QByteArrayList{"a", " ://", "b"};
    QTest::newRow("numbers by three") << "1234"_ba << QByteArrayList{"123", "4"};
    QTest::newRow("space at the end") << "a\n  "_ba << QByteArrayList{"a", "\n", "  "};
    QTest::newRow("letters without case join both") << "A你B你b"_ba << QByteArrayList{"A你B你b"};
    QTest::newRow("capitals after a letter without case") << "你AB"_ba << QByteArrayList{"你", "AB"};
    QTest::newRow("mark") << "e\u0301a"_ba << QByteArrayList{"e\u0301a"};
}

void TestTextPieces::o200k()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, expected);
    QCOMPARE(pieces(Encoding::O200kBase, text), expected);
}

// Whatever the bytes, every piece goes forward and none is lost.
void TestTextPieces::everyByteOnce()
{
    std::mt19937 random(20261124); // NOLINT(cert-msc51-cpp): the same texts in every run
    for (int i = 0; i < 20'000; ++i) {
        QByteArray text(static_cast<qsizetype>(random() % 40), Qt::Uninitialized);
        for (char &byte : text)
            byte = static_cast<char>(random() % (i % 2 == 0 ? 256 : 128));
        for (const Encoding encoding : {Encoding::Cl100kBase, Encoding::O200kBase}) {
            const QByteArrayList found = pieces(encoding, text);
            QVERIFY(!found.contains(QByteArray()));
            QCOMPARE(found.join(), text);
        }
    }
}

QTEST_GUILESS_MAIN(TestTextPieces)
#include "tst_textpieces.moc"
