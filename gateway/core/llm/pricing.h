// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/money.h"
#include "gateway/core/base/result.h"
#include "gateway/core/llm/usage.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

// What tokens cost. Money is whole nano-dollars; prices are nano-dollars per million tokens, so that no price of a
// catalogue is rounded.
namespace Gatehouse::Llm {

// Nano-dollars per million tokens. Absent parts fall back as the vendors do: cached audio and images to cached text,
// cached input to input; reasoning, audio, images and video to text.
struct Price {
    qint64 input = 0;
    std::optional<qint64> cacheRead = {};
    std::optional<qint64> cacheReadAudio = {};
    std::optional<qint64> cacheReadImage = {};
    std::optional<qint64> cacheWrite = {};
    std::optional<qint64> cacheWriteLong = {};
    std::optional<qint64> inputAudio = {};
    std::optional<qint64> inputImage = {};
    std::optional<qint64> inputVideo = {};
    qint64 output = 0;
    std::optional<qint64> outputReasoning = {};
    std::optional<qint64> outputAudio = {};
    std::optional<qint64> outputImage = {};
    std::optional<qint64> outputVideo = {};
    qint64 perRequest = 0;  // nano-dollars a request
    qint64 perToolCall = 0; // nano-dollars a call of the vendor's own tools
    QString version = {}; // where it comes from and which one it is: "catalogue 1f3a09c2 openai/gpt-5-mini", "own #12"
    bool operator==(const Price &) const = default;
};

// The parts of a cost, each rounded up to the nano-dollar; the total is their sum.
struct Cost {
    Money input;
    Money output;
    Money fees; // not by the token: for the request itself, and for calls of the vendor's tools
    Money total;
    bool operator==(const Cost &) const = default;
};

// Never negative and never wrapped round: what is beyond the largest amount is the largest amount (R22).
[[nodiscard]] Cost costOf(const Price &price, const Usage &usage);

// A price list in the form of genai-prices v2 (WIRE 3), with its matching rules, dated prices and context tiers.
// Amounts are read from their decimal text; of the few with more than nine decimals, artefacts of a division, the tenth
// is rounded. Immutable; thread-safe.
class PriceCatalog final
{
public:
    [[nodiscard]] static Result<std::shared_ptr<const PriceCatalog>> parse(const QByteArray &json);
    ~PriceCatalog();

    // The price of a model at a provider of the catalogue ("openai") at a time, for a request with so many input tokens
    // (tiers). Nothing = the catalogue has no price, which is not the same as a price of 0 (R23).
    [[nodiscard]] std::optional<Price> find(QStringView provider, QStringView model, Timestamp time,
                                            qint64 inputTokens) const;

    // The price of a model at the vendor whose models have such names ("gpt-..." -> "openai").
    [[nodiscard]] std::optional<Price> findByModel(QStringView model, Timestamp time, qint64 inputTokens) const;

    // The catalogue's provider for the base URL of a vendor ("https://api.openai.com/v1" -> "openai"); empty = none.
    [[nodiscard]] QString providerForUrl(QStringView url) const;

    [[nodiscard]] qsizetype modelCount() const;

private:
    PriceCatalog();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Llm
