// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminstory.h"
#include "ui/clients/keymodel.h"
#include "ui/clients/modelusagemodel.h"
#include "ui/clients/spendchart.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestKeyModel final : public QObject
{
    Q_OBJECT
private slots:
    void tellsStates_data();
    void tellsStates();
    void showsNoMoreThanMayBeSeen();
    void keepsRowsOverChanges();
    void sumsUsageByModel();
    void putsSpendOnItsDay();
};

void TestKeyModel::tellsStates_data()
{
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<qint64>("secondsLeft"); // 0 = never ends
    QTest::addColumn<int>("state");
    QTest::newRow("without end") << true << qint64{0} << int(KeyState::Active);
    QTest::newRow("far end") << true << qint64{15 * 86400} << int(KeyState::Active);
    QTest::newRow("two weeks") << true << qint64{14 * 86400} << int(KeyState::Expiring);
    QTest::newRow("a second left") << true << qint64{1} << int(KeyState::Expiring);
    QTest::newRow("over") << true << qint64{-1} << int(KeyState::Expired);
    QTest::newRow("disabled wins") << false << qint64{-1} << int(KeyState::Disabled);
}

void TestKeyModel::tellsStates()
{
    QFETCH(const bool, enabled);
    QFETCH(const qint64, secondsLeft);
    QFETCH(const int, state);
    ApiKey key;
    key.enabled = enabled;
    if (secondsLeft != 0)
        key.expiresAt = Test::StoryNow + std::chrono::seconds(secondsLeft);
    QCOMPARE(int(keyStateOf(key, Test::StoryNow)), state);
    QVERIFY(!keyStateText(key, Test::StoryNow).isEmpty());
}

void TestKeyModel::showsNoMoreThanMayBeSeen()
{
    KeyModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Configuration configuration = Test::adminConfiguration();
    model.setKeys(2, configuration.keys, Test::StoryNow);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0, KeyModel::MaskedColumn).data().toString(), u"sk-gh-c7m2…4kq1"_s);
    QCOMPARE(model.index(1, KeyModel::StateColumn).data(ToneRole).value<Tone>(), Tone::Warning);
    QCOMPARE(model.index(0, KeyModel::UsedColumn).data().toString(), u"never"_s);
    model.setUsage({{11, Test::StoryNow}}, {{11, Money::fromNanos(1'500'000'000)}});
    QCOMPARE(model.index(0, KeyModel::SpendColumn).data().toString(), u"$1.50"_s);
    QVERIFY(model.index(0, KeyModel::UsedColumn).data().toString() != "never"_L1);
}

void TestKeyModel::keepsRowsOverChanges()
{
    KeyModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Configuration configuration = Test::adminConfiguration();
    model.setKeys(2, configuration.keys, Test::StoryNow);
    const QPersistentModelIndex staging = model.index(1, 0);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    configuration.keys.removeFirst();
    Test::addKey(configuration, 30, 2, u"night"_s, std::nullopt);
    model.setKeys(2, configuration.keys, Test::StoryNow);
    QCOMPARE(staging.row(), 0);
    QCOMPARE(model.rowOf(30), 3);
    QCOMPARE(model.rowOf(11), -1);
    QCOMPARE(resets.size(), 0);
    model.setKeys(1, configuration.keys, Test::StoryNow); // another client
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.keyAt(1).has_value());
}

void TestKeyModel::sumsUsageByModel()
{
    ModelUsageModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<Store::GroupTotals> groups = *Test::adminGroups({.groupBy = Store::GroupBy::Model, .clients = {}});
    Store::GroupTotals unpriced = Test::adminTotals(10, 0);
    unpriced.group = u"llama3.3"_s;
    unpriced.totals.unpriced = 10;
    groups.prepend(unpriced);
    model.setGroups(groups);
    QCOMPARE(model.modelAt(0), u"gpt-5.4"_s); // the dearest first
    QCOMPARE(model.totalRequests(), 4010);
    QCOMPARE(model.index(3, ModelUsageModel::CostColumn).data().toString(), u"unpriced"_s);
    QCOMPARE(model.index(3, ModelUsageModel::ShareColumn).data().toString(), QString());
    model.setGroups({});
    QCOMPARE(model.rowCount(), 0);
}

void TestKeyModel::putsSpendOnItsDay()
{
    Store::SeriesPoint today;
    today.start = std::chrono::floor<std::chrono::days>(Test::StoryNow);
    today.totals.cost = Money::fromNanos(2'000'000'000);
    Store::SeriesPoint first = today;
    first.start = today.start - std::chrono::days(29);
    Store::SeriesPoint tooOld = today;
    tooOld.start = today.start - std::chrono::days(30);
    const ChartData chart = spendByDay({tooOld, first, today}, Test::StoryNow, u"ci-bot"_s, 3);
    QCOMPARE(chart.steps, 30);
    QCOMPARE(chart.series.first().values.first(), 2.0);
    QCOMPARE(chart.series.first().values.last(), 2.0);
    QCOMPARE(chart.series.first().total(), 4.0);
}

QTEST_MAIN(TestKeyModel)
#include "tst_keymodel.moc"
