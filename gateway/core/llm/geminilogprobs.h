// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/jsontree.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Gatehouse::Llm {

// Gemini's logprobsResult and OpenAI's logprobs say the same in other words. Both ways lose Gemini's token ids.

// The array of entries: [{token, logprob, bytes, top_logprobs}]; empty = there are none.
[[nodiscard]] QByteArray openAiLogprobEntries(Json::Node logprobsResult);
// A logprobsResult of OpenAI's object or of its array of entries; empty = there are none.
[[nodiscard]] QByteArray geminiLogprobs(const QByteArray &openAi);

} // namespace Gatehouse::Llm
