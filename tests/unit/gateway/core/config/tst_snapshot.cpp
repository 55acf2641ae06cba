// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/snapshot.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp Now = fromMicroseconds(1'795'000'000'000'000);

Provider provider(EntityId id, const QString &name, int priority = 0)
{
    Provider made;
    made.id = id;
    made.name = name;
    made.baseUrl = u"https://api.openai.com/v1"_s;
    made.priority = priority;
    return made;
}

Provider simulator(EntityId id)
{
    Provider made = provider(id, u"Simulator"_s, 100);
    made.type = ProviderType::Simulator;
    made.baseUrl.clear();
    return made;
}

Model model(EntityId id, EntityId providerId, const QString &name, const QString &upstreamName = {})
{
    Model made;
    made.id = id;
    made.providerId = providerId;
    made.name = name;
    made.upstreamName = upstreamName;
    return made;
}

Client client(EntityId id, const QStringList &allowedModels = {})
{
    Client made;
    made.id = id;
    made.name = u"client %1"_s.arg(id);
    made.allowedModels = allowedModels;
    return made;
}

std::shared_ptr<const Llm::PriceCatalog> catalog()
{
    return *Llm::PriceCatalog::parse(
        R"([{"id":"openai","api_pattern":".*openai.com","model_match":{"starts_with":"gpt-"},
             "models":[{"id":"gpt-5-mini","match":{"equals":"gpt-5-mini"},"prices":{"input_mtok":0.25,"output_mtok":2}}]}])"_ba);
}

SnapshotPtr snapshotOf(const Configuration &configuration)
{
    const auto snapshot = Snapshot::create(configuration, {}, catalog());
    return snapshot ? *snapshot : nullptr;
}

// "provider:name at the vendor", in order.
QByteArrayList targets(const SnapshotPtr &snapshot, const QByteArray &name)
{
    QByteArrayList found;
    for (const Snapshot::Target &target : snapshot->targetsFor(name))
        found.append(QByteArray::number(target.provider->id) + ':' + target.upstreamModel);
    return found;
}

} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT
private slots:
    void targetsInOrder();
    void globs();
    void disabledPartsAreLeftOut();
    void simulatorAlone();
    void simulatorBesideOthers();
    void simulatorSwitchedOff();
    void allowedModels();
    void deniedModels();
    void visibleAndNearModels();
    void keysAndCredentials();
    void ownPrices();
    void cataloguePrices();
    void fallbackPrices();
    void simulatorPrices();
    void contradictionsAreRefused();
};

void TestSnapshot::targetsInOrder()
{
    Configuration configuration;
    configuration.providers = {provider(3, u"c"_s, 1), provider(1, u"a"_s, 1), provider(2, u"b"_s, 0)};
    configuration.models = {model(1, 3, u"m"_s), model(2, 1, u"m"_s, u"vendor-m"_s), model(3, 2, u"m"_s)};
    configuration.aliases = {{.id = 1, .name = u"best"_s, .model = u"m"_s}};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    QCOMPARE(targets(snapshot, "m"), (QByteArrayList{"2:m", "1:vendor-m", "3:m"}));
    QCOMPARE(targets(snapshot, "best"), (QByteArrayList{"2:m", "1:vendor-m", "3:m"}));
    QCOMPARE(snapshot->resolvedModel("best"), "m"_ba);
    QVERIFY(targets(snapshot, "unknown").isEmpty());
    QVERIFY(targets(snapshot, "M").isEmpty());
}

void TestSnapshot::globs()
{
    Configuration configuration;
    configuration.providers = {provider(1, u"a"_s)};
    configuration.models = {model(1, 1, u"*"_s, u"any"_s),       model(2, 1, u"gpt-*"_s),
                            model(3, 1, u"gpt-5"_s, u"exact"_s), model(4, 1, u"openai/*"_s, u"*"_s),
                            model(5, 1, u"x/*/y"_s, u"[*]"_s),   model(6, 1, u"a*b*c"_s, u"two*"_s)};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    QCOMPARE(targets(snapshot, "gpt-5"), QByteArrayList{"1:exact"});
    QCOMPARE(targets(snapshot, "gpt-6"), QByteArrayList{"1:gpt-6"});
    QCOMPARE(targets(snapshot, "llama"), QByteArrayList{"1:any"});
    QCOMPARE(targets(snapshot, "openai/gpt-5"), QByteArrayList{"1:gpt-5"});
    QCOMPARE(targets(snapshot, "x/mid/y"), QByteArrayList{"1:[mid]"});
    QCOMPARE(targets(snapshot, "abc"), QByteArrayList{"1:two*"});
}

void TestSnapshot::disabledPartsAreLeftOut()
{
    Configuration configuration;
    configuration.providers = {provider(1, u"a"_s), provider(2, u"b"_s)};
    configuration.providers[0].enabled = false;
    configuration.models = {model(1, 1, u"m"_s), model(2, 2, u"n"_s)};
    configuration.models[1].enabled = false;
    const SnapshotPtr snapshot = snapshotOf(configuration);
    QVERIFY(targets(snapshot, "m").isEmpty());
    QVERIFY(targets(snapshot, "n").isEmpty());
}

void TestSnapshot::simulatorAlone()
{
    Configuration configuration;
    configuration.providers = {simulator(1)};
    configuration.models = {model(1, 1, u"sim/*"_s)};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    QVERIFY(snapshot->isSimulatorAnswering());
    QCOMPARE(targets(snapshot, "sim/echo"), QByteArrayList{"1:sim/echo"});
    QCOMPARE(targets(snapshot, "gpt-5-mini"), QByteArrayList{"1:gpt-5-mini"});
    configuration.clients = {client(1), client(2, {u"gpt-*"_s})};
    const SnapshotPtr withClients = snapshotOf(configuration);
    QVERIFY(withClients->modelsVisibleTo(withClients->configuration().clients[0]).contains("sim/chat"));
    QVERIFY(withClients->modelsVisibleTo(withClients->configuration().clients[1]).isEmpty());
}

void TestSnapshot::simulatorBesideOthers()
{
    Configuration configuration;
    configuration.providers = {simulator(1), provider(2, u"a"_s)};
    configuration.models = {model(1, 1, u"sim/*"_s), model(2, 2, u"m"_s)};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    QVERIFY(!snapshot->isSimulatorAnswering());
    QCOMPARE(targets(snapshot, "sim/echo"), QByteArrayList{"1:sim/echo"});
    QVERIFY(targets(snapshot, "gpt-5-mini").isEmpty());
    configuration.providers[1].enabled = false;
    QCOMPARE(targets(snapshotOf(configuration), "gpt-5-mini"), QByteArrayList{"1:gpt-5-mini"});
}

void TestSnapshot::simulatorSwitchedOff()
{
    Configuration configuration;
    configuration.providers = {simulator(1)};
    configuration.models = {model(1, 1, u"sim/*"_s)};
    configuration.settings = {{.name = u"simulator.enabled"_s, .value = false}};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    QVERIFY(!snapshot->isSimulatorAnswering());
    QVERIFY(targets(snapshot, "sim/echo").isEmpty());
    QVERIFY(targets(snapshot, "gpt-5-mini").isEmpty());
}

void TestSnapshot::allowedModels()
{
    Configuration configuration;
    configuration.clients = {client(1), client(2, {u"gpt-5*"_s, u"best"_s}), client(3, {u"best"_s, u"llama"_s})};
    configuration.aliases = {{.id = 1, .name = u"best"_s, .model = u"llama"_s}};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    const QList<Client> &clients = snapshot->configuration().clients;
    QVERIFY(snapshot->isModelAllowed(clients[0], "anything"));
    QVERIFY(snapshot->isModelAllowed(clients[1], "gpt-5-mini"));
    QVERIFY(!snapshot->isModelAllowed(clients[1], "gpt-4"));
    QVERIFY(!snapshot->isModelAllowed(clients[1], "best")); // may name it, but not what it stands for
    QVERIFY(snapshot->isModelAllowed(clients[2], "best"));
    QVERIFY(!snapshot->isModelAllowed(client(9), "gpt-5")); // not of this configuration
}

// What is denied goes before what is allowed, by the name asked for and by what it stands for.
void TestSnapshot::deniedModels()
{
    Client some = client(1);
    some.deniedModels = {u"gpt-5*"_s, u"o3"_s};
    Client both = client(2, {u"gpt-*"_s, u"best"_s});
    both.deniedModels = {u"*-mini"_s};
    Configuration configuration;
    configuration.clients = {some, both};
    configuration.aliases = {{.id = 9, .name = u"best"_s, .model = u"gpt-5-mini"_s}};
    const auto snapshot = Snapshot::create(configuration, nullptr, nullptr);
    QVERIFY(snapshot);
    const QList<Client> &clients = (*snapshot)->configuration().clients;
    QVERIFY((*snapshot)->isModelAllowed(clients[0], "claude"));
    QVERIFY(!(*snapshot)->isModelAllowed(clients[0], "gpt-5-mini"));
    QVERIFY(!(*snapshot)->isModelAllowed(clients[0], "o3"));
    QVERIFY((*snapshot)->isModelAllowed(clients[0], "o3-mini"));
    QVERIFY(!(*snapshot)->isModelAllowed(clients[0], "best"));
    QVERIFY((*snapshot)->isModelAllowed(clients[1], "gpt-5"));
    QVERIFY(!(*snapshot)->isModelAllowed(clients[1], "gpt-5-mini"));
    QVERIFY(!(*snapshot)->isModelAllowed(clients[1], "best"));
}

void TestSnapshot::visibleAndNearModels()
{
    Configuration configuration;
    configuration.providers = {provider(1, u"a"_s), provider(2, u"b"_s)};
    configuration.models = {model(1, 1, u"gpt-5-mini"_s), model(2, 2, u"gpt-5-mini"_s), model(3, 1, u"gpt-5"_s),
                            model(4, 1, u"o-*"_s)};
    configuration.aliases = {{.id = 1, .name = u"best"_s, .model = u"gpt-5"_s},
                             {.id = 2, .name = u"dead"_s, .model = u"gone"_s}};
    configuration.clients = {client(1), client(2, {u"gpt-5"_s})};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    const QList<Client> &clients = snapshot->configuration().clients;
    QCOMPARE(snapshot->modelsVisibleTo(clients[0]), (QList<QByteArray>{"best", "gpt-5", "gpt-5-mini"}));
    QCOMPARE(snapshot->modelsVisibleTo(clients[1]), QList<QByteArray>{"gpt-5"});
    QCOMPARE(snapshot->nearModels(clients[0], "gpt5-mini").first(), "gpt-5-mini"_ba);
    QCOMPARE(snapshot->nearModels(clients[1], "gpt5-mini"),
             QList<QByteArray>()); // tells nothing of what it may not use
    QVERIFY(snapshot->nearModels(clients[0], "zzzzzzzzzz").isEmpty());
}

void TestSnapshot::keysAndCredentials()
{
    Configuration configuration;
    configuration.clients = {client(7)};
    ApiKey key;
    key.id = 1;
    key.clientId = 7;
    key.publicId = "abcdefghjkmn"_ba;
    configuration.keys = {key};
    configuration.providers = {provider(1, u"a"_s)};
    const auto credential = [](EntityId id, bool enabled) {
        Credential made;
        made.id = id;
        made.providerId = 1;
        made.enabled = enabled;
        return made;
    };
    configuration.credentials = {credential(5, true), credential(2, true), credential(3, false)};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    const Snapshot::KeyEntry *entry = snapshot->findKey("abcdefghjkmn");
    QVERIFY(entry);
    QCOMPARE(entry->client->id, 7);
    QVERIFY(!snapshot->findKey("abcdefghjkmx"));
    QCOMPARE(snapshot->credentialsOf(1).size(), 2U);
    QCOMPARE(snapshot->credentialsOf(1).front()->id, 2);
    QVERIFY(snapshot->credentialsOf(9).empty());
    QVERIFY(snapshot->secrets().empty());
}

void TestSnapshot::ownPrices()
{
    const auto price = [](EntityId id, EntityId providerId, qint64 input, std::chrono::hours from) {
        PriceOverride made;
        made.id = id;
        made.providerId = providerId;
        made.model = u"gpt-5-mini"_s;
        made.effectiveFrom = Now + from;
        made.input = input;
        return made;
    };
    Configuration configuration;
    configuration.providers = {provider(1, u"a"_s), provider(2, u"b"_s)};
    configuration.prices = {price(1, 0, 10, std::chrono::hours(-1)), price(2, 0, 20, std::chrono::hours(-2)),
                            price(3, 1, 30, std::chrono::hours(-9)), price(4, 1, 40, std::chrono::hours(1))};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    const QList<Provider> &providers = snapshot->configuration().providers;
    const auto priceAt = [&](const Provider &provider, Timestamp time) {
        return snapshot->priceFor({.provider = &provider,
                                   .basePath = {},
                                   .host = {},
                                   .upstreamModel = "gpt-5-mini"_ba,
                                   .catalogProvider = {}},
                                  time, 1);
    };
    QCOMPARE(priceAt(providers[0], Now)->input, 30);
    QCOMPARE(priceAt(providers[0], Now)->version, u"own #3"_s);
    QCOMPARE(priceAt(providers[0], Now + std::chrono::hours(2))->input, 40);
    QCOMPARE(priceAt(providers[1], Now)->input, 10);
    QVERIFY(!priceAt(providers[1], Now - std::chrono::hours(24)));
}

void TestSnapshot::cataloguePrices()
{
    Configuration configuration;
    configuration.providers = {provider(1, u"a"_s), provider(2, u"local"_s)};
    configuration.providers[1].baseUrl = u"http://127.0.0.1:11434/v1"_s;
    configuration.models = {model(1, 1, u"*"_s), model(2, 2, u"*"_s)};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    const auto found = snapshot->targetsFor("gpt-5-mini");
    QCOMPARE(found.size(), 2U);
    QCOMPARE(found[0].catalogProvider, u"openai"_s);
    QCOMPARE(snapshot->priceFor(found[0], Now, 1)->input, 250'000'000);
    QVERIFY(!snapshot->priceFor(found[1], Now, 1)); // nobody knows what the own machine costs
    QVERIFY(!snapshot->priceFor(snapshot->targetsFor("unknown")[0], Now, 1));
}

// A price of a pattern is for what nobody knows, and says so in no catalogue's place.
void TestSnapshot::fallbackPrices()
{
    Configuration configuration;
    configuration.providers = {provider(1, u"a"_s), provider(2, u"local"_s)};
    configuration.providers[1].baseUrl = u"http://127.0.0.1:11434/v1"_s;
    configuration.models = {model(1, 1, u"*"_s), model(2, 2, u"*"_s)};
    const auto price = [](EntityId id, const QString &pattern, qint64 input) {
        PriceOverride made;
        made.id = id;
        made.model = pattern;
        made.effectiveFrom = Now - std::chrono::hours(1);
        made.input = input;
        return made;
    };
    configuration.prices = {price(1, u"*"_s, 10), price(2, u"llama*"_s, 20), price(3, u"llama-guard"_s, 30)};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    const auto inputOf = [&](const QByteArray &name, std::size_t target) {
        return snapshot->priceFor(snapshot->targetsFor(name)[target], Now, 1)->input;
    };
    QCOMPARE(inputOf("gpt-5-mini", 0), 250'000'000); // the catalogue knows it
    QCOMPARE(inputOf("gpt-5-mini", 1), 10);
    QCOMPARE(inputOf("llama-4", 1), 20);
    QCOMPARE(inputOf("llama-guard", 1), 30);
    QVERIFY(!snapshot->priceFor(snapshot->targetsFor("llama-4")[1], Now - std::chrono::hours(2), 1));
}

void TestSnapshot::simulatorPrices()
{
    Configuration configuration;
    configuration.providers = {simulator(1)};
    const SnapshotPtr snapshot = snapshotOf(configuration);
    const auto known = snapshot->priceFor(snapshot->targetsFor("gpt-5-mini")[0], Now, 1);
    QCOMPARE(known->output, 2'000'000'000);
    const auto made = snapshot->priceFor(snapshot->targetsFor("sim/echo")[0], Now, 1);
    QVERIFY(made->input > 0 && made->output > 0);
    QVERIFY(made->version.contains(u"illustrative"));
}

void TestSnapshot::contradictionsAreRefused()
{
    Configuration configuration;
    ApiKey key;
    key.clientId = 5;
    key.name = u"lost"_s;
    configuration.keys = {key};
    QVERIFY(Snapshot::create(configuration, {}, {}).error().message.contains(u"lost"));
    configuration.clients = {client(5)};
    QVERIFY(Snapshot::create(configuration, {}, {}));
    configuration.keys = {key, key};
    QVERIFY(!Snapshot::create(configuration, {}, {}));
    configuration.keys.clear();
    configuration.settings = {{.name = u"listen.prot"_s, .value = 1}};
    QVERIFY(Snapshot::create(configuration, {}, {}).error().message.contains(u"listen.port"));
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
