// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/client.h"
#include "gateway/upstream/simulator/simulator.h"

#include <QObject>
#include <QTimer>

namespace Gatehouse::Upstream {

class TokenCounter;

// Plays an answer of the simulator as if it came over the network: the same calls in the same order, with the same
// time-outs. Lives on one worker thread; owned like any other call.
class SimulatorCall final : public QObject, public Http::ClientCall
{
    Q_OBJECT
public:
    SimulatorCall(TokenCounter &tokens, Http::ClientRequest request, Http::CallCallbacks callbacks);

    void abort() override;
    void setPaused(bool paused) override;

private:
    void step();
    void schedule(std::chrono::milliseconds after);
    void end(Http::CallFailure failure);
    [[nodiscard]] std::chrono::microseconds elapsed() const;

    SimulatorAnswer m_answer;
    Http::CallCallbacks m_callbacks;
    Http::ClientTimeouts m_timeouts;
    Http::CallResult m_result;
    QTimer m_timer;
    std::chrono::steady_clock::time_point m_started;
    std::size_t m_nextChunk = 0;
    bool m_hasHead = false;
    bool m_isPaused = false;
    bool m_isDue = false; // a step came while paused
    Http::CallFailure m_pendingFailure = Http::CallFailure::None;
};

} // namespace Gatehouse::Upstream
