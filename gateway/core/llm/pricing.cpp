// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricing.h"

#include <algorithm>
#include <limits>

namespace Gatehouse::Llm {

namespace {

__extension__ using Wide = __int128; // tokens up to 2^63 times a price up to 2^63 needs 126 bits

constexpr Wide TokensPerPrice = 1'000'000;
constexpr Wide Largest = Wide(std::numeric_limits<qint64>::max()) * TokensPerPrice;

// Tokens times price in millionths of a nano-dollar, at most the largest amount, so that a few parts can be added.
// Negative numbers cannot come from a reader of ours; should they, they cost nothing rather than give credit.
Wide part(qint64 tokens, qint64 price)
{
    return std::min(Wide(std::max<qint64>(tokens, 0)) * Wide(std::max<qint64>(price, 0)), Largest);
}

Money rounded(Wide millionths)
{
    return Money::fromNanos(static_cast<qint64>((std::min(millionths, Largest) + TokensPerPrice - 1) / TokensPerPrice));
}

} // namespace

Cost costOf(const Price &price, const Usage &usage)
{
    const qint64 cacheRead = price.cacheRead.value_or(price.input);
    const qint64 cacheWrite = price.cacheWrite.value_or(price.input);
    Wide input = part(usage.inputUncached, price.input);
    input += part(usage.inputCacheRead, cacheRead);
    input += part(usage.inputCacheReadAudio, price.cacheReadAudio.value_or(cacheRead));
    input += part(usage.inputCacheReadImage, price.cacheReadImage.value_or(cacheRead));
    input += part(usage.inputCacheWrite, cacheWrite);
    input += part(usage.inputCacheWriteLong, price.cacheWriteLong.value_or(cacheWrite));
    input += part(usage.inputAudio, price.inputAudio.value_or(price.input));
    input += part(usage.inputImage, price.inputImage.value_or(price.input));
    input += part(usage.inputVideo, price.inputVideo.value_or(price.input));
    Wide output = part(usage.output, price.output);
    output += part(usage.outputReasoning, price.outputReasoning.value_or(price.output));
    output += part(usage.outputAudio, price.outputAudio.value_or(price.output));
    output += part(usage.outputImage, price.outputImage.value_or(price.output));
    output += part(usage.outputVideo, price.outputVideo.value_or(price.output));
    const Wide calls = part(usage.toolCalls, price.perToolCall) * TokensPerPrice;
    Cost cost;
    cost.input = rounded(input);
    cost.output = rounded(output);
    cost.fees = rounded(calls) + Money::fromNanos(std::max<qint64>(price.perRequest, 0));
    cost.total = cost.input + cost.output + cost.fees;
    return cost;
}

} // namespace Gatehouse::Llm
