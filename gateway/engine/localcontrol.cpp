// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/localcontrol.h"

#include "gateway/core/base/serviceaccount.h"
#include "gateway/store/writer.h"
#include "gateway/upstream/vendorauth.h"

#include <QCoreApplication>

#include <algorithm>

#include "resources/resources.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

constexpr std::chrono::milliseconds TickInterval{100}; // batches at most ten times a second
constexpr std::chrono::seconds RateWindow{10};

// What the command line says goes before the store, for this process only.
Configuration withOptions(Configuration configuration, const ServeOptions &options)
{
    const auto set = [&configuration](const QString &name, const QJsonValue &value) {
        configuration.settings.removeIf([&name](const Setting &setting) { return setting.name == name; });
        configuration.settings.append({.name = name, .value = value});
    };
    if (options.listenAddress)
        set(u"listen.address"_s, *options.listenAddress);
    if (options.listenPort)
        set(u"listen.port"_s, *options.listenPort);
    if (options.workers)
        set(u"engine.workers"_s, *options.workers);
    return configuration;
}

bool isSameListener(const Settings &left, const Settings &right)
{
    return left.listenAddress == right.listenAddress && left.listenPort == right.listenPort
           && left.tlsCertificateFile == right.tlsCertificateFile && left.tlsKeyFile == right.tlsKeyFile
           && left.workers == right.workers;
}

} // namespace

Result<std::unique_ptr<LocalControl>> LocalControl::create(std::unique_ptr<Store::Store> store,
                                                           std::unique_ptr<Store::SecretStore> secrets,
                                                           const QString &dataDirectory, const ServeOptions &options,
                                                           const Clock &clock)
{
    std::unique_ptr<LocalControl> control(
        new LocalControl(std::move(store), std::move(secrets), dataDirectory, options, clock));
    GH_TRY(control->m_catalog, Llm::PriceCatalog::parse(Resources::priceCatalog()));
    control->reloadSecrets();
    GH_CHECK(control->rebuildSnapshot());
    return control;
}

LocalControl::LocalControl(std::unique_ptr<Store::Store> store, std::unique_ptr<Store::SecretStore> secrets,
                           const QString &dataDirectory, const ServeOptions &options, const Clock &clock)
    : m_store(std::move(store))
    , m_secretStore(std::move(secrets))
    , m_dataDirectory(dataDirectory)
    , m_options(options)
    , m_clock(clock)
    , m_engine(*m_store, clock)
    , m_probe(clock)
    , m_queries(dataDirectory)
{
    m_ticker.setInterval(TickInterval);
    connect(&m_ticker, &QTimer::timeout, this, &LocalControl::tick);
    connect(&m_engine, &Engine::stopped, this, [this] {
        if (std::exchange(m_restartWanted, false)) {
            startServing();
            return;
        }
        emit statusChanged();
        emit servingStopped();
    });
    connect(m_store.get(), &Store::Store::configurationChanged, this, &LocalControl::takeConfiguration);
}

LocalControl::~LocalControl()
{
    m_restartWanted = false;
    m_engine.disconnect(this);
}

EngineStatus LocalControl::status() const
{
    EngineStatus status;
    status.state = m_failure.isEmpty() ? m_engine.state() : EngineState::Failed;
    status.address = m_engine.address();
    status.message = m_failure;
    status.processId = QCoreApplication::applicationPid();
    status.inFlight = m_engine.inFlight();
    if (m_rateSamples.size() > 1) {
        const auto &[fromTime, fromCount] = m_rateSamples.front();
        const auto &[toTime, toCount] = m_rateSamples.back();
        const double seconds = std::chrono::duration<double>(toTime - fromTime).count();
        status.requestsPerSecond = static_cast<double>(toCount - fromCount) / std::max(seconds, 0.001);
    }
    status.store = m_store->writer().health();
    status.providers = m_engine.health().all();
    status.counters = m_engine.counters();
    status.isSimulatorAnswering =
        std::ranges::none_of(m_snapshot->configuration().providers, [](const Provider &provider) {
            return provider.enabled && provider.type != ProviderType::Simulator;
        });
    return status;
}

Configuration LocalControl::configuration() const
{
    return m_store->configuration();
}

void LocalControl::apply(QList<Change> changes, const Actor &actor, std::function<void(Result<Configuration>)> answer)
{
    // What the store would take but no engine could run on is refused first.
    EntityId trialId = 1LL << 40;
    QList<Change> trial = changes;
    auto result = applied(m_store->configuration(), trial, trialId)
                      .and_then([this](const Configuration &configuration) {
                          return Snapshot::create(withOptions(configuration, m_options), m_secrets, m_catalog);
                      })
                      .and_then([this, &changes, &actor](const SnapshotPtr &) {
                          return m_store->apply(std::move(changes), actor);
                      });
    QMetaObject::invokeMethod(
        this, [answer = std::move(answer), result = std::move(result)] { answer(result); }, Qt::QueuedConnection);
}

void LocalControl::addCredential(EntityId providerId, const QString &label, Secret secret, const Actor &actor,
                                 std::function<void(Result<Configuration>)> answer)
{
    const QString lastFour = lastFourOf(secret.reveal());
    auto reference = checkedSecret(providerId, secret).and_then([&] { return m_secretStore->put(secret); });
    if (!reference) {
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer), error = reference.error()] { answer(std::unexpected(error)); },
            Qt::QueuedConnection);
        return;
    }
    const Credential credential{.providerId = providerId,
                                .label = label,
                                .secretReference = *reference,
                                .lastFour = lastFour,
                                .createdAt = m_clock.now()};
    apply({{.kind = EntityKind::Credential, .after = toJson(credential)}}, actor,
          [this, reference = *reference, answer = std::move(answer)](Result<Configuration> result) {
              // A secret that no credential refers to must not stay behind.
              if (!result)
                  std::ignore = m_secretStore->remove(reference);
              answer(std::move(result));
          });
}

// What could never be used is not stored either.
Result<void> LocalControl::checkedSecret(EntityId providerId, const Secret &secret) const
{
    const Configuration configuration = m_store->configuration();
    const auto provider = std::ranges::find(configuration.providers, providerId, &Provider::id);
    return provider == configuration.providers.end() ? Result<void>()
                                                     : Upstream::checkSecret(vendorOf(*provider), secret.reveal());
}

void LocalControl::testProvider(const Provider &provider, Secret secret, std::function<void(ProviderTest)> answer)
{
    QByteArrayView key = secret.reveal();
    if (key.isEmpty()) {
        for (const Credential *credential : m_snapshot->credentialsOf(provider.id)) {
            const auto own = m_secrets->find(credential->id);
            if (own != m_secrets->end()) {
                key = own->second.reveal();
                break;
            }
        }
    }
    m_probe.test(provider, key, std::move(answer));
}

void LocalControl::startServing()
{
    if (m_engine.isServing())
        return;
    const auto started = m_engine.start(m_snapshot);
    m_failure = started ? QString() : started.error().message;
    if (started)
        m_store->setServedAddress(m_engine.address());
    m_ticker.start();
    emit statusChanged();
}

void LocalControl::stopServing()
{
    m_engine.drain(m_snapshot->settings().drainGrace);
    emit statusChanged();
}

void LocalControl::setWatched(bool watched)
{
    m_engine.feed().setWatched(watched);
}

Result<void> LocalControl::rebuildSnapshot()
{
    GH_TRY(m_snapshot, Snapshot::create(withOptions(m_store->configuration(), m_options), m_secrets, m_catalog));
    m_engine.setSnapshot(m_snapshot);
    return {};
}

void LocalControl::reloadSecrets()
{
    m_secretProblems.clear();
    m_secrets = Store::loadSecrets(*m_secretStore, m_store->configuration(), m_secretProblems);
}

void LocalControl::takeConfiguration()
{
    const Settings before = m_snapshot->settings();
    reloadSecrets();
    if (const auto rebuilt = rebuildSnapshot(); !rebuilt) {
        // apply() has tried it, so only a change by other hands gets here: what ran goes on.
        m_failure = rebuilt.error().message;
    } else if (m_engine.isServing() && !isSameListener(before, m_snapshot->settings())) {
        m_restartWanted = true;
        m_engine.drain(m_snapshot->settings().drainGrace);
    }
    emit configurationChanged();
    emit statusChanged();
}

void LocalControl::tick()
{
    const MonotonicTime now = m_clock.monotonic();
    m_rateSamples.emplace_back(now, m_engine.requestCount());
    while (m_rateSamples.size() > 2 && now - m_rateSamples.front().first > RateWindow)
        m_rateSamples.pop_front();
    LiveBatch batch = m_engine.feed().take();
    if (!batch.requests.isEmpty() || batch.droppedRequests > 0)
        emit live(batch);
    emit statusChanged();
}

} // namespace Gatehouse::Engine
