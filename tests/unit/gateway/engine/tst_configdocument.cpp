// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/configdocument.h"

#include <QtTest>

#include <random>

using namespace Gatehouse;
using namespace Gatehouse::Engine;
using namespace Qt::StringLiterals;

namespace {

// What the plan makes of an empty configuration, or of another one.
Result<Configuration> imported(const QByteArray &yaml, const Configuration &into = {}, Unnamed unnamed = Unnamed::Keep)
{
    GH_TRY(const auto document, ConfigDocument::parse(yaml, u"test.yaml"_s));
    GH_TRY(auto plan, document.plan(into, unnamed));
    EntityId next = 1000;
    return applied(into, plan.changes, next);
}

QString errorOf(const QByteArray &yaml)
{
    const auto result = imported(yaml);
    return result ? QString() : result.error().message;
}

} // namespace

class TestConfigDocument : public QObject
{
    Q_OBJECT
private slots:
    void r28_namesLineAndNearestWord_data();
    void r28_namesLineAndNearestWord();
    void roundTripKeepsEverything();
    void importTwiceChangesNothing();
    void pruneRemovesWhatIsNotNamed();
    void r48_secretsAreNeverWritten();
    void keyFilesAreNamed();
};

void TestConfigDocument::r28_namesLineAndNearestWord_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("message");
    QTest::newRow("section") << "gatehouse: 1\nprovider: []\n"_ba
                             << u"test.yaml:2: there is no section 'provider'. Did you mean 'providers'?"_s;
    QTest::newRow("member") << "gatehouse: 1\nclients:\n  - name: a\n    teem: b\n"_ba
                            << u"test.yaml:4: there is no client member 'teem'. Did you mean 'team'?"_s;
    QTest::newRow("setting") << "gatehouse: 1\nsettings:\n  listen.prot: 1\n"_ba
                             << u"test.yaml:3: there is no setting 'listen.prot'. Did you mean 'listen.port'?"_s;
    QTest::newRow("version") << "gatehouse: 2\n"_ba << u"test.yaml:1: this program reads version 1 of the format."_s;
    QTest::newRow("type") << "gatehouse: 1\nclients:\n  - name: a\n    enabled: 7\n"_ba
                          << u"test.yaml:4: client: 'enabled' must be true or false."_s;
    QTest::newRow("twice") << "gatehouse: 1\nclients:\n  - name: a\n  - name: a\n"_ba
                           << u"test.yaml:4: client 'a' stands in line 3 already."_s;
    QTest::newRow("reference") << "gatehouse: 1\nmodels:\n  - name: m\n    provider: nobody\n"_ba
                               << u"test.yaml:4: there is no provider 'nobody', neither here nor in the store."_s;
}

void TestConfigDocument::r28_namesLineAndNearestWord()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, message);
    QCOMPARE(errorOf(yaml), message);
}

void TestConfigDocument::roundTripKeepsEverything()
{
    std::mt19937 random(7);
    const QStringList words{u"plain"_s,          u"true"_s, u"123"_s,   u"a: b"_s, u"- x"_s,
                            u"Müller & Söhne"_s, u"#no"_s,  u"\"q\""_s, u"null"_s, u"1e5"_s,
                            u"it's"_s,           u"@x"_s,   u"{y}"_s,   u"0x1f"_s};
    const auto word = [&] { return words[static_cast<qsizetype>(random() % static_cast<unsigned>(words.size()))]; };
    for (int round = 0; round < 200; ++round) {
        Configuration made;
        for (int i = 0; i < 3; ++i) {
            made.providers.append({.id = i + 1,
                                   .name = word() + QString::number(i),
                                   .type = ProviderType::Simulator,
                                   .baseUrl = {},
                                   .enabled = random() % 2 == 0,
                                   .priority = static_cast<int>(random() % 5),
                                   .catalogProvider = word(),
                                   .proxyUrl = {},
                                   .caFile = word()});
            made.clients.append({.id = i + 10,
                                 .name = word() + u' ' + QString::number(i),
                                 .team = word(),
                                 .allowedModels = {word(), word()},
                                 .note = word()});
            made.models.append({.id = i + 20, .providerId = i + 1, .name = word(), .upstreamName = word()});
            made.keys.append(
                {.id = i + 30,
                 .clientId = i + 10,
                 .name = word(),
                 .publicId = QByteArray::number(100'000'000'000 + static_cast<qint64>(random() % 1000) * 10 + i),
                 .secretHash = QByteArray(32, static_cast<char>(random() % 256)),
                 .lastFour = u"1e10"_s,
                 .createdAt = fromMicroseconds(1'795'000'000'000'000 + static_cast<qint64>(random() % 1'000'000)),
                 .expiresAt = {}});
        }
        made.prices.append({.id = 40,
                            .providerId = 1,
                            .model = word(),
                            .effectiveFrom = fromMicroseconds(1'700'000'000'000'000),
                            .input = static_cast<qint64>(random() % 1'000'000'000),
                            .cacheRead = 1,
                            .cacheWrite = {},
                            .output = 100'000'000});
        made.aliases.append({.id = 50, .name = u"alias"_s, .model = word()});
        made.settings = {{.name = u"listen.port"_s, .value = 9000},
                         {.name = u"listen.allowed_hosts"_s, .value = QJsonArray{word()}}};

        const auto yaml = ConfigDocument::written(made);
        const auto read = imported(yaml);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message + u'\n' + QString::fromUtf8(yaml)));
        QCOMPARE(ConfigDocument::written(*read), yaml);
        QCOMPARE(read->clients.size(), made.clients.size());
        for (qsizetype i = 0; i < made.keys.size(); ++i) {
            QCOMPARE(read->keys[i].secretHash, made.keys[i].secretHash);
            QCOMPARE(read->keys[i].createdAt, made.keys[i].createdAt);
            QCOMPARE(read->clients[i].note, made.clients[i].note);
            QCOMPARE(read->providers[i].caFile, made.providers[i].caFile);
        }
        QCOMPARE(read->prices.constFirst().input, made.prices.constFirst().input);
    }
}

void TestConfigDocument::importTwiceChangesNothing()
{
    const QByteArray yaml =
        "gatehouse: 1\nproviders:\n  - name: P\n    type: simulator\nmodels:\n  - {name: m, provider: P}\n"
        "prices:\n  - {model: m, provider: P, input: 0.25, output: 1.5}\n";
    const auto first = imported(yaml);
    QVERIFY(first);
    QCOMPARE(first->prices.constFirst().input, 250'000'000);
    const auto plan = ConfigDocument::parse(yaml, {})->plan(*first, Unnamed::Remove);
    QVERIFY(plan);
    QCOMPARE(plan->texts, QStringList());
}

void TestConfigDocument::pruneRemovesWhatIsNotNamed()
{
    const auto before = imported("gatehouse: 1\nclients: [{name: a}, {name: b}]\naliases: [{name: x, model: y}]\n");
    QVERIFY(before);
    const QByteArray less = "gatehouse: 1\nclients: [{name: a, team: T}]\n";
    QCOMPARE(imported(less, *before)->clients.size(), 2);
    const auto plan = ConfigDocument::parse(less, {})->plan(*before, Unnamed::Remove);
    QCOMPARE(plan->texts, (QStringList{u"~ client 'a': team  -> T"_s, u"- client 'b'"_s}));
    QCOMPARE(imported(less, *before, Unnamed::Remove)->aliases.size(), 1); // the document has no such section
}

void TestConfigDocument::r48_secretsAreNeverWritten()
{
    Configuration made;
    Provider provider;
    provider.id = 1;
    provider.name = u"P"_s;
    made.providers.append(provider);
    made.credentials.append(
        {.id = 2, .providerId = 1, .label = u"L"_s, .secretReference = u"reference-canary"_s, .lastFour = u"wxyz"_s});
    QVERIFY(!ConfigDocument::written(made).contains("canary"));
    QVERIFY(!ConfigDocument::written(made).contains("wxyz"));
}

void TestConfigDocument::keyFilesAreNamed()
{
    const auto plan =
        ConfigDocument::parse("gatehouse: 1\nproviders: [{name: P, type: simulator, key_file: p.key}]\n", {})
            ->plan({}, Unnamed::Keep);
    QVERIFY(plan);
    QCOMPARE(plan->keyFiles, (QList<KeyFile>{{.provider = u"P"_s, .path = u"p.key"_s}}));
}

QTEST_GUILESS_MAIN(TestConfigDocument)
#include "tst_configdocument.moc"
