// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/streamrelay.h"

#include "gateway/pipeline/answerheaders.h"
#include "gateway/pipeline/services.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

constexpr int MaxHeldEvents = 64;
constexpr qsizetype MaxHeldBytes = 256 * 1024;

} // namespace

StreamRelay::StreamRelay(Exchange &exchange, Http::Headers vendorHeaders)
    : m_exchange(exchange)
    , m_headers(std::move(vendorHeaders))
    , m_stream(exchange.surface, exchange.facts.usageAsked ? Llm::UsageEvent::Show : Llm::UsageEvent::Hide)
{}

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
    if (!m_out.isEmpty())
        m_exchange.response->write(m_out);
    return fed;
}

Result<void> StreamRelay::end()
{
    if (!m_stream.isComplete())
        return fail(ErrorKind::UpstreamInvalid, u"The answer was cut off by the provider."_s);
    if (!m_exchange.response->isStarted())
        commit();
    m_exchange.lastBytes = m_stream.end();
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
    m_exchange.response->write(m_held);
    m_held.clear();
}

} // namespace Gatehouse::Pipeline
