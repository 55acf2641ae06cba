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

// Old endpoints give numbers for names.
struct Modality {
    QByteArrayView name;
    int number;
};
constexpr Modality Image{"IMAGE", 2};
constexpr Modality Audio{"AUDIO", 4};

// Of one modality in a list of {modality, tokenCount}.
qint64 tokensOf(const Modality &modality, Json::Node details)
{
    qint64 tokens = 0;
    for (const Json::Node detail : details) {
        if (detail["modality"].is(modality.name) || detail["modality"].integer() == modality.number)
            tokens += count(detail, "tokenCount").value_or(0);
    }
    return tokens;
}

void writeDetails(Json::Writer &json, QByteArrayView name, qint64 total, qint64 audio, qint64 image)
{
    json.key(name).beginArray();
    json.beginObject().member("modality", "TEXT").member("tokenCount", total - audio - image).endObject();
    if (audio > 0)
        json.beginObject().member("modality", Audio.name).member("tokenCount", audio).endObject();
    if (image > 0)
        json.beginObject().member("modality", Image.name).member("tokenCount", image).endObject();
    json.endArray();
}

// What a modality takes of the tokens that are left.
qint64 takeFrom(qint64 &left, qint64 part)
{
    const qint64 taken = std::clamp<qint64>(part, 0, left);
    left -= taken;
    return taken;
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
    const auto uncachedOf = [&](const Modality &modality) {
        return tokensOf(modality, usageMetadata["promptTokensDetails"])
               - std::min(cached, tokensOf(modality, usageMetadata["cacheTokensDetails"]));
    };
    Usage usage{.source = UsageSource::Provider};
    usage.inputCacheRead = cached;
    usage.inputUncached = prompt.value_or(0) - cached;
    usage.inputAudio = takeFrom(usage.inputUncached, uncachedOf(Audio));
    usage.inputImage = takeFrom(usage.inputUncached, uncachedOf(Image));
    usage.inputUncached += count(usageMetadata, "toolUsePromptTokenCount").value_or(0);
    usage.output = candidates.value_or(0);
    usage.outputAudio = takeFrom(usage.output, tokensOf(Audio, usageMetadata["candidatesTokensDetails"]));
    usage.outputImage = takeFrom(usage.output, tokensOf(Image, usageMetadata["candidatesTokensDetails"]));
    usage.outputReasoning = thoughts.value_or(0);
    return usage;
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
    const qint64 candidates = usage.output + usage.outputAudio + usage.outputImage;
    json.beginObject();
    json.member("promptTokenCount", usage.inputTotal()).member("candidatesTokenCount", candidates);
    if (usage.inputCacheRead > 0)
        json.member("cachedContentTokenCount", usage.inputCacheRead);
    if (usage.outputReasoning > 0)
        json.member("thoughtsTokenCount", usage.outputReasoning);
    json.member("totalTokenCount", usage.inputTotal() + usage.outputTotal());
    writeDetails(json, "promptTokensDetails", usage.inputTotal(), usage.inputAudio, usage.inputImage);
    writeDetails(json, "candidatesTokensDetails", candidates, usage.outputAudio, usage.outputImage);
    json.endObject();
}

} // namespace Gatehouse::Llm
