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
    Number cachedAudio;
    Number cachedImage;
    Number cacheWrite;
    Number promptAudio;
    Number promptImage;
    Number reasoning;
    Number completionAudio;
    Number completionImage;
    Number searches;
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

// What of the cached tokens is sound and pictures.
void readCachedDetails(Json::Reader &json, OpenAiUsage &usage)
{
    if (json.next() != Token::ObjectBegin) {
        json.skip();
        return;
    }
    while (json.nextKey()) {
        if (json.is("audio_tokens"))
            readNumber(json, usage.cachedAudio);
        else if (json.is("image_tokens"))
            readNumber(json, usage.cachedImage);
        else
            json.skipValue();
    }
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
        else if (json.is("cached_tokens_details"))
            readCachedDetails(json, usage);
        else if (json.is("audio_tokens"))
            readNumber(json, usage.promptAudio);
        else if (json.is("image_tokens"))
            readNumber(json, usage.promptImage);
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
        else if (json.is("image_tokens"))
            readNumber(json, usage.completionImage);
        else
            json.skipValue();
    }
}

// Searches of the vendor's own that it bills one by one: OpenRouter's and Anthropic's name, xAI's.
void readSearches(Json::Reader &json, OpenAiUsage &usage)
{
    if (json.next() != Token::ObjectBegin) {
        json.skip();
        return;
    }
    while (json.nextKey()) {
        if (json.is("web_search_requests") || json.is("web_search_calls"))
            readNumber(json, usage.searches);
        else
            json.skipValue();
    }
}

// Chat counts prompt and completion, images and transcriptions input and output; the latter write one s less, too.
OpenAiUsage readMembers(Json::Reader &json)
{
    OpenAiUsage usage;
    while (json.nextKey()) {
        if (json.is("prompt_tokens") || json.is("input_tokens"))
            readNumber(json, usage.prompt);
        else if (json.is("completion_tokens") || json.is("output_tokens"))
            readNumber(json, usage.completion);
        else if (json.is("total_tokens"))
            readNumber(json, usage.total);
        else if (json.is("prompt_tokens_details") || json.is("input_tokens_details") || json.is("input_token_details"))
            readPromptDetails(json, usage);
        else if (json.is("completion_tokens_details") || json.is("output_tokens_details"))
            readCompletionDetails(json, usage);
        else if (json.is("server_tool_use") || json.is("server_side_tool_usage_details"))
            readSearches(json, usage);
        else if (json.is("num_search_queries"))
            readNumber(json, usage.searches); // Perplexity
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

// Of a modality what was not cached.
Number without(Number part, qint64 cached)
{
    if (part.value)
        *part.value = std::max<qint64>(0, *part.value - cached);
    return part;
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
    usage.inputCacheReadAudio = takeFrom(usage.inputCacheRead, found.cachedAudio);
    usage.inputCacheReadImage = takeFrom(usage.inputCacheRead, found.cachedImage);
    usage.inputCacheWrite = takeFrom(usage.inputUncached, found.cacheWrite);
    usage.inputAudio = takeFrom(usage.inputUncached, without(found.promptAudio, usage.inputCacheReadAudio));
    usage.inputImage = takeFrom(usage.inputUncached, without(found.promptImage, usage.inputCacheReadImage));
    usage.output = found.completion.value.value_or(0);
    // xAI counts reasoning beside completion_tokens; its total says so.
    const qint64 reasoning = found.reasoning.value.value_or(0);
    const qint64 sum = found.prompt.value.value_or(0) + usage.output + reasoning;
    const bool isBeside = reasoning > 0 && found.total.value == sum;
    usage.outputReasoning = isBeside ? reasoning : takeFrom(usage.output, found.reasoning);
    usage.outputAudio = takeFrom(usage.output, found.completionAudio);
    usage.outputImage = takeFrom(usage.output, found.completionImage);
    usage.toolCalls = found.searches.value.value_or(0);
    return usage;
}

} // namespace Gatehouse::Llm
