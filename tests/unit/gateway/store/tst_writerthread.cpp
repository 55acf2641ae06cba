// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/database.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QtTest>

#include <sqlite3.h>

#include <atomic>
#include <ctime>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Makes the writes of SQLite fail on demand. Every file that is opened gets a copy of its table of functions whose
// write asks here first.
class FailingDisk final
{
public:
    static void install()
    {
        s_default = sqlite3_vfs_find(nullptr);
        s_vfs = *s_default;
        s_vfs.zName = "failing";
        s_vfs.xOpen = [](sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags) {
            const int result = s_default->xOpen(s_default, name, file, flags, outFlags);
            if (result == SQLITE_OK && file->pMethods && (flags & SQLITE_OPEN_WAL) != 0) {
                s_real = file->pMethods;
                static const sqlite3_io_methods methods = [] {
                    sqlite3_io_methods copy = *s_real.load();
                    copy.xWrite = [](sqlite3_file *f, const void *data, int size, sqlite3_int64 at) {
                        const int code = nextResult();
                        return code == SQLITE_OK ? s_real.load()->xWrite(f, data, size, at) : code;
                    };
                    return copy;
                }();
                file->pMethods = &methods;
            }
            return result;
        };
        sqlite3_vfs_register(&s_vfs, 1);
    }
    static void fail(int code) { s_code = code; }
    static void failOnceAfter(int writes, int code)
    {
        s_code = SQLITE_OK;
        s_onceCode = code;
        s_countdown = writes;
    }
    static void heal() { s_code = SQLITE_OK; }

private:
    static int nextResult()
    {
        if (s_countdown > 0 && --s_countdown == 0)
            return s_onceCode;
        return s_code;
    }
    static inline sqlite3_vfs *s_default = nullptr;
    static inline sqlite3_vfs s_vfs = {};
    static inline std::atomic<const sqlite3_io_methods *> s_real = nullptr; // set by whichever connection comes first
    static inline std::atomic<int> s_code = SQLITE_OK;
    static inline std::atomic<int> s_onceCode = SQLITE_OK;
    static inline std::atomic<int> s_countdown = 0;
};

qint64 threadTimeUs()
{
    timespec time = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000 + time.tv_nsec / 1000;
}

} // namespace

class TestWriterThread : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { FailingDisk::install(); }
    void cleanup() { FailingDisk::heal(); }
    void r2_failedCommitKeepsRows_data();
    void r2_failedCommitKeepsRows();
    void r2_anyWriteMayFailOnce();
    void r3_fullDiskAtTheEndLeavesRowsToTheJournal();
    void sameRequestTwiceCountsOnce();
    void r22_sumsAreExactAndSaturate();
    void bodiesAreDroppedBeforeRows();
    void expiredBodiesAreDeleted();
    void costOfARow_data();
    void costOfARow();
};

void TestWriterThread::r2_failedCommitKeepsRows_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("r3 disk full") << SQLITE_FULL << u"disk is full"_s;
    QTest::newRow("i/o error") << SQLITE_IOERR_WRITE << u"disk does not read or write"_s;
}

void TestWriterThread::r2_failedCommitKeepsRows()
{
    QFETCH(const int, code);
    QFETCH(const QString, words);
    OpenStore open;
    VERIFY_RESULT(open.open());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(words));
    FailingDisk::fail(code);
    for (int i = 0; i < 50; ++i)
        open.store->writer().finish(finishedAt(open.clock.now() + std::chrono::milliseconds(i)));
    QTRY_VERIFY(!open.store->writer().isAccepting());
    const Store::WriterHealth sick = open.store->writer().health();
    QVERIFY(!sick.isHealthy);
    QVERIFY2(sick.message.contains(words), qPrintable(sick.message));
    QCOMPARE(sick.queuedRequests, 50);
    QVERIFY(!open.store->writer().flush(1ms));
    FailingDisk::heal();
    QVERIFY(open.store->writer().flush(5s));
    QVERIFY(open.store->writer().isAccepting());
    QVERIFY(open.store->writer().health().isHealthy);
    const auto check = open.reader()->checkLedger();
    VERIFY_RESULT(check);
    QCOMPARE(check->requests, 50);
    QCOMPARE(check->problems, QStringList());
}

void TestWriterThread::r2_anyWriteMayFailOnce()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    std::mt19937 random(5);
    qint64 expected = 0;
    for (int round = 1; round <= 40; ++round) {
        FailingDisk::failOnceAfter(round, round % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE);
        for (int i = 0; i < 30; ++i, ++expected)
            open.store->writer().finish(randomFinished(open.clock.now() + std::chrono::milliseconds(expected), random));
        QVERIFY(open.flush());
    }
    const auto check = open.reader()->checkLedger();
    VERIFY_RESULT(check);
    QCOMPARE(check->requests, expected);
    QCOMPARE(check->problems, QStringList());
    QCOMPARE(open.reader()->checkIntegrity().value(), QStringList());
}

void TestWriterThread::r3_fullDiskAtTheEndLeavesRowsToTheJournal()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    FailingDisk::fail(SQLITE_FULL);
    open.store->writer().finish(finishedAt(open.clock.now()));
    open.store.reset();
    FailingDisk::heal();
    VERIFY_RESULT(open.open());
    QCOMPARE(open.reader()->checkLedger()->requests, 1);
    QCOMPARE(open.store->interruptedRequests(), 0);
}

void TestWriterThread::sameRequestTwiceCountsOnce()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const Store::FinishedRequest finished = finishedAt(open.clock.now());
    open.store->writer().finish(finished);
    QVERIFY(open.flush());
    open.store->writer().finish(finished);
    open.store->writer().finish(finished);
    QVERIFY(open.flush());
    const auto check = open.reader()->checkLedger();
    VERIFY_RESULT(check);
    QCOMPARE(check->requests, 1);
    QCOMPARE(check->charges, 1);
    QCOMPARE(check->rollupSum, finished.request.cost);
    QCOMPARE(check->problems, QStringList());
}

void TestWriterThread::r22_sumsAreExactAndSaturate()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const auto finish = [&](int at, qint64 nanos, qint64 tokens) {
        Store::FinishedRequest finished = finishedAt(open.clock.now() + std::chrono::milliseconds(at));
        finished.request.cost = Money::fromNanos(nanos);
        finished.request.usage.inputUncached = tokens;
        finished.ledger = {chargeOf(finished.request)};
        open.store->writer().finish(std::move(finished));
    };
    constexpr qint64 Huge = std::numeric_limits<qint64>::max() - 10;
    finish(0, 1, qint64(1) << 53);
    finish(1, 0, 0);
    QVERIFY(open.flush());
    QCOMPARE(open.reader()->checkLedger()->rollupSum, Money::fromNanos(1));
    finish(2, Huge, Huge);
    finish(3, Huge, Huge);
    QVERIFY(open.flush());
    Store::SeriesQuery query;
    query.from = open.clock.now() - 1h;
    query.to = open.clock.now() + 1h;
    const auto groups = open.reader()->groups(query);
    VERIFY_RESULT(groups);
    QCOMPARE(groups->size(), 1);
    QCOMPARE(groups->first().totals.cost, Money::fromNanos(std::numeric_limits<qint64>::max()));
    QCOMPARE(groups->first().totals.usage.inputUncached, std::numeric_limits<qint64>::max());
}

void TestWriterThread::bodiesAreDroppedBeforeRows()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    FailingDisk::fail(SQLITE_FULL);
    const QByteArray body(1024 * 1024, 'b');
    for (int i = 0; i < 80; ++i) {
        Store::FinishedRequest finished = finishedAt(open.clock.now() + std::chrono::milliseconds(i));
        finished.bodies = {{.part = Store::BodyPart::ClientRequest, .bytes = body}};
        open.store->writer().finish(std::move(finished));
    }
    QVERIFY(open.store->writer().health().droppedBodies > 0);
    QVERIFY(open.store->writer().health().queuedBytes <= 65 * 1024 * 1024);
    FailingDisk::heal();
    QVERIFY(open.flush());
    QCOMPARE(open.reader()->checkLedger()->requests, 80);
    QCOMPARE(open.store->writer().health().queuedBytes, 0);
}

void TestWriterThread::expiredBodiesAreDeleted()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const auto finish = [&](int count) {
        for (int i = 0; i < count; ++i) {
            Store::FinishedRequest finished = finishedAt(open.clock.now() + std::chrono::milliseconds(i));
            finished.bodies = {{.part = Store::BodyPart::ClientRequest, .bytes = "{}"_ba},
                               {.part = Store::BodyPart::ClientAnswer, .bytes = "{}"_ba}};
            open.store->writer().finish(std::move(finished));
        }
        return open.flush();
    };
    const auto bodies = [&] {
        const auto database = Store::Database::open(open.database(), Store::Database::Mode::ReadOnly);
        return (*database)->number(u"SELECT count(*) FROM body"_s).value_or(-1);
    };
    QVERIFY(finish(300));
    open.clock.advance(std::chrono::days(29));
    QVERIFY(finish(10));
    QCOMPARE(bodies(), 620);
    open.clock.advance(std::chrono::days(2));
    VERIFY_RESULT(open.store->apply({}, {.name = u"admin"_s, .source = u"test"_s})); // has it look for expired ones
    QTRY_COMPARE(bodies(), 20);
    QCOMPARE(open.reader()->checkLedger()->requests, 310);
}

void TestWriterThread::costOfARow_data()
{
    QTest::addColumn<bool>("withBodies");
    QTest::newRow("row") << false;
    QTest::newRow("row and two bodies of 1 KB") << true;
}

void TestWriterThread::costOfARow()
{
    QFETCH(const bool, withBodies);
    OpenStore open;
    VERIFY_RESULT(open.open());
    std::mt19937 random(1);
    constexpr int Rows = 20'000;
    std::vector<Store::FinishedRequest> requests;
    for (int i = 0; i < Rows; ++i) {
        requests.push_back(randomFinished(open.clock.now() + std::chrono::milliseconds(i), random));
        if (!withBodies)
            continue;
        QByteArray body("{\"model\":\"gpt-5-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"");
        while (body.size() < 1024)
            body += QByteArray(QByteArray::number(random() % 100'000) + " words of a prompt ");
        requests.back().bodies = {{.part = Store::BodyPart::ClientRequest, .bytes = body},
                                  {.part = Store::BodyPart::ClientAnswer, .bytes = body}};
    }
    const qint64 before = threadTimeUs();
    for (Store::FinishedRequest &request : requests)
        open.store->writer().finish(std::move(request));
    QVERIFY(open.flush());
    const double cost = static_cast<double>(threadTimeUs() - before) / Rows;
    qInfo("CPU for each request: %.1f us", cost);
    QVERIFY(cost < 500); // far above what is measured, so that only a blunder fails here
}

QTEST_GUILESS_MAIN(TestWriterThread)
#include "tst_writerthread.moc"
