// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Gatehouse::Llm {

// Gemini's finish reasons (WIRE 5.4); old endpoints send their numbers. `hasCalls`: the candidate calls a function, for
// which Google has no reason of its own. What is unknown is an error: every reason that was added so far is one.
[[nodiscard]] FinishReason finishOfGemini(QByteArrayView reason, bool hasCalls);

// The number of an enumeration as its name; a name stays as it is.
[[nodiscard]] QByteArray geminiFinishName(QByteArrayView reason);

// For clients. `raw` is used where it is Gemini's own word for the reason.
[[nodiscard]] QByteArray geminiFinish(FinishReason reason, QByteArrayView raw);

} // namespace Gatehouse::Llm
