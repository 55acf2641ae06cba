// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/database.h"
#include "gateway/store/store.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QtTest>

#include <sys/stat.h>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStore : public QObject
{
    Q_OBJECT
private slots:
    void firstStartHasTheSimulator();
    void changesAreThereAfterOpeningAgain();
    void refusedChangeLeavesEverything();
    void namesMayBeSwappedInOneChange();
    void finishedRequestsAreThereAfterOpeningAgain();
    void r7b_secondOwnerIsRefusedAndToldByWhom();
    void r49_filesArePrivateWhateverTheUmask();
    void r49_linkedStoreIsRefused();
    void r49_storeOpenToOthersIsRefused();
};

namespace {

const Actor Admin{.name = u"admin"_s, .source = u"test"_s};

Change newClient(const QString &name)
{
    Client client;
    client.name = name;
    return {.kind = EntityKind::Client, .after = toJson(client)};
}

qint64 count(const QString &database, const QString &table)
{
    const auto reading = Store::Database::open(database, Store::Database::Mode::ReadOnly);
    return reading ? (*reading)->number(u"SELECT count(*) FROM "_s + table).value_or(-1) : -1;
}

} // namespace

void TestStore::firstStartHasTheSimulator()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const Configuration &configuration = open.store->configuration();
    QCOMPARE(configuration.providers.size(), 1);
    QCOMPARE(configuration.providers.first().name, u"Simulator"_s);
    QCOMPARE(configuration.providers.first().type, ProviderType::Simulator);
    QCOMPARE(configuration.models.size(), 1);
    QCOMPARE(configuration.models.first().name, u"sim/*"_s);
    QCOMPARE(configuration.models.first().providerId, configuration.providers.first().id);
    QVERIFY(configuration.clients.isEmpty());
    QCOMPARE(configuration.revision, 2);
    QVERIFY(open.store->notice().isEmpty());
    // Only the first time.
    VERIFY_RESULT(open.open());
    QCOMPARE(open.store->configuration().revision, 2);
}

void TestStore::changesAreThereAfterOpeningAgain()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    QSignalSpy changed(open.store.get(), &Store::Store::configurationChanged);
    Client client;
    client.name = u"Research"_s;
    client.allowedModels = {u"gpt-*"_s, u"sim/*"_s};
    const auto withClient = open.store->apply({{.kind = EntityKind::Client, .after = toJson(client)}}, Admin);
    VERIFY_RESULT(withClient);
    const auto written = ClientKey::generate();
    ApiKey key;
    key.clientId = withClient->clients.first().id;
    key.publicId = written.publicId;
    key.secretHash = ClientKey::hashOf(written.key.reveal());
    key.expiresAt = open.clock.now() + 24h;
    PriceOverride price;
    price.model = u"gpt-5-mini"_s;
    price.input = 250'000'000;
    price.cacheRead = 25'000'000;
    Setting setting;
    setting.name = u"content.days"_s;
    setting.value = 7;
    const auto done = open.store->apply({{.kind = EntityKind::ApiKey, .after = toJson(key)},
                                         {.kind = EntityKind::Price, .after = toJson(price)},
                                         {.kind = EntityKind::Setting, .after = toJson(setting)}},
                                        Admin);
    VERIFY_RESULT(done);
    QCOMPARE(changed.count(), 2);
    const Configuration before = open.store->configuration();
    VERIFY_RESULT(open.open());
    const Configuration &after = open.store->configuration();
    QCOMPARE(after.clients, before.clients);
    QCOMPARE(after.keys, before.keys);
    QCOMPARE(after.providers, before.providers);
    QCOMPARE(after.models, before.models);
    QCOMPARE(after.prices, before.prices);
    QCOMPARE(after.settings, before.settings);
    QCOMPARE(after.revision, before.revision);
    QCOMPARE(after.keys.first().expiresAt, key.expiresAt);
    QCOMPARE(after.prices.first().cacheWrite, std::nullopt);
}

void TestStore::refusedChangeLeavesEverything()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const qint64 revision = open.store->configuration().revision;
    const auto refused = open.store->apply({newClient(u"A"_s), newClient(u"A"_s)}, Admin);
    QVERIFY(!refused);
    QVERIFY(open.store->configuration().clients.isEmpty());
    QCOMPARE(open.store->configuration().revision, revision);
    QCOMPARE(count(open.database(), u"client"_s), 0);
    QCOMPARE(count(open.database(), u"revision"_s), revision);
}

void TestStore::namesMayBeSwappedInOneChange()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    VERIFY_RESULT(open.store->apply({newClient(u"A"_s), newClient(u"B"_s)}, Admin));
    const auto clients = open.store->configuration().clients;
    const auto rename = [&](int index, const QString &name) {
        Client client = clients[index];
        client.name = name;
        return Change{.kind = EntityKind::Client, .id = client.id, .after = toJson(client)};
    };
    VERIFY_RESULT(open.store->apply({rename(0, u"C"_s), rename(1, u"A"_s), rename(0, u"B"_s)}, Admin));
    VERIFY_RESULT(open.open());
    QCOMPARE(open.store->configuration().clients[0].name, u"B"_s);
    QCOMPARE(open.store->configuration().clients[1].name, u"A"_s);
}

void TestStore::finishedRequestsAreThereAfterOpeningAgain()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    for (int i = 0; i < 1200; ++i)
        open.store->writer().finish(finishedAt(open.clock.now() + std::chrono::milliseconds(i)));
    QVERIFY(open.flush());
    QCOMPARE(count(open.database(), u"request"_s), 1200);
    open.store->writer().finish(finishedAt(open.clock.now() + 2s)); // not flushed: closing does it
    VERIFY_RESULT(open.open());
    QCOMPARE(count(open.database(), u"request"_s), 1201);
    QCOMPARE(count(open.database(), u"ledger"_s), 1201);
    QCOMPARE(open.store->interruptedRequests(), 0);
}

void TestStore::r7b_secondOwnerIsRefusedAndToldByWhom()
{
    OpenStore open;
    QVERIFY(!Store::Store::owner(open.path()));
    VERIFY_RESULT(open.open());
    open.store->setServedAddress(u"http://127.0.0.1:8080"_s);
    const auto second = Store::Store::open({.dataDirectory = open.path(), .clock = &open.clock});
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::StoreLocked);
    QVERIFY(second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(second.error().message.contains(u"http://127.0.0.1:8080"));
    const auto owner = Store::Store::owner(open.path());
    QVERIFY(owner);
    QCOMPARE(owner->address, u"http://127.0.0.1:8080"_s);
    QCOMPARE(owner->processId, QCoreApplication::applicationPid());
    open.store.reset();
    QVERIFY(!Store::Store::owner(open.path()));
}

void TestStore::r49_filesArePrivateWhateverTheUmask()
{
    const mode_t before = ::umask(0);
    OpenStore open;
    const auto opened = open.open();
    open.store->writer().finish(finishedAt(open.clock.now()));
    const bool flushed = open.flush();
    ::umask(before);
    VERIFY_RESULT(opened);
    QVERIFY(flushed);
    const auto modeOf = [](const QString &path) {
        struct stat status = {};
        ::stat(QFile::encodeName(path).constData(), &status);
        return static_cast<int>(status.st_mode & 0777);
    };
    QCOMPARE(modeOf(open.path()), 0700);
    const QStringList files = QDir(open.path()).entryList(QDir::Files);
    QVERIFY(files.contains(u"gatehouse.db-wal"_s));
    for (const QString &file : files)
        QVERIFY2(modeOf(open.path() + u'/' + file) == 0600, qPrintable(file));
}

void TestStore::r49_linkedStoreIsRefused()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    open.store.reset();
    QVERIFY(QFile::rename(open.database(), open.directory.path() + u"/elsewhere.db"));
    QVERIFY(QFile::link(open.directory.path() + u"/elsewhere.db", open.database()));
    const auto refused = open.open();
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"link"));
}

void TestStore::r49_storeOpenToOthersIsRefused()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    open.store.reset();
    QVERIFY(QFile::setPermissions(open.database(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    const auto refused = open.open();
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"chmod 600"));
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
