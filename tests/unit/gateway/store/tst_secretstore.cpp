// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/secretstore.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;

class TestSecretStore : public QObject
{
    Q_OBJECT
private slots:
    void init() { qputenv("GATEHOUSE_SECRETS", "file"); }
    void whatWasPutIsGotAlsoAfterOpeningAgain();
    void removedSecretIsGone();
    void swappedEntriesDoNotOpen();
    void missingKeyFileIsNotReplaced();
    void keyFileOpenToOthersIsRefused();
    void unknownBackendIsRefused();
    void loadSecretsNamesWhatCannotBeRead();
    void r48_noKeyRestsInTheClear();
};

namespace {

const QByteArray VendorKey = "sk-canary-vendor-2f8a6b1c9d"_ba;

bool isInAnyFile(const QString &directory, const QByteArray &needle)
{
    for (const QFileInfo &info : QDir(directory).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle))
            return true;
    }
    return false;
}

} // namespace

void TestSecretStore::whatWasPutIsGotAlsoAfterOpeningAgain()
{
    const QTemporaryDir directory;
    QString reference;
    {
        const auto store = Store::SecretStore::open(directory.path());
        VERIFY_RESULT(store);
        QCOMPARE((*store)->backend(), Store::SecretStore::Backend::SealedFile);
        const auto put = (*store)->put(Secret(VendorKey));
        VERIFY_RESULT(put);
        reference = *put;
    }
    const auto store = Store::SecretStore::open(directory.path());
    VERIFY_RESULT(store);
    const auto got = (*store)->get(reference);
    VERIFY_RESULT(got);
    QCOMPARE(got->reveal().toByteArray(), VendorKey);
    for (const auto &name : {u"/secrets.key"_s, u"/secrets.sealed"_s})
        QCOMPARE(QFile::permissions(directory.path() + name) & 0x0FF, QFile::Permissions());
}

void TestSecretStore::removedSecretIsGone()
{
    const QTemporaryDir directory;
    const auto store = Store::SecretStore::open(directory.path());
    VERIFY_RESULT(store);
    const auto reference = (*store)->put(Secret(VendorKey));
    VERIFY_RESULT(reference);
    VERIFY_RESULT((*store)->remove(*reference));
    QCOMPARE((*store)->get(*reference).error().kind, ErrorKind::NotFound);
    QCOMPARE((*store)->remove(*reference).error().kind, ErrorKind::NotFound);
}

void TestSecretStore::swappedEntriesDoNotOpen()
{
    const QTemporaryDir directory;
    QString first;
    {
        const auto store = Store::SecretStore::open(directory.path());
        first = (*store)->put(Secret("one"_ba)).value();
        QVERIFY((*store)->put(Secret("two"_ba)));
    }
    QFile file(directory.path() + u"/secrets.sealed");
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const auto part = [&](int line, int index) { return lines[line].split(' ')[index]; };
    QVERIFY(file.resize(0) && file.seek(0));
    file.write(QByteArray(part(0, 0) + ' ' + part(1, 1) + '\n' + part(1, 0) + ' ' + part(0, 1) + '\n'));
    file.close();
    const auto store = Store::SecretStore::open(directory.path());
    VERIFY_RESULT(store);
    QCOMPARE((*store)->get(first).error().kind, ErrorKind::StoreDamaged);
}

void TestSecretStore::missingKeyFileIsNotReplaced()
{
    const QTemporaryDir directory;
    QVERIFY((*Store::SecretStore::open(directory.path()))->put(Secret(VendorKey)));
    QVERIFY(QFile::remove(directory.path() + u"/secrets.key"));
    const auto store = Store::SecretStore::open(directory.path());
    QVERIFY(!store);
    QVERIFY(store.error().message.contains(u"secrets.key"));
    QVERIFY(!QFile::exists(directory.path() + u"/secrets.key"));
}

void TestSecretStore::keyFileOpenToOthersIsRefused()
{
    const QTemporaryDir directory;
    QVERIFY(Store::SecretStore::open(directory.path()));
    QVERIFY(QFile::setPermissions(directory.path() + u"/secrets.key", QFile::ReadOwner | QFile::ReadOther));
    QVERIFY(!Store::SecretStore::open(directory.path()));
}

void TestSecretStore::unknownBackendIsRefused()
{
    const QTemporaryDir directory;
    qputenv("GATEHOUSE_SECRETS", "clear text");
    QCOMPARE(Store::SecretStore::open(directory.path()).error().kind, ErrorKind::Usage);
}

void TestSecretStore::loadSecretsNamesWhatCannotBeRead()
{
    const QTemporaryDir directory;
    const auto store = Store::SecretStore::open(directory.path());
    VERIFY_RESULT(store);
    Configuration configuration;
    Credential credential;
    credential.id = 1;
    credential.label = u"good"_s;
    credential.secretReference = (*store)->put(Secret(VendorKey)).value();
    configuration.credentials.append(credential);
    credential.id = 2;
    credential.label = u"lost"_s;
    credential.secretReference = u"file:00"_s;
    configuration.credentials.append(credential);
    credential.id = 3;
    credential.enabled = false;
    configuration.credentials.append(credential);
    QStringList problems;
    const auto secrets = Store::loadSecrets(**store, configuration, problems);
    QCOMPARE(secrets->size(), 1U);
    QCOMPARE(secrets->at(1).reveal().toByteArray(), VendorKey);
    QCOMPARE(problems.size(), 1);
    QVERIFY(problems.first().contains(u"'lost'"));
}

void TestSecretStore::r48_noKeyRestsInTheClear()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const auto secrets = Store::SecretStore::open(open.path());
    VERIFY_RESULT(secrets);
    const ClientKey written = ClientKey::generate();
    Client client;
    client.name = u"canary client"_s;
    ApiKey key;
    key.clientId = -1;
    key.publicId = written.publicId;
    key.secretHash = ClientKey::hashOf(written.key.reveal());
    Credential credential;
    credential.providerId = open.store->configuration().providers.first().id;
    credential.secretReference = (*secrets)->put(Secret(VendorKey)).value();
    VERIFY_RESULT(open.store->apply({{.kind = EntityKind::Client, .id = -1, .after = toJson(client)},
                                     {.kind = EntityKind::ApiKey, .after = toJson(key)},
                                     {.kind = EntityKind::Credential, .after = toJson(credential)}},
                                    {.name = u"admin"_s, .source = u"test"_s}));
    open.store->writer().finish(finishedAt(open.clock.now()));
    QVERIFY(open.flush());
    // The search itself works: what may be seen is found.
    QVERIFY(isInAnyFile(open.path(), "canary client"));
    QVERIFY(isInAnyFile(open.path(), written.publicId));
    const QByteArray secretPart = written.key.reveal().last(48).toByteArray();
    QVERIFY(!isInAnyFile(open.path(), secretPart));
    QVERIFY(!isInAnyFile(open.path(), VendorKey));
    open.store.reset();
    QVERIFY(!isInAnyFile(open.path(), secretPart));
    QVERIFY(!isInAnyFile(open.path(), VendorKey));
}

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
