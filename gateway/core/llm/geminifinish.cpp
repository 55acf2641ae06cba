// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminifinish.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

struct Row {
    QByteArrayView name;
    FinishReason reason;
};

// In the order of Google's numbers, from 0; the last ones have numbers too that nobody has been seen to send.
constexpr auto Rows = std::to_array<Row>({
    {"FINISH_REASON_UNSPECIFIED", FinishReason::Error},
    {"STOP", FinishReason::Stop},
    {"MAX_TOKENS", FinishReason::Length},
    {"SAFETY", FinishReason::ContentFilter},
    {"RECITATION", FinishReason::ContentFilter},
    {"OTHER", FinishReason::Error},
    {"BLOCKLIST", FinishReason::ContentFilter},
    {"PROHIBITED_CONTENT", FinishReason::ContentFilter},
    {"SPII", FinishReason::ContentFilter},
    {"MALFORMED_FUNCTION_CALL", FinishReason::Error},
    {"LANGUAGE", FinishReason::ContentFilter},
    {"IMAGE_SAFETY", FinishReason::ContentFilter},
    {"IMAGE_PROHIBITED_CONTENT", FinishReason::ContentFilter},
    {"IMAGE_RECITATION", FinishReason::ContentFilter},
    {"IMAGE_OTHER", FinishReason::ContentFilter},
    {"NO_IMAGE", FinishReason::Stop}, // none was drawn; what was said stands
    {"UNEXPECTED_TOOL_CALL", FinishReason::Error},
    {"TOO_MANY_TOOL_CALLS", FinishReason::Error},
    {"MISSING_THOUGHT_SIGNATURE", FinishReason::Error},
    {"MALFORMED_RESPONSE", FinishReason::Error},
    {"FUNCTION_CALL", FinishReason::Stop}, // not Google's; servers that imitate it say so where it says STOP
});

const Row *rowOf(QByteArrayView reason)
{
    const auto found = std::ranges::find(Rows, reason, &Row::name);
    return found == Rows.end() ? nullptr : &*found;
}

} // namespace

QByteArray geminiFinishName(QByteArrayView reason)
{
    constexpr int Numbered = 10;
    bool isNumber = false;
    const int number = reason.toInt(&isNumber);
    if (isNumber && number >= 0 && number < Numbered)
        return Rows[static_cast<std::size_t>(number)].name.toByteArray();
    return reason.toByteArray();
}

FinishReason finishOfGemini(QByteArrayView reason, bool hasCalls)
{
    const QByteArray name = geminiFinishName(reason);
    const Row *row = rowOf(name);
    if (!row)
        return FinishReason::Error;
    return row->reason == FinishReason::Stop && hasCalls ? FinishReason::ToolCalls : row->reason;
}

QByteArray geminiFinish(FinishReason reason, QByteArrayView raw)
{
    const bool isCalls = reason == FinishReason::ToolCalls;
    if (const Row *row = rowOf(raw); row && finishOfGemini(raw, isCalls) == reason)
        return raw.toByteArray();
    switch (reason) {
    case FinishReason::Length:
    case FinishReason::ContextWindow:
        return "MAX_TOKENS"_ba;
    case FinishReason::ContentFilter:
    case FinishReason::Refusal:
        return "SAFETY"_ba;
    case FinishReason::Error:
        return "OTHER"_ba;
    case FinishReason::None:
    case FinishReason::Stop:
    case FinishReason::StopSequence:
    case FinishReason::ToolCalls:
    case FinishReason::Pause:
        break;
    }
    return "STOP"_ba;
}

} // namespace Gatehouse::Llm
