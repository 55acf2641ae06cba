// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/limitbook.h"
#include "gateway/core/base/result.h"
#include "gateway/core/config/snapshot.h"
#include "gateway/engine/control.h"
#include "gateway/engine/feed.h"
#include "gateway/engine/workerthread.h"
#include "gateway/http/acceptor.h"
#include "gateway/pipeline/frontdoor.h"
#include "gateway/upstream/healthtable.h"
#include "gateway/upstream/storedobjects.h"
#include "gateway/upstream/tokencounter.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

namespace Gatehouse::Store {
class Store;
}

namespace Gatehouse::Engine {

// The gateway as one thing: starts and ends the threads, hands them the configuration, collects what happens. Lives on
// the main thread; owned by LocalControl.
class Engine final : public QObject
{
    Q_OBJECT
public:
    Engine(Store::Store &store, const Clock &clock, QObject *parent = nullptr);
    ~Engine() override; // stops at once

    // Opens the port and serves. Errors: the address or port cannot be had, the certificate cannot be read.
    [[nodiscard]] Result<void> start(const SnapshotPtr &snapshot);

    // Takes no more connections, lets what runs go on until the grace time is over, then stops; stopped() follows.
    void drain(std::chrono::milliseconds grace);

    // The configuration for requests that come from now on. Address, port, TLS and number of workers take effect with
    // the next start.
    void setSnapshot(const SnapshotPtr &snapshot);

    // How limits and budgets stand; those nearest to their limit first.
    [[nodiscard]] QList<Accounting::CounterStatus> counters() const;

    [[nodiscard]] bool isServing() const { return m_state == EngineState::Serving || m_state == EngineState::Draining; }
    [[nodiscard]] EngineState state() const { return m_state; }
    [[nodiscard]] QString address() const { return m_address; } // "http://127.0.0.1:8080"; empty = not serving
    [[nodiscard]] int inFlight() const { return m_door.inFlight; }
    [[nodiscard]] quint64 requestCount() const { return m_door.requests; }
    [[nodiscard]] Feed &feed() { return m_feed; }
    [[nodiscard]] const Upstream::HealthTable &health() const { return m_health; }

signals:
    void stopped();

private:
    void stop();
    void workerDrained();
    void setLimits(const Configuration &configuration);
    [[nodiscard]] Accounting::Moment now() const;
    [[nodiscard]] Result<quint16> listen(const QHostAddress &address, quint16 port);
    void hand(qintptr descriptor); // on the acceptor's thread

    Store::Store &m_store;
    const Clock &m_clock;
    Feed m_feed;
    Upstream::HealthTable m_health;
    Upstream::TokenCounter m_tokens;
    Upstream::StoredObjects m_objects;
    Accounting::LimitBook m_limits;
    Pipeline::DoorState m_door;
    std::unique_ptr<Shared> m_shared;
    std::vector<std::unique_ptr<WorkerThread>> m_workers;
    QThread m_acceptorThread;
    std::unique_ptr<Http::Acceptor> m_acceptor; // lives on its thread
    QTimer m_graceTimer;
    EngineState m_state = EngineState::Stopped;
    QString m_address;
    std::size_t m_workersToDrain = 0;
};

} // namespace Gatehouse::Engine
