// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/bedrock.h"
#include "gateway/core/llm/bedrockblocks.h"
#include "gateway/core/llm/bedrockfinish.h"
#include "gateway/core/llm/openaierror.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Bedrock;
constexpr QByteArrayView OutputPrefix = "output."; // of extras that stood in there

} // namespace

std::optional<VendorFailure> readBedrockError(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree || tree->root()["output"].exists()
        || (!tree->root()["message"].isString() && !tree->root()["Message"].isString()))
        return std::nullopt;
    // The type is in the header x-amzn-errortype; some services repeat it.
    return Bedrock::failureOf(tree->root()["__type"].text(), tree->root());
}

Result<ChatAnswer> readBedrockAnswer(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not a JSON object."_s);
    if (readBedrockError(body))
        return std::unexpected(vendorError(body));
    const Json::Node content = tree->root()["output"]["message"]["content"];
    if (!content.isArray())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer has no content."_s);

    Problems problems(Problems::Rules::Lenient);
    Members members(tree->root(), {}, problems);
    ChatAnswer answer;
    (void)members.take("output");
    Choice choice;
    choice.parts = Bedrock::readBlocks(content, "output.message.content", problems);
    choice.rawFinish = members.text("stopReason");
    choice.finish = Bedrock::finishOf(choice.rawFinish);
    const Json::Node usage = members.object("usage");
    answer.usage = Bedrock::readUsage(usage);
    answer.rawUsage = usage.json();
    answer.extras = members.rest(Self);
    for (const Json::Node member : tree->root()["output"]) {
        if (member.name() != "message")
            answer.extras.members.append({.name = OutputPrefix.toByteArray() + member.name(), .json = member.json()});
    }
    answer.choices.append(std::move(choice));
    return answer;
}

Written writeBedrockAnswer(const ChatAnswer &answer, const AnswerContext &)
{
    LossReport losses(Dialect::OpenAi, Self); // parts and extras know whose they are
    const bool isOwn = answer.extras.dialect == Self;
    Json::Writer json;
    json.beginObject().key("output").beginObject().key("message").beginObject().member("role", "assistant");
    json.key("content").beginArray();
    const Choice choice = answer.choices.isEmpty() ? Choice{} : answer.choices.first();
    for (qsizetype number = 0; number < choice.parts.size(); ++number) {
        Part part = choice.parts[number];
        if (auto *call = std::get_if<ToolCallPart>(&part.content); call && call->id.isEmpty())
            call->id = toolCallId(answer.id, choice.index, number);
        const bool isOwnPart = part.extras.dialect == Self;
        for (const QByteArray &block :
             Bedrock::writeBlocks(part, {.isAnswer = true,
                                         .isOwn = isOwnPart,
                                         .takesSigned = isOwnPart || part.extras.dialect == Dialect::Anthropic,
                                         .losses = losses}))
            json.raw(block);
    }
    json.endArray().endObject();
    for (const Extras::Member &member : answer.extras.members) {
        if (isOwn && member.name.startsWith(OutputPrefix))
            json.rawMember(member.name.sliced(OutputPrefix.size()), member.json);
    }
    json.endObject();
    for (qsizetype other = 1; other < answer.choices.size(); ++other)
        losses.add(Loss::Weight::Meaning, elementPath("choices", other), "Converse gives one answer");
    json.member("stopReason", Bedrock::finishWord(choice.finish, choice.rawFinish)).key("usage");
    Bedrock::writeUsage(json, answer.usage, answer.rawUsage);
    if (losses.takes(answer.extras, {}, Loss::Weight::Hint)) {
        Extras extras = answer.extras;
        extras.members.removeIf([](const Extras::Member &member) { return member.name.startsWith(OutputPrefix); });
        Bedrock::writeExtras(json, extras);
    }
    if (answer.extras.value("metrics").isEmpty() || !isOwn)
        json.key("metrics").beginObject().member("latencyMs", 0).endObject(); // required
    return {.body = json.endObject().take(), .losses = losses.take()};
}

} // namespace Gatehouse::Llm
