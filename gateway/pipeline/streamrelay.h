// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/answerstream.h"
#include "gateway/http/client.h"
#include "gateway/pipeline/exchange.h"

#include <QTimer>

namespace Gatehouse::Pipeline {

// Hands a vendor's stream on to the client. Holds back the head and whatever comes before the first content, so that a
// vendor that fails until then can still be replaced (FEATURES 1.3), and the end, until the charge is safe. A vendor
// that has begun and then thinks for long does not leave the client in silence: what was held back goes out, and
// comments follow, so that no proxy on the way takes the connection for dead. Lives in the coroutine of one attempt.
class StreamRelay final
{
public:
    // Whether what the client gets is kept: where it is not what the vendor sent.
    enum class Capture : quint8 { No, Yes };

    // `stream` is the exchange's and outlives this.
    StreamRelay(Exchange &exchange, Llm::AnswerStream &stream, Http::Headers headers, Capture capture);

    // Bytes from the vendor. Errors: the stream is not what it should be, or carries the vendor's error.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);

    // The vendor has closed the stream. An error when it was cut.
    [[nodiscard]] Result<void> end();

private:
    void commit();
    void breakSilence();
    void send(QByteArrayView bytes);
    void noteFirstContent();

    Exchange &m_exchange;
    Llm::AnswerStream &m_stream;
    Http::Headers m_headers;
    Capture m_capture;
    QByteArray m_held; // before the first content
    QByteArray m_out;
    QTimer m_silence;
    bool m_takesComments;   // server-sent events have comments; other framings have nothing that means nothing
    bool m_isSilent = true; // nothing was written since the timer was last looked at
};

} // namespace Gatehouse::Pipeline
