// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/http/client.h"
#include "gateway/pipeline/exchange.h"

namespace Gatehouse::Pipeline {

// Hands a vendor's stream on to the client. Holds back the head and whatever comes before the first content, so that a
// vendor that fails until then can still be replaced (FEATURES 1.3), and the end, until the charge is safe. Lives in
// the coroutine of one attempt.
class StreamRelay final
{
public:
    StreamRelay(Exchange &exchange, Http::Headers vendorHeaders);

    // Bytes from the vendor. Errors: the stream is not what it should be, or carries the vendor's error.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);

    // The vendor has closed the stream. An error when it was cut.
    [[nodiscard]] Result<void> end();

    [[nodiscard]] bool isComplete() const { return m_stream.isComplete(); }
    [[nodiscard]] const Llm::AnswerFacts &answer() const { return m_stream.answer(); }

private:
    void commit();
    void noteFirstContent();

    Exchange &m_exchange;
    Http::Headers m_headers;
    Llm::OpenAiStream m_stream;
    QByteArray m_held; // before the first content
    QByteArray m_out;
};

} // namespace Gatehouse::Pipeline
