// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/entities.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

Change put(EntityKind kind, const QJsonObject &after, EntityId id = 0)
{
    return {.kind = kind, .action = Change::Action::Put, .id = id, .after = after};
}

Change removal(EntityKind kind, EntityId id)
{
    return {.kind = kind, .action = Change::Action::Remove, .id = id, .after = {}};
}

QJsonObject key(EntityId clientId, const QString &publicId)
{
    return {{u"client_id"_s, clientId}, {u"public_id"_s, publicId}, {u"secret_hash"_s, QString(64, u'a')}};
}

QJsonObject provider(const QString &name)
{
    return {{u"name"_s, name}, {u"base_url"_s, u"https://api.example.com/v1"_s}};
}

// A configuration with one of everything: client 1, key 2, provider 3, model 4, credential 5, price 6, alias 7.
Configuration example()
{
    QList<Change> changes{put(EntityKind::Client, {{u"name"_s, u"ci"_s}}),
                          put(EntityKind::ApiKey, key(1, u"abcdefghjkmn"_s)),
                          put(EntityKind::Provider, provider(u"vendor"_s)),
                          put(EntityKind::Model, {{u"provider_id"_s, 3}, {u"name"_s, u"m"_s}}),
                          put(EntityKind::Credential, {{u"provider_id"_s, 3}, {u"secret_reference"_s, u"r"_s}}),
                          put(EntityKind::Price, {{u"provider_id"_s, 3}, {u"model"_s, u"m"_s}}),
                          put(EntityKind::Alias, {{u"name"_s, u"best"_s}, {u"model"_s, u"m"_s}})};
    EntityId nextId = 1;
    return applied({}, changes, nextId).value_or(Configuration());
}

} // namespace

class TestChanges : public QObject
{
    Q_OBJECT
private slots:
    void creating();
    void replacing();
    void removing();
    void temporaryIds();
    void settings();
    void allOrNothing();
    void refused_data();
    void refused();
};

void TestChanges::creating()
{
    QList<Change> changes{put(EntityKind::Client, {{u"name"_s, u"ci"_s}})};
    EntityId nextId = 41;
    const auto result = applied({}, changes, nextId);
    QVERIFY(result);
    QCOMPARE(result->clients.size(), 1);
    QCOMPARE(result->clients[0].id, 41);
    QCOMPARE(nextId, 42);
    QCOMPARE(changes[0].id, 41);
    QVERIFY(changes[0].after == toJson(result->clients[0])); // complete, with defaults
}

void TestChanges::replacing()
{
    QList<Change> changes{put(EntityKind::Client, {{u"name"_s, u"other"_s}, {u"enabled"_s, false}}, 1)};
    EntityId nextId = 50;
    const auto result = applied(example(), changes, nextId);
    QVERIFY(result);
    QCOMPARE(result->clients.size(), 1);
    QCOMPARE(result->clients[0].name, u"other"_s);
    QVERIFY(!result->clients[0].enabled);
    QCOMPARE(nextId, 50);
}

// What hangs on a thing goes with it, and the list says so.
void TestChanges::removing()
{
    const Configuration before = example();
    QCOMPARE(before.aliases.size(), 1);
    EntityId nextId = 50;
    QList<Change> client{removal(EntityKind::Client, 1)};
    const auto withoutClient = applied(before, client, nextId);
    QVERIFY(withoutClient);
    QVERIFY(withoutClient->clients.isEmpty() && withoutClient->keys.isEmpty());
    QVERIFY(client == (QList<Change>{removal(EntityKind::ApiKey, 2), removal(EntityKind::Client, 1)}));
    QList<Change> vendor{removal(EntityKind::Provider, 3)};
    const auto withoutVendor = applied(before, vendor, nextId);
    QVERIFY(withoutVendor);
    QVERIFY(withoutVendor->models.isEmpty() && withoutVendor->credentials.isEmpty() && withoutVendor->prices.isEmpty());
    QCOMPARE(vendor.size(), 4);
    QVERIFY(vendor.last() == removal(EntityKind::Provider, 3));
}

void TestChanges::temporaryIds()
{
    QList<Change> changes{put(EntityKind::Provider, provider(u"a"_s), -1),
                          put(EntityKind::Model, {{u"provider_id"_s, -1}, {u"name"_s, u"m"_s}}),
                          put(EntityKind::Client, {{u"name"_s, u"c"_s}}, -2),
                          put(EntityKind::ApiKey, key(-2, u"abcdefghjkmn"_s))};
    EntityId nextId = 10;
    const auto result = applied({}, changes, nextId);
    QVERIFY(result);
    QCOMPARE(result->models[0].providerId, 10);
    QCOMPARE(result->keys[0].clientId, 12);
    QCOMPARE(changes[1].after["provider_id"_L1].toInteger(), 10);
}

void TestChanges::settings()
{
    const auto setting = [](const QString &name, const QJsonValue &value) {
        return put(EntityKind::Setting, {{u"name"_s, name}, {u"value"_s, value}});
    };
    EntityId nextId = 1;
    QList<Change> twice{setting(u"listen.port"_s, 1), setting(u"listen.port"_s, 2)};
    const auto result = applied({}, twice, nextId);
    QVERIFY(result);
    QCOMPARE(result->settings.size(), 1);
    QCOMPARE(result->settings[0].value.toInteger(), 2);
    QCOMPARE(nextId, 1);
    QList<Change> gone{Change{.kind = EntityKind::Setting,
                              .action = Change::Action::Remove,
                              .id = 0,
                              .after = {{u"name"_s, u"listen.port"_s}}}};
    QVERIFY(applied(*result, gone, nextId)->settings.isEmpty());
    QVERIFY(!applied({}, gone, nextId));
    // Two that only make sense together come in one list.
    QList<Change> tls{setting(u"listen.tls_certificate"_s, u"/c.pem"_s), setting(u"listen.tls_key"_s, u"/k.pem"_s)};
    QVERIFY(applied({}, tls, nextId));
    QList<Change> half{tls[0]};
    QVERIFY(!applied({}, half, nextId));
}

void TestChanges::allOrNothing()
{
    QList<Change> changes{put(EntityKind::Client, {{u"name"_s, u"a"_s}}),
                          put(EntityKind::Client, {{u"name"_s, u"a"_s}})};
    const QList<Change> before = changes;
    EntityId nextId = 1;
    QVERIFY(!applied({}, changes, nextId));
    QVERIFY(changes == before);
    QCOMPARE(nextId, 1);
}

void TestChanges::refused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    const auto vendor = [](const QString &member, const QJsonValue &value) {
        QJsonObject json = provider(u"x"_s);
        json.insert(member, value);
        return put(EntityKind::Provider, json);
    };
    QTest::newRow("no name") << put(EntityKind::Client, {}) << u"must not be empty"_s;
    QTest::newRow("blank name") << put(EntityKind::Client, {{u"name"_s, u" "_s}}) << u"must not be empty"_s;
    QTest::newRow("padded name") << put(EntityKind::Client, {{u"name"_s, u"a "_s}}) << u"space"_s;
    QTest::newRow("control character") << put(EntityKind::Client, {{u"name"_s, u"a\nb"_s}}) << u"control character"_s;
    QTest::newRow("long name") << put(EntityKind::Client, {{u"name"_s, QString(201, u'x')}}) << u"longer than 200"_s;
    QTest::newRow("taken name") << put(EntityKind::Client, {{u"name"_s, u"ci"_s}}) << u"'ci' is taken"_s;
    QTest::newRow("unknown member") << put(EntityKind::Client, {{u"name"_s, u"x"_s}, {u"temr"_s, 1}})
                                    << u"Did you mean 'team'?"_s;
    QTest::newRow("unknown id") << put(EntityKind::Client, {{u"name"_s, u"x"_s}}, 99) << u"none with id 99"_s;
    QTest::newRow("remove unknown") << removal(EntityKind::Model, 99) << u"none with id 99"_s;
    QTest::newRow("remove nothing") << removal(EntityKind::Provider, 0) << u"needs an id"_s;
    QTest::newRow("key of nobody") << put(EntityKind::ApiKey, key(99, u"nnnnnnnnnnnn"_s)) << u"no client with id 99"_s;
    QTest::newRow("key twice") << put(EntityKind::ApiKey, key(1, u"abcdefghjkmn"_s)) << u"is taken"_s;
    QTest::newRow("short public id") << put(EntityKind::ApiKey, key(1, u"abc"_s)) << u"12 characters"_s;
    QTest::newRow("no address") << put(EntityKind::Provider, {{u"name"_s, u"x"_s}}) << u"base_url"_s;
    QTest::newRow("no scheme") << vendor(u"base_url"_s, u"api.openai.com/v1"_s) << u"https:// or http://"_s;
    QTest::newRow("file") << vendor(u"base_url"_s, u"file:///etc/passwd"_s) << u"https:// or http://"_s;
    QTest::newRow("key in the address") << vendor(u"base_url"_s, u"https://u:p@x/v1"_s) << u"must not contain a user"_s;
    QTest::newRow("query in the address") << vendor(u"base_url"_s, u"https://x/v1?key=1"_s) << u"query"_s;
    QTest::newRow("proxy") << vendor(u"proxy_url"_s, u"ftp://x"_s) << u"http:// or socks5://"_s;
    QTest::newRow("no time") << vendor(u"idle_timeout_ms"_s, 0) << u"timeouts"_s;
    QTest::newRow("too much time") << vendor(u"total_timeout_ms"_s, 86'400'001) << u"timeouts"_s;
    QTest::newRow("too many retries") << vendor(u"retries"_s, 11) << u"retries"_s;
    QTest::newRow("model of nobody") << put(EntityKind::Model, {{u"provider_id"_s, 99}, {u"name"_s, u"x"_s}})
                                     << u"no provider with id 99"_s;
    QTest::newRow("model twice") << put(EntityKind::Model, {{u"provider_id"_s, 3}, {u"name"_s, u"m"_s}})
                                 << u"already"_s;
    QTest::newRow("credential without secret")
        << put(EntityKind::Credential, {{u"provider_id"_s, 3}}) << u"secret_reference"_s;
    QTest::newRow("alias of itself") << put(EntityKind::Alias, {{u"name"_s, u"x"_s}, {u"model"_s, u"x"_s}})
                                     << u"not for another alias"_s;
    QTest::newRow("alias of an alias") << put(EntityKind::Alias, {{u"name"_s, u"x"_s}, {u"model"_s, u"best"_s}})
                                       << u"not for another alias"_s;
    QTest::newRow("price twice") << put(EntityKind::Price, {{u"provider_id"_s, 3}, {u"model"_s, u"m"_s}})
                                 << u"already"_s;
    QTest::newRow("unknown setting") << put(EntityKind::Setting, {{u"name"_s, u"listen.prot"_s}, {u"value"_s, 1}})
                                     << u"Did you mean 'listen.port'?"_s;
}

void TestChanges::refused()
{
    QFETCH(const Change, change);
    QFETCH(const QString, words);
    QList<Change> changes{change};
    EntityId nextId = 50;
    const auto result = applied(example(), changes, nextId);
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(words), qPrintable(result.error().message));
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
