// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accounting/holds.h"
#include "gateway/accounting/limitbook.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Accounting;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Moment Now{.wall = fromMicroseconds(1'795'000'000'000'000), .monotonic = MonotonicTime(1'000h)};

Limit limit(EntityId id, Scope scope, const QString &subject, LimitUnit unit = LimitUnit::Requests)
{
    return {.id = id, .name = u"limit %1"_s.arg(id), .scope = scope, .subject = subject, .unit = unit, .amount = 10};
}

Budget budget(EntityId id, Scope scope, const QString &subject)
{
    Budget made;
    made.id = id;
    made.name = u"budget %1"_s.arg(id);
    made.scope = scope;
    made.subject = subject;
    made.amount = 1'000;
    return made;
}

// Two clients of one team with a key each, a third without a team, and two providers.
Configuration configuration()
{
    Configuration made;
    for (const auto &[id, name, team] :
         {std::tuple(1, u"ci"_s, u"dev"_s), std::tuple(2, u"docs"_s, u"dev"_s), std::tuple(3, u"alone"_s, QString())}) {
        Client client;
        client.id = id;
        client.name = name;
        client.team = team;
        made.clients.append(client);
        ApiKey key;
        key.id = id + 10;
        key.clientId = id;
        key.publicId = "key" + QByteArray::number(id);
        made.keys.append(key);
    }
    for (const EntityId id : {21, 22}) {
        Provider provider;
        provider.id = id;
        provider.name = u"vendor-%1"_s.arg(id);
        made.providers.append(provider);
    }
    Alias alias;
    alias.name = u"fast"_s;
    alias.model = u"gpt-5-mini"_s;
    made.aliases = {alias};
    return made;
}

const SpendReader Nothing = [](Timestamp, std::chrono::microseconds) { return QList<Spend>(); };

QStringList subjectsOf(const std::vector<Counter *> &counters)
{
    QStringList subjects;
    for (const Counter *counter : counters)
        subjects.append(counter->subject);
    return subjects;
}

} // namespace

class LimitBookTest final : public QObject
{
    Q_OBJECT
private slots:
    void whoIsCountedByWhat_data()
    {
        QTest::addColumn<int>("scope");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QStringList>("ofCi");
        QTest::addColumn<QStringList>("ofAlone");
        const auto row = [](const char *name, Scope scope, const QString &subject, const QStringList &ofCi,
                            const QStringList &ofAlone) {
            QTest::newRow(name) << static_cast<int>(scope) << subject << ofCi << ofAlone;
        };
        row("organisation", Scope::Organisation, {}, {u"organisation"_s}, {u"organisation"_s});
        row("a team", Scope::Team, u"dev"_s, {u"team:dev"_s}, {});
        row("every team", Scope::Team, {}, {u"team:dev"_s}, {});
        row("a client", Scope::Client, u"ci"_s, {u"client:ci"_s}, {});
        row("every client", Scope::Client, {}, {u"client:ci"_s}, {u"client:alone"_s});
        row("a key", Scope::Key, u"key3"_s, {}, {u"key:key3"_s});
        row("every key", Scope::Key, {}, {u"key:key1"_s}, {u"key:key3"_s});
    }
    void whoIsCountedByWhat()
    {
        QFETCH(const int, scope);
        QFETCH(const QString, subject);
        Configuration made = configuration();
        made.limits = {limit(31, static_cast<Scope>(scope), subject)};
        made.budgets = {budget(41, static_cast<Scope>(scope), subject)};
        LimitBook book;
        QVERIFY(book.setConfiguration(made, Now, Nothing));
        const CounterIndexPtr index = book.index();
        QTEST(subjectsOf(index->ofKey(11).requests), "ofCi");
        QTEST(subjectsOf(index->ofKey(13).requests), "ofAlone");
        QTEST(subjectsOf(index->ofKey(11).amounts), "ofCi");
        QVERIFY(index->ofKey(11).places.empty());
    }

    void modelsAndProviders()
    {
        Configuration made = configuration();
        made.limits = {limit(31, Scope::Model, u"gpt-*"_s, LimitUnit::Tokens),
                       limit(32, Scope::Model, {}, LimitUnit::Concurrency), limit(33, Scope::Provider, u"vendor-21"_s),
                       limit(34, Scope::Provider, {})};
        LimitBook book;
        QVERIFY(book.setConfiguration(made, Now, Nothing));
        const CounterIndexPtr index = book.index();
        QCOMPARE(subjectsOf(index->ofModel("gpt-5"_ba).amounts), QStringList{u"model:gpt-*"_s});
        QCOMPARE(subjectsOf(index->ofModel("gpt-5"_ba).places), QStringList{u"model:*"_s});
        QVERIFY(index->ofModel("claude"_ba).amounts.empty());
        QCOMPARE(index->ofProvider(21).requests.size(), 2);
        QCOMPARE(index->ofProvider(22).requests.size(), 1);
        QVERIFY(index->ofProvider(99).requests.empty());
        QVERIFY(index->hasProviderCounters());
    }

    void disabledRulesCountNothing()
    {
        Configuration made = configuration();
        made.limits = {limit(31, Scope::Client, u"ci"_s)};
        made.limits.first().enabled = false;
        LimitBook book;
        QVERIFY(book.setConfiguration(made, Now, Nothing));
        QVERIFY(book.index()->all().empty());
    }

    void editsForgetNothing()
    {
        Configuration made = configuration();
        made.limits = {limit(31, Scope::Client, u"ci"_s)};
        made.budgets = {budget(41, Scope::Client, u"ci"_s)};
        LimitBook book;
        QVERIFY(book.setConfiguration(made, Now, Nothing));
        Holds holds;
        Standing standing;
        const auto all = [&book] {
            std::vector<Counter *> counters = book.index()->ofKey(11).requests;
            counters.push_back(book.index()->ofKey(11).amounts.front());
            return counters;
        };
        QVERIFY(!take(all(), {.requests = 4, .cost = Money::fromNanos(300)}, Now, holds, standing));
        made.limits.first().amount = 5;
        made.budgets.first().amount = 400;
        QVERIFY(book.setConfiguration(made, Now, Nothing));
        QVERIFY(!take(all(), {.requests = 1, .cost = Money::fromNanos(100)}, Now, holds, standing));
        QVERIFY(take(all(), {.requests = 1}, Now, holds, standing));
        settle(holds, all(), {.requests = 5, .cost = Money::fromNanos(50)}, Now);
        const auto statuses = book.status(Now, 10);
        QCOMPARE(statuses.size(), 2);
        for (const CounterStatus &status : statuses) {
            QCOMPARE(status.held, 0);
            QCOMPARE(status.limit, status.kind == EntityKind::Limit ? 5 : 400);
        }
    }

    void budgetsBeginWithWhatWasSpent()
    {
        Configuration made = configuration();
        made.budgets = {budget(41, Scope::Team, u"dev"_s), budget(42, Scope::Client, {}),
                        budget(43, Scope::Model, u"gpt-5*"_s), budget(44, Scope::Provider, u"vendor-22"_s),
                        budget(45, Scope::Organisation, {})};
        made.budgets[4].window = {.kind = Limits::WindowKind::Rolling, .length = 1h};
        QList<std::pair<Timestamp, qint64>> asked;
        const SpendReader reader = [&asked](Timestamp from, std::chrono::microseconds slot) -> Result<QList<Spend>> {
            asked.append({from, slot.count()});
            return QList<Spend>{{.time = Now.wall - 1min,
                                 .clientId = 1,
                                 .keyId = 11,
                                 .providerId = 21,
                                 .model = "fast"_ba,
                                 .cost = Money::fromNanos(5)},
                                {.time = Now.wall - 2min,
                                 .clientId = 2,
                                 .keyId = 12,
                                 .providerId = 22,
                                 .model = "claude"_ba,
                                 .cost = Money::fromNanos(7)},
                                {.time = Now.wall - 3min,
                                 .clientId = 3,
                                 .keyId = 13,
                                 .providerId = 22,
                                 .model = "gpt-5"_ba,
                                 .cost = Money::fromNanos(11)}};
        };
        LimitBook book;
        QVERIFY(book.setConfiguration(made, Now, reader));
        QMap<QString, qint64> spent;
        for (const CounterStatus &status : book.status(Now, 100))
            spent.insert(QString::number(status.rule) + u' ' + status.subject, status.used);
        QCOMPARE(spent, (QMap<QString, qint64>{{u"41 team:dev"_s, 12},
                                               {u"42 client:ci"_s, 5},
                                               {u"42 client:docs"_s, 7},
                                               {u"42 client:alone"_s, 11},
                                               {u"43 model:gpt-5*"_s, 16},
                                               {u"44 provider:vendor-22"_s, 18},
                                               {u"45 organisation"_s, 23}}));
        QCOMPARE(asked.size(), 2); // one for the month, one for the hour in its slots
        QCOMPARE(asked.last().second, 60'000'000);
        // What is known is not asked for again.
        made.budgets.append(budget(46, Scope::Client, u"ci"_s));
        asked.clear();
        QVERIFY(book.setConfiguration(made, Now, reader));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(book.status(Now, 100).size(), 8);
    }

    void whatCannotBeReadIsSaid()
    {
        Configuration made = configuration();
        made.budgets = {budget(41, Scope::Team, u"dev"_s)};
        LimitBook book;
        QVERIFY(!book.setConfiguration(made, Now, [](Timestamp, std::chrono::microseconds) -> Result<QList<Spend>> {
            return fail(ErrorKind::Io, u"no disk"_s);
        }));
        QCOMPARE(book.status(Now, 10).size(), 1); // and is counted all the same
    }

    void theFullestComeFirst()
    {
        Configuration made = configuration();
        made.limits = {limit(31, Scope::Client, {})};
        LimitBook book;
        QVERIFY(book.setConfiguration(made, Now, Nothing));
        Holds holds;
        Standing standing;
        QVERIFY(!take(book.index()->ofKey(12).requests, {.requests = 7}, Now, holds, standing));
        const auto statuses = book.status(Now, 2);
        QCOMPARE(statuses.size(), 2);
        QCOMPARE(statuses.first().subject, u"client:docs"_s);
        QCOMPARE(statuses.first().used, 7);
        const auto ofKey = statusOfKey(*book.index(), 12, Now);
        QCOMPARE(ofKey.size(), 1);
        QCOMPARE(ofKey.first(), statuses.first());
    }
};

QTEST_GUILESS_MAIN(LimitBookTest)
#include "tst_limitbook.moc"
