// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"
#include "gateway/core/llm/pricematch.h"
#include "gateway/core/llm/pricing.h"

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

// The price list as it is written: providers, their models, and each model's prices with the conditions they hold
// under. PriceCatalog answers questions from it.
namespace Gatehouse::Llm {

// One step of a tiered price: holds for the whole request once it has more input tokens than `above`.
struct PriceTier {
    qint64 above = 0;
    Price price;
    bool operator==(const PriceTier &) const = default;
};

// Prices with the condition under which they hold; without one they always do.
struct DatedPrice {
    std::optional<Timestamp> from;
    std::optional<std::pair<std::chrono::seconds, std::chrono::seconds>> timeOfDay; // UTC; from, until
    std::vector<PriceTier> tiers; // rising; the first is above 0. Empty = the list gives no price for tokens
    [[nodiscard]] bool holdsAt(Timestamp time) const;
};

struct PricedModel {
    QString id;
    PriceMatch match;
    std::vector<DatedPrice> prices; // the last that holds counts
};

struct PricedProvider {
    QString id;
    QRegularExpression apiPattern;
    std::optional<PriceMatch> modelMatch;
    QStringList fallbacks; // providers whose models are sold here under the same names and prices
    std::vector<PricedModel> models;
};

// `label` begins the version of every price: "catalogue 1f3a09c2".
[[nodiscard]] Result<std::vector<PricedProvider>> readPriceList(QByteArrayView json, const QString &label);

} // namespace Gatehouse::Llm
