// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/sse.h"

#include <algorithm>
#include <cstring>

namespace Gatehouse::Llm {

namespace {

constexpr QByteArrayView ByteOrderMark("\xEF\xBB\xBF", 3);

qsizetype find(QByteArrayView bytes, char c, qsizetype from, qsizetype end)
{
    const void *const found = std::memchr(bytes.data() + from, c, static_cast<std::size_t>(end - from));
    return found ? static_cast<const char *>(found) - bytes.data() : end;
}

// The first CR or LF from a position on, or the size. In growing windows, so that the cost is that of the line
// whichever of the two the stream uses.
qsizetype lineEnd(QByteArrayView bytes, qsizetype from)
{
    qsizetype window = 512;
    while (from < bytes.size()) {
        const qsizetype end = std::min(bytes.size(), from + window);
        const qsizetype lineFeed = find(bytes, '\n', from, end);
        const qsizetype found = find(bytes, '\r', from, lineFeed);
        if (found != end)
            return found;
        from = end;
        window *= 2;
    }
    return bytes.size();
}

} // namespace

void SseReader::feed(QByteArrayView bytes)
{
    // What has been read is dropped here, where no view of it is promised any more. The buffer keeps its memory.
    if (m_start > 0) {
        const qsizetype left = m_buffer.size() - m_start;
        std::memmove(m_buffer.data(), m_buffer.constData() + m_start, static_cast<std::size_t>(left));
        m_buffer.resize(left);
        m_line -= m_start;
        m_scan -= m_start;
        m_start = 0;
    }
    m_buffer.append(bytes);
}

std::optional<SseEvent> SseReader::next()
{
    if (m_line == m_start) {
        m_type = {};
        m_data = {};
        m_dataLines = 0;
    }
    while (m_scan < m_buffer.size()) {
        switch (takeLine()) {
        case Line::Unfinished:
            return std::nullopt;
        case Line::Empty:
            return takeEvent();
        case Line::Field:
            break;
        }
    }
    return std::nullopt;
}

// Reads one line into the event.
SseReader::Line SseReader::takeLine()
{
    // The late LF of a CRLF belongs to the line end before.
    if (m_isAfterCarriageReturn) {
        m_isAfterCarriageReturn = false;
        if (m_buffer[m_line] == '\n') {
            ++m_line;
            m_scan = m_line;
            if (m_scan == m_buffer.size())
                return Line::Unfinished;
        }
    }
    const qsizetype end = lineEnd(m_buffer, m_scan);
    if (end == m_buffer.size()) {
        m_scan = end;
        return Line::Unfinished;
    }
    qsizetype next = end + 1;
    if (m_buffer[end] == '\r') {
        if (!m_hasLoneCarriageReturns) {
            // Whether this is CR or CRLF is known with the next byte.
            if (next == m_buffer.size()) {
                m_scan = end;
                return Line::Unfinished;
            }
            m_hasLoneCarriageReturns = m_buffer[next] != '\n';
            next += m_hasLoneCarriageReturns ? 0 : 1;
        }
        m_isAfterCarriageReturn = m_hasLoneCarriageReturns;
    }
    qsizetype begin = m_line;
    if (m_isFirstLine) {
        m_isFirstLine = false;
        if (QByteArrayView(m_buffer).sliced(begin).startsWith(ByteOrderMark))
            begin += ByteOrderMark.size();
    }
    m_scan = next;
    m_line = next;
    if (end == begin)
        return Line::Empty;
    readField(QByteArrayView(m_buffer).sliced(begin, end - begin), begin - m_start);
    return Line::Field;
}

void SseReader::readField(QByteArrayView line, qsizetype offset)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView name = colon < 0 ? line : line.first(colon);
    if (name != "data" && name != "event")
        return; // a comment, or a field that is of no use here
    qsizetype begin = colon < 0 ? line.size() : colon + 1;
    if (begin < line.size() && line[begin] == ' ')
        ++begin;
    const Part value{.offset = offset + begin, .length = line.size() - begin};
    if (name == "event") {
        m_type = value;
        return;
    }
    ++m_dataLines;
    if (m_dataLines == 1) {
        m_data = value;
        return;
    }
    if (m_dataLines == 2)
        m_joined = m_buffer.sliced(m_start + m_data.offset, m_data.length);
    m_joined += '\n';
    m_joined += line.sliced(begin);
}

SseEvent SseReader::takeEvent()
{
    const QByteArrayView raw = QByteArrayView(m_buffer).sliced(m_start, m_scan - m_start);
    SseEvent event{.raw = raw, .type = raw.sliced(m_type.offset, m_type.length), .data = {}};
    if (m_dataLines == 1)
        event.data = raw.sliced(m_data.offset, m_data.length);
    else if (m_dataLines > 1)
        event.data = m_joined;
    m_start = m_scan;
    return event;
}

} // namespace Gatehouse::Llm
