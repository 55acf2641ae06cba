// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/finishwords.h"

#include <algorithm>

namespace Gatehouse::Llm {

FinishReason finishFromWord(std::span<const FinishWord> words, QByteArrayView word)
{
    if (word.isEmpty())
        return FinishReason::None;
    const auto found = std::ranges::find(words, word, &FinishWord::word);
    return found == words.end() ? FinishReason::Stop : found->reason;
}

QByteArray wordOfFinish(std::span<const FinishWord> words, FinishReason reason, const QByteArray &raw)
{
    const auto isSame = [&](const FinishWord &row) { return row.reason == reason && row.word == raw; };
    if (std::ranges::any_of(words, isSame))
        return raw;
    const auto found = std::ranges::find(words, reason, &FinishWord::reason);
    return found == words.end() ? QByteArray() : found->word.toByteArray();
}

} // namespace Gatehouse::Llm
