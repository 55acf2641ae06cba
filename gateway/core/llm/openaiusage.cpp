// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaiusage.h"

#include <algorithm>

namespace Gatehouse::Llm {

namespace {

using Json::Token;

// A number as the vendor gave it. An impossible one is told from an absent one.
struct Number {
    std::optional<qint64> value;
    bool isImpossible = false;
};

// The numbers of a usage object before they are put into normal form.
struct OpenAiUsage {
    Number prompt;
    Number completion;
    Number total;
    Number cached;
    Number cacheWrite;
    Number promptAudio;
    Number reasoning;
    Number completionAudio;
};

// Reads the value after a key; null is absent, and the first of two names for the same thing counts.
void readNumber(Json::Reader &json, Number &number)
{
    const Token token = json.next();
    if (token == Token::Null)
        return;
    std::optional<qint64> value = token == Token::Number ? json.integer() : std::nullopt;
    json.skip();
    if (!value || *value < 0)
        number.isImpossible = true;
    else if (!number.value)
        number.value = value;
}

void readPromptDetails(Json::Reader &json, OpenAiUsage &usage)
{
    if (json.next() != Token::ObjectBegin) {
        json.skip();
        return;
    }
    while (json.nextKey()) {
        if (json.is("cached_tokens"))
            readNumber(json, usage.cached);
        else if (json.is("cache_write_tokens"))
            readNumber(json, usage.cacheWrite);
        else if (json.is("audio_tokens"))
            readNumber(json, usage.promptAudio);
        else
            json.skipValue();
    }
}

void readCompletionDetails(Json::Reader &json, OpenAiUsage &usage)
{
    if (json.next() != Token::ObjectBegin) {
        json.skip();
        return;
    }
    while (json.nextKey()) {
        if (json.is("reasoning_tokens"))
            readNumber(json, usage.reasoning);
        else if (json.is("audio_tokens"))
            readNumber(json, usage.completionAudio);
        else
            json.skipValue();
    }
}

OpenAiUsage readMembers(Json::Reader &json)
{
    OpenAiUsage usage;
    while (json.nextKey()) {
        if (json.is("prompt_tokens"))
            readNumber(json, usage.prompt);
        else if (json.is("completion_tokens"))
            readNumber(json, usage.completion);
        else if (json.is("total_tokens"))
            readNumber(json, usage.total);
        else if (json.is("prompt_tokens_details"))
            readPromptDetails(json, usage);
        else if (json.is("completion_tokens_details"))
            readCompletionDetails(json, usage);
        else if (json.is("prompt_cache_hit_tokens") || json.is("num_cached_tokens") || json.is("cached_tokens"))
            readNumber(json, usage.cached); // DeepSeek; Mistral; Moonshot
        else
            json.skipValue();
    }
    return usage;
}

// What a part takes of a total: never more than is left of it, so that no sum exceeds what the vendor bills.
qint64 takeFrom(qint64 &left, const Number &part)
{
    const qint64 taken = std::min(left, part.value.value_or(0));
    left -= taken;
    return taken;
}

} // namespace

std::optional<Usage> readOpenAiUsage(Json::Reader &json)
{
    OpenAiUsage found = readMembers(json);
    if (found.prompt.isImpossible || found.completion.isImpossible || found.cached.isImpossible
        || found.reasoning.isImpossible || !(found.prompt.value || found.completion.value))
        return std::nullopt;
    Usage usage{.source = UsageSource::Provider};
    usage.inputUncached = found.prompt.value.value_or(0);
    usage.inputCacheRead = takeFrom(usage.inputUncached, found.cached);
    usage.inputCacheWrite = takeFrom(usage.inputUncached, found.cacheWrite);
    usage.inputAudio = takeFrom(usage.inputUncached, found.promptAudio);
    usage.output = found.completion.value.value_or(0);
    // xAI counts reasoning beside completion_tokens; its total says so.
    const qint64 reasoning = found.reasoning.value.value_or(0);
    const qint64 sum = found.prompt.value.value_or(0) + usage.output + reasoning;
    const bool isBeside = reasoning > 0 && found.total.value == sum;
    usage.outputReasoning = isBeside ? reasoning : takeFrom(usage.output, found.reasoning);
    usage.outputAudio = takeFrom(usage.output, found.completionAudio);
    return usage;
}

} // namespace Gatehouse::Llm
