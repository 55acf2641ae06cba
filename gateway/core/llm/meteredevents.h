// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/answerstream.h"
#include "gateway/core/llm/sse.h"

namespace Gatehouse::Llm {

// The events of a surface that passes through (pictures as they are drawn, speech, transcriptions, a response that is
// looked at again): they pass on as they are, whole, and are read for usage and errors alone. An event that can be the
// last one (its type ends in ".completed" or ".done", or it is [DONE]) waits until another one comes, or until the
// charge is safe. Lives on one thread.
class MeteredEvents final : public AnswerStream
{
public:
    Result<void> feed(QByteArrayView bytes, QByteArray &out) override;
    Result<void> close(QByteArray &out) override;
    QByteArray end() override { return m_held; }
    QByteArray fail(const Error &error) override;
    bool isComplete() const override { return m_isEnding; }
    bool hasContent() const override { return m_hasContent; }
    const AnswerFacts &answer() const override { return m_facts; }
    int eventCount() const override { return m_eventCount; }

private:
    [[nodiscard]] Result<void> read(const SseEvent &event);

    SseReader m_reader;
    AnswerFacts m_facts;
    QByteArray m_held;
    bool m_isEnding = false;
    bool m_hasContent = false;
    int m_eventCount = 0;
};

} // namespace Gatehouse::Llm
