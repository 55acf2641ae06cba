// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/answerstream.h"
#include "gateway/core/llm/sse.h"
#include "gateway/core/llm/surface.h"

#include <QByteArray>

// Answers in OpenAI's dialect: what accounting and the inspector need of them, and the client's view of a stream.
namespace Gatehouse::Llm {

// Reads a whole answer. UpstreamInvalid when it is not JSON or not an object; UpstreamRejected when it is an error that
// the vendor sent with a status of success.
[[nodiscard]] Result<AnswerFacts> readOpenAiAnswer(Surface surface, QByteArrayView body);

// The vendor's error inside an answer with status >= 400, or inside a stream, bounded and without control characters;
// empty = none found.
struct OpenAiErrorText {
    QByteArray message;
    QByteArray code;
    QByteArray type;
};
[[nodiscard]] OpenAiErrorText readOpenAiError(QByteArrayView body);

// Whether the usage event that the gateway asked for is shown to the client, who may not have asked.
enum class UsageEvent : quint8 { Show, Hide };

// The stream where client and vendor both speak OpenAI's dialect. Events pass through with their own bytes; only the
// usage event is taken out when hidden, and the `usage: null` that vendors then add to every other event: a client that
// did not ask would not have got it from the vendor itself. end() has the vendor's own line ends.
class OpenAiStream final : public AnswerStream
{
public:
    OpenAiStream(Surface surface, UsageEvent usageEvent);

    Result<void> feed(QByteArrayView bytes, QByteArray &out) override;
    Result<void> close(QByteArray &out) override;
    QByteArray end() override;
    QByteArray fail(const Error &error) override;
    // [DONE] was seen, or a finish reason and then nothing (vendors that leave [DONE] out).
    bool isComplete() const override;
    bool hasContent() const override { return m_content; }
    const AnswerFacts &answer() const override { return m_answer; }
    int eventCount() const override { return m_events; }

private:
    [[nodiscard]] Result<void> event(const SseEvent &event, QByteArray &out);
    SseReader m_reader;
    Surface m_surface;
    UsageEvent m_usageEvent;
    AnswerFacts m_answer;
    QByteArray m_end;
    bool m_done = false;      // the end mark has come
    bool m_hasFailed = false; // what came is no answer, however it goes on
    bool m_content = false;
    int m_events = 0;
};

} // namespace Gatehouse::Llm
