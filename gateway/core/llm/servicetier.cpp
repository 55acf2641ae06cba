// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/servicetier.h"

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

struct Factor {
    int numerator = 1;
    int denominator = 1;
};

struct TierRule {
    QLatin1StringView provider;
    QLatin1StringView tier;
    QLatin1StringView modelPrefix; // the first rule that fits counts
    Factor factor;
};

constexpr Factor Half{1, 2};

constexpr std::array Rules{
    TierRule{"openai"_L1, "batch"_L1, {}, Half},
    TierRule{"openai"_L1, "flex"_L1, {}, Half},
    // $3.50 for $2, $0.45 for $0.25, $4.25 for $2.50, $0.25 for $0.15, $2 for $1.10; what is newer is twice as dear.
    TierRule{"openai"_L1, "priority"_L1, "gpt-4.1-nano"_L1, {2, 1}},
    TierRule{"openai"_L1, "priority"_L1, "gpt-4.1"_L1, {7, 4}},
    TierRule{"openai"_L1, "priority"_L1, "o3"_L1, {7, 4}},
    TierRule{"openai"_L1, "priority"_L1, "gpt-5-mini"_L1, {9, 5}},
    TierRule{"openai"_L1, "priority"_L1, "gpt-4o-mini"_L1, {5, 3}},
    TierRule{"openai"_L1, "priority"_L1, "gpt-4o"_L1, {17, 10}},
    TierRule{"openai"_L1, "priority"_L1, "o4-mini"_L1, {20, 11}},
    TierRule{"openai"_L1, "priority"_L1, {}, {2, 1}},
    TierRule{"azure"_L1, "batch"_L1, {}, Half},
    TierRule{"anthropic"_L1, "batch"_L1, {}, Half},
    TierRule{"google"_L1, "batch"_L1, {}, Half},
    TierRule{"mistral"_L1, "batch"_L1, {}, Half},
    TierRule{"groq"_L1, "batch"_L1, {}, Half},
    TierRule{"aws"_L1, "batch"_L1, {}, Half},
    TierRule{"aws"_L1, "flex"_L1, {}, Half},
    TierRule{"aws"_L1, "priority"_L1, {}, {7, 4}},
};

// Rounded up, and at most the largest amount.
qint64 times(qint64 price, Factor factor)
{
    qint64 product = 0;
    if (__builtin_mul_overflow(price, qint64(factor.numerator), &product))
        return std::numeric_limits<qint64>::max();
    return product / factor.denominator + (product % factor.denominator != 0 ? 1 : 0);
}

const TierRule *ruleFor(QStringView provider, QStringView model, QByteArrayView tier)
{
    for (const TierRule &rule : Rules) {
        if (rule.provider == provider && tier == QByteArrayView(rule.tier) && model.startsWith(rule.modelPrefix))
            return &rule;
    }
    return nullptr;
}

} // namespace

Price priceAtTier(Price price, QStringView provider, QStringView model, QByteArrayView tier)
{
    const TierRule *rule = ruleFor(provider, model, tier);
    if (!rule)
        return price;
    price.input = times(price.input, rule->factor);
    price.output = times(price.output, rule->factor);
    for (std::optional<qint64> Price::*part :
         {&Price::cacheRead, &Price::cacheReadAudio, &Price::cacheReadImage, &Price::cacheWrite, &Price::cacheWriteLong,
          &Price::inputAudio, &Price::inputImage, &Price::inputVideo, &Price::outputReasoning, &Price::outputAudio,
          &Price::outputImage, &Price::outputVideo}) {
        if (price.*part)
            price.*part = times(*(price.*part), rule->factor);
    }
    price.version += u' ' + QString(rule->tier);
    return price;
}

} // namespace Gatehouse::Llm
