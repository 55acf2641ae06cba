// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/similar.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestSimilar : public QObject
{
    Q_OBJECT
private slots:
    void nearestFirst();
    void nothingNear();
    void sentence();
};

void TestSimilar::nearestFirst()
{
    const QStringList models{u"gpt-5"_s, u"gpt-5-mini"_s, u"gpt-5-nano"_s, u"claude-sonnet-5"_s, u"llama3"_s};
    QCOMPARE(similarWords(u"gpt5-mini", models, 3).first(), u"gpt-5-mini"_s);
    QCOMPARE(similarWords(u"GPT-5-Mini", models, 1), QStringList{u"gpt-5-mini"_s});
    QCOMPARE(similarWords(u"lalma3", models, 3), QStringList{u"llama3"_s});          // neighbours swapped
    QCOMPARE(similarWords(u"gpt-5-mini-2025-08-07", models, 3).first(), u"gpt-5"_s); // one within the other
    QCOMPARE(similarWords(u"gpt-5", models, 2).size(), 2);
}

void TestSimilar::nothingNear()
{
    QVERIFY(similarWords(u"zzzzzzzz", {u"name"_s, u"id"_s}, 3).isEmpty());
    QVERIFY(similarWords(u"x", {u"id"_s, u"y"_s}, 3).isEmpty());
    QVERIFY(similarWords(u"", {u"name"_s}, 3).isEmpty());
    QVERIFY(similarWords(QString(100'000, u'n'), {u"name"_s}, 3).isEmpty());
    QVERIFY(similarWords(u"name", {}, 3).isEmpty());
}

void TestSimilar::sentence()
{
    QCOMPARE(didYouMean(u"nmae", {u"name"_s, u"team"_s}), u" Did you mean 'name'?"_s);
    QCOMPARE(didYouMean(u"zzzzzzzz", {u"name"_s}), QString());
}

QTEST_GUILESS_MAIN(TestSimilar)
#include "tst_similar.moc"
