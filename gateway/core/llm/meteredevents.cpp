// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/meteredevents.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/openaierror.h"
#include "gateway/core/llm/openaifacts.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

// Some servers name the type in the data alone.
QByteArray typeOf(const SseEvent &event)
{
    if (!event.type.isEmpty())
        return event.type.toByteArray();
    const auto tree = Json::Tree::parse(event.data.toByteArray(), Json::Rules::Lenient);
    return tree ? tree->root()["type"].text() : QByteArray();
}

bool canBeLast(const SseEvent &event)
{
    if (event.data == "[DONE]")
        return true;
    const QByteArray type = typeOf(event);
    return type.endsWith(".completed") || type.endsWith(".done");
}

} // namespace

Result<void> MeteredEvents::feed(QByteArrayView bytes, QByteArray &out)
{
    m_reader.feed(bytes);
    while (const auto event = m_reader.next()) {
        if (!event->data.isNull()) {
            GH_CHECK(read(*event));
            out += std::exchange(m_held, {});
            m_isEnding = canBeLast(*event);
        }
        (m_isEnding ? m_held : out) += event->raw;
    }
    if (m_reader.isOverlong())
        return Gatehouse::fail(ErrorKind::UpstreamInvalid, u"The vendor sent an event that is too long."_s);
    return {};
}

Result<void> MeteredEvents::read(const SseEvent &event)
{
    ++m_eventCount;
    m_hasContent = true;
    Json::Reader json(event.data, Json::Rules::Lenient);
    if (readFacts(json, m_facts).isError)
        return std::unexpected(vendorError(event.data));
    return {};
}

// An event without its empty line at the end is none, and whoever reads it does not act on it.
Result<void> MeteredEvents::close(QByteArray &out)
{
    Q_UNUSED(out)
    m_held += m_reader.rest();
    m_isEnding = true;
    return {};
}

QByteArray MeteredEvents::fail(const Error &error)
{
    return errorEvent(Dialect::OpenAi, error); // the only one with such surfaces
}

} // namespace Gatehouse::Llm
