// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// How much a model shall think, between dialects that say it as a word and dialects that say it in tokens:
//
//   minimal 1,024   low 1,024   medium 8,192   high 24,576   xhigh 32,768   max 32,768   none 0
//
// low, medium and high are what Google's own OpenAI endpoint takes them for; 1,024 is also the least that Anthropic
// accepts and 32,768 the most that every thinking Gemini takes.
namespace Gatehouse::Llm {

// Nothing for words that are not in the table.
[[nodiscard]] std::optional<qint64> reasoningBudget(QByteArrayView effort);

// The effort whose budget is the nearest, as a ratio: "none" up to 0, then "low", "medium", "high" or "xhigh".
[[nodiscard]] QByteArray reasoningEffort(qint64 budgetTokens);

} // namespace Gatehouse::Llm
