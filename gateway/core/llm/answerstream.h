// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/answerfacts.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Gatehouse::Llm {

// A streamed answer on its way from the vendor to the client: vendor bytes in, client bytes out, facts kept. Any split
// of the input gives the same output (R18). Lives on one thread.
class AnswerStream
{
public:
    virtual ~AnswerStream() = default;

    // Appends to `out` the bytes that may go to the client now. The last ones of the answer are not among them: see
    // end(). UpstreamInvalid when the bytes are not what they should be; UpstreamRejected when the vendor sent an error
    // inside the stream.
    [[nodiscard]] virtual Result<void> feed(QByteArrayView bytes, QByteArray &out) = 0;

    // The vendor has closed the stream: what was held back until that was sure. UpstreamInvalid when it was cut.
    [[nodiscard]] virtual Result<void> close(QByteArray &out) = 0;

    // What ends a complete answer ([DONE], message_stop, ...). It is sent after the charge is safe.
    [[nodiscard]] virtual QByteArray end() = 0;

    // What ends an answer that failed after its start, in the client's dialect.
    [[nodiscard]] virtual QByteArray fail(const Error &error) = 0;

    [[nodiscard]] virtual bool isComplete() const = 0;           // as far as the vendor's protocol can tell
    [[nodiscard]] virtual bool hasContent() const = 0;           // text, reasoning or a tool call has passed
    [[nodiscard]] virtual const AnswerFacts &answer() const = 0; // what is known so far
    [[nodiscard]] virtual int eventCount() const = 0;
};

} // namespace Gatehouse::Llm
