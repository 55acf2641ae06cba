// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/database.h"
#include "gateway/store/queryservice.h"
#include "gateway/store/requestfilter.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QFile>
#include <QtTest>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestReader : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void noStoreIsNotFound();
    void detailGivesBackWhatWasFinished();
    void unknownRequestIsNotFound();
    void pagesAreThoseOfASort_data();
    void pagesAreThoseOfASort();
    void pagesUseAnIndex_data();
    void pagesUseAnIndex();
    void seriesIsTheSumOfTheRequests_data();
    void seriesIsTheSumOfTheRequests();
    void groupsAreExactToTheMinute();
    void keysLastUsedIsTheNewestStart();
    void errorsAreCounted();
    void ledgerIsCleanAndTamperingIsFound();
    void r56_revisionChainShowsTampering_data();
    void r56_revisionChainShowsTampering();
    void r7e_backupUnderLoadIsWhole();
    void readerWritesNothing();
    void queryServiceAnswersInOrder();

private:
    OpenStore m_open;
    QList<Store::RequestRecord> m_all; // newest first
};

namespace {

const Actor Admin{.name = u"admin"_s, .source = u"test"_s};

bool matches(const Store::RequestFilter &filter, const Store::RequestRecord &request)
{
    const auto isIn = [](const auto &list, const auto &value) { return list.isEmpty() || list.contains(value); };
    const qint64 tokens = request.usage.inputTotal() + request.usage.outputTotal();
    const bool isModel = filter.model.isEmpty() || filter.model == request.usedModel
                         || filter.model == request.requestedModel
                         || (filter.model == u"gpt-*"
                             && (request.usedModel.startsWith(u"gpt-") || request.requestedModel.startsWith(u"gpt-")));
    return (!filter.from || request.startedAt >= *filter.from) && (!filter.to || request.startedAt < *filter.to)
           && isIn(filter.clients, request.clientId) && isIn(filter.keys, request.keyId)
           && isIn(filter.providers, request.providerId) && isModel && isIn(filter.states, request.state)
           && (!filter.httpStatus || *filter.httpStatus == request.httpStatus)
           && (filter.errorCode.isEmpty() || filter.errorCode == request.errorCode)
           && (!filter.costAtLeast || request.cost >= *filter.costAtLeast)
           && (!filter.tokensAtLeast || tokens >= *filter.tokensAtLeast)
           && (!filter.latencyAtLeast || request.latency >= *filter.latencyAtLeast)
           && (!filter.stream || request.stream == *filter.stream)
           && (!filter.hasTools || request.hasTools == *filter.hasTools)
           && (!filter.unpriced || (request.pricing == Store::Pricing::Unpriced) == *filter.unpriced);
}

QList<std::pair<QByteArray, Store::RequestFilter>> filters()
{
    using Store::RequestState;
    QList<std::pair<QByteArray, Store::RequestFilter>> list;
    const auto add = [&](const QByteArray &name, auto change) {
        Store::RequestFilter filter;
        change(filter);
        list.append({name, filter});
    };
    const Timestamp start = FakeClock().now();
    add("all", [](auto &) {});
    add("client", [](auto &f) { f.clients = {2}; });
    add("clients", [](auto &f) { f.clients = {1, 3, 1}; });
    add("key", [](auto &f) { f.keys = {10}; });
    add("provider", [](auto &f) { f.providers = {1}; });
    add("providers", [](auto &f) { f.providers = {1, 2}; });
    add("model used or requested", [](auto &f) { f.model = u"fast"_s; });
    add("model by glob", [](auto &f) { f.model = u"gpt-*"_s; });
    add("unknown model", [](auto &f) { f.model = u"no such"_s; });
    add("failures", [](auto &f) { f.states = {RequestState::UpstreamError, RequestState::Denied}; });
    add("answered", [](auto &f) { f.states = {RequestState::Answered}; });
    add("time", [&](auto &f) {
        f.from = start + 30s;
        f.to = start + 5min;
    });
    add("client, state and model", [](auto &f) {
        f.clients = {1};
        f.states = {RequestState::ClientError, RequestState::GatewayError};
        f.model = u"gpt-5-mini"_s;
    });
    add("status", [](auto &f) { f.httpStatus = 502; });
    add("error code", [](auto &f) { f.errorCode = "upstream_timeout"; });
    add("cost and tokens", [](auto &f) {
        f.costAtLeast = Money::fromNanos(500'000);
        f.tokensAtLeast = 900;
    });
    add("latency and stream", [](auto &f) {
        f.latencyAtLeast = 2s;
        f.stream = true;
    });
    add("nothing unpriced", [](auto &f) {
        f.unpriced = true;
        f.hasTools = false;
    });
    return list;
}

} // namespace

void TestReader::initTestCase()
{
    VERIFY_RESULT(m_open.open());
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        // Several with one time, and not in the order of time: requests end in another order than they begin.
        const Timestamp time = m_open.clock.now() + std::chrono::milliseconds(random() % 400 * 1000);
        Store::FinishedRequest finished = randomFinished(time, random);
        m_all.append(finished.request);
        m_open.store->writer().finish(std::move(finished));
    }
    QVERIFY(m_open.flush());
    std::ranges::sort(m_all, std::ranges::greater(),
                      [](const Store::RequestRecord &r) { return std::pair(r.startedAt, r.id); });
}

void TestReader::noStoreIsNotFound()
{
    const QTemporaryDir directory;
    QCOMPARE(Store::Reader::open(directory.path()).error().kind, ErrorKind::NotFound);
}

void TestReader::detailGivesBackWhatWasFinished()
{
    Store::FinishedRequest finished = finishedAt(m_open.clock.now() - 48h);
    finished.request.errorMessage = u"späte Störung \U0001F6A7"_s;
    finished.request.hasImages = true;
    finished.request.serviceTier = "priority"_ba;
    qint64 count = 100;
    for (const Llm::UsagePart &part : Llm::UsageParts)
        finished.request.usage.*part.value = ++count;
    finished.ledger = {chargeOf(finished.request)};
    finished.ledger.first().rawUsage = R"({"prompt_tokens":812,"größer":true})"_ba;
    finished.bodies = {{.part = Store::BodyPart::ClientRequest, .bytes = QByteArray("{\"messages\":[]}").repeated(400)},
                       {.part = Store::BodyPart::ClientAnswer, .bytes = "short"_ba, .truncated = true},
                       {.part = Store::BodyPart::UpstreamAnswer, .bytes = QByteArray()}};
    Store::AttemptRecord first = finished.attempts.first();
    first.errorCode = "upstream_timeout";
    first.message = u"no byte within 60 s"_s;
    finished.attempts.prepend(first);
    finished.attempts.last().number = 2;
    m_open.store->writer().finish(finished);
    QVERIFY(m_open.flush());
    m_all.append(finished.request);
    const auto detail = m_open.reader()->request(finished.request.id);
    VERIFY_RESULT(detail);
    QCOMPARE(detail->request, finished.request);
    QCOMPARE(detail->attempts, finished.attempts);
    QCOMPARE(detail->ledger, finished.ledger);
    QCOMPARE(detail->bodies.size(), 3);
    QCOMPARE(detail->bodies[0].body, finished.bodies[0]);
    QCOMPARE(detail->bodies[0].originalSizeBytes, 6000);
    QCOMPARE(detail->bodies[1].body.bytes, QByteArray());
    QCOMPARE(detail->bodies[2].body, finished.bodies[1]);
}

void TestReader::unknownRequestIsNotFound()
{
    QCOMPARE(m_open.reader()->request(RequestId()).error().kind, ErrorKind::NotFound);
}

void TestReader::pagesAreThoseOfASort_data()
{
    QTest::addColumn<int>("index");
    const auto all = filters();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].first.constData()) << i;
}

void TestReader::pagesAreThoseOfASort()
{
    QFETCH(const int, index);
    const Store::RequestFilter filter = filters()[index].second;
    QList<Store::RequestRecord> expected;
    for (const auto &request : std::as_const(m_all)) {
        if (matches(filter, request))
            expected.append(request);
    }
    const auto reader = m_open.reader();
    QList<Store::RequestRecord> found;
    std::optional<Store::PageKey> below;
    do {
        const auto page = reader->requests(filter, below, 77);
        VERIFY_RESULT(page);
        QVERIFY(page->rows.size() == 77 || !page->next);
        found += page->rows;
        below = page->next;
    } while (below);
    QCOMPARE(found.size(), expected.size());
    QVERIFY(found == expected);
    QCOMPARE(reader->countRequests(filter, 1'000'000).value(), expected.size());
    QCOMPARE(reader->countRequests(filter, 5).value(), std::min<qint64>(5, expected.size()));
}

void TestReader::pagesUseAnIndex_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("name");
    const auto all = filters();
    const QHash<QByteArray, QString> names{{"all", u"request_by_time"_s},
                                           {"client", u"request_by_client"_s},
                                           {"clients", u"request_by_client"_s},
                                           {"provider", u"request_by_provider"_s},
                                           {"providers", u"request_by_provider"_s},
                                           {"model used or requested", u"request_by_model"_s},
                                           {"model by glob", u"request_by_model"_s},
                                           {"failures", u"request_by_failure"_s},
                                           {"answered", u"request_by_time"_s},
                                           {"time", u"request_by_time"_s},
                                           {"client, state and model", u"request_by_client"_s},
                                           {"status", u"request_by_time"_s}};
    for (int i = 0; i < all.size(); ++i) {
        if (names.contains(all[i].first))
            QTest::newRow(all[i].first.constData()) << i << names.value(all[i].first);
    }
}

// Each arm walks one index in the order of the page; only rows of equal time are put in order besides.
void TestReader::pagesUseAnIndex()
{
    QFETCH(const int, index);
    QFETCH(const QString, name);
    const auto database = Store::Database::open(m_open.database(), Store::Database::Mode::ReadOnly);
    VERIFY_RESULT(database);
    const auto arms = Store::armsOf(**database, filters()[index].second);
    VERIFY_RESULT(arms);
    const Store::PageKey below{.startedAt = m_open.clock.now() + 1h, .id = {}};
    const auto [sql, values] = Store::pageQuery(*arms, below, 50);
    auto plan = (*database)->query(u"EXPLAIN QUERY PLAN "_s + sql, values);
    VERIFY_RESULT(plan);
    int uses = 0;
    QStringList lines;
    while (plan->next()) {
        const QString line = plan->value(3).toString();
        lines.append(line);
        uses += line.contains(name) ? 1 : 0;
        QVERIFY2(!line.contains(u"SCAN r"), qPrintable(line));
        QVERIFY2(!line.contains(u"USE TEMP B-TREE FOR ORDER BY") || arms->size() > 1, qPrintable(line));
    }
    QVERIFY2(uses == arms->size(), qPrintable(lines.join(u'\n')));
}

void TestReader::seriesIsTheSumOfTheRequests_data()
{
    QTest::addColumn<int>("bucket");
    QTest::addColumn<int>("groupBy");
    QTest::newRow("minutes by client") << int(Store::Bucket::Minute) << int(Store::GroupBy::Client);
    QTest::newRow("hours by model") << int(Store::Bucket::Hour) << int(Store::GroupBy::Model);
    QTest::newRow("days") << int(Store::Bucket::Day) << int(Store::GroupBy::None);
    QTest::newRow("minutes by key") << int(Store::Bucket::Minute) << int(Store::GroupBy::Key);
    QTest::newRow("hours by provider") << int(Store::Bucket::Hour) << int(Store::GroupBy::Provider);
}

void TestReader::seriesIsTheSumOfTheRequests()
{
    QFETCH(const int, bucket);
    QFETCH(const int, groupBy);
    Store::SeriesQuery query;
    query.from = m_open.clock.now();
    query.to = m_open.clock.now() + 1h;
    query.bucket = static_cast<Store::Bucket>(bucket);
    query.groupBy = static_cast<Store::GroupBy>(groupBy);
    const auto points = m_open.reader()->series(query);
    VERIFY_RESULT(points);
    Money cost;
    qint64 requests = 0;
    quint64 answered = 0;
    Llm::Usage usage;
    for (const Store::SeriesPoint &point : *points) {
        for (const Llm::UsagePart &part : Llm::UsageParts)
            usage.*part.value += point.totals.usage.*part.value;
        cost += point.totals.cost;
        requests += point.totals.requests;
        answered += point.totals.latency.total();
        QCOMPARE(point.groupId != 0, query.groupBy != Store::GroupBy::None && query.groupBy != Store::GroupBy::Model);
        QCOMPARE(!point.group.isEmpty(), query.groupBy == Store::GroupBy::Model);
    }
    Money expectedCost;
    qint64 expectedRequests = 0;
    quint64 expectedAnswered = 0;
    Llm::Usage expectedUsage;
    for (const auto &request : std::as_const(m_all)) {
        if (request.startedAt < query.from)
            continue;
        for (const Llm::UsagePart &part : Llm::UsageParts)
            expectedUsage.*part.value += request.usage.*part.value;
        expectedCost += request.cost;
        ++expectedRequests;
        expectedAnswered += request.state == Store::RequestState::Answered ? 1 : 0;
    }
    QCOMPARE(cost, expectedCost);
    QCOMPARE(requests, expectedRequests);
    QCOMPARE(answered, expectedAnswered);
    QVERIFY(usage == expectedUsage);
    QVERIFY(std::ranges::is_sorted(*points, {}, &Store::SeriesPoint::start));
}

void TestReader::groupsAreExactToTheMinute()
{
    // From the middle of the traffic, across two whole days.
    const Timestamp from = std::chrono::floor<std::chrono::minutes>(m_open.clock.now() + 2min);
    Store::SeriesQuery query;
    query.from = from;
    query.to = from + 48h;
    query.groupBy = Store::GroupBy::Client;
    query.clients = {1, 2};
    const auto groups = m_open.reader()->groups(query);
    VERIFY_RESULT(groups);
    QCOMPARE(groups->size(), 2);
    for (const Store::GroupTotals &group : *groups) {
        qint64 requests = 0;
        Timestamp last;
        for (const auto &request : std::as_const(m_all)) {
            if (request.startedAt < from || request.clientId != group.groupId)
                continue;
            ++requests;
            last = std::max(last, request.startedAt);
        }
        QCOMPARE(group.totals.requests, requests);
        QCOMPARE(group.lastSeen, last);
    }
    QVERIFY(groups->first().totals.cost >= groups->last().totals.cost);
}

void TestReader::keysLastUsedIsTheNewestStart()
{
    const auto lastUsed = m_open.reader()->keysLastUsed();
    VERIFY_RESULT(lastUsed);
    QHash<EntityId, Timestamp> expected;
    for (const auto &request : std::as_const(m_all))
        expected[request.keyId] = std::max(expected.value(request.keyId), request.startedAt);
    QCOMPARE(*lastUsed, expected);
}

void TestReader::errorsAreCounted()
{
    const auto groups = m_open.reader()->errors(m_open.clock.now(), m_open.clock.now() + 1h, 10);
    VERIFY_RESULT(groups);
    qint64 toClient = 0;
    for (const Store::ErrorGroup &group : *groups)
        toClient += group.toClient;
    const auto failed = std::ranges::count_if(
        m_all, [&](const auto &r) { return !r.errorCode.isEmpty() && r.startedAt >= m_open.clock.now(); });
    QCOMPARE(toClient, failed);
    const auto earlier = m_open.reader()->errors(m_open.clock.now() - 72h, m_open.clock.now() - 1h, 10);
    VERIFY_RESULT(earlier);
    QCOMPARE(earlier->size(), 1);
    QCOMPARE(earlier->first().errorCode, "upstream_timeout"_ba);
    QCOMPARE(earlier->first().message, u"no byte within 60 s"_s);
    QCOMPARE(earlier->first().attempts, 1);
    QCOMPARE(earlier->first().toClient, 0);
}

void TestReader::ledgerIsCleanAndTamperingIsFound()
{
    const auto clean = m_open.reader()->checkLedger();
    VERIFY_RESULT(clean);
    QVERIFY2(clean->problems.isEmpty(), qPrintable(clean->problems.join(u'\n')));
    QCOMPARE(clean->requests, m_all.size());
    QCOMPARE(clean->ledgerSum, clean->requestSum);
    QCOMPARE(clean->ledgerSum, clean->rollupSum);
    // In a copy, a nano-dollar more.
    const QString copy = m_open.directory.path() + u"/tampered";
    QVERIFY(QDir().mkpath(copy));
    VERIFY_RESULT(m_open.reader()->backup(copy + u"/gatehouse.db"));
    {
        const auto database = Store::Database::open(copy + u"/gatehouse.db", Store::Database::Mode::Owner);
        VERIFY_RESULT(database);
        VERIFY_RESULT((*database)->execute("UPDATE request SET cost = cost + 1 WHERE number = 17"));
        QVERIFY(!(*database)->execute("UPDATE ledger SET cost = 0"));
        QVERIFY(!(*database)->execute("DELETE FROM ledger"));
    }
    const auto reader = Store::Reader::open(copy);
    VERIFY_RESULT(reader);
    const auto tampered = (*reader)->checkLedger();
    VERIFY_RESULT(tampered);
    QCOMPARE(tampered->requestSum - tampered->ledgerSum, Money::fromNanos(1));
    QVERIFY(tampered->problems.size() >= 2); // against the charge, and against each rollup
    QVERIFY2(tampered->problems.first().startsWith(u"Request gh_"), qPrintable(tampered->problems.first()));
}

void TestReader::r56_revisionChainShowsTampering_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("edit") << "UPDATE revision SET actor = 'nobody' WHERE number = 3"_ba;
    QTest::newRow("delete") << "DELETE FROM revision WHERE number = 3"_ba;
    QTest::newRow("swap") << "UPDATE revision SET number = number + 100 WHERE number = 3; UPDATE revision SET number = "
                             "3 WHERE number = 4; "
                             "UPDATE revision SET number = 4 WHERE number = 103"_ba;
    QTest::newRow("hash") << "UPDATE revision SET hash = zeroblob(32) WHERE number = 2"_ba;
}

void TestReader::r56_revisionChainShowsTampering()
{
    QFETCH(const QByteArray, sql);
    OpenStore open;
    VERIFY_RESULT(open.open());
    for (int i = 0; i < 5; ++i) {
        Client client;
        client.name = u"client %1"_s.arg(i);
        VERIFY_RESULT(open.store->apply({{.kind = EntityKind::Client, .after = toJson(client)}}, Admin));
    }
    const auto revisions = open.reader()->revisions({}, 2);
    VERIFY_RESULT(revisions);
    QCOMPARE(revisions->size(), 2);
    QCOMPARE(revisions->first().revision, 7);
    QCOMPARE(revisions->first().entityName, u"client 4"_s);
    QCOMPARE(revisions->first().actor.name, u"admin"_s);
    QCOMPARE(open.reader()->revisions(2, 10)->size(), 1);
    QCOMPARE(open.reader()->checkIntegrity().value(), QStringList());
    open.store.reset();
    {
        const auto database = Store::Database::open(open.database(), Store::Database::Mode::Owner);
        VERIFY_RESULT(database);
        VERIFY_RESULT(
            (*database)->execute("DROP TRIGGER revision_is_not_changed; DROP TRIGGER revision_is_not_deleted"));
        VERIFY_RESULT((*database)->execute(sql.constData()));
    }
    QVERIFY(!open.reader()->checkIntegrity()->isEmpty());
}

void TestReader::r7e_backupUnderLoadIsWhole()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    std::atomic<bool> isDone = false;
    std::thread load([&] {
        std::mt19937 random(3);
        for (int i = 0; !isDone && i < 6'000; ++i) {
            open.store->writer().finish(randomFinished(open.clock.now() + std::chrono::milliseconds(i), random));
            if (i % 100 == 0)
                open.store->writer().flush(1s); // many small commits rather than a few large ones
        }
    });
    const auto reader = open.reader();
    Result<void> backedUp;
    QStringList problems;
    for (int i = 0; backedUp && i < 20; ++i) {
        const QString directory = open.directory.path() + u"/backup%1"_s.arg(i);
        QDir().mkpath(directory);
        backedUp = reader->backup(directory + u"/gatehouse.db");
        const auto copy = Store::Reader::open(directory);
        if (backedUp && copy) {
            problems += (*copy)->checkIntegrity().value_or(QStringList{u"unreadable"_s});
            problems += (*copy)->checkLedger().value_or(Store::LedgerCheck{}).problems;
        } else {
            problems += u"no copy"_s;
        }
    }
    isDone = true;
    load.join();
    VERIFY_RESULT(backedUp);
    QCOMPARE(problems, QStringList());
}

void TestReader::readerWritesNothing()
{
    const auto database = Store::Database::open(m_open.database(), Store::Database::Mode::ReadOnly);
    VERIFY_RESULT(database);
    QVERIFY(!(*database)->execute("DELETE FROM request"));
    QVERIFY(!(*database)->execute("PRAGMA wal_checkpoint(TRUNCATE)")
            || (*database)->number(u"PRAGMA wal_checkpoint"_s).value_or(1) != 0
            || QFile(m_open.database() + u"-wal").size() > 0);
    QCOMPARE((*database)->number(u"PRAGMA wal_autocheckpoint"_s).value(), 0);
}

void TestReader::queryServiceAnswersInOrder()
{
    Store::QueryService service(m_open.path());
    QList<int> answers;
    QObject context;
    auto gone = std::make_unique<QObject>();
    for (int i = 0; i < 5; ++i) {
        service.ask<int>(
            i == 2 ? gone.get() : &context, [i](Store::Reader &) -> Result<int> { return i; },
            [&answers](const Result<int> &answer) { answers.append(*answer); });
    }
    gone.reset();
    QTRY_COMPARE(answers.size(), 4);
    QCOMPARE(answers, (QList<int>{0, 1, 3, 4}));
    Store::QueryService nowhere(m_open.path() + u"/nowhere");
    std::optional<ErrorKind> kind;
    nowhere.ask<int>(
        &context, [](Store::Reader &) -> Result<int> { return 1; },
        [&kind](const Result<int> &answer) { kind = answer.error().kind; });
    QTRY_VERIFY(kind);
    QCOMPARE(*kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
