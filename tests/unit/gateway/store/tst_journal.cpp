// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/database.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QFile>
#include <QProcess>
#include <QtTest>

#include <cstdio>
#include <thread>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestJournal : public QObject
{
    Q_OBJECT
private slots:
    void entriesComeBackWhole();
    void journalOfTheVersionBefore();
    void releasedSlotsAreFree();
    void longTextsAreCutAndNumbersAreNot();
    void slotsGrowAndRunOut();
    void r5_damagedAreaFallsBackToTheOneBefore();
    void r1_killedProcessLosesNothing();
    void slotsAreTakenByManyThreadsAtOnce();
    void costOfAnExchange();
};

namespace {

Store::LedgerEntry heldFor(const Store::RequestRecord &request)
{
    Store::LedgerEntry held = chargeOf(request);
    held.kind = Store::LedgerEntry::Kind::Unknown;
    held.cost = Money::fromNanos(9'000'000);
    return held;
}

// The child of the kill test: exchanges without end, and a line for each that is done or in flight, as a client and a
// vendor would see it. Ends only by being killed.
int runChild(const QString &dataDirectory)
{
    RealClock clock;
    const auto store = Store::Store::open({.dataDirectory = dataDirectory, .clock = &clock});
    if (!store)
        return 1;
    Store::Journal &journal = (*store)->journal();
    while (true) {
        Store::FinishedRequest finished = finishedAt(clock.now());
        const QByteArray id = finished.request.id.toByteArray();
        const auto slot = journal.enter(finished.request, heldFor(finished.request));
        if (!slot)
            continue;
        std::fputs(QByteArray("forwarded " + id + '\n').constData(), stdout);
        std::fflush(stdout);
        journal.finish(*slot, finished.request, finished.ledger);
        std::fputs(QByteArray("finished " + id + '\n').constData(), stdout);
        std::fflush(stdout);
        finished.journalSlot = *slot;
        (*store)->writer().finish(std::move(finished));
    }
}

} // namespace

void TestJournal::entriesComeBackWhole()
{
    const QTemporaryDir directory;
    const QString path = directory.path() + u"/journal";
    const Store::RequestRecord running = requestAt(FakeClock().now());
    const Store::RequestRecord done = requestAt(FakeClock().now() + 1s);
    {
        const auto journal = Store::Journal::open(path);
        VERIFY_RESULT(journal);
        QVERIFY((*journal)->enter(running, heldFor(running)));
        const auto slot = (*journal)->enter(done, heldFor(done));
        QVERIFY(slot);
        (*journal)->finish(*slot, done, {chargeOf(done)});
    }
    const auto journal = Store::Journal::open(path);
    VERIFY_RESULT(journal);
    const auto leftovers = (*journal)->leftovers();
    QCOMPARE(leftovers.size(), 2);
    QCOMPARE((*journal)->slotsInUse(), 2);
    for (const auto &[slot, entry] : leftovers) {
        const bool isDone = entry.request.id == done.id;
        QCOMPARE(entry.stage, isDone ? Store::JournalEntry::Stage::Finished : Store::JournalEntry::Stage::Forwarded);
        QCOMPARE(entry.request, isDone ? done : running);
        QCOMPARE(entry.ledger, QList{isDone ? chargeOf(done) : heldFor(running)});
    }
}

// After an update: what an ended process left is started anew, what a killed one left is not thrown away.
void TestJournal::journalOfTheVersionBefore()
{
    const QTemporaryDir directory;
    const QString path = directory.path() + u"/journal";
    const auto makeFormer = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadWrite) && file.write("Gatehouse journal 1\n") > 0;
    };
    quint32 used = 0;
    {
        const auto journal = Store::Journal::open(path);
        VERIFY_RESULT(journal);
        const Store::RequestRecord request = requestAt(FakeClock().now());
        used = (*journal)->enterFinished(request, {chargeOf(request)}).value_or(0);
        QVERIFY(used != 0);
    }
    QVERIFY(makeFormer());
    const auto refused = Store::Journal::open(path);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::StoreNewer);

    QVERIFY(QFile::remove(path));
    VERIFY_RESULT(Store::Journal::open(path));
    QVERIFY(makeFormer());
    const auto journal = Store::Journal::open(path);
    VERIFY_RESULT(journal);
    QCOMPARE((*journal)->slotsInUse(), 0);
}

void TestJournal::releasedSlotsAreFree()
{
    const QTemporaryDir directory;
    const auto journal = Store::Journal::open(directory.path() + u"/journal");
    VERIFY_RESULT(journal);
    const Store::RequestRecord request = requestAt(FakeClock().now());
    const auto slot = (*journal)->enterFinished(request, {chargeOf(request)});
    QVERIFY(slot && *slot != 0);
    QCOMPARE((*journal)->slotsInUse(), 1);
    (*journal)->release(*slot);
    (*journal)->release(0); // a request without a slot
    QCOMPARE((*journal)->slotsInUse(), 0);
    QVERIFY((*journal)->leftovers().isEmpty());
}

void TestJournal::longTextsAreCutAndNumbersAreNot()
{
    const QTemporaryDir directory;
    const auto journal = Store::Journal::open(directory.path() + u"/journal");
    VERIFY_RESULT(journal);
    Store::RequestRecord request = requestAt(FakeClock().now());
    request.userAgent = QString(100'000, u'x');
    request.errorMessage = u"\U0001F6A7"_s.repeated(5000);
    QList<Store::LedgerEntry> ledger;
    Money sum;
    for (int i = 1; i <= 40; ++i) {
        ledger.append(chargeOf(request));
        ledger.last().attempt = i;
        sum += ledger.last().cost;
    }
    QVERIFY((*journal)->enterFinished(request, ledger));
    const auto leftovers = (*journal)->leftovers();
    QCOMPARE(leftovers.size(), 1);
    const Store::JournalEntry entry = leftovers.first().second;
    QCOMPARE(entry.request.usedModel, request.usedModel);
    QVERIFY(request.userAgent.startsWith(entry.request.userAgent));
    QVERIFY(request.errorMessage.startsWith(entry.request.errorMessage));
    QCOMPARE(entry.request.cost, request.cost);
    QCOMPARE(entry.request.stages, request.stages);
    Money found;
    for (const Store::LedgerEntry &charge : entry.ledger)
        found += charge.cost;
    QCOMPARE(found, sum);
}

void TestJournal::slotsGrowAndRunOut()
{
    const QTemporaryDir directory;
    const auto journal = Store::Journal::open(directory.path() + u"/journal");
    VERIFY_RESULT(journal);
    const Store::RequestRecord request = requestAt(FakeClock().now());
    QSet<quint32> slots_;
    for (int i = 0; i < 8192; ++i) {
        const auto slot = (*journal)->enter(request, heldFor(request));
        QVERIFY(slot);
        slots_.insert(*slot);
    }
    QCOMPARE(slots_.size(), 8192);
    QVERIFY(!(*journal)->enter(request, heldFor(request)));
    (*journal)->release(4711);
    QCOMPARE((*journal)->enter(request, heldFor(request)), std::optional<quint32>(4711));
}

void TestJournal::r5_damagedAreaFallsBackToTheOneBefore()
{
    const QTemporaryDir directory;
    const QString path = directory.path() + u"/journal";
    Store::RequestRecord request = requestAt(FakeClock().now());
    {
        const auto journal = Store::Journal::open(path);
        VERIFY_RESULT(journal);
        const auto slot = (*journal)->enter(request, heldFor(request));
        request.finishReason = "finished-here";
        (*journal)->finish(*slot, request, {chargeOf(request)});
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qsizetype at = file.readAll().indexOf("finished-here");
    QVERIFY(at > 0);
    QVERIFY(file.seek(at) && file.write("F") == 1);
    file.close();
    const auto journal = Store::Journal::open(path);
    VERIFY_RESULT(journal);
    const auto leftovers = (*journal)->leftovers();
    QCOMPARE(leftovers.size(), 1);
    QCOMPARE(leftovers.first().second.stage, Store::JournalEntry::Stage::Forwarded);
}

void TestJournal::r1_killedProcessLosesNothing()
{
    const OpenStore open;
    std::mt19937 random(11);
    QSet<QByteArray> forwarded;
    QSet<QByteArray> finished;
    for (int round = 0; round < 4; ++round) {
        QProcess child;
        child.setProcessEnvironment(QProcessEnvironment::systemEnvironment());
        child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, open.path()});
        QVERIFY(child.waitForStarted());
        // Killed after a number of lines that nobody knows, wherever it is then.
        QByteArray output;
        const qsizetype enough = 2'000 + static_cast<qsizetype>(random() % 60'000);
        while (output.size() < enough) {
            QVERIFY2(child.waitForReadyRead(10'000), child.readAllStandardError().constData());
            output += child.readAllStandardOutput();
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        output += child.readAllStandardOutput();
        output.truncate(output.lastIndexOf('\n'));
        for (const QByteArray &line : output.split('\n')) {
            const qsizetype space = line.indexOf(' ');
            (line.startsWith("finished") ? finished : forwarded).insert(line.sliced(space + 1));
        }
    }
    // The next start, whose replay has to find them all.
    RealClock clock;
    {
        const auto store = Store::Store::open({.dataDirectory = open.path(), .clock = &clock});
        VERIFY_RESULT(store);
        QCOMPARE((*store)->journal().slotsInUse(), 0);
    }
    const auto reader = open.reader();
    QVERIFY(reader);
    for (const QByteArray &id : std::as_const(forwarded)) {
        const auto detail = reader->request(RequestId::parse(id).value());
        QVERIFY2(detail, id.constData());
        QCOMPARE(detail->ledger.size(), 1); // R1b: never silently free
        if (finished.contains(id)) {
            QCOMPARE(detail->request.state, Store::RequestState::Answered);
            QCOMPARE(detail->ledger.first().cost, detail->request.cost);
        }
    }
    QVERIFY(finished.size() > 100);
    const auto check = reader->checkLedger();
    VERIFY_RESULT(check);
    QVERIFY2(check->problems.isEmpty(), qPrintable(check->problems.join(u'\n')));
    QCOMPARE(reader->checkIntegrity().value(), QStringList());
}

void TestJournal::slotsAreTakenByManyThreadsAtOnce()
{
    const QTemporaryDir directory;
    const auto journal = Store::Journal::open(directory.path() + u"/journal");
    VERIFY_RESULT(journal);
    std::array<std::atomic<int>, 8193> holders = {};
    std::atomic<int> clashes = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            const Store::RequestRecord request = requestAt(FakeClock().now());
            for (int round = 0; round < 5'000; ++round) {
                const auto slot = (*journal)->enter(request, heldFor(request));
                if (!slot || holders[*slot].fetch_add(1) != 0)
                    ++clashes;
                if (slot) {
                    holders[*slot].fetch_sub(1);
                    (*journal)->release(*slot);
                }
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(clashes.load(), 0);
    QCOMPARE((*journal)->slotsInUse(), 0);
}

void TestJournal::costOfAnExchange()
{
    const QTemporaryDir directory;
    const auto journal = Store::Journal::open(directory.path() + u"/journal");
    VERIFY_RESULT(journal);
    const Store::RequestRecord request = requestAt(FakeClock().now());
    const Store::LedgerEntry held = heldFor(request);
    const QList ledger{chargeOf(request)};
    constexpr int Rounds = 100'000;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < Rounds; ++i) {
        const auto slot = (*journal)->enter(request, held);
        (*journal)->finish(*slot, request, ledger);
        (*journal)->release(*slot);
    }
    const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - start;
    qInfo("enter, finish and release: %.2f us", spent.count() / Rounds);
    QVERIFY(spent.count() / Rounds < 50); // far above what is measured, so that only a blunder fails here
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--child")
        return runChild(arguments.value(2));
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
