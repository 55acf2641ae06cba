// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/engine.h"

#include "gateway/engine/tlsidentity.h"
#include "gateway/store/reader.h"
#include "gateway/store/store.h"
#include "gateway/store/writer.h"

#include <QFileInfo>
#include <QHostAddress>
#include <QLoggingCategory>

#include <algorithm>
#include <semaphore>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

Q_LOGGING_CATEGORY(log, "gatehouse.engine")

constexpr std::chrono::milliseconds SettleTime{2'000};
constexpr qsizetype MostCounters = 200; // that the window is told of

QString addressText(const Settings &settings, quint16 port)
{
    QString host = settings.listenAddress;
    if (host == "0.0.0.0"_L1 || host == "::"_L1)
        host = u"127.0.0.1"_s; // an address that can be called
    if (host.contains(u':'))
        host = u'[' + host + u']';
    return (settings.tlsCertificateFile.isEmpty() ? u"http://"_s : u"https://"_s) + host + u':' + QString::number(port);
}

} // namespace

Engine::Engine(Store::Store &store, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_health(clock)
    , m_objects(store.objects(), clock)
{
    m_acceptorThread.setObjectName("acceptor"_L1);
    m_graceTimer.setSingleShot(true);
    connect(&m_graceTimer, &QTimer::timeout, this, &Engine::stop);
}

Engine::~Engine()
{
    stop();
}

Result<void> Engine::start(const SnapshotPtr &snapshot)
{
    Q_ASSERT(m_state == EngineState::Stopped || m_state == EngineState::Failed);
    const Settings &settings = snapshot->settings();
    m_state = EngineState::Failed;
    GH_TRY(const QSslConfiguration tls, tlsIdentity(settings));
    const QHostAddress address(settings.listenAddress);
    if (address.isNull()) {
        return fail(
            ErrorKind::Settings,
            u"'%1' is not an address to listen on. Use 127.0.0.1 for this computer alone or 0.0.0.0 for the network."_s
                .arg(settings.listenAddress));
    }

    setLimits(snapshot->configuration());
    m_door.isDraining = false;
    m_shared = std::make_unique<Shared>(Shared{.clock = m_clock,
                                               .health = m_health,
                                               .tokens = m_tokens,
                                               .objects = m_objects,
                                               .limits = m_limits,
                                               .journal = m_store.journal(),
                                               .writer = m_store.writer(),
                                               .observer = m_feed,
                                               .door = m_door});
    const int count = settings.workers > 0 ? settings.workers : std::max(1, QThread::idealThreadCount());
    for (int i = 0; i < count; ++i) {
        m_workers.push_back(std::make_unique<WorkerThread>(*m_shared, snapshot, tls, i + 1));
        connect(&m_workers.back()->worker(), &Worker::drained, this, &Engine::workerDrained, Qt::QueuedConnection);
    }
    // The port last: a connection may come as soon as it is open.
    const Result<quint16> port = listen(address, settings.listenPort);
    if (!port) {
        stop();
        m_state = EngineState::Failed;
        return std::unexpected(port.error());
    }
    m_address = addressText(settings, *port);
    m_state = EngineState::Serving;
    return {};
}

Result<quint16> Engine::listen(const QHostAddress &address, quint16 port)
{
    auto acceptor = std::make_unique<Http::Acceptor>([this](qintptr descriptor) { hand(descriptor); });
    acceptor->moveToThread(&m_acceptorThread);
    m_acceptorThread.start();
    m_acceptor = std::move(acceptor);
    // What goes over and comes back is ordered by semaphores: ThreadSanitizer cannot see into Qt's queue of events.
    Result<quint16> listening = 0;
    std::binary_semaphore given{0};
    std::binary_semaphore done{0};
    QMetaObject::invokeMethod(m_acceptor.get(), [&, acceptor = m_acceptor.get()] {
        given.acquire();
        listening = acceptor->listen(address, port);
        if (listening)
            m_door.port = *listening;
        done.release();
    });
    given.release();
    done.acquire();
    return listening;
}

void Engine::hand(qintptr descriptor)
{
    const auto least =
        std::ranges::min_element(m_workers, {}, [](const auto &worker) { return worker->connectionCount(); });
    (*least)->post([descriptor](Worker &worker) { worker.accept(descriptor); });
}

// What a new budget begins with is what the ledger says, and the ledger is what the writer has written.
void Engine::setLimits(const Configuration &configuration)
{
    const auto spend = [this](Timestamp from, std::chrono::microseconds slot) -> Result<QList<Accounting::Spend>> {
        m_store.writer().flush(SettleTime);
        GH_TRY(const auto reader, Store::Reader::open(QFileInfo(m_store.databasePath()).path()));
        GH_TRY(const QList<Store::SpendRow> rows, reader->spend(from, slot));
        QList<Accounting::Spend> all;
        for (const Store::SpendRow &row : rows)
            all.append({.time = row.time,
                        .clientId = row.clientId,
                        .keyId = row.keyId,
                        .providerId = row.providerId,
                        .model = row.requestedModel.toUtf8(),
                        .cost = row.cost});
        return all;
    };
    if (const auto set = m_limits.setConfiguration(configuration, now(), spend); !set)
        qCWarning(log) << "What has been spent could not be read; budgets count from zero:" << set.error().message;
}

Accounting::Moment Engine::now() const
{
    return {.wall = m_clock.now(), .monotonic = m_clock.monotonic()};
}

QList<Accounting::CounterStatus> Engine::counters() const
{
    return m_limits.status(now(), MostCounters);
}

void Engine::setSnapshot(const SnapshotPtr &snapshot)
{
    setLimits(snapshot->configuration());
    for (const auto &worker : m_workers)
        worker->post([snapshot](Worker &w) { w.setSnapshot(snapshot); });
}

void Engine::drain(std::chrono::milliseconds grace)
{
    if (m_state != EngineState::Serving)
        return;
    m_state = EngineState::Draining;
    m_door.isDraining = true;
    QMetaObject::invokeMethod(m_acceptor.get(), &Http::Acceptor::close, Qt::QueuedConnection);
    m_workersToDrain = m_workers.size();
    for (const auto &worker : m_workers)
        worker->post([](Worker &w) { w.drain(); });
    m_graceTimer.start(grace);
}

void Engine::workerDrained()
{
    if (m_state == EngineState::Draining && m_workersToDrain > 0 && --m_workersToDrain == 0)
        stop();
}

void Engine::stop()
{
    const bool wasServing = isServing();
    m_graceTimer.stop();
    // The acceptor before the workers: it hands connections to them.
    if (m_acceptor) {
        m_acceptor.release()->deleteLater();
        m_acceptorThread.quit();
        m_acceptorThread.wait();
    }
    m_workers.clear();
    m_address.clear();
    m_state = EngineState::Stopped;
    if (wasServing)
        emit stopped();
}

} // namespace Gatehouse::Engine
