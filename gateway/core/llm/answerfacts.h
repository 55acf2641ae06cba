// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/usage.h"

#include <QByteArray>

#include <optional>

namespace Gatehouse::Llm {

// What accounting and the inspector need to know of an answer, whatever dialect it came in.
struct AnswerFacts {
    QByteArray id;
    QByteArray model;            // as the vendor names it
    QByteArray finishReason;     // of the first choice; empty = none yet
    std::optional<Usage> usage;  // normal form; absent when the vendor gave none. Impossible numbers (negative, NaN,
                                 // above 2^53) count as absent.
    QByteArray rawUsage = {};    // the same as the vendor wrote it, JSON; empty when it gave none
    QByteArray serviceTier = {}; // as the vendor names it; empty when it says nothing
    QByteArray outputText; // visible text, reasoning and tool calls, for counting tokens where the vendor did not;
                           // the first MaxOutputText bytes
    bool operator==(const AnswerFacts &) const = default;
};

inline constexpr qsizetype MaxOutputText = 1024 * 1024;

} // namespace Gatehouse::Llm
