// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/money.h"

#include <QTest>

#include <limits>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestMoney : public QObject
{
    Q_OBJECT
private slots:
    void decimals_data();
    void decimals();
    void refused_data();
    void refused();
    void r22_arithmeticSaturates();
};

void TestMoney::decimals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanos");
    QTest::newRow("zero") << u"0"_s << qint64(0);
    QTest::newRow("cents") << u"0.0108"_s << qint64(10'800'000);
    QTest::newRow("whole") << u"12"_s << qint64(12'000'000'000);
    QTest::newRow("negative") << u"-0.5"_s << qint64(-500'000'000);
    QTest::newRow("smallest") << u"0.000000001"_s << qint64(1);
    QTest::newRow("largest") << u"9223372036.854775807"_s << std::numeric_limits<qint64>::max();
}

void TestMoney::decimals()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, nanos);
    const auto money = Money::fromUsd(text);
    QVERIFY(money);
    QCOMPARE(money->nanos(), nanos);
    QCOMPARE(money->toUsd(), text);
    QCOMPARE(Money::fromNanos(std::numeric_limits<qint64>::min()).toUsd(), u"-9223372036.854775808"_s);
}

void TestMoney::refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "-", ".", "1.0000000001", "1e3", "1,5", " 1", "+1", "1.2.3", "9223372036.854775808", "99999999999"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestMoney::refused()
{
    QFETCH(const QString, text);
    QVERIFY(!Money::fromUsd(text));
}

void TestMoney::r22_arithmeticSaturates()
{
    const Money largest = Money::fromNanos(std::numeric_limits<qint64>::max());
    const Money smallest = Money::fromNanos(std::numeric_limits<qint64>::min());
    const Money one = Money::fromNanos(1);
    QCOMPARE(largest + one, largest);
    QCOMPARE(smallest - one, smallest);
    QCOMPARE(one - smallest, largest);
    QCOMPARE((Money::fromNanos(2) + one).nanos(), 3);
    QCOMPARE((Money::fromNanos(2) - one).nanos(), 1);
    QVERIFY(smallest < one && one < largest);
}

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
