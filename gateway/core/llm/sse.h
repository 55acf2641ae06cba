// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Gatehouse::Llm {

// One server-sent event. The views are into the reader's buffer and die with the next call of next().
struct SseEvent {
    QByteArrayView raw;  // all its bytes, with comments before it and the empty line that ends it
    QByteArrayView type; // "event:"; empty = message
    QByteArrayView data; // the data lines joined by LF; null = there was no data line (a comment or keep-alive alone)
};

// Cuts a byte stream into events (WHATWG HTML, server-sent events, 9.2.6): CRLF, LF and CR line ends, byte order mark,
// comments, several data lines. Any split of the input gives the same events. Lives on one thread.
class SseReader final
{
public:
    // An event longer than this is an error of the vendor's.
    static constexpr qsizetype MaxEventBytes = 16 * 1024 * 1024;

    void feed(QByteArrayView bytes);
    [[nodiscard]] std::optional<SseEvent> next(); // nothing = more bytes are needed
    [[nodiscard]] bool isOverlong() const;
    [[nodiscard]] QByteArrayView rest() const; // bytes of an event that has not ended

private:
    QByteArray m_buffer;
    QByteArray m_data;       // joined data lines, when an event has more than one
    qsizetype m_start = 0;   // of the event being read
    qsizetype m_scanned = 0; // up to here there is no end of an event
};

} // namespace Gatehouse::Llm
