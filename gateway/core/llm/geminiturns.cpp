// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminiturns.h"

#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/geminimembers.h"
#include "gateway/core/llm/geminithinking.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Writer;
using Weight = Loss::Weight;

// What Google's documents give for calls whose signature is not known.
constexpr QByteArrayView NoSignature = "skip_thought_signature_validator";

// Of the function that a result is of: Google wants it, OpenAI and Anthropic leave it out.
QByteArray nameOf(const ChatRequest &request, const ToolResultPart &result, qsizetype before)
{
    if (!result.name.isEmpty())
        return result.name;
    for (qsizetype i = std::min(before, request.messages.size()) - 1; i >= 0; --i) {
        for (const Part &part : request.messages[i].parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part.content); call && call->id == result.callId)
                return call->name;
        }
    }
    return {};
}

// Ids without the signature that rode in them, names for results.
void prepare(const ChatRequest &request, Part &part, qsizetype message, LossReport &losses)
{
    if (auto *call = std::get_if<ToolCallPart>(&part.content)) {
        ToolCallId split = splitToolCallId(call->id);
        call->id = std::move(split.id);
        if (call->signature.isEmpty())
            call->signature = std::move(split.signature);
    } else if (auto *result = std::get_if<ToolResultPart>(&part.content)) {
        result->name = nameOf(request, *result, message);
        if (result->name.isEmpty()) {
            losses.add(Weight::Changed, part.path, "answers no call that is known, and is named after its id"_ba);
            result->name = result->callId.isEmpty() ? "unknown"_ba : result->callId;
        }
        result->callId = splitToolCallId(result->callId).id;
    }
}

// The first call of a turn has to carry a signature; calls of other vendors and of clients that lost it have none.
void sign(QByteArrayView model, QList<GeminiTurn> &turns, LossReport &losses)
{
    if (!wantsThoughtSignatures(model))
        return;
    for (GeminiTurn &content : turns) {
        const auto first = std::ranges::find_if(
            content.parts, [](const Part &part) { return std::holds_alternative<ToolCallPart>(part.content); });
        if (first == content.parts.end())
            continue;
        ToolCallPart &call = std::get<ToolCallPart>(first->content);
        if (!call.signature.isEmpty())
            continue;
        call.signature = NoSignature.toByteArray();
        losses.add(Weight::Changed, first->path, "has no thought signature; Gemini is told not to ask for it"_ba);
    }
}

} // namespace

bool isGeminiInstruction(const Message &message)
{
    return message.role == Role::System || message.role == Role::Developer;
}

QList<GeminiTurn> ownGeminiTurns(const ChatRequest &request)
{
    QList<GeminiTurn> turns;
    for (const Message &message : request.messages) {
        if (isGeminiInstruction(message))
            continue;
        GeminiTurn content{.role = {}, .parts = message.parts, .message = &message};
        const GeminiNames names(message.extras);
        if (message.role == Role::Assistant)
            content.role = "model"_ba;
        else if (names.has("role"))
            content.role = "function"_ba;
        else if (!names.has("-role"))
            content.role = "user"_ba;
        for (Part &part : content.parts) {
            if (auto *call = std::get_if<ToolCallPart>(&part.content); call && isUnsaidToolCallId(call->id))
                call->id.clear();
            if (auto *result = std::get_if<ToolResultPart>(&part.content); result && isUnsaidToolCallId(result->callId))
                result->callId.clear();
        }
        turns.append(std::move(content));
    }
    return turns;
}

QList<GeminiTurn> geminiTurns(const ChatRequest &request, const GeminiPartRules &rules, LossReport &losses)
{
    QList<GeminiTurn> turns;
    for (qsizetype i = 0; i < request.messages.size(); ++i) {
        const Message &message = request.messages[i];
        if (isGeminiInstruction(message))
            continue;
        if (!message.name.isEmpty())
            losses.add(Weight::Hint, message.path + ".name", "Gemini knows no names of participants"_ba);
        (void)losses.takes(message.extras, message.path, Weight::Meaning);
        const QByteArray role = message.role == Role::Assistant ? "model"_ba : "user"_ba;
        QList<Part> results;
        QList<Part> media; // of results, which follow them
        QList<Part> others;
        for (const Part &original : message.parts) {
            if (!isGeminiPart(original, rules)) {
                Writer nothing; // reports why
                writeGeminiPart(nothing, original, rules, losses);
                continue;
            }
            Part part = original;
            prepare(request, part, i, losses);
            const bool isResult = std::holds_alternative<ToolResultPart>(part.content);
            const QList<Part> leftover = geminiLeftoverMedia(part, rules);
            if (!leftover.isEmpty())
                losses.add(Weight::Changed, part.path, "media of a result follow it as parts of their own"_ba);
            (isResult ? results : others).append(std::move(part));
            media += leftover;
        }
        const QList<Part> parts = results + media + others;
        if (parts.isEmpty())
            continue;
        if (!turns.isEmpty() && turns.last().role == role)
            turns.last().parts += parts;
        else
            turns.append(GeminiTurn{.role = role, .parts = parts});
    }
    sign(request.model, turns, losses);
    return turns;
}

void reportUnsaidByGemini(const ChatRequest &request, LossReport &losses)
{
    const auto lose = [&losses](bool isSaid, Weight weight, Parameter parameter, const char *reason) {
        if (isSaid)
            losses.add(weight, parameter, reason);
    };
    lose(!request.logitBias.isEmpty() && request.logitBias != "{}", Weight::Meaning, Parameter::LogitBias,
         "Gemini has no token biases");
    lose(!request.verbosity.isEmpty() && request.verbosity != "medium", Weight::Changed, Parameter::Verbosity,
         "Gemini has no verbosity");
    lose(!request.cacheKey.isEmpty(), Weight::Hint, Parameter::CacheKey, "Gemini caches by itself");
    lose(!request.endUser.isEmpty(), Weight::Hint, Parameter::EndUser, "Gemini is told no end users");
    lose(!request.metadata.isEmpty() && request.metadata != "{}", Weight::Hint, Parameter::Metadata,
         "Gemini takes no metadata");
    lose(request.store.has_value(), Weight::Hint, Parameter::Store, "Gemini stores no answers");
    const QByteArray &tier = request.serviceTier;
    lose(!tier.isEmpty() && tier != "auto" && tier != "default" && tier != "standard" && tier != "standard_only",
         Weight::Hint, Parameter::ServiceTier, "Gemini's service tiers are others");
    (void)losses.takes(request.extras, {}, Weight::Meaning);
}

} // namespace Gatehouse::Llm
