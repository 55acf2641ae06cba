// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminstory.h"
#include "ui/dashboard/budgetrisk.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;
using Accounting::CounterStatus;
using Limits::WindowKind;

namespace {

constexpr qint64 Dollar = 1'000'000'000;

struct Made {
    Configuration configuration;
    QList<CounterStatus> counters;

    void add(WindowKind kind, double fullness, Enforcement enforcement = Enforcement::Hard)
    {
        Budget budget;
        budget.id = configuration.budgets.size() + 1;
        budget.amount = 100 * Dollar;
        budget.window.kind = kind;
        budget.window.length = std::chrono::hours(24);
        budget.enforcement = enforcement;
        configuration.budgets.append(budget);
        counters.append({.kind = EntityKind::Budget,
                         .rule = budget.id,
                         .subject = u"client:ci"_s,
                         .limit = budget.amount,
                         .used = static_cast<qint64>(fullness * 100 * Dollar),
                         .resetsAt = {}});
    }
    [[nodiscard]] QList<BudgetRisk> risks(qsizetype most = 5) const
    {
        return budgetRisks(configuration, counters, Test::StoryNow, most);
    }
};

} // namespace

class TestBudgetRisk final : public QObject
{
    Q_OBJECT
private slots:
    void fullestFirst();
    void holdsCount();
    void outlook_data();
    void outlook();
    void saysNothingTooEarly();
    void leavesOutLimitsAndWhatIsGone();
};

void TestBudgetRisk::fullestFirst()
{
    Made made;
    for (const double fullness : {0.2, 0.9, 0.5, 1.2, 0.1, 0.7})
        made.add(WindowKind::Month, fullness);
    const QList<BudgetRisk> risks = made.risks();
    QCOMPARE(risks.size(), 5);
    QCOMPARE(risks.first().budget, 4);
    QCOMPARE(risks.first().fullness, 1.2);
    QCOMPARE(risks.last().budget, 1);
    QCOMPARE(risks[1].subject, u"Client ci"_s);
    QCOMPARE(risks[1].window, u"Month"_s);
}

void TestBudgetRisk::holdsCount()
{
    Made made;
    made.add(WindowKind::Month, 0.5);
    made.counters[0].held = 25 * Dollar;
    const BudgetRisk risk = made.risks().first();
    QCOMPARE(risk.used, Money::fromNanos(75 * Dollar));
    QCOMPARE(risk.bar, (Bar{.spent = 0.5, .reserved = 0.25}));
    QCOMPARE(risk.fullness, 0.75);
}

// The story's month is 62 % gone.
void TestBudgetRisk::outlook_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("fullness");
    QTest::addColumn<bool>("isHard");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("tone");
    QTest::newRow("calm") << int(WindowKind::Month) << 0.31 << true << u"50\u00A0% at reset, 1 Dec"_s
                          << int(Tone::Neutral);
    QTest::newRow("too fast") << int(WindowKind::Month) << 0.7 << true << u"Runs out 27 Nov"_s << int(Tone::Warning);
    QTest::newRow("used up") << int(WindowKind::Month) << 1.0 << true << u"Used up"_s << int(Tone::Error);
    QTest::newRow("over") << int(WindowKind::Month) << 1.3 << false << u"Over"_s << int(Tone::Error);
    QTest::newRow("near, but late") << int(WindowKind::Day) << 0.5 << true << QString() << int(Tone::Neutral);
    QTest::newRow("without an end") << int(WindowKind::Lifetime) << 0.5 << true << QString() << int(Tone::Neutral);
    QTest::newRow("rolling") << int(WindowKind::Rolling) << 0.85 << true << QString() << int(Tone::Warning);
}

void TestBudgetRisk::outlook()
{
    QFETCH(const int, kind);
    QFETCH(const double, fullness);
    QFETCH(const bool, isHard);
    QFETCH(const QString, words);
    Made made;
    made.add(WindowKind(kind), fullness, isHard ? Enforcement::Hard : Enforcement::Soft);
    const BudgetRisk risk = made.risks().first();
    if (WindowKind(kind) == WindowKind::Day)
        QVERIFY2(risk.outlook.contains(u"at reset"_s), qPrintable(risk.outlook)); // its hour is the machine's
    else
        QCOMPARE(risk.outlook, words);
    QTEST(int(risk.tone), "tone");
}

void TestBudgetRisk::saysNothingTooEarly()
{
    Made made;
    made.add(WindowKind::Year, 0.01);
    made.configuration.budgets[0].window.startMonth = 11;
    made.configuration.budgets[0].window.dayOfMonth = 15;
    QVERIFY(made.risks().first().outlook.isEmpty());
}

void TestBudgetRisk::leavesOutLimitsAndWhatIsGone()
{
    Made made;
    made.add(WindowKind::Month, 0.5);
    made.counters.append(
        {.kind = EntityKind::Limit, .rule = 9, .subject = u"client:ci"_s, .limit = 5, .used = 5, .resetsAt = {}});
    made.counters.append(
        {.kind = EntityKind::Budget, .rule = 8, .subject = u"client:ci"_s, .limit = 5, .used = 5, .resetsAt = {}});
    QCOMPARE(made.risks().size(), 1);
}

QTEST_MAIN(TestBudgetRisk)
#include "tst_budgetrisk.moc"
