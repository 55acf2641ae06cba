// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/usage.h"

#include <optional>

namespace Gatehouse::Llm::Responses {

// The usage of a response (WIRE 5.6): cached tokens are inside input_tokens and reasoning inside output_tokens there,
// and beside them here. Nothing when there are no usable numbers: missing, negative, not whole or above 2^53. Searches
// are billed one by one and stand in the output only.
[[nodiscard]] std::optional<Usage> readUsage(Json::Node usage, Json::Node output = {});

// The vendor's own object where it was one of this dialect, else one made of the numbers.
[[nodiscard]] QByteArray usageJson(const Usage &usage, const QByteArray &raw);

} // namespace Gatehouse::Llm::Responses
