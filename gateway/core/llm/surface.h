// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtTypes>

#include <optional>

namespace Gatehouse::Llm {

// An address of the gateway that clients call, by what it does. Stored as these numbers; never renumber.
enum class Surface : quint8 {
    Unknown = 0,
    ChatCompletions = 1, // POST /v1/chat/completions
    Completions = 2,     // POST /v1/completions
    Embeddings = 3,      // POST /v1/embeddings
    Models = 4,          // GET /v1/models
    Model = 5,           // GET /v1/models/{id}
};

// Whose wire format a client or a vendor speaks. Errors are written in the client's dialect. Stored as these numbers;
// never renumber.
enum class Dialect : quint8 {
    OpenAi = 1,          // chat completions and what belongs to them (completions, embeddings, ...)
    Anthropic = 2,       // messages
    Gemini = 3,          // generateContent
    OpenAiResponses = 4, // responses
    Ollama = 5,          // its native /api/chat
    Bedrock = 6,         // AWS Bedrock Converse; vendors only
    Cohere = 7,          // v2 chat; vendors only
};

// "chat_completions", ...: the word for a surface in the schema, the filter language and the command line. Static
// storage.
[[nodiscard]] QByteArrayView surfaceName(Surface surface);
[[nodiscard]] std::optional<Surface> surfaceFromName(QByteArrayView name);

// Whether a surface calls a model, and so can cost money.
[[nodiscard]] constexpr bool isInference(Surface surface)
{
    return surface == Surface::ChatCompletions || surface == Surface::Completions || surface == Surface::Embeddings;
}

} // namespace Gatehouse::Llm
