// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/database.h"
#include "gateway/store/migration.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QtTest>

#include <csignal>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMigration : public QObject
{
    Q_OBJECT
private slots:
    void r7d_killedAtEachStatementItGoesOn();
    void r7d_newerStoreIsRefusedUntouched();
    void releasedSchemaOpens();
    void r4_damageIsFoundAndTheOriginalKept();
    void r4_unreadableStoreIsLeftAlone();
};

namespace {

constexpr int Next = Store::SchemaVersion + 1;

QList<Store::Migration> migrationsAndOne()
{
    auto list = Store::migrations();
    list.append(
        {.toVersion = Next,
         .statements = {u"CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT"_s, u"INSERT INTO extra VALUES (1), (2)"_s,
                        u"ALTER TABLE client ADD COLUMN color TEXT"_s}});
    return list;
}

// The child: brings a store to the next version and is killed after statement `dies` of it, counted over all
// migrations.
int runChild(const QString &file, int dies)
{
    const auto database = Store::Database::open(file, Store::Database::Mode::Owner);
    if (!database)
        return 1;
    int reached = 0;
    const Store::MigrationPlan plan{.migrations = migrationsAndOne(),
                                    .backupDirectory = file + u".backups",
                                    .now = RealClock().now(),
                                    .reachedStatement = [&](int) {
                                        if (++reached == dies)
                                            std::raise(SIGKILL);
                                    }};
    return Store::migrate(**database, plan) ? 0 : 2;
}

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
                                          : QByteArray();
}

} // namespace

void TestMigration::r7d_killedAtEachStatementItGoesOn()
{
    const QTemporaryDir directory;
    qsizetype statements = 0;
    for (const Store::Migration &migration : migrationsAndOne())
        statements += migration.statements.size();
    for (int dies = 1; dies <= statements; ++dies) {
        const QString file = directory.path() + u"/%1.db"_s.arg(dies);
        for (const int k : {dies, 0}) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, file, QString::number(k)});
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), k == 0 ? QProcess::NormalExit : QProcess::CrashExit);
            QCOMPARE(k == 0 ? child.exitCode() : 0, 0);
        }
        const auto database = Store::Database::open(file, Store::Database::Mode::ReadOnly);
        VERIFY_RESULT(database);
        QCOMPARE(Store::schemaVersion(**database, Next).value(), Next);
        QCOMPARE((*database)->number(u"SELECT count(*) FROM extra"_s).value(), 2);
        const bool hadVersion1 = dies > migrationsAndOne()[0].statements.size();
        QCOMPARE(!QDir(file + u".backups").isEmpty(), hadVersion1);
    }
}

void TestMigration::r7d_newerStoreIsRefusedUntouched()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    open.store.reset();
    {
        const auto database = Store::Database::open(open.database(), Store::Database::Mode::Owner);
        VERIFY_RESULT((*database)->execute("PRAGMA user_version = 99"));
    }
    const QByteArray before = hashOf(open.database());
    const auto refused = open.open();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::StoreNewer);
    QCOMPARE(hashOf(open.database()), before);
}

void TestMigration::releasedSchemaOpens()
{
    OpenStore open;
    QVERIFY(QDir().mkpath(open.path()));
    QFile dump(QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/golden/schema/version1.sql"));
    QVERIFY(dump.open(QIODevice::ReadOnly));
    {
        const auto database =
            Store::Database::open(QDir(open.path()).canonicalPath() + u"/gatehouse.db", Store::Database::Mode::Owner);
        VERIFY_RESULT(database);
        VERIFY_RESULT((*database)->execute(dump.readAll().constData()));
    }
    VERIFY_RESULT(open.open());
    QCOMPARE(open.store->configuration().clients.size(), 1);
    QCOMPARE(open.store->configuration().clients.first().name, u"Research"_s);
    const auto reader = open.reader();
    QVERIFY(reader);
    QCOMPARE(reader->facts()->schemaVersion, Store::SchemaVersion);
    const auto page = reader->requests({}, {}, 10);
    VERIFY_RESULT(page);
    QCOMPARE(page->rows.size(), 3);
    const auto check = reader->checkLedger();
    VERIFY_RESULT(check);
    QCOMPARE(check->problems, QStringList());
    QCOMPARE(reader->checkIntegrity().value(), QStringList());
}

void TestMigration::r4_damageIsFoundAndTheOriginalKept()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    std::mt19937 random(2);
    for (int i = 0; i < 1500; ++i)
        open.store->writer().finish(randomFinished(open.clock.now() + std::chrono::milliseconds(i), random));
    QVERIFY(open.flush());
    open.store.reset();
    QFile whole(open.database());
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    whole.close();
    int repaired = 0;
    int refused = 0;
    for (int round = 0; round < 20; ++round) {
        // A page's head is overwritten, or the end is missing, and the last owner had no clean exit.
        QByteArray damaged = bytes;
        const qsizetype pages = bytes.size() / 4096;
        if (round % 4 == 3)
            damaged.truncate(4096 * (pages / 2 + round));
        else
            damaged.replace(4096 * (1 + static_cast<qsizetype>(random() % static_cast<quint32>(pages - 1))), 8,
                            QByteArray(8, '\xFF'));
        QVERIFY(whole.open(QIODevice::WriteOnly | QIODevice::Truncate));
        whole.write(damaged);
        whole.close();
        QFile lock(open.path() + u"/gatehouse.lock");
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("1\n\n");
        lock.close();
        const QByteArray before = hashOf(open.database());
        open.clock.advance(1s);
        const auto opened = open.open();
        if (!opened) {
            QCOMPARE(opened.error().kind, ErrorKind::StoreDamaged);
            QCOMPARE(hashOf(open.database()), before);
            ++refused;
            continue;
        }
        QVERIFY2(!open.store->notice().isEmpty(), "the damage was not noticed");
        QCOMPARE(open.reader()->checkIntegrity().value(), QStringList());
        open.store.reset();
        const QStringList aside = QDir(open.path()).entryList({u"gatehouse.db.corrupt-*"_s}, QDir::Files, QDir::Name);
        QVERIFY(std::ranges::any_of(aside,
                                    [&](const QString &name) { return hashOf(open.path() + u'/' + name) == before; }));
        ++repaired;
    }
    qInfo("%d repaired, %d refused with the file untouched", repaired, refused);
    QVERIFY(repaired > 0);
}

void TestMigration::r4_unreadableStoreIsLeftAlone()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    open.store.reset();
    QFile file(open.database());
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(100, '\0'));
    file.close();
    const QByteArray before = hashOf(open.database());
    for (int i = 0; i < 2; ++i) {
        const auto refused = open.open();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::StoreDamaged);
        QVERIFY(refused.error().message.contains(u"backup"));
        QCOMPARE(hashOf(open.database()), before);
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--child")
        return runChild(arguments.value(2), arguments.value(3).toInt());
    TestMigration test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_migration.moc"
