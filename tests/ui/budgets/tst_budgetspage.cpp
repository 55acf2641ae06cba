// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagebench.h"
#include "ui/budgets/budgetspage.h"
#include "ui/budgets/subjectpicker.h"
#include "ui/common/colours.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QComboBox>
#include <QDialog>
#include <QSpinBox>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Bench = Test::PageBench<Ui::BudgetsPage>;

// The page over a gateway in memory, driven as a person would.
class TestBudgetsPage final : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady);
    }
    void cleanup() { m_bench.reset(); }
    void makesTheFirstBudget();
    void saysWhatIsWrong();
    void keepsFormOpenWhenGatewayRefuses();
    void makesALimit();
    void toppedUpWithAReason();
    void turnsOffAndDeletes();
    void leadsToRequests();
    void draws_data();
    void draws();

private:
    void fill();

    Ui::Theme m_theme;
    std::unique_ptr<Bench> m_bench;
};

// Ten budgets and limits, near and over the edge.
void TestBudgetsPage::fill()
{
    constexpr qint64 Dollar = 1'000'000'000;
    Configuration configuration = m_bench->control.current;
    QList<Accounting::CounterStatus> counters;
    const auto add = [&](const QString &name, Scope scope, const QString &subject, const QString &label, qint64 amount,
                         qint64 used, qint64 held, Enforcement enforcement) {
        Budget budget;
        budget.id = 300 + configuration.budgets.size();
        budget.name = name;
        budget.scope = scope;
        budget.subject = subject;
        budget.amount = amount * Dollar;
        budget.enforcement = enforcement;
        budget.window.zone = "Europe/Berlin"_ba;
        configuration.budgets.append(budget);
        counters.append({.kind = EntityKind::Budget,
                         .rule = budget.id,
                         .subject = label,
                         .limit = amount * Dollar,
                         .used = used * Dollar / 100,
                         .held = held * Dollar / 100,
                         .resetsAt = Test::StoryNow + std::chrono::days(11)});
    };
    add(u"Organisation, monthly"_s, Scope::Organisation, {}, u"organisation"_s, 2000, 73'557, 310, Enforcement::Hard);
    add(u"Engineering"_s, Scope::Team, u"Engineering"_s, u"team:Engineering"_s, 425, 34'620, 1'200, Enforcement::Hard);
    add(u"Code review"_s, Scope::Client, u"code-review-bot"_s, u"client:code-review-bot"_s, 200, 18'742, 640,
        Enforcement::Hard);
    add(u"Support"_s, Scope::Client, u"Support desk"_s, u"client:Support desk"_s, 15, 1'500, 0, Enforcement::Hard);
    add(u"Großkunden"_s, Scope::Client, u"Angebotsassistent Müller & Söhne Großkundenbetreuung"_s,
        u"client:Angebotsassistent Müller & Söhne Großkundenbetreuung"_s, 25, 3'110, 0, Enforcement::Soft);
    Limit limit;
    limit.id = 400;
    limit.name = u"Requests a minute"_s;
    limit.scope = Scope::Client;
    limit.amount = 60;
    limit.period = std::chrono::minutes(1);
    configuration.limits.append(limit);
    counters.append({.kind = EntityKind::Limit,
                     .rule = 400,
                     .subject = u"client:ci-bot"_s,
                     .limit = 60,
                     .used = 57,
                     .resetsAt = {}});
    m_bench->control.currentStatus.counters = counters;
    m_bench->control.setConfiguration(configuration);
    m_bench->page->reload();
}

void TestBudgetsPage::makesTheFirstBudget()
{
    QVERIFY(m_bench->shownText().contains(u"spend is unbounded"_s));
    QVERIFY(m_bench->click(u"budgets.first"_s));
    m_bench->find<QLineEdit>(u"budget.name"_s)->setText(u"Research"_s);
    auto *picker = m_bench->page->findChild<Ui::SubjectPicker *>();
    picker->setSubject(Scope::Client, u"ci-bot"_s);
    QTest::keyClicks(m_bench->find<QLineEdit>(u"budget.amount"_s), u"1,250.50"_s);
    auto *window = m_bench->find<QComboBox>(u"budget.window"_s);
    window->setCurrentIndex(window->findData(int(Limits::WindowKind::Week)));
    m_bench->find<QComboBox>(u"budget.zone"_s)->setCurrentText(u"Europe/Berlin"_s);
    m_bench->find<QComboBox>(u"budget.downgrade"_s)->setCurrentText(u"gpt-5.4-mini"_s);
    m_bench->find<QSpinBox>(u"budget.downgradeAt"_s)->setValue(75);
    const QString sentence = m_bench->find<QLabel>(u"budget.sentence"_s)->text();
    QVERIFY2(sentence.contains(u"Client ci-bot"_s) && sentence.contains(u"$1,250.50"_s), qPrintable(sentence));
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.budget"_s), u"budgets-new"_s);
    QVERIFY(m_bench->click(u"budget.save"_s));
    QTRY_COMPARE(m_bench->control.current.budgets.size(), 1);
    const Budget budget = m_bench->control.current.budgets.first();
    QCOMPARE(budget.name, u"Research"_s);
    QCOMPARE(budget.scope, Scope::Client);
    QCOMPARE(budget.subject, u"ci-bot"_s);
    QCOMPARE(budget.amount, 1'250'500'000'000);
    QCOMPARE(budget.window.kind, Limits::WindowKind::Week);
    QCOMPARE(budget.window.zone, "Europe/Berlin"_ba);
    QCOMPARE(budget.enforcement, Enforcement::Hard);
    QCOMPARE(budget.unpriced, UnpricedRule::Block);
    QCOMPARE(budget.downgradeModel, u"gpt-5.4-mini"_s);
    QCOMPARE(budget.downgradeAt, 75);
}

void TestBudgetsPage::saysWhatIsWrong()
{
    QVERIFY(m_bench->click(u"budgets.add"_s));
    auto *amount = m_bench->find<QLineEdit>(u"budget.amount"_s);
    QTest::keyClicks(amount, u"-5"_s);
    QVERIFY(m_bench->click(u"budget.save"_s));
    QVERIFY(m_bench->control.applied.isEmpty());
    QVERIFY(!amount->accessibleDescription().isEmpty());
    QVERIFY(!m_bench->find<QLineEdit>(u"budget.name"_s)->accessibleDescription().isEmpty());
}

void TestBudgetsPage::keepsFormOpenWhenGatewayRefuses()
{
    QVERIFY(m_bench->click(u"budgets.add"_s));
    m_bench->find<QLineEdit>(u"budget.name"_s)->setText(u"Late"_s);
    m_bench->find<QLineEdit>(u"budget.amount"_s)->setText(u"5"_s);
    m_bench->control.refusal =
        Error{.kind = ErrorKind::StoreUnavailable, .message = u"The disk is full."_s, .detail = {}};
    QVERIFY(m_bench->click(u"budget.save"_s));
    QTRY_VERIFY(m_bench->find<QPushButton>(u"budget.save"_s)->isEnabled());
    QVERIFY(m_bench->find<QDialog>(u"dialog.budget"_s)->isVisible());
}

void TestBudgetsPage::makesALimit()
{
    QVERIFY(m_bench->click(u"limits.add"_s));
    m_bench->find<QLineEdit>(u"limit.name"_s)->setText(u"Tokens an hour"_s);
    auto *unit = m_bench->find<QComboBox>(u"limit.unit"_s);
    unit->setCurrentIndex(unit->findData(int(LimitUnit::Tokens)));
    m_bench->find<QLineEdit>(u"limit.amount"_s)->setText(u"100,000"_s);
    m_bench->find<QSpinBox>(u"limit.period"_s)->setValue(2);
    auto *periodUnit = m_bench->find<QComboBox>(u"limit.periodUnit"_s);
    periodUnit->setCurrentIndex(periodUnit->findData(3600));
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.limit"_s), u"limits-new"_s);
    QVERIFY(m_bench->click(u"limit.save"_s));
    QTRY_COMPARE(m_bench->control.current.limits.size(), 1);
    const Limit limit = m_bench->control.current.limits.first();
    QCOMPARE(limit.unit, LimitUnit::Tokens);
    QCOMPARE(limit.amount, 100'000);
    QCOMPARE(limit.period, std::chrono::hours(2));
}

void TestBudgetsPage::toppedUpWithAReason()
{
    fill();
    m_bench->page->showEntity(303);
    QVERIFY(m_bench->click(u"budgets.topUp"_s));
    QVERIFY(m_bench->click(u"topUp.save"_s)); // nothing is said yet
    QVERIFY(m_bench->control.applied.isEmpty());
    m_bench->find<QLineEdit>(u"topUp.amount"_s)->setText(u"20"_s);
    m_bench->find<QLineEdit>(u"topUp.reason"_s)->setText(u"Product launch on Thursday"_s);
    Test::keepPicture(*m_bench->find<QDialog>(u"dialog.topUp"_s), u"budgets-top-up"_s);
    QVERIFY(m_bench->click(u"topUp.save"_s));
    QTRY_COMPARE(m_bench->control.current.budgets[3].topUp, 20'000'000'000);
    QCOMPARE(m_bench->control.current.budgets[3].topUpReason, u"Product launch on Thursday"_s);
    QVERIFY(m_bench->control.current.budgets[3].topUpUntil > Test::StoryNow);
}

void TestBudgetsPage::turnsOffAndDeletes()
{
    fill();
    std::function<void()> undo;
    connect(m_bench->page.get(), &Ui::Page::notice, this,
            [&undo](const QString &, const std::function<void()> &back) { undo = back; });
    m_bench->page->showEntity(302);
    QVERIFY(m_bench->click(u"budgets.enable"_s));
    QTRY_VERIFY(!m_bench->control.current.budgets[2].enabled);
    m_bench->page->showEntity(302);
    QVERIFY(m_bench->click(u"budgets.remove"_s));
    QVERIFY(undo);
    undo();
    m_bench->page->showEntity(304);
    QVERIFY(m_bench->click(u"budgets.remove"_s));
    m_bench->page.reset(); // what is not undone is carried out
    QTRY_COMPARE(m_bench->control.current.budgets.size(), 4);
    QCOMPARE(m_bench->control.current.budgets[2].id, 302);
}

void TestBudgetsPage::leadsToRequests()
{
    fill();
    Store::RequestFilter filter;
    connect(m_bench->page.get(), &Ui::Page::openRequests, this,
            [&filter](const Store::RequestFilter &asked) { filter = asked; });
    m_bench->page->showEntity(301); // a team of three
    QVERIFY(m_bench->click(u"budgets.requests"_s));
    QCOMPARE(filter.clients, (QList<EntityId>{2, 5, 6}));
    QVERIFY(filter.from && *filter.from < Test::StoryNow && *filter.from > Test::StoryNow - std::chrono::days(31));
}

void TestBudgetsPage::draws_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << false << QSize(1232, 796);
    QTest::newRow("dark-small") << true << QSize(816, 600);
}

void TestBudgetsPage::draws()
{
    QFETCH(const bool, isDark);
    QFETCH(const QSize, size);
    m_theme.setAppearance(isDark ? Ui::Appearance::Dark : Ui::Appearance::Light);
    QTRY_COMPARE(Ui::Colours::of(m_bench->page->palette()).isDark, isDark);
    fill();
    m_bench->page->resize(size);
    m_bench->page->preparePicture();
    Test::keepPicture(*m_bench->page, u"budgets-"_s + QString::fromLatin1(QTest::currentDataTag()));
    const int least = m_bench->page->minimumSizeHint().width();
    QVERIFY2(least <= 816, qPrintable(QString::number(least)));
}

QTEST_MAIN(TestBudgetsPage)
#include "tst_budgetspage.moc"
