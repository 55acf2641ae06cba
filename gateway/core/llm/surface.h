// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtTypes>

#include <optional>
#include <span>

namespace Gatehouse::Llm {

// An address of the gateway that clients call, by what it does. Stored as these numbers; never renumber.
enum class Surface : quint8 {
    Unknown = 0,
    ChatCompletions = 1,  // POST /v1/chat/completions
    Completions = 2,      // POST /v1/completions
    Embeddings = 3,       // POST /v1/embeddings
    Models = 4,           // GET /v1/models
    Model = 5,            // GET /v1/models/{id}
    Responses = 6,        // POST /v1/responses
    Response = 7,         // GET, DELETE /v1/responses/{id}, and what is below it
    Messages = 8,         // POST /v1/messages
    CountTokens = 9,      // POST /v1/messages/count_tokens
    GenerateContent = 10, // POST /v1beta/models/{model}:generateContent, :streamGenerateContent
    GeminiCountTokens = 11,
    GeminiEmbed = 12,  // :embedContent, :batchEmbedContents
    GeminiModels = 13, // GET /v1beta/models
    OllamaChat = 14,   // POST /api/chat
    OllamaGenerate = 15,
    OllamaEmbed = 16,
    OllamaTags = 17, // GET /api/tags
    CohereChat = 18, // POST /v2/chat
    CohereEmbed = 19,
    Images = 20,        // POST /v1/images/...
    Speech = 21,        // POST /v1/audio/speech
    Transcription = 22, // POST /v1/audio/transcriptions, /v1/audio/translations
    Moderations = 23,
    Rerank = 24,
    Files = 25,     // /v1/files and what is below it
    Batches = 26,   // /v1/batches and what is below it
    KeyStatus = 27, // GET /v1/gatehouse/key: how a key stands with its limits and budgets
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
    Cohere = 7,          // v2 chat
};

// What kind of work a surface is, which decides how it is served.
enum class SurfaceKind : quint8 {
    None,
    Chat,        // a conversation: any client's dialect to any vendor's
    Text,        // OpenAI's old completions: vendors of the same dialect only
    Embeddings,  // any dialect to any vendor with embeddings
    TokenCount,  // asked of the vendor where it counts, else counted here
    PassThrough, // metered, to vendors that have it, in the bytes it came in
    Stored,      // concerns something the vendor keeps (a response, a file, a batch): goes where that is
    List,        // answered by the gateway itself
};

// What is known of a surface. Static storage.
struct SurfaceTraits {
    Surface surface;
    QByteArrayView name; // "chat_completions": the word in the schema, the filter language and the command line
    SurfaceKind kind;
    Dialect dialect; // of the client
};

[[nodiscard]] const SurfaceTraits &surfaceTraits(Surface surface);
[[nodiscard]] std::span<const SurfaceTraits> allSurfaces();
[[nodiscard]] inline QByteArrayView surfaceName(Surface surface)
{
    return surfaceTraits(surface).name;
}
[[nodiscard]] std::optional<Surface> surfaceFromName(QByteArrayView name);

// Whether a surface reaches a vendor, and so can cost money.
[[nodiscard]] bool isInference(Surface surface);

} // namespace Gatehouse::Llm
