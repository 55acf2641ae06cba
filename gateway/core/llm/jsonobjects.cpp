// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/jsonobjects.h"

namespace Gatehouse::Llm {

void JsonObjectReader::feed(QByteArrayView bytes)
{
    if (m_start > 0) {
        m_buffer.remove(0, m_start);
        m_scan -= m_start;
        m_start = 0;
    }
    m_buffer += bytes;
}

std::optional<QByteArray> JsonObjectReader::next()
{
    for (; m_scan < m_buffer.size() && !m_isBroken; ++m_scan) {
        const char c = m_buffer.at(m_scan);
        if (m_isInString) {
            if (m_isEscaped)
                m_isEscaped = false;
            else if (c == '\\')
                m_isEscaped = true;
            else if (c == '"')
                m_isInString = false;
        } else if (m_depth > 0) {
            if (c == '"') {
                m_isInString = true;
            } else if (c == '{') {
                ++m_depth;
            } else if (c == '}' && --m_depth == 0) {
                QByteArray object = m_buffer.sliced(m_start, m_scan + 1 - m_start);
                m_start = ++m_scan;
                return object;
            }
        } else if (c == '{') {
            m_start = m_scan;
            m_depth = 1;
        } else {
            m_start = m_scan + 1;
            m_isBroken = !QByteArrayView(" \t\r\n,[]\xEF\xBB\xBF").contains(c);
        }
    }
    return std::nullopt;
}

} // namespace Gatehouse::Llm
