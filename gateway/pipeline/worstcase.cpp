// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/worstcase.h"

#include "gateway/core/llm/vendors.h"
#include "gateway/pipeline/clientrequest.h"

#include <algorithm>

namespace Gatehouse::Pipeline {

namespace {

using Llm::SurfaceKind;

// Tokens that a vendor puts around a request: roles, separators, and the description of tools.
constexpr qint64 Frame = 64;

// Of two numbers the larger and of a product that overflows the largest.
qint64 times(qint64 a, qint64 b)
{
    qint64 product = 0;
    return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<qint64>::max() : product;
}

bool hasOutput(const Exchange &exchange)
{
    const SurfaceKind kind = Llm::surfaceTraits(exchange.surface).kind;
    return kind == SurfaceKind::Chat || kind == SurfaceKind::Text || kind == SurfaceKind::PassThrough;
}

qint64 outputBound(const Exchange &exchange)
{
    if (!hasOutput(exchange))
        return 0;
    const qint64 one = exchange.facts.maxOutputTokens.value_or(exchange.snapshot->settings().defaultOutputTokens);
    return times(one, std::max(exchange.facts.choices, 1));
}

// The tokenizers of other vendors than OpenAI are not public, and make up to half as many tokens more of code and of
// other languages than English.
bool isExactlyCounted(const Snapshot::Target &target)
{
    return target.catalogProvider == u"openai" || target.catalogProvider == u"azure";
}

std::optional<qint64> inputBound(Exchange &exchange, const Snapshot::Target &target, InputBound bound)
{
    if (bound == InputBound::Quick) {
        // A picture may be an address of a few bytes, and a conversation that goes on is not in the body.
        if (exchange.facts.hasImages || exchange.isRewritten)
            return std::nullopt;
        return exchange.request.body.size() + Frame;
    }
    const qint64 counted = estimatedInput(exchange, target.upstreamModel);
    if (counted == 0)
        return exchange.request.body.size() + Frame;
    return counted + (isExactlyCounted(target) ? counted / 32 : counted / 2) + Frame;
}

// The dearest way in which so many tokens can be used.
Llm::Usage dearest(const Exchange &exchange, const Llm::Price &price, qint64 input, qint64 output)
{
    Llm::Usage usage;
    qint64 *part = &usage.inputUncached;
    qint64 highest = price.input;
    const auto consider = [&](const std::optional<qint64> &other, qint64 &value) {
        if (other.value_or(0) > highest) {
            highest = *other;
            part = &value;
        }
    };
    const QByteArray &body = exchange.request.body;
    consider(price.cacheWrite, usage.inputCacheWrite);
    if (body.contains("\"ttl\"")) // kept for an hour
        consider(price.cacheWriteLong, usage.inputCacheWriteLong);
    const bool hasSound = body.contains("audio");
    if (hasSound)
        consider(price.inputAudio, usage.inputAudio);
    if (exchange.facts.hasImages)
        consider(price.inputImage, usage.inputImage);
    if (body.contains("video"))
        consider(price.inputVideo, usage.inputVideo);
    *part = input;
    part = &usage.output;
    highest = price.output;
    consider(price.outputReasoning, usage.outputReasoning);
    if (hasSound)
        consider(price.outputAudio, usage.outputAudio);
    if (exchange.surface == Llm::Surface::Images || exchange.dialect == Llm::Dialect::Gemini)
        consider(price.outputImage, usage.outputImage);
    consider(price.outputVideo, usage.outputVideo);
    *part = output;
    return usage;
}

} // namespace

Result<void> boundOutput(Exchange &exchange)
{
    const SurfaceKind kind = Llm::surfaceTraits(exchange.surface).kind;
    if (exchange.facts.maxOutputTokens || (kind != SurfaceKind::Chat && kind != SurfaceKind::Text))
        return {};
    const qint64 bound = exchange.snapshot->settings().defaultOutputTokens;
    exchange.outputClamp = bound;
    if (exchange.dialect == Llm::Dialect::OpenAi)
        return {}; // put into its own bytes when it is sent
    GH_CHECK(neutralRequest(exchange));
    exchange.chat->maxOutputTokens = bound;
    exchange.isRewritten = true;
    return {};
}

std::optional<Accounting::Demand> worstCase(Exchange &exchange, std::span<const Snapshot::Target> targets,
                                            InputBound bound)
{
    Accounting::Demand worst;
    worst.outputTokens = outputBound(exchange);
    // What costs more when it goes first; that it may cost less is left for the end.
    const QByteArrayView tier = exchange.request.body.contains("\"priority\"") ? "priority" : QByteArrayView();
    for (const Snapshot::Target &target : targets) {
        const auto input = inputBound(exchange, target, bound);
        if (!input)
            return std::nullopt;
        worst.inputTokens = std::max(worst.inputTokens, *input);
        if (const auto price = exchange.snapshot->priceFor(target, exchange.startedAt, *input, tier)) {
            const Llm::Usage usage = dearest(exchange, *price, *input, worst.outputTokens);
            worst.cost = std::max(worst.cost, Llm::costOf(*price, usage).total);
        }
    }
    return worst;
}

} // namespace Gatehouse::Pipeline
