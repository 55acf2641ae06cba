// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/entities.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

// There and back, with every member set to something that is not its default.
template <typename Entity>
void roundTrip(const Entity &entity)
{
    QVERIFY(!(entity == Entity{}));
    const auto read = fromJson<Entity>(toJson(entity));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QVERIFY(*read == entity);
}

} // namespace

class TestEntities : public QObject
{
    Q_OBJECT
private slots:
    void roundTrips();
    void defaults();
    void writtenForm();
    void refused_data();
    void refused();
    void amounts();
    void changes();
    void kindNames();
};

void TestEntities::roundTrips()
{
    constexpr Timestamp Time = fromMicroseconds(1'795'000'000'123'456);
    roundTrip(Client{.id = 1,
                     .name = u"ci"_s,
                     .team = u"t"_s,
                     .enabled = false,
                     .allowedModels = {u"a"_s, u"b*"_s},
                     .contentLevel = ContentLevel::None,
                     .note = u"ü"_s});
    roundTrip(ApiKey{.id = 2,
                     .clientId = 1,
                     .name = u"k"_s,
                     .publicId = "abcdefghjkmn"_ba,
                     .secretHash = QByteArray(32, '\xE1'),
                     .lastFour = u"1234"_s,
                     .enabled = false,
                     .createdAt = Time,
                     .expiresAt = Time});
    Provider provider{.id = 3,
                      .name = u"p"_s,
                      .type = ProviderType::Simulator,
                      .baseUrl = u"https://x/v1"_s,
                      .enabled = false,
                      .priority = -1,
                      .catalogProvider = u"openai"_s,
                      .proxyUrl = u"http://p:1"_s,
                      .caFile = u"/ca.pem"_s};
    provider.connectTimeout = std::chrono::milliseconds(1);
    provider.firstByteTimeout = std::chrono::milliseconds(2);
    provider.idleTimeout = std::chrono::milliseconds(3);
    provider.totalTimeout = std::chrono::milliseconds(4);
    provider.retries = 0;
    roundTrip(provider);
    roundTrip(Credential{.id = 4,
                         .providerId = 3,
                         .label = u"l"_s,
                         .secretReference = u"r"_s,
                         .lastFour = u"4"_s,
                         .enabled = false,
                         .createdAt = Time});
    roundTrip(Model{.id = 5, .providerId = 3, .name = u"m"_s, .upstreamName = u"u"_s, .enabled = false});
    roundTrip(Alias{.id = 6, .name = u"a"_s, .model = u"m"_s});
    roundTrip(PriceOverride{.id = 7,
                            .providerId = 3,
                            .model = u"m"_s,
                            .effectiveFrom = Time,
                            .input = 75,
                            .cacheRead = 1,
                            .cacheWrite = 2'500'000'000,
                            .output = 3});
    roundTrip(Setting{.name = u"listen.port"_s, .value = 0});
}

void TestEntities::defaults()
{
    const auto client = fromJson<Client>({{u"name"_s, u"ci"_s}});
    QVERIFY(client);
    QVERIFY(client->enabled);
    QVERIFY(client->contentLevel == ContentLevel::Full);
    QVERIFY(!fromJson<ApiKey>({})->expiresAt);
}

void TestEntities::writtenForm()
{
    PriceOverride price;
    price.input = 250'000'000;
    price.effectiveFrom = fromMicroseconds(1'795'000'000'500'000);
    const QJsonObject json = toJson(price);
    QCOMPARE(json["input"_L1].toString(), u"0.25"_s);
    QVERIFY(json["cache_read"_L1].isNull());
    QCOMPARE(json["effective_from"_L1].toString(), u"2026-11-18T11:06:40.5Z"_s);
    QCOMPARE(toJson(Provider{})["connect_timeout_ms"_L1].toInteger(), 5000);
    QCOMPARE(toJson(Provider{})["type"_L1].toString(), u"openai_compatible"_s);
}

void TestEntities::refused_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<QString>("words");
    QTest::newRow("mistyped") << QJsonObject{{u"nmae"_s, u"x"_s}}
                              << u"client: there is no 'nmae'. Did you mean 'name'?"_s;
    QTest::newRow("unlike anything") << QJsonObject{{u"zzzzzz"_s, 1}} << u"client: there is no 'zzzzzz'."_s;
    QTest::newRow("wrong type") << QJsonObject{{u"enabled"_s, u"yes"_s}}
                                << u"client: 'enabled' must be true or false."_s;
    QTest::newRow("text expected") << QJsonObject{{u"name"_s, 5}} << u"client: 'name' must be text."_s;
    QTest::newRow("list of numbers") << QJsonObject{{u"allowed_models"_s, QJsonArray{1}}}
                                     << u"client: 'allowed_models' must be a list of texts."_s;
    QTest::newRow("text for a list") << QJsonObject{{u"allowed_models"_s, u"gpt-5"_s}}
                                     << u"client: 'allowed_models' must be a list of texts."_s;
    QTest::newRow("unknown word") << QJsonObject{{u"content_level"_s, u"half"_s}}
                                  << u"client: 'content_level' must be one of: none, full."_s;
    QTest::newRow("broken number") << QJsonObject{{u"id"_s, 1.5}} << u"a whole number"_s;
}

void TestEntities::refused()
{
    QFETCH(const QJsonObject, json);
    QFETCH(const QString, words);
    const auto client = fromJson<Client>(json);
    QVERIFY(!client);
    QCOMPARE(client.error().kind, ErrorKind::Settings);
    QVERIFY2(client.error().message.contains(words), qPrintable(client.error().message));
}

void TestEntities::amounts()
{
    const auto input = [](const QJsonValue &value) { return fromJson<PriceOverride>({{u"input"_s, value}}); };
    QCOMPARE(input(u"0.000000001"_s)->input, 1);
    QCOMPARE(input(0.25)->input, 250'000'000); // as a number in a hand-written document
    QCOMPARE(input(3)->input, 3'000'000'000);
    QVERIFY(!input(u"-1"_s));
    QVERIFY(!input(u"0.0000000001"_s));
    QVERIFY(!input(u"free"_s));
    QVERIFY(!input(QJsonValue()));
    const auto time = [](const QString &text) { return fromJson<PriceOverride>({{u"effective_from"_s, text}}); };
    QCOMPARE(toMicroseconds(time(u"1970-01-01T00:00:01.000002Z"_s)->effectiveFrom), 1'000'002);
    QCOMPARE(toMicroseconds(time(u"1970-01-01T01:00:00+01:00"_s)->effectiveFrom), 0);
    QVERIFY(!time(u"1970-01-01T00:00:00"_s)); // whose midnight?
    QVERIFY(!time(u"tomorrow"_s));
    QVERIFY(!fromJson<ApiKey>({{u"secret_hash"_s, u"xyz"_s}}));
}

void TestEntities::changes()
{
    const Change change{
        .kind = EntityKind::Client, .action = Change::Action::Put, .id = 5, .after = {{u"name"_s, u"c"_s}}};
    const auto read = changeFromJson(toJson(change));
    QVERIFY(read);
    QVERIFY(*read == change);
    const auto message = [](const QJsonObject &json) { return changeFromJson(json).error().message; };
    QVERIFY(message({{u"kind"_s, u"cleint"_s}}).contains(u"Did you mean 'client'?"));
    QVERIFY(message({{u"kind"_s, u"client"_s}, {u"action"_s, u"drop"_s}}).contains(u"put, remove"));
    QVERIFY(message({{u"kind"_s, u"client"_s}, {u"after"_s, 1}}).contains(u"object"));
    QVERIFY(message({{u"kind"_s, u"client"_s}, {u"befor"_s, 1}}).contains(u"befor"));
}

void TestEntities::kindNames()
{
    for (const EntityKind kind : {EntityKind::Client, EntityKind::ApiKey, EntityKind::Provider, EntityKind::Credential,
                                  EntityKind::Model, EntityKind::Alias, EntityKind::Price, EntityKind::Setting}) {
        QVERIFY(!entityKindName(kind).isEmpty());
        QVERIFY(entityKindFromName(entityKindName(kind)) == kind);
    }
    QVERIFY(!entityKindFromName(u"team"));
}

QTEST_GUILESS_MAIN(TestEntities)
#include "tst_entities.moc"
