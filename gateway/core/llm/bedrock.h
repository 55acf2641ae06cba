// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"

namespace Gatehouse::Llm {

// AWS Bedrock's Converse. The model is in the address; streams are AWS event streams.
[[nodiscard]] const ChatDialect &bedrockDialect();

// The parts of it, one file each.
[[nodiscard]] Result<ChatRequest> readBedrockRequest(const QByteArray &body, const RequestAddress &address);
[[nodiscard]] Written writeBedrockRequest(const ChatRequest &request, const WriteTraits &traits);
[[nodiscard]] Result<ChatAnswer> readBedrockAnswer(const QByteArray &body);
[[nodiscard]] Written writeBedrockAnswer(const ChatAnswer &answer, const AnswerContext &context);
[[nodiscard]] std::optional<VendorFailure> readBedrockError(const QByteArray &body);
[[nodiscard]] std::unique_ptr<StreamDecoder> bedrockDecoder();
[[nodiscard]] std::unique_ptr<StreamEncoder> bedrockEncoder(const AnswerContext &context);

} // namespace Gatehouse::Llm
