// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/glob.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestGlob : public QObject
{
    Q_OBJECT
private slots:
    void matches_data();
    void matches();
    void isGlobOrName();
    void manyStarsAreNotSlow();
};

void TestGlob::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("exact") << "gpt-5"_ba << "gpt-5"_ba << true;
    QTest::newRow("exact is whole") << "gpt-5"_ba << "gpt-5-mini"_ba << false;
    QTest::newRow("star alone") << "*"_ba << QByteArray() << true;
    QTest::newRow("prefix") << "gpt-*"_ba << "gpt-5"_ba << true;
    QTest::newRow("prefix, nothing more") << "gpt-*"_ba << "gpt-"_ba << true;
    QTest::newRow("prefix differs") << "gpt-*"_ba << "o1"_ba << false;
    QTest::newRow("suffix") << "*-mini"_ba << "a-mini-mini"_ba << true;
    QTest::newRow("middle") << "a*b*c"_ba << "aXbXbXc"_ba << true;
    QTest::newRow("middle missing") << "a*b*c"_ba << "aXcXc"_ba << false;
    QTest::newRow("one") << "gpt-?"_ba << "gpt-5"_ba << true;
    QTest::newRow("one too many") << "gpt-?"_ba << "gpt-"_ba << false;
    QTest::newRow("empty") << QByteArray() << QByteArray() << true;
    QTest::newRow("empty pattern") << QByteArray() << "a"_ba << false;
    QTest::newRow("case counts") << "GPT-*"_ba << "gpt-5"_ba << false;
    QTest::newRow("dot is a dot") << "gpt.5"_ba << "gpt-5"_ba << false;
}

void TestGlob::matches()
{
    QFETCH(const QByteArray, pattern);
    QFETCH(const QByteArray, text);
    QFETCH(const bool, expected);
    QCOMPARE(matchesGlob(pattern, text), expected);
}

void TestGlob::isGlobOrName()
{
    QVERIFY(isGlob("a*") && isGlob("?"));
    QVERIFY(!isGlob("gpt-5.1") && !isGlob({}));
}

// What runs for ever in a matcher that tries every star again.
void TestGlob::manyStarsAreNotSlow()
{
    const QByteArray pattern = QByteArray("*a").repeated(100) + "*b";
    QVERIFY(!matchesGlob(pattern, QByteArray(10'000, 'a')));
}

QTEST_GUILESS_MAIN(TestGlob)
#include "tst_glob.moc"
