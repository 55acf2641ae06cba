// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/snapshot.h"
#include "gateway/http/server.h"
#include "gateway/pipeline/services.h"
#include "gateway/pipeline/surfaces.h"
#include "gateway/pipeline/taskscope.h"

#include <atomic>

namespace Gatehouse::Pipeline {

// What the workers have in common about being open. Thread-safe.
struct DoorState {
    std::atomic<bool> isDraining = false;
    std::atomic<int> inFlight = 0;     // exchanges on their way
    std::atomic<quint64> requests = 0; // exchanges since the start
    std::atomic<quint16> port = 0;     // where clients reach us
};

// Between HTTP and the spine: refuses what no client of the gateway may send (wrong Host, foreign Origin, unknown
// address, wrong media type, too much at once) before its body is read, answers the two health addresses, and sends the
// rest through the pipeline. Lives on one worker thread; owned by the worker.
class FrontDoor final : public Http::RequestHandler
{
public:
    FrontDoor(const Services &services, DoorState &state, SnapshotPtr snapshot);

    void setSnapshot(SnapshotPtr snapshot); // for requests that come from now on

    // Connections that close from now on are closed by us.
    void setEnding() { m_isEnding = true; }

    [[nodiscard]] TaskScope &tasks() { return m_tasks; }

    void handle(Http::Request request, std::shared_ptr<Http::Response> response) override;
    [[nodiscard]] QByteArray refusalBody(const Error &error, QByteArrayView path) const override;
    [[nodiscard]] std::optional<Error> checkHead(const Http::Request &head) const override;

private:
    void answerHealth(const SurfaceMatch &match, Http::Response &response) const;

    const Services &m_services;
    DoorState &m_state;
    SnapshotPtr m_snapshot;
    TaskScope m_tasks;
    bool m_isEnding = false;
};

} // namespace Gatehouse::Pipeline
