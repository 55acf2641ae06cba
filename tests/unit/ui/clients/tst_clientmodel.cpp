// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminstory.h"
#include "ui/clients/clientmodel.h"
#include "ui/clients/clientproxymodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestClientModel final : public QObject
{
    Q_OBJECT
private slots:
    void groupsByTeam();
    void keepsRowsOverChanges();
    void movesClientToAnotherTeam();
    void updatesUsageInPlace();
    void saysUnpricedInsteadOfZero();
    void filtersAndCounts();
    void keepsOrderWhileValuesChange();
};

void TestClientModel::groupsByTeam()
{
    ClientModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setConfiguration(Test::adminConfiguration(), Test::StoryNow);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.clientCount(), 7);
    QCOMPARE(model.teams(), (QStringList{u"Analytics"_s, u"Engineering"_s, u"Support"_s, u"Vertrieb DACH"_s}));
    QCOMPARE(model.index(4, 0).data().toString(), u"No team"_s); // last
    const QModelIndex engineering = model.index(1, 0);
    QCOMPARE(model.rowCount(engineering), 3);
    const QModelIndex bot = model.index(0, ClientModel::NameColumn, engineering);
    QCOMPARE(bot.data().toString(), u"code-review-bot"_s);
    QCOMPARE(bot.siblingAtColumn(ClientModel::KeysColumn).data().toString(), u"4"_s);
    QCOMPARE(bot.data(ClientModel::ExpiringKeysRole).toInt(), 1);
    QCOMPARE(bot.data(Qt::AccessibleTextRole).toString(), u"Client code-review-bot, active"_s);
}

void TestClientModel::keepsRowsOverChanges()
{
    ClientModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Configuration configuration = Test::adminConfiguration();
    model.setConfiguration(configuration, Test::StoryNow);
    const QPersistentModelIndex bot = model.indexOf(2);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    configuration.clients.removeIf([](const Client &client) { return client.id == 3; });
    configuration.clients[0].note = u"new"_s;
    Test::addClient(configuration, 9, u"Finance"_s, u"invoice-reader"_s);
    model.setConfiguration(configuration, Test::StoryNow);
    QVERIFY(bot.isValid());
    QCOMPARE(bot.data(ClientModel::IdRole).toLongLong(), 2);
    QVERIFY(!model.indexOf(3).isValid());
    QVERIFY(!model.teams().contains(u"Analytics"_s)); // gone with its last client
    QVERIFY(model.indexOf(9).isValid());
    QCOMPARE(resets.size(), 0);
}

void TestClientModel::movesClientToAnotherTeam()
{
    ClientModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Configuration configuration = Test::adminConfiguration();
    model.setConfiguration(configuration, Test::StoryNow);
    configuration.clients[5].team = u"Support"_s;
    model.setConfiguration(configuration, Test::StoryNow);
    QCOMPARE(model.indexOf(6).parent().data().toString(), u"Support"_s);
    QCOMPARE(model.clientCount(), 7);
}

void TestClientModel::updatesUsageInPlace()
{
    ClientModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setConfiguration(Test::adminConfiguration(), Test::StoryNow);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    const QHash<EntityId, ClientUsage> usage = {
        {2, {.spend30Days = Money::fromNanos(187'420'000'000), .requests24Hours = 1234, .lastSeen = Test::StoryNow}}};
    model.setUsage(usage, Test::StoryNow);
    QCOMPARE(changes.size(), 2); // the client and its team
    const QModelIndex bot = model.indexOf(2);
    QCOMPARE(bot.siblingAtColumn(ClientModel::SpendColumn).data().toString(), u"$187.42"_s);
    QCOMPARE(bot.siblingAtColumn(ClientModel::RequestsColumn).data().toString(), u"1,234"_s);
    QCOMPARE(bot.parent().siblingAtColumn(ClientModel::SpendColumn).data().toString(), u"$187.42"_s);
    // Nothing is known of the others: blank, not zero.
    QCOMPARE(model.indexOf(1).siblingAtColumn(ClientModel::SpendColumn).data().toString(), QString());
    model.setUsage(usage, Test::StoryNow);
    QCOMPARE(changes.size(), 2);
}

void TestClientModel::saysUnpricedInsteadOfZero()
{
    ClientModel model;
    model.setConfiguration(Test::adminConfiguration(), Test::StoryNow);
    model.setUsage({{2, {.spend30Days = {}, .isPartlyUnpriced = true, .lastSeen = Test::StoryNow}}}, Test::StoryNow);
    QCOMPARE(model.indexOf(2).siblingAtColumn(ClientModel::SpendColumn).data().toString(), u"unpriced"_s);
}

void TestClientModel::filtersAndCounts()
{
    ClientModel model;
    ClientProxyModel proxy;
    proxy.setSourceModel(&model);
    const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setConfiguration(Test::adminConfiguration(), Test::StoryNow);
    proxy.refresh();
    QCOMPARE(proxy.shownClients(), 7);
    QCOMPARE(proxy.countOf(ClientProxyModel::Group::Disabled), 1);
    QCOMPARE(proxy.countOf(ClientProxyModel::Group::KeysExpiring), 1);
    QCOMPARE(proxy.countOf(ClientProxyModel::Group::Unused), 7);
    proxy.setSearch(u"ENGINEERING bot"_s);
    QCOMPARE(proxy.shownClients(), 2);
    QCOMPARE(proxy.rowCount(), 1);
    proxy.setSearch({});
    proxy.setGroup(ClientProxyModel::Group::Disabled);
    QCOMPARE(proxy.shownClients(), 1);
    QVERIFY(proxy.isFiltered());
}

void TestClientModel::keepsOrderWhileValuesChange()
{
    ClientModel model;
    ClientProxyModel proxy;
    proxy.setSourceModel(&model);
    model.setConfiguration(Test::adminConfiguration(), Test::StoryNow);
    proxy.sort(ClientModel::SpendColumn, Qt::DescendingOrder);
    proxy.refresh();
    const QString first = proxy.index(0, 0).data().toString();
    model.setUsage({{7, {.spend30Days = Money::fromNanos(1'000'000'000'000), .lastSeen = Test::StoryNow}}},
                   Test::StoryNow);
    QCOMPARE(proxy.index(0, 0).data().toString(), first);
    proxy.refresh();
    QCOMPARE(proxy.index(0, 0).data().toString(), u"No team"_s);
}

QTEST_MAIN(TestClientModel)
#include "tst_clientmodel.moc"
