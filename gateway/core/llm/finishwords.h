// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>

// The words of a dialect for the ends of its answers, as a table: for dialects whose words are read and written by
// looking them up.
namespace Gatehouse::Llm {

// Of several rows of a reason the first is the one that is written.
struct FinishWord {
    FinishReason reason;
    QByteArrayView word;
};

// None when there is no word, Stop when it is unknown.
[[nodiscard]] FinishReason finishFromWord(std::span<const FinishWord> words, QByteArrayView word);

// The dialect's word: `raw`, the vendor's own, where it means the same. Empty = the dialect has none.
[[nodiscard]] QByteArray wordOfFinish(std::span<const FinishWord> words, FinishReason reason, const QByteArray &raw);

} // namespace Gatehouse::Llm
