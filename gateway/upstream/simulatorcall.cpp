// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulatorcall.h"

#include "gateway/upstream/simulator/simulatordialects.h"
#include "gateway/upstream/tokencounter.h"

#include <QPointer>

#include <algorithm>

namespace Gatehouse::Upstream {

namespace {

SimulatorAnswer answerTo(TokenCounter &tokens, const Http::ClientRequest &request)
{
    const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    return simulateIn(simulatedCall(request.target),
                      {.body = request.body, .now = now, .tokenizer = tokens.tokenizerFor("gpt-4o")});
}

} // namespace

SimulatorCall::SimulatorCall(TokenCounter &tokens, Http::ClientRequest request, Http::CallCallbacks callbacks)
    : m_answer(answerTo(tokens, request))
    , m_callbacks(std::move(callbacks))
    , m_timeouts(request.timeouts)
    , m_started(std::chrono::steady_clock::now())
{
    m_result.isRequestSent = true;
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &SimulatorCall::step);
    if (m_answer.status == 0) {
        m_pendingFailure = Http::CallFailure::FirstByteTimeout;
        schedule(std::min(m_timeouts.firstByte, m_timeouts.total));
    } else {
        schedule(m_answer.headAfter);
    }
}

void SimulatorCall::abort()
{
    m_pendingFailure = Http::CallFailure::Aborted;
    m_isPaused = false;
    schedule(std::chrono::milliseconds(0));
}

void SimulatorCall::setPaused(bool paused)
{
    m_isPaused = paused;
    if (!paused && std::exchange(m_isDue, false))
        schedule(std::chrono::milliseconds(0));
}

void SimulatorCall::schedule(std::chrono::milliseconds after)
{
    m_timer.start(after);
}

void SimulatorCall::step()
{
    if (m_pendingFailure != Http::CallFailure::None) {
        end(m_pendingFailure);
        return;
    }
    if (m_isPaused) {
        m_isDue = true;
        return;
    }
    // A callback may destroy this call.
    const QPointer<SimulatorCall> self(this);
    if (!m_hasHead) {
        m_hasHead = true;
        m_result.firstByte = elapsed();
        m_callbacks.onHead({.status = m_answer.status, .headers = m_answer.headers});
        if (!self)
            return;
    } else {
        const TimedChunk chunk = std::move(m_answer.chunks[m_nextChunk++]);
        m_callbacks.onBody(chunk.bytes);
        if (!self)
            return;
    }
    if (m_nextChunk < m_answer.chunks.size()) {
        schedule(m_answer.chunks[m_nextChunk].after);
        return;
    }
    switch (m_answer.ending) {
    case SimulatorEnding::Complete:
        end(Http::CallFailure::None);
        break;
    case SimulatorEnding::Cut:
        end(Http::CallFailure::ClosedInAnswer);
        break;
    case SimulatorEnding::Hang:
        m_pendingFailure = Http::CallFailure::IdleTimeout;
        schedule(m_timeouts.idle);
        break;
    }
}

void SimulatorCall::end(Http::CallFailure failure)
{
    m_timer.stop();
    m_result.failure = failure;
    m_result.duration = elapsed();
    const auto onEnd = std::move(m_callbacks.onEnd); // the callback may destroy this call
    onEnd(m_result);
}

std::chrono::microseconds SimulatorCall::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - m_started);
}

} // namespace Gatehouse::Upstream
