// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"

namespace Gatehouse::Llm {

// Anthropic's messages. A request to count tokens is one without max_tokens, so reading does not insist on it; the
// vendor does.
[[nodiscard]] const ChatDialect &anthropicDialect();

// The parts of it, one file each.
[[nodiscard]] Result<ChatRequest> readAnthropicRequest(const QByteArray &body, const RequestAddress &address);
[[nodiscard]] Written writeAnthropicRequest(const ChatRequest &request, const WriteTraits &traits);
[[nodiscard]] Result<ChatAnswer> readAnthropicAnswer(const QByteArray &body);
[[nodiscard]] Written writeAnthropicAnswer(const ChatAnswer &answer, const AnswerContext &context);
[[nodiscard]] std::optional<VendorFailure> readAnthropicError(const QByteArray &body);
[[nodiscard]] std::unique_ptr<StreamDecoder> anthropicDecoder();
[[nodiscard]] std::unique_ptr<StreamEncoder> anthropicEncoder(const AnswerContext &context);

} // namespace Gatehouse::Llm
