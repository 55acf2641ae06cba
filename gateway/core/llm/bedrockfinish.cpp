// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/bedrockfinish.h"

#include "gateway/core/llm/finishwords.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Bedrock {

namespace {

constexpr auto Finishes = std::to_array<FinishWord>({
    {FinishReason::Stop, "end_turn"},
    {FinishReason::StopSequence, "stop_sequence"},
    {FinishReason::Length, "max_tokens"},
    {FinishReason::ContextWindow, "model_context_window_exceeded"},
    {FinishReason::ToolCalls, "tool_use"},
    {FinishReason::ContentFilter, "content_filtered"},
    {FinishReason::ContentFilter, "guardrail_intervened"},
    {FinishReason::Refusal, "content_filtered"},
    {FinishReason::Error, "malformed_model_output"},
    {FinishReason::Error, "malformed_tool_use"},
    {FinishReason::Pause, "end_turn"},
});

struct StatusRow {
    QByteArrayView type;
    int status;
};
constexpr auto Statuses = std::to_array<StatusRow>({
    {"validationexception", 400},
    {"accessdeniedexception", 403},
    {"resourcenotfoundexception", 404},
    {"modeltimeoutexception", 408},
    {"modelerrorexception", 424},
    {"modelstreamerrorexception", 424},
    {"throttlingexception", 429},
    {"modelnotreadyexception", 429},
    {"servicequotaexceededexception", 400},
    {"internalserverexception", 500},
    {"serviceunavailableexception", 503},
});

} // namespace

FinishReason finishOf(QByteArrayView word)
{
    return finishFromWord(Finishes, word);
}

QByteArray finishWord(FinishReason reason, const QByteArray &raw)
{
    const QByteArray word = wordOfFinish(Finishes, reason, raw);
    return word.isEmpty() ? "end_turn"_ba : word;
}

VendorFailure failureOf(const QByteArray &type, Json::Node body)
{
    VendorFailure failure{.message = body[body["message"].isString() ? "message"_ba : "Message"_ba].text(),
                          .type = type};
    const QByteArray lower = type.toLower();
    const auto found = std::ranges::find(Statuses, QByteArrayView(lower), &StatusRow::type);
    if (found != Statuses.end())
        failure.status = found->status;
    if (failure.message.isEmpty())
        failure.message = body["originalMessage"].isString() ? body["originalMessage"].text() : type;
    return failure;
}

} // namespace Gatehouse::Llm::Bedrock
