// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/pricing.h"

#include <QString>

#include <optional>

namespace Gatehouse::Ui {

// What so many tokens cost, and how that is worked out: "10,000 × $0.15 + 500 × $0.60 = $0.0018". Pure.
struct PriceCalculation {
    qint64 input = 0;
    qint64 cached = 0; // of the input
    qint64 output = 0;

    [[nodiscard]] Llm::Usage usage() const;
    [[nodiscard]] QString sentence(const Llm::Price &price) const;
};

// Money as a person writes it: "50", "1,234.50", "$ 12". Nothing when it is no amount or a negative one.
[[nodiscard]] std::optional<Money> amountFromText(QString text);

} // namespace Gatehouse::Ui
