// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/surface.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Llm {

namespace {

using enum SurfaceKind;

// In the order of the enumeration: a surface is found by its number.
constexpr std::array Table = {
    SurfaceTraits{Surface::Unknown, "unknown", None, Dialect::OpenAi},
    SurfaceTraits{Surface::ChatCompletions, "chat_completions", Chat, Dialect::OpenAi},
    SurfaceTraits{Surface::Completions, "completions", Text, Dialect::OpenAi},
    SurfaceTraits{Surface::Embeddings, "embeddings", Embeddings, Dialect::OpenAi},
    SurfaceTraits{Surface::Models, "models", List, Dialect::OpenAi},
    SurfaceTraits{Surface::Model, "model", List, Dialect::OpenAi},
    SurfaceTraits{Surface::Responses, "responses", Chat, Dialect::OpenAiResponses},
    SurfaceTraits{Surface::Response, "response", Stored, Dialect::OpenAiResponses},
    SurfaceTraits{Surface::Messages, "messages", Chat, Dialect::Anthropic},
    SurfaceTraits{Surface::CountTokens, "count_tokens", TokenCount, Dialect::Anthropic},
    SurfaceTraits{Surface::GenerateContent, "generate_content", Chat, Dialect::Gemini},
    SurfaceTraits{Surface::GeminiCountTokens, "gemini_count_tokens", TokenCount, Dialect::Gemini},
    SurfaceTraits{Surface::GeminiEmbed, "gemini_embed", Embeddings, Dialect::Gemini},
    SurfaceTraits{Surface::GeminiModels, "gemini_models", List, Dialect::Gemini},
    SurfaceTraits{Surface::OllamaChat, "ollama_chat", Chat, Dialect::Ollama},
    SurfaceTraits{Surface::OllamaGenerate, "ollama_generate", Chat, Dialect::Ollama},
    SurfaceTraits{Surface::OllamaEmbed, "ollama_embed", Embeddings, Dialect::Ollama},
    SurfaceTraits{Surface::OllamaTags, "ollama_tags", List, Dialect::Ollama},
    SurfaceTraits{Surface::CohereChat, "cohere_chat", Chat, Dialect::Cohere},
    SurfaceTraits{Surface::CohereEmbed, "cohere_embed", Embeddings, Dialect::Cohere},
    SurfaceTraits{Surface::Images, "images", PassThrough, Dialect::OpenAi},
    SurfaceTraits{Surface::Speech, "speech", PassThrough, Dialect::OpenAi},
    SurfaceTraits{Surface::Transcription, "transcription", PassThrough, Dialect::OpenAi},
    SurfaceTraits{Surface::Moderations, "moderations", PassThrough, Dialect::OpenAi},
    SurfaceTraits{Surface::Rerank, "rerank", PassThrough, Dialect::Cohere},
    SurfaceTraits{Surface::Files, "files", Stored, Dialect::OpenAi},
    SurfaceTraits{Surface::Batches, "batches", Stored, Dialect::OpenAi},
    SurfaceTraits{Surface::KeyStatus, "key_status", List, Dialect::OpenAi},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < Table.size(); ++i) {
        if (static_cast<std::size_t>(Table[i].surface) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder());

} // namespace

const SurfaceTraits &surfaceTraits(Surface surface)
{
    const auto number = static_cast<std::size_t>(surface);
    return Table[number < Table.size() ? number : 0];
}

std::span<const SurfaceTraits> allSurfaces()
{
    return Table;
}

std::optional<Surface> surfaceFromName(QByteArrayView name)
{
    const auto found = std::ranges::find(Table, name, &SurfaceTraits::name);
    return found == Table.end() ? std::nullopt : std::optional(found->surface);
}

bool isInference(Surface surface)
{
    const SurfaceKind kind = surfaceTraits(surface).kind;
    return kind != SurfaceKind::None && kind != SurfaceKind::List;
}

} // namespace Gatehouse::Llm
