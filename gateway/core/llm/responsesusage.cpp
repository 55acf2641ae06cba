// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesusage.h"

#include "gateway/core/base/jsonwriter.h"

#include <algorithm>

namespace Gatehouse::Llm::Responses {

namespace {

// A count, or nothing when it is absent; an impossible one spoils the whole.
std::optional<qint64> count(Json::Node node, bool &isImpossible)
{
    if (node.isNull())
        return std::nullopt;
    const auto value = node.integer();
    if (!value || *value < 0)
        isImpossible = true;
    return value;
}

// What a part takes of a total: never more than is left of it, so that no sum exceeds what the vendor bills.
qint64 takeFrom(qint64 &left, std::optional<qint64> part)
{
    const qint64 taken = std::min(left, part.value_or(0));
    left -= taken;
    return taken;
}

// Of a modality what was not cached.
qint64 without(std::optional<qint64> part, qint64 cached)
{
    return std::max<qint64>(0, part.value_or(0) - cached);
}

} // namespace

std::optional<Usage> readUsage(Json::Node node, Json::Node made)
{
    bool isImpossible = false;
    const Json::Node in = node["input_tokens_details"];
    const Json::Node out = node["output_tokens_details"];
    const auto input = count(node["input_tokens"], isImpossible);
    const auto output = count(node["output_tokens"], isImpossible);
    const auto cached = count(in["cached_tokens"], isImpossible);
    const Json::Node cachedParts = in["cached_tokens_details"];
    const auto cachedAudio = count(cachedParts["audio_tokens"], isImpossible);
    const auto cachedImage = count(cachedParts["image_tokens"], isImpossible);
    const auto cacheWrite = count(in["cache_write_tokens"], isImpossible);
    const auto inputAudio = count(in["audio_tokens"], isImpossible);
    const auto reasoning = count(out["reasoning_tokens"], isImpossible);
    const auto outputAudio = count(out["audio_tokens"], isImpossible);
    const auto inputImage = count(in["image_tokens"], isImpossible);
    const auto outputImage = count(out["image_tokens"], isImpossible);
    if (isImpossible || !(input || output))
        return std::nullopt;
    Usage usage{.source = UsageSource::Provider};
    usage.inputUncached = input.value_or(0);
    usage.inputCacheRead = takeFrom(usage.inputUncached, cached);
    usage.inputCacheReadAudio = takeFrom(usage.inputCacheRead, cachedAudio);
    usage.inputCacheReadImage = takeFrom(usage.inputCacheRead, cachedImage);
    usage.inputCacheWrite = takeFrom(usage.inputUncached, cacheWrite);
    usage.inputAudio = takeFrom(usage.inputUncached, without(inputAudio, usage.inputCacheReadAudio));
    usage.inputImage = takeFrom(usage.inputUncached, without(inputImage, usage.inputCacheReadImage));
    usage.output = output.value_or(0);
    usage.outputReasoning = takeFrom(usage.output, reasoning);
    usage.outputAudio = takeFrom(usage.output, outputAudio);
    usage.outputImage = takeFrom(usage.output, outputImage);
    for (const Json::Node item : made)
        usage.toolCalls += item["type"].is("web_search_call") ? 1 : 0;
    return usage;
}

QByteArray usageJson(const Usage &usage, const QByteArray &raw)
{
    // Anthropic's has the same names for the totals but counts otherwise; the details tell the two apart.
    if (const auto tree = Json::Tree::parse(raw, Json::Rules::Lenient);
        tree && tree->root()["input_tokens_details"].isObject() && tree->root()["output_tokens_details"].isObject()
        && tree->root()["total_tokens"].isNumber())
        return raw;
    Json::Writer json;
    json.beginObject().member("input_tokens", usage.inputTotal());
    json.key("input_tokens_details").beginObject();
    json.member("cached_tokens", usage.cacheReadTotal());
    json.member("cache_write_tokens", usage.inputCacheWrite + usage.inputCacheWriteLong).endObject();
    json.member("output_tokens", usage.outputTotal());
    json.key("output_tokens_details").beginObject();
    json.member("reasoning_tokens", usage.outputReasoning).endObject();
    json.member("total_tokens", usage.inputTotal() + usage.outputTotal());
    return json.endObject().take();
}

} // namespace Gatehouse::Llm::Responses
