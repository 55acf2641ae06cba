// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Gatehouse::Llm {

// One server-sent event. The views are into the reader's buffer and die with the next call of feed() or next().
struct SseEvent {
    QByteArrayView raw;  // all its bytes, with comments before it and the empty line that ends it
    QByteArrayView type; // "event:"; empty = message
    QByteArrayView data; // the data lines joined by LF; null = there was no data line (a comment or keep-alive alone)
};

// JSON on one line, for framings in which a line break ends something: values may stand in a document as their vendor
// wrote them, and a line break between their members is as good as a space.
[[nodiscard]] inline QByteArray onOneLine(QByteArray json)
{
    json.replace('\n', ' ').replace('\r', ' ');
    return json;
}

// Cuts a byte stream into events (WHATWG HTML, server-sent events, 9.2.6): CRLF, LF and CR line ends, byte order mark,
// comments, several data lines. Any split of the input gives the same events; the raw bytes of all events, one after
// the other, are the input. Lives on one thread.
class SseReader final
{
public:
    // An event longer than this is an error of the vendor's.
    static constexpr qsizetype MaxEventBytes = 16 * 1024 * 1024;

    void feed(QByteArrayView bytes);
    [[nodiscard]] std::optional<SseEvent> next(); // nothing = more bytes are needed
    [[nodiscard]] bool isOverlong() const { return m_buffer.size() - m_start > MaxEventBytes; }
    [[nodiscard]] QByteArrayView rest() const { return QByteArrayView(m_buffer).sliced(m_start); } // no event yet

private:
    // A part of the event, in bytes from its beginning.
    struct Part {
        qsizetype offset = 0;
        qsizetype length = 0;
    };
    enum class Line : quint8 { Unfinished, Empty, Field };
    Line takeLine();
    void readField(QByteArrayView line, qsizetype offset);
    SseEvent takeEvent();

    QByteArray m_buffer;
    qsizetype m_start = 0; // of the event being read
    qsizetype m_line = 0;  // of the line being read
    qsizetype m_scan = 0;  // up to here it has no end
    bool m_isFirstLine = true;
    bool m_hasLoneCarriageReturns = false; // one was seen: CR alone ends a line, and the LF of a CRLF may come late
    bool m_isAfterCarriageReturn = false;  // the line before ended with CR in that mode
    Part m_type;
    Part m_data;
    int m_dataLines = 0;
    QByteArray m_joined; // the data lines, when there is more than one
};

} // namespace Gatehouse::Llm
