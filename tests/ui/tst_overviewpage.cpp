// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clocks.h"
#include "tests/support/fakecontrol.h"
#include "tests/support/storydata.h"
#include "ui/common/chartwidget.h"
#include "ui/common/copyfield.h"
#include "ui/common/tableview.h"
#include "ui/dashboard/firstrow.h"
#include "ui/dashboard/overviewpage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

// The Overview over values in memory: what is asked, what is drawn, where clicks lead.
class TestOverviewPage final : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_page.reset(); }
    void showsFiguresOfTheStore();
    void asksNothingWhileHidden();
    void failureKeepsThePageAndSaysWhy();
    void tileLeadsToRequestsWithTheSameRange();
    void errorTileAsksForFailures();
    void emptyStoreOffersAKeyOnce();
    void firstRequestReplacesTheWaitingLine();

private:
    void makePage();
    Test::FakeClock m_clock;
    std::unique_ptr<Test::FakeControl> m_control;
    std::unique_ptr<Test::FakeQuestions> m_questions;
    std::unique_ptr<Ui::OverviewPage> m_page;
};

void TestOverviewPage::init()
{
    m_control = std::make_unique<Test::FakeControl>();
    m_questions = std::make_unique<Test::FakeQuestions>();
}

void TestOverviewPage::makePage()
{
    m_page = std::make_unique<Ui::OverviewPage>(Ui::Context{*m_control, *m_questions, m_clock});
    m_page->resize(1232, 820);
    m_page->show();
    m_page->setActive(true);
    QTRY_COMPARE(m_questions->openQuestions(), 0);
}

void TestOverviewPage::showsFiguresOfTheStore()
{
    m_control->current = Test::storyConfiguration();
    Test::tellStory(*m_questions, m_clock.now());
    makePage();
    const auto tiles = m_page->findChildren<Ui::StatTile *>();
    QCOMPARE(tiles.size(), Ui::TileCount);
    QVERIFY2(tiles[0]->content().value.startsWith(u'$'), qPrintable(tiles[0]->content().value));
    QVERIFY(tiles[0]->content().change.startsWith(u'+'));
    QCOMPARE(tiles[6]->content().value, u"9"_s);
    const auto charts = m_page->findChildren<Ui::ChartWidget *>();
    QCOMPARE(charts.size(), 4);
    QCOMPARE(charts[0]->data().series.size(), 9); // eight and Other
    const auto tables = m_page->findChildren<Ui::TableView *>();
    QVERIFY(std::ranges::any_of(tables, [](const auto *table) {
        return table->accessibleName() == u"Ranks"_s && table->model()->rowCount() == 10;
    }));
}

void TestOverviewPage::asksNothingWhileHidden()
{
    makePage();
    m_page->setActive(false);
    const int asked = m_questions->asked;
    m_page->reload();
    QCOMPARE(m_questions->asked, asked);
}

void TestOverviewPage::failureKeepsThePageAndSaysWhy()
{
    m_questions->seriesAnswer = [](const Store::SeriesQuery &) {
        return Result<QList<Store::SeriesPoint>>(fail(ErrorKind::Io, u"The disk is gone."_s));
    };
    makePage();
    const auto tiles = m_page->findChildren<Ui::StatTile *>();
    QCOMPARE(tiles[0]->content().value, u"\u2013"_s);
    QVERIFY(!tiles[0]->content().reason.isEmpty());
}

void TestOverviewPage::tileLeadsToRequestsWithTheSameRange()
{
    Test::tellStory(*m_questions, m_clock.now());
    makePage();
    QSignalSpy spy(m_page.get(), &Ui::Page::openRequests);
    m_page->findChildren<Ui::StatTile *>()[1]->click();
    QCOMPARE(spy.size(), 1);
    const auto filter = spy[0][0].value<Store::RequestFilter>();
    QCOMPARE(*filter.to, m_clock.now());
    QVERIFY(*filter.from >= m_clock.now() - std::chrono::hours(24));
}

void TestOverviewPage::errorTileAsksForFailures()
{
    Test::tellStory(*m_questions, m_clock.now());
    makePage();
    QSignalSpy spy(m_page.get(), &Ui::Page::openRequests);
    m_page->findChildren<Ui::StatTile *>()[2]->click();
    const auto states = spy[0][0].value<Store::RequestFilter>().states;
    QVERIFY(states.contains(Store::RequestState::UpstreamError));
    QVERIFY(!states.contains(Store::RequestState::Answered));
}

void TestOverviewPage::emptyStoreOffersAKeyOnce()
{
    makePage();
    QTRY_VERIFY(!m_control->current.keys.isEmpty());
    QCOMPARE(m_control->current.clients.size(), 1);
    auto *field = m_page->findChild<Ui::SecretOnceField *>();
    QVERIFY(field);
    const QByteArray key = field->text().toLatin1();
    QCOMPARE(ClientKey::publicIdOf(key), m_control->current.keys[0].publicId);
    QCOMPARE(ClientKey::hashOf(key), m_control->current.keys[0].secretHash);
    // The clear key is nowhere in what was stored.
    for (const Change &change : std::as_const(m_control->applied))
        QVERIFY(!QJsonDocument(change.after).toJson().contains(key.last(48)));
}

void TestOverviewPage::firstRequestReplacesTheWaitingLine()
{
    makePage();
    QTRY_VERIFY(m_page->findChild<Ui::FirstRow *>());
    auto *row = m_page->findChild<Ui::FirstRow *>();
    QVERIFY(!row->hasRequest());
    Store::RequestRecord request;
    request.id = RequestId::generate(m_clock.now());
    request.requestedModel = u"sim/chat"_s;
    m_control->sendLive({.requests = {request}});
    QVERIFY(row->hasRequest());
    request.state = Store::RequestState::Answered;
    m_control->sendLive({.requests = {request}});
    QCOMPARE(row->request()->state, Store::RequestState::Answered);
}

QTEST_MAIN(TestOverviewPage)
#include "tst_overviewpage.moc"
