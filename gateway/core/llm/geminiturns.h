// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/loss.h"

namespace Gatehouse::Llm {

// One of `contents` as it is written.
struct GeminiTurn {
    QByteArray role;
    QList<Part> parts;
    const Message *message = nullptr; // Gemini's own, whose extras go with it
};

// As they were read.
[[nodiscard]] QList<GeminiTurn> ownGeminiTurns(const ChatRequest &request);

// Of another dialect, as Google wants them: roles in turn, the results of a turn together and before its text, with the
// names of their functions; calls with the signature that rode in their ids.
[[nodiscard]] QList<GeminiTurn> geminiTurns(const ChatRequest &request, const GeminiPartRules &rules,
                                            LossReport &losses);

// Instructions have a place of their own.
[[nodiscard]] bool isGeminiInstruction(const Message &message);

// Parameters of another dialect's request that Gemini has no place for.
void reportUnsaidByGemini(const ChatRequest &request, LossReport &losses);

} // namespace Gatehouse::Llm
