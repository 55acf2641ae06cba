// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/formats.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestFormats final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void money_data();
    void money();
    void unpricedIsNotZero();
    void duration_data();
    void duration();
    void compactCounts();
};

void TestFormats::money_data()
{
    QTest::addColumn<qint64>("nanos");
    QTest::addColumn<QString>("text");
    QTest::newRow("dollars") << 47'360'000'000LL << u"$47.36"_s;
    QTest::newRow("thousands") << 1'260'330'000'000LL << u"$1,260.33"_s;
    QTest::newRow("below a dollar") << 86'700'000LL << u"$0.0867"_s;
    QTest::newRow("below a cent") << 2'256'000LL << u"$0.002256"_s;
    QTest::newRow("far below") << 302'400LL << u"$0.0003024"_s;
    QTest::newRow("zero") << 0LL << u"$0.00"_s;
}

void TestFormats::money()
{
    QFETCH(qint64, nanos);
    QTEST(Formats::money(Money::fromNanos(nanos)), "text");
}

void TestFormats::unpricedIsNotZero()
{
    QCOMPARE(Formats::cost(Money(), Store::Pricing::Unpriced), u"unpriced"_s);
    QCOMPARE(Formats::cost(Money(), Store::Pricing::NotCharged), QString());
    QCOMPARE(Formats::cost(Money(), Store::Pricing::Priced), u"$0.00"_s);
}

void TestFormats::duration_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("milliseconds") << 4'000LL << u"4\u00A0ms"_s;
    QTest::newRow("two decimals") << 3'920'000LL << u"3.92\u00A0s"_s;
    QTest::newRow("one decimal") << 31'200'000LL << u"31.2\u00A0s"_s;
    QTest::newRow("minutes") << 125'000'000LL << u"2 min 5 s"_s;
}

void TestFormats::duration()
{
    QFETCH(qint64, microseconds);
    QTEST(Formats::duration(std::chrono::microseconds(microseconds)), "text");
}

void TestFormats::compactCounts()
{
    QCOMPARE(Formats::compactCount(25'300'000), u"25.3\u00A0M"_s);
    QCOMPARE(Formats::compactCount(1'970'000), u"1.97\u00A0M"_s);
    QCOMPARE(Formats::compactCount(980), u"980"_s);
}

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
