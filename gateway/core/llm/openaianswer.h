// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/sse.h"
#include "gateway/core/llm/surface.h"
#include "gateway/core/llm/usage.h"

#include <QByteArray>

#include <optional>

// Answers in OpenAI's dialect: what accounting and the inspector need of them, and the client's view of a stream.
namespace Gatehouse::Llm {

// Facts about an answer. Immutable value.
struct OpenAiAnswer {
    QByteArray id;
    QByteArray model;           // as the vendor names it
    QByteArray finishReason;    // of the first choice; empty = none yet
    std::optional<Usage> usage; // normal form; absent when the vendor gave none. Impossible numbers (negative, NaN,
                                // above 2^53) count as absent.
    QByteArray outputText;      // visible text, reasoning and tool calls, for counting tokens where the vendor did not;
                                // the first MaxOutputText bytes
    bool operator==(const OpenAiAnswer &) const = default;
};

inline constexpr qsizetype MaxOutputText = 1024 * 1024;

// Reads a whole answer. UpstreamInvalid when it is not JSON or not an object; UpstreamRejected when it is an error that
// the vendor sent with a status of success.
[[nodiscard]] Result<OpenAiAnswer> readOpenAiAnswer(Surface surface, QByteArrayView body);

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

// One streamed answer: vendor bytes in, client bytes out, facts kept. Any split of the input gives the same output
// (R18). Lives on one thread. Events pass through with their own bytes; only the usage event is taken out when hidden,
// and `usage: null` members that the vendor adds to other events stay.
class OpenAiStream final
{
public:
    OpenAiStream(Surface surface, UsageEvent usageEvent);

    // Appends to `out` the bytes that may go to the client now. The final [DONE] event is not among them: see end().
    // UpstreamInvalid when an event is not JSON; UpstreamRejected when the vendor sent an error inside the stream.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes, QByteArray &out);

    // The last bytes of a complete stream: "data: [DONE]" in the vendor's own line ends. They are sent after the charge
    // is safe.
    [[nodiscard]] QByteArray end();

    [[nodiscard]] bool
    isComplete() const; // [DONE] was seen, or a finish reason and then nothing (vendors that leave [DONE] out)
    [[nodiscard]] bool hasContent() const;            // an event with text, reasoning or a tool call has passed
    [[nodiscard]] const OpenAiAnswer &answer() const; // what is known so far
    [[nodiscard]] int eventCount() const;

private:
    [[nodiscard]] Result<void> event(const SseEvent &event, QByteArray &out);
    SseReader m_reader;
    Surface m_surface;
    UsageEvent m_usageEvent;
    OpenAiAnswer m_answer;
    QByteArray m_end;
    bool m_done = false;
    bool m_content = false;
    int m_events = 0;
};

} // namespace Gatehouse::Llm
