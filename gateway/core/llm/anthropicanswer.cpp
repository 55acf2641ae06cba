// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/anthropicblocks.h"
#include "gateway/core/llm/anthropicfinish.h"
#include "gateway/core/llm/anthropicusage.h"
#include "gateway/core/llm/finishwords.h"
#include "gateway/core/llm/members.h"
#include "gateway/core/llm/openaierror.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Anthropic;

// WIRE 5.4.
constexpr auto Finishes = std::to_array<FinishWord>({
    {FinishReason::Stop, "end_turn"},
    {FinishReason::StopSequence, "stop_sequence"},
    {FinishReason::Length, "max_tokens"},
    {FinishReason::ContextWindow, "model_context_window_exceeded"},
    {FinishReason::ToolCalls, "tool_use"},
    {FinishReason::Refusal, "refusal"},
    {FinishReason::ContentFilter, "refusal"},
    {FinishReason::Pause, "pause_turn"},
    {FinishReason::Pause, "compaction"},
    {FinishReason::Error, "end_turn"},
});

// The HTTP status that goes with an error's type (the vendor's errors page).
struct StatusRow {
    QByteArrayView type;
    int status;
};
constexpr auto Statuses = std::to_array<StatusRow>({
    {"invalid_request_error", 400},
    {"authentication_error", 401},
    {"billing_error", 402},
    {"permission_error", 403},
    {"not_found_error", 404},
    {"request_too_large", 413},
    {"rate_limit_error", 429},
    {"api_error", 500},
    {"timeout_error", 504},
    {"overloaded_error", 529},
});

} // namespace

FinishReason anthropicFinish(QByteArrayView word)
{
    return finishFromWord(Finishes, word);
}

QByteArray anthropicFinishWord(FinishReason reason, const QByteArray &raw)
{
    return wordOfFinish(Finishes, reason, raw);
}

VendorFailure anthropicFailure(Json::Node error)
{
    VendorFailure failure{.message = error["message"].text(), .type = error["type"].text()};
    const auto found = std::ranges::find(Statuses, QByteArrayView(failure.type), &StatusRow::type);
    if (found != Statuses.end())
        failure.status = found->status;
    return failure;
}

std::optional<VendorFailure> readAnthropicError(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree || !tree->root()["error"].isObject())
        return std::nullopt;
    return anthropicFailure(tree->root()["error"]);
}

Result<ChatAnswer> readAnthropicAnswer(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not a JSON object."_s);
    if (tree->root()["error"].isObject() || tree->root()["type"].is("error"))
        return std::unexpected(vendorError(body));
    if (!tree->root()["content"].isArray())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer has no content."_s);

    Problems problems(Problems::Rules::Lenient);
    Members members(tree->root(), {}, problems);
    ChatAnswer answer{.id = members.text("id"), .model = members.text("model")};
    (void)members.take("type");
    (void)members.take("role");
    Choice choice;
    qsizetype index = 0;
    for (const Json::Node block : members.array("content"))
        choice.parts.append(Anthropic::readBlock(block, elementPath("content", index++), problems));
    choice.rawFinish = members.text("stop_reason");
    choice.finish = anthropicFinish(choice.rawFinish);
    choice.stopSequence = members.text("stop_sequence");
    AnthropicUsage usage;
    usage.merge(members.object("usage"));
    answer.usage = usage.usage();
    answer.rawUsage = usage.raw();
    answer.serviceTier = tree->root()["usage"]["service_tier"].text();
    answer.extras = members.rest(Self);
    answer.extras.dialect = Self;
    answer.choices.append(std::move(choice));
    return answer;
}

Written writeAnthropicAnswer(const ChatAnswer &answer, const AnswerContext &context)
{
    LossReport losses(Dialect::OpenAi, Self); // parts and extras know whose they are
    Json::Writer json;
    json.beginObject();
    json.member("id", answer.id.isEmpty() ? "msg_" + context.id : answer.id);
    json.member("type", "message").member("role", "assistant");
    json.member("model", answer.model.isEmpty() ? context.model : answer.model);
    json.key("content").beginArray();
    const Choice choice = answer.choices.isEmpty() ? Choice{} : answer.choices.first();
    qint64 number = 0;
    for (const Part &part : choice.parts) {
        Part named = part;
        if (auto *call = std::get_if<ToolCallPart>(&named.content); call && call->id.isEmpty())
            call->id = toolCallId(answer.id.isEmpty() ? context.id : answer.id, choice.index, number);
        const QByteArray block = Anthropic::writeBlock(
            named, {.document = Anthropic::BlockContext::Document::Answer,
                    .isOwn = part.extras.dialect == Self,
                    .takesSigned = part.extras.dialect == Self || part.extras.dialect == Dialect::Bedrock,
                    .losses = losses});
        if (!block.isEmpty())
            json.raw(block);
        ++number;
    }
    json.endArray();
    for (qsizetype other = 1; other < answer.choices.size(); ++other)
        losses.add(Loss::Weight::Meaning, elementPath("choices", other), "Anthropic gives one answer");
    const QByteArray reason = anthropicFinishWord(choice.finish, choice.rawFinish);
    reason.isEmpty() ? json.nullMember("stop_reason") : json.member("stop_reason", reason);
    choice.stopSequence.isEmpty() ? json.nullMember("stop_sequence")
                                  : json.member("stop_sequence", choice.stopSequence);
    json.key("usage");
    writeAnthropicUsage(json, answer.usage, answer.rawUsage);
    if (losses.takes(answer.extras, {}, Loss::Weight::Hint))
        Anthropic::writeExtras(json, answer.extras);
    return {.body = json.endObject().take(), .losses = losses.take()};
}

} // namespace Gatehouse::Llm
