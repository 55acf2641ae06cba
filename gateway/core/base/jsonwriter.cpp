// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsonwriter.h"

#include "gateway/core/base/json.h"

namespace Gatehouse::Json {

Writer &Writer::key(QByteArrayView utf8)
{
    separate();
    m_out += quoted(utf8);
    m_out += ':';
    return *this;
}

Writer &Writer::string(QByteArrayView utf8)
{
    separate();
    m_out += quoted(utf8);
    return *this;
}

Writer &Writer::integer(qint64 value)
{
    separate();
    m_out += QByteArray::number(value);
    return *this;
}

Writer &Writer::raw(QByteArrayView json)
{
    Q_ASSERT(!json.isEmpty());
    separate();
    m_out += json;
    return *this;
}

Writer &Writer::open(char bracket)
{
    separate();
    m_out += bracket;
    ++m_depth;
    return *this;
}

Writer &Writer::close(char bracket)
{
    Q_ASSERT(m_depth > 0);
    m_out += bracket;
    --m_depth;
    return *this;
}

// A value follows an opening bracket or a colon directly, and everything else after a comma. The last byte tells which:
// outside strings, which are never open here, nothing else ends in these.
void Writer::separate()
{
    if (m_out.isEmpty())
        return;
    const char last = m_out.back();
    if (last != '{' && last != '[' && last != ':')
        m_out += ',';
}

} // namespace Gatehouse::Json
