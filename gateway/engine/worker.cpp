// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/worker.h"

namespace Gatehouse::Engine {

namespace {

Http::ServerLimits limitsOf(const Settings &settings)
{
    Http::ServerLimits limits;
    limits.bodyBytes = settings.maxBodyBytes;
    return limits;
}

} // namespace

Worker::Worker(const Shared &shared, SnapshotPtr snapshot, const QSslConfiguration &tls)
    : m_pool({}, &shared.clock)
    , m_transport(Upstream::makeTransport(m_pool, shared.tokens))
    , m_accessTokens(*m_transport, shared.clock)
    , m_services{.clock = shared.clock,
                 .transport = *m_transport,
                 .accessTokens = m_accessTokens,
                 .health = shared.health,
                 .tokens = shared.tokens,
                 .objects = shared.objects,
                 .limits = shared.limits,
                 .journal = shared.journal,
                 .writer = shared.writer,
                 .observer = shared.observer}
    , m_door(m_services, shared.door, snapshot)
    , m_server(std::make_unique<Http::ServerWorker>(limitsOf(snapshot->settings()), &m_door, &shared.clock))
{
    m_server->setTls(tls);
    m_door.tasks().onIdle([this] { noteIdle(); });
}

Worker::~Worker() = default;

void Worker::setSnapshot(const SnapshotPtr &snapshot)
{
    m_server->setLimits(limitsOf(snapshot->settings()));
    m_door.setSnapshot(snapshot);
}

void Worker::accept(qintptr descriptor)
{
    m_server->accept(descriptor);
}

void Worker::drain()
{
    m_isDraining = true;
    m_server->drain();
    if (m_door.tasks().running() == 0)
        noteIdle();
}

void Worker::closeIdleVendorConnections()
{
    m_pool.closeIdle();
}

int Worker::connectionCount() const
{
    return m_server->connectionCount();
}

void Worker::cutOff()
{
    m_isEnding = true;
    m_door.setEnding();
    m_server->closeConnections();
    if (m_door.tasks().running() == 0)
        noteIdle();
}

void Worker::noteIdle()
{
    if (m_isDraining)
        emit drained();
    if (m_isEnding)
        emit ended();
}

} // namespace Gatehouse::Engine
