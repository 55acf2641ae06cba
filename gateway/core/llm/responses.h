// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"

namespace Gatehouse::Llm {

// OpenAI's responses (POST /v1/responses), as OpenAI, Azure, xAI, DeepSeek and Bedrock speak it. Stateless, static
// storage, thread-safe.
//
// A conversation is a flat list of items here. Items that the model made (reasoning, message, function_call, calls of
// server tools) and that follow each other are one assistant message of the neutral model, with a part for each item or
// for each piece of a message's content; outputs of functions that follow each other are one user message.
[[nodiscard]] const ChatDialect &openAiResponsesDialect();

} // namespace Gatehouse::Llm
