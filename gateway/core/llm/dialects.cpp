// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/bedrock.h"
#include "gateway/core/llm/cohere.h"
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/gemini.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/openaichat.h"
#include "gateway/core/llm/responses.h"

namespace Gatehouse::Llm {

const ChatDialect &chatDialect(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Anthropic:
        return anthropicDialect();
    case Dialect::Gemini:
        return geminiDialect();
    case Dialect::OpenAiResponses:
        return openAiResponsesDialect();
    case Dialect::Ollama:
        return ollamaDialect();
    case Dialect::Bedrock:
        return bedrockDialect();
    case Dialect::Cohere:
        return cohereDialect();
    case Dialect::OpenAi:
        break;
    }
    return openAiChatDialect();
}

} // namespace Gatehouse::Llm
