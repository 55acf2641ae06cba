// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/usage.h"

#include <optional>

// Gemini's usageMetadata (WIRE 5.6): the prompt's count includes what came from the cache and not what tools put into
// it; the candidates' count does not include the thoughts.
namespace Gatehouse::Llm {

// Nothing when no number of tokens is in it, as in the first events of many streams.
[[nodiscard]] std::optional<Usage> geminiUsage(Json::Node usageMetadata);

// The value of usageMetadata. `raw` is the vendor's own object, which is kept when it is Gemini's.
void writeGeminiUsage(Json::Writer &json, const Usage &usage, QByteArrayView raw);

} // namespace Gatehouse::Llm
