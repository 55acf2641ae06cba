// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"
#include "gateway/core/llm/answerfacts.h"
#include "gateway/core/llm/chat.h"

namespace Gatehouse::Llm {

// Our word for a finish reason, in the store and the window: OpenAI's where it has one.
[[nodiscard]] QByteArrayView finishReasonName(FinishReason reason);

// The facts of a whole answer in the neutral model.
[[nodiscard]] AnswerFacts factsOf(const ChatAnswer &answer);

// A vendor's failure inside an answer: UpstreamRejected in its own words.
[[nodiscard]] Error errorOf(const VendorFailure &failure);

// Keeps the facts of a stream while its events pass. Lives on one thread.
class FactsCollector final
{
public:
    void take(const Stream::Event &event);
    [[nodiscard]] const AnswerFacts &facts() const { return m_facts; }
    [[nodiscard]] bool hasContent() const { return m_hasContent; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; } // the first choice has its reason
    [[nodiscard]] bool isEnded() const { return m_isEnded; }       // the vendor's end mark has come
    [[nodiscard]] const std::optional<VendorFailure> &failure() const { return m_failure; }
    [[nodiscard]] int eventCount() const { return m_events; }

private:
    void addText(QByteArrayView text);
    AnswerFacts m_facts;
    std::optional<VendorFailure> m_failure;
    bool m_hasContent = false;
    bool m_isFinished = false;
    bool m_isEnded = false;
    int m_events = 0;
};

} // namespace Gatehouse::Llm
