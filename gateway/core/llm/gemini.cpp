// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/gemini.h"

namespace Gatehouse::Llm {

const ChatDialect &geminiDialect()
{
    static constexpr ChatDialect dialect{
        .readRequest = readGeminiRequest,
        .writeRequest = writeGeminiRequest,
        .readAnswer = readGeminiAnswer,
        .writeAnswer = writeGeminiAnswer,
        .decoder = geminiDecoder,
        .encoder = geminiEncoder,
        .readError = readGeminiError,
    };
    return dialect;
}

} // namespace Gatehouse::Llm
