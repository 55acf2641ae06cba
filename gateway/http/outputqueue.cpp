// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/outputqueue.h"

namespace Gatehouse::Http {

namespace {

constexpr qsizetype ShareFrom = 8 * 1024;        // below, a copy is cheaper than a second piece
constexpr qsizetype KeptCapacity = 4 * 1024;     // what an idle connection may hold on to
constexpr qsizetype SegmentCapacity = 64 * 1024; // a tail is not grown beyond this, so that what is sent is freed

} // namespace

QByteArray &OutputQueue::tail()
{
    if (!m_isTailOurs || m_segments.back().size() >= SegmentCapacity) {
        m_segments.emplace_back();
        m_isTailOurs = true;
    }
    return m_segments.back();
}

void OutputQueue::append(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    tail().append(bytes);
    m_size += bytes.size();
}

void OutputQueue::append(const QByteArray &bytes)
{
    if (bytes.size() < ShareFrom) {
        append(QByteArrayView(bytes));
        return;
    }
    m_segments.push_back(bytes);
    m_isTailOurs = false;
    m_size += bytes.size();
}

std::size_t OutputQueue::peek(std::span<QByteArrayView> pieces) const
{
    std::size_t count = 0;
    qsizetype offset = m_offset;
    for (std::size_t i = m_first; i < m_segments.size() && count < pieces.size(); ++i) {
        pieces[count] = QByteArrayView(m_segments[i]).sliced(offset);
        offset = 0;
        if (!pieces[count].isEmpty())
            ++count;
    }
    return count;
}

void OutputQueue::consume(qint64 count)
{
    m_size -= count;
    if (m_size == 0) {
        clear();
        return;
    }
    while (count > 0) {
        QByteArray &segment = m_segments[m_first];
        const qsizetype here = segment.size() - m_offset;
        if (count < here) {
            m_offset += count;
            break;
        }
        count -= here;
        segment = {};
        m_offset = 0;
        ++m_first;
    }
    if (m_first >= 64) {
        m_segments.erase(m_segments.begin(), m_segments.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
    }
}

void OutputQueue::clear()
{
    // The usual case: one gathered buffer that is filled and emptied again and again keeps its memory.
    if (m_segments.size() == 1 && m_isTailOurs && m_segments.front().capacity() <= KeptCapacity) {
        m_segments.front().resize(0);
    } else {
        m_segments.clear();
        m_isTailOurs = false;
    }
    m_first = 0;
    m_offset = 0;
    m_size = 0;
}

} // namespace Gatehouse::Http
