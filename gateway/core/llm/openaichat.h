// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"

namespace Gatehouse::Llm {

// OpenAI Chat Completions for translation: requests, answers and streams of its vendors and of those that took its
// format over (Mistral, Groq, DeepSeek, OpenRouter, ...). Same-dialect traffic passes through openairequest.h and
// openaianswer.h with its own bytes instead.
//
// Reasoning has no member of OpenAI's own. It is read from `reasoning_content`, `reasoning`, `reasoning_details` and
// `thinking_blocks` and from Mistral's content parts; for a client it is written as `reasoning_content`, and what a
// vendor signed also as LiteLLM's `thinking_blocks`: [{"type":"thinking","thinking","signature"}] or
// [{"type":"redacted_thinking","data"}]. A client that sends its message back with them keeps Anthropic's thinking
// usable. Signatures of other vendors carry "signer": the dialect's name, and "id" where theirs have one.
//
// A tool call's signature (Gemini) is written as Google's own `extra_content.google.thought_signature` and, for clients
// that drop it, in the call's id (toolcallid.h).
//
// writeRequest() asks a vendor for usage as `usageAsked` says when the request came in this dialect, and always for a
// stream that came in another.
[[nodiscard]] const ChatDialect &openAiChatDialect();

} // namespace Gatehouse::Llm
