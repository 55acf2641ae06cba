// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminstory.h"
#include "ui/budgets/budgetmodel.h"
#include "ui/budgets/limitmodel.h"
#include "ui/budgets/rulewords.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;
using Accounting::CounterStatus;

namespace {

Budget makeBudget(EntityId id, const QString &name, Scope scope, const QString &subject, qint64 dollars)
{
    Budget budget;
    budget.id = id;
    budget.name = name;
    budget.scope = scope;
    budget.subject = subject;
    budget.amount = dollars * 1'000'000'000;
    budget.window.kind = Limits::WindowKind::Month;
    return budget;
}

CounterStatus counter(EntityId rule, const QString &subject, qint64 dollars, qint64 used, qint64 held = 0)
{
    constexpr qint64 Dollar = 1'000'000'000;
    return {.kind = EntityKind::Budget,
            .rule = rule,
            .subject = subject,
            .limit = dollars * Dollar,
            .used = used * Dollar,
            .held = held * Dollar,
            .resetsAt = Test::StoryNow + std::chrono::days(12)};
}

Configuration story()
{
    Configuration configuration = Test::adminConfiguration();
    configuration.budgets = {makeBudget(1, u"Organisation, monthly"_s, Scope::Organisation, {}, 2000),
                             makeBudget(2, u"Every client"_s, Scope::Client, {}, 100)};
    return configuration;
}

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestBudgetModel final : public QObject
{
    Q_OBJECT
private slots:
    void showsARuleBeforeItIsCounted();
    void showsEachSubjectByItself();
    void keepsRowsOverNumbers();
    void tellsStates_data();
    void tellsStates();
    void countsThoseAtRisk();
    void limitsSpeakOfTheirUnits();
    void words_data();
    void words();
};

void TestBudgetModel::showsARuleBeforeItIsCounted()
{
    BudgetModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setConfiguration(story(), Test::StoryNow);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, BudgetModel::NameColumn), u"Organisation, monthly"_s);
    QCOMPARE(text(model, 0, BudgetModel::LimitColumn), u"$2,000.00"_s);
    QVERIFY(text(model, 0, BudgetModel::SpentColumn).isEmpty());
    QVERIFY(!model.index(0, BudgetModel::UseColumn).data(BarRole).isValid());
}

void TestBudgetModel::showsEachSubjectByItself()
{
    BudgetModel model;
    model.setConfiguration(story(), Test::StoryNow);
    model.setCounters({counter(1, u"organisation"_s, 2000, 735), counter(2, u"client:ci-bot"_s, 100, 81, 5),
                       counter(2, u"client:docs-search"_s, 100, 12)});
    QCOMPARE(model.rowCount(), 3);
    QStringList subjects;
    for (int row = 0; row < model.rowCount(); ++row)
        subjects.append(text(model, row, BudgetModel::SubjectColumn));
    QVERIFY(subjects.contains(u"Client ci-bot"_s));
    QVERIFY(subjects.contains(u"Client docs-search"_s));
    const int row = static_cast<int>(subjects.indexOf(u"Client ci-bot"_s));
    QCOMPARE(text(model, row, BudgetModel::SpentColumn), u"$81.00"_s);
    QCOMPARE(text(model, row, BudgetModel::HeldColumn), u"$5.00"_s);
    QCOMPARE(text(model, row, BudgetModel::LeftColumn), u"$14.00"_s);
    QCOMPARE(RuleWords::fullness(0.796), u"79\u00A0%"_s); // and nothing of a budget that runs low
    QCOMPARE(RuleWords::fullness(0.996), u"99\u00A0%"_s);
    QCOMPARE(model.index(row, BudgetModel::UseColumn).data(BarRole).value<Bar>(),
             (Bar{.spent = 0.81, .reserved = 0.05}));
    QCOMPARE(model.budget(2)->name, u"Every client"_s);
}

void TestBudgetModel::keepsRowsOverNumbers()
{
    BudgetModel model;
    model.setConfiguration(story(), Test::StoryNow);
    model.setCounters({counter(1, u"organisation"_s, 2000, 735), counter(2, u"client:ci-bot"_s, 100, 10)});
    const QPersistentModelIndex kept = model.index(1, 0);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setCounters({counter(2, u"client:ci-bot"_s, 100, 11), counter(1, u"organisation"_s, 2000, 736)});
    QVERIFY(kept.isValid());
    QCOMPARE(resets.count(), 0);
}

void TestBudgetModel::tellsStates_data()
{
    QTest::addColumn<qint64>("used");
    QTest::addColumn<bool>("isHard");
    QTest::addColumn<bool>("isEnabled");
    QTest::addColumn<int>("tone");
    QTest::newRow("fine") << qint64(10) << true << true << int(Tone::Ok);
    QTest::newRow("near") << qint64(85) << true << true << int(Tone::Warning);
    QTest::newRow("used up") << qint64(100) << true << true << int(Tone::Blocked);
    QTest::newRow("over") << qint64(140) << false << true << int(Tone::Error);
    QTest::newRow("off") << qint64(140) << true << false << int(Tone::Neutral);
}

void TestBudgetModel::tellsStates()
{
    QFETCH(const qint64, used);
    QFETCH(const bool, isHard);
    QFETCH(const bool, isEnabled);
    Configuration configuration = story();
    configuration.budgets[1].enforcement = isHard ? Enforcement::Hard : Enforcement::Soft;
    configuration.budgets[1].enabled = isEnabled;
    configuration.budgets.removeFirst();
    BudgetModel model;
    model.setConfiguration(configuration, Test::StoryNow);
    model.setCounters({counter(2, u"client:ci-bot"_s, 100, used)});
    const QModelIndex state = model.index(0, BudgetModel::StateColumn);
    QTEST(int(state.data(ToneRole).value<Tone>()), "tone");
    QVERIFY(!state.data().toString().isEmpty()); // never by colour alone
}

void TestBudgetModel::countsThoseAtRisk()
{
    BudgetModel model;
    model.setConfiguration(story(), Test::StoryNow);
    model.setCounters({counter(1, u"organisation"_s, 2000, 735), counter(2, u"client:ci-bot"_s, 100, 80),
                       counter(2, u"client:docs-search"_s, 100, 79)});
    QCOMPARE(model.nearlyFullCount(), 1);
}

void TestBudgetModel::limitsSpeakOfTheirUnits()
{
    Configuration configuration = Test::adminConfiguration();
    Limit requests;
    requests.id = 7;
    requests.name = u"Requests a minute"_s;
    requests.scope = Scope::Client;
    requests.unit = LimitUnit::Requests;
    requests.amount = 60;
    requests.period = std::chrono::minutes(1);
    configuration.limits = {requests};
    LimitModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setConfiguration(configuration);
    model.setCounters({{.kind = EntityKind::Limit,
                        .rule = 7,
                        .subject = u"client:ci-bot"_s,
                        .limit = 60,
                        .used = 48,
                        .resetsAt = {}}});
    QCOMPARE(model.rowCount(), 1);
    QString row;
    for (int column = 0; column < model.columnCount(); ++column)
        row += text(model, 0, column) + u'|';
    QVERIFY2(row.contains(u"Client ci-bot"_s) && row.contains(u"60 in 1 minute"_s), qPrintable(row));
    QVERIFY(model.limit(7));
}

void TestBudgetModel::words_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("words");
    QTest::newRow("organisation") << u"organisation"_s << u"Organisation"_s;
    QTest::newRow("client") << u"client:ci"_s << u"Client ci"_s;
    QTest::newRow("client with a colon") << u"client:a:b"_s << u"Client a:b"_s;
    QTest::newRow("every model") << u"model:*"_s << u"All models"_s;
    QTest::newRow("provider") << u"provider:OpenAI"_s << u"Provider OpenAI"_s;
}

void TestBudgetModel::words()
{
    QFETCH(const QString, label);
    QTEST(RuleWords::counterSubject(label), "words");
}

QTEST_MAIN(TestBudgetModel)
#include "tst_budgetmodel.moc"
