// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Gatehouse::Llm {

// Gemini's thinkingConfig for a wish of another dialect. Models differ: Gemini 3 is told a level, 2.5 a budget within
// limits of its own, and 2.0 and older do not think.
struct GeminiThinking {
    std::optional<qint64> budget = {}; // -1 = as the model likes
    QByteArray level = {};             // "minimal", "low", "medium", "high"
    std::optional<bool> includeThoughts = {};
    QByteArray change = {}; // what is not as it was wished, as one clause; empty = all is
    bool operator==(const GeminiThinking &) const = default;
};

// `source` is the dialect of the wish: some always show what was thought.
[[nodiscard]] GeminiThinking geminiThinking(const ReasoningWish &wish, QByteArrayView model, Dialect source);

// Whether a model asks for the signatures of its calls back (WIRE 6, case 5).
[[nodiscard]] bool wantsThoughtSignatures(QByteArrayView model);

} // namespace Gatehouse::Llm
