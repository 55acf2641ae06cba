// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/geminicitations.h"
#include "gateway/core/llm/geminifinish.h"
#include "gateway/core/llm/geminilogprobs.h"
#include "gateway/core/llm/geminimembers.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/geminiusage.h"
#include "gateway/core/llm/openaierror.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Json::Writer;

bool isAnswer(Node root)
{
    static constexpr std::array<QByteArrayView, 5> Signs = {"candidates", "promptFeedback", "usageMetadata",
                                                            "modelVersion", "responseId"};
    return std::ranges::any_of(Signs, [root](QByteArrayView name) { return root[name].exists(); });
}

// ---- Reading

Choice readCandidate(Node node, qint64 position, QByteArrayView idSeed, Problems &problems)
{
    GeminiMembers candidate(node, {}, problems);
    Choice choice{.index = candidate.integer("index").value_or(position)};
    const Node finish = candidate.take("finishReason");
    choice.rawFinish = geminiFinishName(finish.isString() ? finish.text() : finish.json());

    GeminiMembers content(candidate.object("content"), {}, problems);
    bool hasCalls = false;
    for (const auto &[part, path] : content.elements("parts")) {
        auto read = readGeminiPart(part, path, problems);
        if (!read)
            continue;
        if (auto *call = std::get_if<ToolCallPart>(&read->content)) {
            hasCalls = true;
            if (call->id.isEmpty())
                call->id = toolCallId(idSeed, choice.index, choice.parts.size());
        }
        // Nothing was said; a signature may come with it.
        const auto *text = std::get_if<TextPart>(&read->content);
        if (text && text->text.isEmpty() && read->extras.isEmpty())
            continue;
        choice.parts.append(*std::move(read));
    }
    const QList<Citation> citations = geminiCitations(node);
    const auto said = std::ranges::find_if(
        choice.parts, [](const Part &part) { return std::holds_alternative<TextPart>(part.content); });
    if (said != choice.parts.end())
        std::get<TextPart>(said->content).citations = citations;
    if (const QByteArray entries = openAiLogprobEntries(node["logprobsResult"]); !entries.isEmpty())
        choice.logprobs = "{\"content\":" + entries + ",\"refusal\":null}";

    if (!choice.rawFinish.isEmpty())
        choice.finish = finishOfGemini(choice.rawFinish, hasCalls);
    else if (choice.parts.isEmpty())
        choice.finish = FinishReason::Error;
    else
        choice.finish = hasCalls ? FinishReason::ToolCalls : FinishReason::Stop;
    candidate.restInto(choice.extras);
    return choice;
}

std::optional<qint64> secondsOf(const QByteArray &time)
{
    const QDateTime parsed = QDateTime::fromString(QString::fromLatin1(time), Qt::ISODateWithMs);
    return parsed.isValid() ? std::optional(parsed.toSecsSinceEpoch()) : std::nullopt;
}

// ---- Writing

void writeCandidate(Writer &json, const Choice &choice, LossReport &losses)
{
    const GeminiNames names(choice.extras);
    const GeminiPartRules rules{.isOwn = true, .isAnswer = true};
    json.beginObject();
    json.key("content").beginObject();
    QList<Citation> citations;
    if (!choice.parts.isEmpty()) {
        json.key("parts").beginArray();
        for (const Part &part : choice.parts) {
            writeGeminiPart(json, part, rules, losses);
            if (const auto *text = std::get_if<TextPart>(&part.content))
                citations += text->citations;
        }
        json.endArray();
    }
    json.member("role", "model").endObject();
    json.member("finishReason", geminiFinish(choice.finish, choice.rawFinish)).member("index", choice.index);
    const bool hasOwn = !names.rest("citationMetadata").isEmpty() || !names.rest("groundingMetadata").isEmpty();
    if (!citations.isEmpty() && !hasOwn) {
        json.key("citationMetadata");
        writeGeminiCitations(json, citations);
    }
    if (names.rest("logprobsResult").isEmpty())
        json.optionalRawMember("logprobsResult", geminiLogprobs(choice.logprobs));
    names.writeRest(json);
    json.endObject();
}

// The prompt was refused, and that is all that Google said.
bool isBlockedPrompt(const ChatAnswer &answer)
{
    return answer.choices.size() == 1 && answer.choices.first().parts.isEmpty()
           && answer.choices.first().finish == FinishReason::ContentFilter
           && !GeminiNames(answer.extras).rest("promptFeedback").isEmpty();
}

} // namespace

Result<ChatAnswer> readGeminiAnswer(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (readGeminiError(body))
        return std::unexpected(vendorError(body));
    if (!tree || !isAnswer(tree->root()))
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not one of Gemini's."_s);

    Problems problems(Problems::Rules::Lenient);
    GeminiMembers members(tree->root(), {}, problems);
    ChatAnswer answer{.id = members.text("responseId"), .model = members.text("modelVersion")};
    answer.created = secondsOf(tree->root()["createTime"].text());
    for (const auto &[candidate, path] : members.elements("candidates")) {
        if (candidate.isObject())
            answer.choices.append(
                readCandidate(candidate, answer.choices.size(), answer.id.isEmpty() ? body : answer.id, problems));
    }
    if (answer.choices.isEmpty()) {
        const Node feedback = tree->root()["promptFeedback"];
        answer.choices.append(Choice{.finish = feedback.isObject() ? FinishReason::ContentFilter : FinishReason::Error,
                                     .rawFinish = feedback["blockReason"].text()});
    }
    const Node usage = members.object("usageMetadata");
    answer.usage = geminiUsage(usage);
    answer.rawUsage = usage.json();
    answer.serviceTier = usage["serviceTier"].text();
    members.restInto(answer.extras);
    return answer;
}

Written writeGeminiAnswer(const ChatAnswer &answer, const AnswerContext &context)
{
    LossReport losses(Dialect::Gemini, Dialect::Gemini);
    const GeminiNames names(answer.extras);
    Writer json;
    json.beginObject();
    if (!isBlockedPrompt(answer)) {
        json.key("candidates").beginArray();
        for (const Choice &choice : answer.choices)
            writeCandidate(json, choice, losses);
        json.endArray();
    }
    if (answer.usage) {
        json.key("usageMetadata");
        writeGeminiUsage(json, *answer.usage, answer.rawUsage);
    }
    json.optionalMember("modelVersion", answer.model.isEmpty() ? context.model : answer.model);
    json.optionalMember("responseId", answer.id.isEmpty() ? context.id : answer.id);
    names.writeRest(json);
    json.endObject();
    return {.body = json.take(), .losses = losses.take()};
}

std::optional<VendorFailure> readGeminiError(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree)
        return std::nullopt;
    // Streams that fail at once send an array of one.
    Node root = tree->root();
    if (root.isArray() && root.size() > 0)
        root = *root.begin();
    const Node error = root["error"];
    if (!error.isObject() && !error.isString())
        return std::nullopt;
    VendorFailure failure{.message = error.isString() ? error.text() : error["message"].text(),
                          .type = error["status"].text()};
    const auto status = error["code"].integer();
    if (status && *status >= 100 && *status < 600)
        failure.status = static_cast<int>(*status);
    for (const Node detail : error["details"]) {
        if (!detail["reason"].text().isEmpty())
            failure.code = detail["reason"].text();
    }
    return failure;
}

} // namespace Gatehouse::Llm
