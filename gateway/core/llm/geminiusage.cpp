// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminiusage.h"

#include <algorithm>
#include <array>
#include <utility>

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
constexpr Modality Video{"VIDEO", 3};
constexpr Modality Audio{"AUDIO", 4};
constexpr Modality Document{"DOCUMENT", 5}; // pages, counted and priced as pictures

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

using Parts = std::array<std::pair<Modality, qint64>, 3>;

// Whatever is none of the parts is text.
void writeDetails(Json::Writer &json, QByteArrayView name, qint64 total, const Parts &parts)
{
    qint64 text = total;
    for (const auto &[modality, tokens] : parts)
        text -= tokens;
    json.key(name).beginArray();
    json.beginObject().member("modality", "TEXT").member("tokenCount", text).endObject();
    for (const auto &[modality, tokens] : parts) {
        if (tokens > 0)
            json.beginObject().member("modality", modality.name).member("tokenCount", tokens).endObject();
    }
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

    const Json::Node cachedParts = usageMetadata["cacheTokensDetails"];
    const Json::Node promptParts = usageMetadata["promptTokensDetails"];
    const Json::Node toolParts = usageMetadata["toolUsePromptTokensDetails"];
    const Json::Node madeParts = usageMetadata["candidatesTokensDetails"];
    const auto pictures = [](Json::Node details) { return tokensOf(Image, details) + tokensOf(Document, details); };

    // The prompt's details contain what was cached of it.
    const qint64 cached = std::min(prompt.value_or(0), count(usageMetadata, "cachedContentTokenCount").value_or(0));
    Usage usage{.source = UsageSource::Provider};
    usage.inputCacheRead = cached;
    usage.inputCacheReadAudio = takeFrom(usage.inputCacheRead, tokensOf(Audio, cachedParts));
    usage.inputCacheReadImage = takeFrom(usage.inputCacheRead, pictures(cachedParts));
    const qint64 cachedVideo = std::min(usage.inputCacheRead, tokensOf(Video, cachedParts));
    usage.inputUncached = prompt.value_or(0) - cached + count(usageMetadata, "toolUsePromptTokenCount").value_or(0);
    usage.inputAudio = takeFrom(usage.inputUncached,
                                tokensOf(Audio, promptParts) - usage.inputCacheReadAudio + tokensOf(Audio, toolParts));
    usage.inputImage =
        takeFrom(usage.inputUncached, pictures(promptParts) - usage.inputCacheReadImage + pictures(toolParts));
    usage.inputVideo =
        takeFrom(usage.inputUncached, tokensOf(Video, promptParts) - cachedVideo + tokensOf(Video, toolParts));
    usage.output = candidates.value_or(0);
    usage.outputAudio = takeFrom(usage.output, tokensOf(Audio, madeParts));
    usage.outputImage = takeFrom(usage.output, pictures(madeParts));
    usage.outputVideo = takeFrom(usage.output, tokensOf(Video, madeParts));
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
    const qint64 candidates = usage.outputTotal() - usage.outputReasoning;
    json.beginObject();
    json.member("promptTokenCount", usage.inputTotal()).member("candidatesTokenCount", candidates);
    if (usage.cacheReadTotal() > 0)
        json.member("cachedContentTokenCount", usage.cacheReadTotal());
    if (usage.outputReasoning > 0)
        json.member("thoughtsTokenCount", usage.outputReasoning);
    json.member("totalTokenCount", usage.inputTotal() + usage.outputTotal());
    writeDetails(json, "promptTokensDetails", usage.inputTotal(),
                 {{{Audio, usage.inputAudio + usage.inputCacheReadAudio},
                   {Image, usage.inputImage + usage.inputCacheReadImage},
                   {Video, usage.inputVideo}}});
    if (usage.inputCacheReadAudio + usage.inputCacheReadImage > 0)
        writeDetails(json, "cacheTokensDetails", usage.cacheReadTotal(),
                     {{{Audio, usage.inputCacheReadAudio}, {Image, usage.inputCacheReadImage}, {Video, 0}}});
    writeDetails(json, "candidatesTokensDetails", candidates,
                 {{{Audio, usage.outputAudio}, {Image, usage.outputImage}, {Video, usage.outputVideo}}});
    json.endObject();
}

} // namespace Gatehouse::Llm
