// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/storydata.h"
#include "ui/common/roles.h"
#include "ui/common/seriescolours.h"
#include "ui/dashboard/errormodel.h"
#include "ui/dashboard/rankmodel.h"
#include "ui/dashboard/snippets.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

// What the Overview makes of rollups.
class TestOverviewModels final : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void chartLosesNoMoney();
    void latencyHasGapsWithoutTraffic();
    void ranksByCost();
    void errorsLeaveZerosBlank();
    void snippetsCarryAddressAndKey();

private:
    const Timestamp m_now = fromMicroseconds(1'795'098'720'000'000);
    OverviewData m_data;
};

void TestOverviewModels::init()
{
    m_data = {};
    m_data.configuration = Test::storyConfiguration();
    setSpan(m_data, TimeRange::Day, m_now);
    Store::SeriesQuery query{.from = m_data.start,
                             .to = m_data.end,
                             .bucket = Store::Bucket::Minute,
                             .groupBy = Store::GroupBy::Client,
                             .clients = {}};
    m_data.grouped = Test::storySeries(query, m_now);
    query.groupBy = Store::GroupBy::None;
    m_data.all = Test::storySeries(query, m_now);
}

void TestOverviewModels::chartLosesNoMoney()
{
    const ChartData chart = spendChart(m_data);
    QCOMPARE(chart.series.size(), 9);
    QVERIFY(chart.series.constLast().series == OtherSeries);
    double sum = 0;
    for (const ChartSeries &series : chart.series)
        sum += series.total();
    QCOMPARE(qRound64(sum * 1e6), qRound64(double(sumOf(m_data.grouped).cost.nanos()) / 1e3));
    QVERIFY(chart.series[0].total() >= chart.series[1].total()); // the largest at the bottom
    QVERIFY(chart.timeOf(chart.steps) >= m_now);
}

void TestOverviewModels::latencyHasGapsWithoutTraffic()
{
    const Timestamp begin = m_data.start + std::chrono::hours(2);
    m_data.all.removeIf([begin](const Store::SeriesPoint &point) { return point.start < begin; });
    const ChartData chart = latencyChart(m_data);
    QCOMPARE(chart.series[0].values[0], 0.0);
    QVERIFY(chart.series[0].values[10] > 0);
}

void TestOverviewModels::ranksByCost()
{
    RankModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setGroups(m_data, m_data.grouped, Store::GroupBy::Client, 3);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, RankModel::Name).data().toString(), u"code-review-bot"_s);
    QCOMPARE(model.index(0, RankModel::Name).data(SeriesRole).toInt(), 1);
    model.setGroups(m_data, {}, Store::GroupBy::Client, 3);
    QCOMPARE(model.rowCount(), 0);
}

void TestOverviewModels::errorsLeaveZerosBlank()
{
    ErrorModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setErrors({{.errorCode = "upstream_auth",
                      .providerId = 102,
                      .message = u"401"_s,
                      .attempts = 61,
                      .toClient = 0,
                      .lastSeen = m_now}},
                    m_data.configuration, m_now);
    QCOMPARE(model.index(0, ErrorModel::Cause).data().toString(), u"Anthropic: 401"_s);
    QCOMPARE(model.index(0, ErrorModel::Tries).data().toString(), u"61"_s);
    QCOMPARE(model.index(0, ErrorModel::ToClient).data().toString(), QString());
}

void TestOverviewModels::snippetsCarryAddressAndKey()
{
    const QList<Snippet> all = snippets(u"http://127.0.0.1:8080"_s, u"sk-gh-x"_s);
    QVERIFY(all.size() >= 4);
    for (const Snippet &snippet : all) {
        QVERIFY2(snippet.text.contains("http://127.0.0.1:8080/v1"_L1), qPrintable(snippet.name));
        QVERIFY2(snippet.text.contains("sk-gh-x"_L1), qPrintable(snippet.name));
    }
}

QTEST_GUILESS_MAIN(TestOverviewModels)
#include "tst_overviewmodels.moc"
