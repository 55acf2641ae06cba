// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/llm/chat.h"

namespace Gatehouse::Llm {

// What a candidate's citationMetadata and groundingMetadata say about its text; starts and ends are bytes of it. The
// metadata themselves stay in the extras, since they say more.
[[nodiscard]] QList<Citation> geminiCitations(Json::Node candidate);

// The value of citationMetadata, of other vendors' citations.
void writeGeminiCitations(Json::Writer &json, const QList<Citation> &citations);

} // namespace Gatehouse::Llm
