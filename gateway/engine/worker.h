// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/limitbook.h"
#include "gateway/http/client.h"
#include "gateway/http/server.h"
#include "gateway/pipeline/frontdoor.h"
#include "gateway/pipeline/services.h"
#include "gateway/upstream/accesstokens.h"
#include "gateway/upstream/storedobjects.h"
#include "gateway/upstream/transport.h"

#include <QObject>
#include <QSslConfiguration>

#include <memory>

namespace Gatehouse::Engine {

// What the workers share. Owned by the engine, which outlives them; every part is thread-safe.
struct Shared {
    const Clock &clock;
    Upstream::HealthTable &health;
    Upstream::TokenCounter &tokens;
    Upstream::StoredObjects &objects;
    Accounting::LimitBook &limits;
    Store::Journal &journal;
    Store::Writer &writer;
    Pipeline::Observer &observer;
    Pipeline::DoorState &door;
};

// One worker thread's own: its connections for life, its pools of connections to vendors, its exchanges (DESIGN 5).
// Made, used and destroyed on that thread; owned by WorkerThread.
class Worker final : public QObject
{
    Q_OBJECT
public:
    Worker(const Shared &shared, SnapshotPtr snapshot, const QSslConfiguration &tls);
    ~Worker() override;

    void setSnapshot(const SnapshotPtr &snapshot);
    void accept(qintptr descriptor);
    void drain();

    // Closes every connection; the exchanges that run come to their end and are recorded, with what they have used.
    // ended() follows.
    void cutOff();
    void closeIdleVendorConnections();

    [[nodiscard]] int connectionCount() const; // thread-safe

signals:
    void drained(); // draining, and the last exchange has ended
    void ended();   // cut off, and the last exchange has ended

private:
    void noteIdle();

    Http::ClientPool m_pool;
    std::unique_ptr<Upstream::Transport> m_transport;
    Upstream::AccessTokens m_accessTokens;
    Pipeline::Services m_services;
    Pipeline::FrontDoor m_door;
    std::unique_ptr<Http::ServerWorker> m_server;
    bool m_isDraining = false;
    bool m_isEnding = false;
};

} // namespace Gatehouse::Engine
