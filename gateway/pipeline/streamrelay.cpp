// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/streamrelay.h"

#include "gateway/pipeline/answerheaders.h"
#include "gateway/pipeline/services.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

constexpr int MaxHeldEvents = 64;
constexpr qsizetype MaxHeldBytes = 256 * 1024;

} // namespace

StreamRelay::StreamRelay(Exchange &exchange, Llm::AnswerStream &stream, Http::Headers headers, Capture capture)
    : m_exchange(exchange)
    , m_stream(stream)
    , m_headers(std::move(headers))
    , m_capture(capture)
    , m_takesComments(m_headers.value("content-type").value_or(QByteArrayView()).startsWith("text/event-stream"))
{
    QObject::connect(&m_silence, &QTimer::timeout, &m_silence, [this] { breakSilence(); });
    m_silence.start(exchange.services.keepAlive);
}

Result<void> StreamRelay::feed(QByteArrayView bytes)
{
    m_out.resize(0);
    const Result<void> fed = m_stream.feed(bytes, m_out);
    noteFirstContent();
    if (!m_exchange.response->isStarted()) {
        m_held += m_out;
        m_out.resize(0);
        if (!fed)
            return fed;
        if (m_stream.hasContent() || m_stream.eventCount() > MaxHeldEvents || m_held.size() > MaxHeldBytes)
            commit();
        return {};
    }
    send(m_out);
    return fed;
}

Result<void> StreamRelay::end()
{
    m_out.resize(0);
    const Result<void> closed = m_stream.close(m_out);
    noteFirstContent();
    if (!closed)
        return closed;
    if (!m_exchange.response->isStarted())
        commit();
    send(m_out);
    m_silence.stop(); // the last bytes wait for the charge alone
    m_exchange.lastBytes = m_stream.end();
    if (m_capture == Capture::Yes)
        m_exchange.clientAnswer += m_exchange.lastBytes;
    return {};
}

void StreamRelay::noteFirstContent()
{
    if (!m_exchange.firstContentAt && m_stream.hasContent())
        m_exchange.firstContentAt = m_exchange.services.clock.monotonic();
}

void StreamRelay::commit()
{
    m_exchange.status = 200;
    addGatewayHeaders(m_exchange, m_headers);
    m_headers.set("Cache-Control"_ba, "no-cache"_ba);
    m_exchange.response->start(m_exchange.status, m_headers);
    send(m_held);
    m_held.clear();
}

void StreamRelay::breakSilence()
{
    if (!std::exchange(m_isSilent, true) || !m_takesComments || m_exchange.response->isCongested())
        return;
    if (!m_exchange.response->isStarted()) {
        if (m_held.isEmpty())
            return; // the vendor has not begun: it may still be replaced
        commit();
        return;
    }
    m_exchange.response->write(": keep-alive\n\n"); // every stream of events lets out whole ones
}

void StreamRelay::send(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    m_isSilent = false;
    m_exchange.response->write(bytes);
    if (m_capture == Capture::No)
        return;
    const qint64 room = m_exchange.snapshot->settings().maxStoredBodyBytes - m_exchange.clientAnswer.size();
    m_exchange.clientAnswer += bytes.first(std::clamp<qsizetype>(room, 0, bytes.size()));
}

} // namespace Gatehouse::Pipeline
