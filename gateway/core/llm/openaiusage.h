// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsonreader.h"
#include "gateway/core/llm/usage.h"

#include <optional>

namespace Gatehouse::Llm {

// Reads the usage object that the reader stands on (ObjectBegin) and goes to its end. OpenAI's members and what vendors
// of the same dialect add (WIRE 5.6): cached, audio and reasoning tokens are inside the totals there and beside them
// here. Nothing when there are no usable numbers: missing, negative, not whole or above 2^53.
[[nodiscard]] std::optional<Usage> readOpenAiUsage(Json::Reader &json);

} // namespace Gatehouse::Llm
