// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"

// Google's generateContent and streamGenerateContent, of the Gemini API and of Vertex. Model and stream are in the
// address. Thought signatures of calls are ToolCallPart::signature, those of texts and thoughts stay in the extras of
// their parts; how signatures ride through clients of other dialects: toolcallid.h.
namespace Gatehouse::Llm {

[[nodiscard]] const ChatDialect &geminiDialect();

// Its parts, for the dialect object and for tests.
[[nodiscard]] Result<ChatRequest> readGeminiRequest(const QByteArray &body, const RequestAddress &address);
[[nodiscard]] Written writeGeminiRequest(const ChatRequest &request, const WriteTraits &traits);
[[nodiscard]] Result<ChatAnswer> readGeminiAnswer(const QByteArray &body);
[[nodiscard]] Written writeGeminiAnswer(const ChatAnswer &answer, const AnswerContext &context);
[[nodiscard]] std::unique_ptr<StreamDecoder> geminiDecoder();
[[nodiscard]] std::unique_ptr<StreamEncoder> geminiEncoder(const AnswerContext &context);
[[nodiscard]] std::optional<VendorFailure> readGeminiError(const QByteArray &body);

} // namespace Gatehouse::Llm
