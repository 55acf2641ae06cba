// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/sse.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Gatehouse::Llm {

// How the pieces of a streamed answer are told apart.
enum class Framing : quint8 {
    Sse,         // server-sent events
    Lines,       // one JSON document a line (Ollama)
    Array,       // the elements of one JSON array (Gemini without alt=sse)
    EventStream, // AWS event stream: binary frames with their length in front
};

// The Content-Type of a stream in a framing. Static storage.
[[nodiscard]] QByteArrayView contentTypeOf(Framing framing);

// Cuts a stream into its pieces with all their bytes: the pieces, one after the other, are the input. Any split of the
// input gives the same pieces. Used where the bytes themselves pass on, so that the end can be held back. Lives on one
// thread.
class FrameSplitter final
{
public:
    explicit FrameSplitter(Framing framing)
        : m_framing(framing)
    {}
    void feed(QByteArrayView bytes);
    [[nodiscard]] std::optional<QByteArray> next(); // nothing = more bytes are needed
    [[nodiscard]] QByteArray rest();                // what is no piece yet
    [[nodiscard]] bool isOverlong() const;          // a piece longer than SseReader::MaxEventBytes

private:
    [[nodiscard]] qsizetype endOfLine();
    [[nodiscard]] qsizetype endOfElement();
    [[nodiscard]] qsizetype endOfFrame() const;

    Framing m_framing;
    SseReader m_sse;
    QByteArray m_buffer;
    qsizetype m_scan = 0; // up to here the buffer has no end of a piece
    // Where the scan of an array stands.
    int m_depth = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
};

} // namespace Gatehouse::Llm
