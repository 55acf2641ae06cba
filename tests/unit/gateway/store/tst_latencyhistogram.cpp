// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/reader.h"

#include <QtTest>

#include <random>

using namespace Gatehouse::Store;
using namespace std::chrono_literals;

class TestLatencyHistogram : public QObject
{
    Q_OBJECT
private slots:
    void nothingCountedHasNoPercentile();
    void percentileIsWithinOneStep_data();
    void percentileIsWithinOneStep();
    void mergedEqualsCountedTogether();
    void countsSaturate();
    void extremesAreCounted();
};

void TestLatencyHistogram::nothingCountedHasNoPercentile()
{
    const LatencyHistogram histogram;
    QCOMPARE(histogram.total(), 0U);
    QVERIFY(!histogram.percentile(0.5));
}

void TestLatencyHistogram::percentileIsWithinOneStep_data()
{
    QTest::addColumn<double>("fraction");
    QTest::newRow("median") << 0.5;
    QTest::newRow("p95") << 0.95;
    QTest::newRow("p99") << 0.99;
}

void TestLatencyHistogram::percentileIsWithinOneStep()
{
    QFETCH(const double, fraction);
    std::mt19937 random(1);
    std::lognormal_distribution<double> latencies(13, 1); // around 440 ms
    LatencyHistogram histogram;
    std::vector<qint64> exact;
    for (int i = 0; i < 20'000; ++i) {
        exact.push_back(static_cast<qint64>(latencies(random)));
        histogram.add(std::chrono::microseconds(exact.back()));
    }
    std::ranges::sort(exact);
    const auto truth =
        static_cast<double>(exact[static_cast<std::size_t>(fraction * static_cast<double>(exact.size()))]);
    const auto told = static_cast<double>(histogram.percentile(fraction)->count());
    QVERIFY2(told > truth / 1.2 && told < truth * 1.2,
             qPrintable(QString::number(told) + u" for " + QString::number(truth)));
}

void TestLatencyHistogram::mergedEqualsCountedTogether()
{
    LatencyHistogram left;
    LatencyHistogram right;
    LatencyHistogram together;
    for (int i = 1; i < 1000; ++i) {
        const std::chrono::microseconds latency(i * 977);
        (i % 3 == 0 ? left : right).add(latency);
        together.add(latency);
    }
    left.merge(right);
    QCOMPARE(left, together);
    LatencyHistogram empty;
    empty.merge(left);
    QCOMPARE(empty, together);
}

void TestLatencyHistogram::countsSaturate()
{
    LatencyHistogram histogram;
    histogram.add(5ms);
    for (quint32 &count : histogram.counts)
        count = count != 0 ? 0xFFFF'FFFFU : 0;
    histogram.add(5ms);
    QCOMPARE(histogram.total(), 0xFFFF'FFFFU);
}

void TestLatencyHistogram::extremesAreCounted()
{
    LatencyHistogram histogram;
    histogram.add(0us);
    histogram.add(-5us); // a clock that ran backwards
    histogram.add(std::chrono::microseconds(std::numeric_limits<qint64>::max()));
    QCOMPARE(histogram.total(), 3U);
    QVERIFY(histogram.percentile(0.0) <= 1ms);
    QVERIFY(histogram.percentile(1.0) > 20min);
}

QTEST_GUILESS_MAIN(TestLatencyHistogram)
#include "tst_latencyhistogram.moc"
