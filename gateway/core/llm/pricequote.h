// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"
#include "gateway/core/llm/pricing.h"

#include <QByteArray>

#include <optional>

// What an answer of a vendor cost, for those who have the answer and nothing else: a recorded body, a line of a log.
// The usage is read as the gateway reads it from an answer of its own. Pure.
namespace Gatehouse::Llm {

struct PriceQuestion {
    QByteArray provider; // as the price list calls it: "openai"
    QByteArray flavor;   // which of the provider's APIs answered, as the list calls it: "chat", "responses", "default"
    QByteArray body;     // JSON: the answer, or an object with its model and usage
    QByteArray model;    // when the body does not name it
    QByteArray serviceTier; // when the body does not name it: "batch"
};

struct PriceQuote {
    QByteArray model;
    Usage usage;
    std::optional<Price> price; // nothing: the list has no price, which is not a price of 0 (R23)
    Cost cost;
};

// Request: the flavor is not known or the body has no usage of its kind.
[[nodiscard]] Result<PriceQuote> quotePrice(const PriceCatalog &catalog, const PriceQuestion &question, Timestamp time);

} // namespace Gatehouse::Llm
