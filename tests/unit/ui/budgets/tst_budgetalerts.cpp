// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminstory.h"
#include "ui/budgets/budgetalerts.h"

#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestBudgetAlerts final : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_configuration = Test::adminConfiguration();
        Budget budget;
        budget.id = 7;
        budget.name = u"Research"_s;
        m_configuration.budgets = {budget};
        m_alerts = std::make_unique<BudgetAlerts>();
        m_spy = std::make_unique<QSignalSpy>(m_alerts.get(), &BudgetAlerts::alert);
    }
    void tellsEachMarkOnce();
    void tellsTheHighestAlone();
    void aNewWindowBeginsAnew();
    void tellsAgainAfterATopUp();
    void wobblingTellsOnce();
    void whatWasBeforeIsNotTold();
    void subjectsAreApart();

private:
    void at(int percent, const QString &subject = u"client:ci"_s, Timestamp resetsAt = Test::StoryNow)
    {
        m_alerts->setCounters(m_configuration, {{.kind = EntityKind::Budget,
                                                 .rule = 7,
                                                 .subject = subject,
                                                 .limit = 100'000'000'000,
                                                 .used = percent * 1'000'000'000LL,
                                                 .resetsAt = resetsAt}});
    }

    Configuration m_configuration;
    std::unique_ptr<BudgetAlerts> m_alerts;
    std::unique_ptr<QSignalSpy> m_spy;
};

void TestBudgetAlerts::tellsEachMarkOnce()
{
    for (int percent = 0; percent <= 120; ++percent)
        at(percent);
    QCOMPARE(m_spy->count(), 4);
    QVERIFY(m_spy->at(0).first().toString().contains(u"50"_s));
    QVERIFY(m_spy->at(3).first().toString().contains(u"refused"_s));
    QCOMPARE(m_spy->at(3).at(1).toLongLong(), 7);
}

void TestBudgetAlerts::tellsTheHighestAlone()
{
    at(10);
    at(97);
    QCOMPARE(m_spy->count(), 1);
    QVERIFY(m_spy->first().first().toString().contains(u"95"_s));
}

void TestBudgetAlerts::aNewWindowBeginsAnew()
{
    at(10);
    at(85);
    at(85, u"client:ci"_s, Test::StoryNow + std::chrono::days(30));
    QCOMPARE(m_spy->count(), 2);
}

void TestBudgetAlerts::tellsAgainAfterATopUp()
{
    at(10);
    at(100);
    at(82);
    QCOMPARE(m_spy->count(), 1);
    at(96);
    QCOMPARE(m_spy->count(), 2);
}

void TestBudgetAlerts::wobblingTellsOnce()
{
    at(10);
    for (int i = 0; i < 10; ++i) {
        at(80);
        at(79);
        at(76);
    }
    QCOMPARE(m_spy->count(), 1);
}

void TestBudgetAlerts::whatWasBeforeIsNotTold()
{
    m_alerts->setCounters(m_configuration, {});
    at(96);
    QCOMPARE(m_spy->count(), 0);
    at(100);
    QCOMPARE(m_spy->count(), 1);
}

void TestBudgetAlerts::subjectsAreApart()
{
    at(10);
    at(10, u"client:bot"_s);
    at(60);
    at(60, u"client:bot"_s);
    QCOMPARE(m_spy->count(), 2);
}

QTEST_GUILESS_MAIN(TestBudgetAlerts)
#include "tst_budgetalerts.moc"
