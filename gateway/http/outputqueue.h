// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <span>
#include <vector>

namespace Gatehouse::Http {

// Bytes on their way out. Small pieces are gathered in one buffer, large ones are kept as they are and never copied.
// Lives with its connection.
class OutputQueue final
{
public:
    void append(QByteArrayView bytes);
    void append(const QByteArray &bytes); // shares it when it is large

    // Has `write` append to the buffer itself: for heads, which are put together from many pieces.
    template <typename Write>
    void appendWith(Write write)
    {
        QByteArray &buffer = tail();
        const qsizetype before = buffer.size();
        write(buffer);
        m_size += buffer.size() - before;
    }

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

    // The first pieces, as many as fit in `pieces`. They stay valid until the queue changes.
    [[nodiscard]] std::size_t peek(std::span<QByteArrayView> pieces) const;
    void consume(qint64 count);
    void clear();

private:
    [[nodiscard]] QByteArray &tail();

    std::vector<QByteArray> m_segments;
    std::size_t m_first = 0; // the first segment that is not yet gone
    qsizetype m_offset = 0;  // what is gone of it
    qint64 m_size = 0;
    bool m_isTailOurs = false; // the last segment may be appended to
};

} // namespace Gatehouse::Http
