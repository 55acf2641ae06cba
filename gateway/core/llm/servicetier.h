// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/pricing.h"

#include <QByteArrayView>
#include <QStringView>

// What vendors take for a request at another service tier than the usual one: half for batches and for OpenAI's flex,
// more for what goes first. Price lists have the usual tier alone. Pure.
namespace Gatehouse::Llm {

// The price at a tier of a provider of the catalogue ("openai"), by the vendor's own word for it: "batch", "flex",
// "priority". At a tier that costs as usual, or that nothing is known of, the price as it is. Prices for the request
// and for tools stay.
// Sources: the vendors' price pages of August 2026. OpenAI's priority tier is priced by the model.
[[nodiscard]] Price priceAtTier(Price price, QStringView provider, QStringView model, QByteArrayView tier);

} // namespace Gatehouse::Llm
