// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/database.h"
#include "gateway/store/salvage.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Store;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Requests = 200;

// A store with traffic, closed, so that its file is all there is.
bool fill(OpenStore &open)
{
    if (!open.open())
        return false;
    for (int i = 0; i < Requests; ++i) {
        open.clock.advance(std::chrono::seconds(1));
        open.store->writer().finish(finishedAt(open.clock.now()));
    }
    const bool isWritten = open.flush();
    open.store.reset();
    return isWritten;
}

qint64 number(const QString &path, const QString &sql)
{
    const auto database = Database::open(path, Database::Mode::ReadOnly);
    return database ? (*database)->number(sql).value_or(-1) : -1;
}

// Writes over the page where a table begins.
bool damage(const QString &path, const QString &table)
{
    const qint64 page =
        number(path, u"SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = '%1'"_s.arg(table));
    const qint64 size = number(path, u"PRAGMA page_size"_s);
    QFile file(path);
    return page > 1 && size > 0 && file.open(QIODevice::ReadWrite) && file.seek((page - 1) * size)
           && file.write(QByteArray(size, '\x5a')) == size;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList keptAside(const OpenStore &open)
{
    return QDir(open.path()).entryList({u"*.corrupt-*"_s});
}

} // namespace

// R4: a damaged store is never thrown away and never believed in part where money and access are at stake.
class TestSalvage final : public QObject
{
    Q_OBJECT
private slots:
    void aSoundStorePasses()
    {
        OpenStore open;
        QVERIFY(fill(open));
        const QByteArray before = contents(open.database());
        VERIFY_RESULT(inspectStore(open.database(), Inspection::Quick));
        VERIFY_RESULT(inspectStore(open.database(), Inspection::Thorough));
        QVERIFY(contents(open.database()) == before);
        QCOMPARE(inspectStore(open.path() + u"/none.db"_s, Inspection::Quick).error().kind, ErrorKind::NotFound);
    }

    void whatIsNoStoreIsDamage()
    {
        OpenStore open;
        QVERIFY(fill(open));
        QFile file(open.database());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("This was a store once. ");
        file.close();
        QCOMPARE(inspectStore(open.database(), Inspection::Quick).error().kind, ErrorKind::StoreDamaged);
    }

    void trafficIsSavedAsFarAsItCanBeRead()
    {
        OpenStore open;
        QVERIFY(fill(open));
        QVERIFY(damage(open.database(), u"attempt"_s));
        const QByteArray damaged = contents(open.database());
        const auto judged = inspectStore(open.database(), Inspection::Thorough);
        QCOMPARE(judged.error().kind, ErrorKind::StoreDamaged);
        const auto notice = salvageStore(open.database(), open.clock.now(), judged.error());
        VERIFY_RESULT(notice);
        QVERIFY2(notice->contains(u"Some rows of attempt could"_s), qPrintable(*notice));
        VERIFY_RESULT(inspectStore(open.database(), Inspection::Thorough));
        QCOMPARE(number(open.database(), u"SELECT count(*) FROM request"_s), Requests);
        QCOMPARE(number(open.database(), u"SELECT count(*) FROM ledger"_s), Requests);
        QCOMPARE(number(open.database(), u"SELECT count(*) FROM provider"_s), 1);
        // The damaged one is kept, as it was.
        QVERIFY(!keptAside(open).isEmpty()); // and what SQLite has beside it
        QVERIFY(contents(open.path() + u'/' + keptAside(open).first()) == damaged);
        VERIFY_RESULT(open.open());
        QCOMPARE(open.store->configuration().providers.size(), 1);
    }

    void aPartOfTheConfigurationIsNotEnough_data()
    {
        QTest::addColumn<QString>("table");
        for (const char *table : {"provider", "api_key", "setting", "revision"})
            QTest::addRow("%s", table) << QString::fromLatin1(table);
    }
    void aPartOfTheConfigurationIsNotEnough()
    {
        QFETCH(const QString, table);
        OpenStore open;
        QVERIFY(fill(open));
        QVERIFY(damage(open.database(), table));
        const QByteArray damaged = contents(open.database());
        const auto judged = inspectStore(open.database(), Inspection::Thorough);
        QCOMPARE(judged.error().kind, ErrorKind::StoreDamaged);
        const auto notice = salvageStore(open.database(), open.clock.now(), judged.error());
        QVERIFY(!notice);
        QCOMPARE(notice.error().kind, ErrorKind::StoreDamaged);
        QVERIFY(notice.error().message.contains(u"Nothing has been changed"_s));
        QVERIFY(contents(open.database()) == damaged);
        QVERIFY(keptAside(open).isEmpty());
        QVERIFY(QDir(open.path()).entryList({u"*.salvaged*"_s}).isEmpty());
    }

    // A start that was killed while it saved what it could leaves half a copy behind.
    void anOlderCopyIsNotGoneOnWith()
    {
        OpenStore open;
        QVERIFY(fill(open));
        QFile old(open.database() + u".salvaged"_s);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("half");
        old.close();
        VERIFY_RESULT(salvageStore(open.database(), open.clock.now(), {}));
        VERIFY_RESULT(inspectStore(open.database(), Inspection::Thorough));
        QVERIFY(QDir(open.path()).entryList({u"*.salvaged*"_s}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSalvage)
#include "tst_salvage.moc"
