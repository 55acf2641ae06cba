// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/framesplitter.h"

#include <QtEndian>

namespace Gatehouse::Llm {

QByteArrayView contentTypeOf(Framing framing)
{
    switch (framing) {
    case Framing::Lines:
        return "application/x-ndjson";
    case Framing::Array:
        return "application/json";
    case Framing::EventStream:
        return "application/vnd.amazon.eventstream";
    case Framing::Sse:
        break;
    }
    return "text/event-stream";
}

void FrameSplitter::feed(QByteArrayView bytes)
{
    if (m_framing == Framing::Sse)
        m_sse.feed(bytes);
    else
        m_buffer += bytes;
}

std::optional<QByteArray> FrameSplitter::next()
{
    if (m_framing == Framing::Sse) {
        const auto event = m_sse.next();
        return event ? std::optional(event->raw.toByteArray()) : std::nullopt;
    }
    const qsizetype end = m_framing == Framing::Lines   ? endOfLine()
                          : m_framing == Framing::Array ? endOfElement()
                                                        : endOfFrame();
    if (end < 0)
        return std::nullopt;
    QByteArray piece = m_buffer.first(end);
    m_buffer.remove(0, end);
    m_scan = 0;
    return piece;
}

QByteArray FrameSplitter::rest()
{
    return m_framing == Framing::Sse ? m_sse.rest().toByteArray() : m_buffer;
}

bool FrameSplitter::isOverlong() const
{
    return m_framing == Framing::Sse ? m_sse.isOverlong() : m_buffer.size() > SseReader::MaxEventBytes;
}

qsizetype FrameSplitter::endOfLine()
{
    const qsizetype newline = m_buffer.indexOf('\n', m_scan);
    m_scan = m_buffer.size();
    return newline < 0 ? -1 : newline + 1;
}

// An element ends with the brace that closes it; the comma or bracket before it, and white space, belong to it. The
// array's closing bracket is the rest.
qsizetype FrameSplitter::endOfElement()
{
    for (; m_scan < m_buffer.size(); ++m_scan) {
        const char byte = m_buffer[m_scan];
        if (m_isInString) {
            if (m_isEscaped)
                m_isEscaped = false;
            else if (byte == '\\')
                m_isEscaped = true;
            else if (byte == '"')
                m_isInString = false;
            continue;
        }
        if (byte == '"') {
            m_isInString = true;
        } else if (byte == '{') {
            ++m_depth;
        } else if (byte == '}' && m_depth > 0 && --m_depth == 0) {
            return m_scan + 1;
        }
    }
    return -1;
}

// The first four bytes are the length of the whole frame.
qsizetype FrameSplitter::endOfFrame() const
{
    if (m_buffer.size() < 4)
        return -1;
    const auto length = qsizetype(qFromBigEndian<quint32>(m_buffer.constData()));
    return length >= 16 && m_buffer.size() >= length ? length : -1;
}

} // namespace Gatehouse::Llm
