// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminiusage.h"

#include <algorithm>

namespace Gatehouse::Llm {

namespace {

std::optional<qint64> count(Json::Node usage, QByteArrayView name)
{
    const auto value = usage[name].integer();
    return value ? std::optional(std::max<qint64>(0, *value)) : std::nullopt;
}

// Of one modality in a list of {modality, tokenCount}. Old endpoints give numbers for names: 4 is AUDIO.
qint64 audioIn(Json::Node details)
{
    qint64 tokens = 0;
    for (const Json::Node detail : details) {
        if (detail["modality"].is("AUDIO") || detail["modality"].integer() == 4)
            tokens += count(detail, "tokenCount").value_or(0);
    }
    return tokens;
}

void writeDetails(Json::Writer &json, QByteArrayView name, qint64 total, qint64 audio)
{
    json.key(name).beginArray();
    json.beginObject().member("modality", "TEXT").member("tokenCount", total - audio).endObject();
    if (audio > 0)
        json.beginObject().member("modality", "AUDIO").member("tokenCount", audio).endObject();
    json.endArray();
}

} // namespace

std::optional<Usage> geminiUsage(Json::Node usageMetadata)
{
    const auto prompt = count(usageMetadata, "promptTokenCount");
    const auto candidates = count(usageMetadata, "candidatesTokenCount");
    const auto thoughts = count(usageMetadata, "thoughtsTokenCount");
    const auto total = count(usageMetadata, "totalTokenCount");
    if (!prompt && !candidates && !thoughts && !total)
        return std::nullopt;

    const qint64 cached = std::min(prompt.value_or(0), count(usageMetadata, "cachedContentTokenCount").value_or(0));
    const qint64 cachedAudio = std::min(cached, audioIn(usageMetadata["cacheTokensDetails"]));
    const qint64 uncached = prompt.value_or(0) - cached;
    const qint64 audio = std::clamp<qint64>(audioIn(usageMetadata["promptTokensDetails"]) - cachedAudio, 0, uncached);
    const qint64 visible = candidates.value_or(0);
    const qint64 spoken = std::min(visible, audioIn(usageMetadata["candidatesTokensDetails"]));
    return Usage{.inputUncached = uncached - audio + count(usageMetadata, "toolUsePromptTokenCount").value_or(0),
                 .inputCacheRead = cached,
                 .inputCacheWrite = 0,
                 .inputCacheWriteLong = 0,
                 .inputAudio = audio,
                 .output = visible - spoken,
                 .outputReasoning = thoughts.value_or(0),
                 .outputAudio = spoken,
                 .source = UsageSource::Provider};
}

void writeGeminiUsage(Json::Writer &json, const Usage &usage, QByteArrayView raw)
{
    if (!raw.isEmpty()) {
        const auto tree = Json::Tree::parse(raw.toByteArray(), Json::Rules::Lenient);
        if (tree && geminiUsage(tree->root())) {
            json.raw(raw);
            return;
        }
    }
    const qint64 candidates = usage.output + usage.outputAudio;
    json.beginObject();
    json.member("promptTokenCount", usage.inputTotal()).member("candidatesTokenCount", candidates);
    if (usage.inputCacheRead > 0)
        json.member("cachedContentTokenCount", usage.inputCacheRead);
    if (usage.outputReasoning > 0)
        json.member("thoughtsTokenCount", usage.outputReasoning);
    json.member("totalTokenCount", usage.inputTotal() + usage.outputTotal());
    writeDetails(json, "promptTokensDetails", usage.inputTotal(), usage.inputAudio);
    writeDetails(json, "candidatesTokensDetails", candidates, usage.outputAudio);
    json.endObject();
}

} // namespace Gatehouse::Llm
