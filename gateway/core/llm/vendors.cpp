// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/vendors.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using enum VendorFeature;

// Azure's addresses of deployments want the version of the API; this is the newest that is generally available.
constexpr QByteArrayView AzureApiVersion = "2024-10-21";

constexpr WriteTraits OpenAiTraits;

// Servers of one's own and vendors that took over the API as it was in 2024: the old names are understood everywhere.
constexpr WriteTraits CompatibleTraits{
    .takesDeveloperRole = false, .takesMaxCompletionTokens = false, .reasoningField = "reasoning_content"};

constexpr std::array MistralRefuses = {Parameter::Logprobs, Parameter::TopLogprobs, Parameter::LogitBias,
                                       Parameter::EndUser,  Parameter::ServiceTier, Parameter::Store,
                                       Parameter::Verbosity};

// Refuses members that it does not know (422 "Extra inputs are not permitted"), sends usage without being asked, and
// wants ids of nine letters or digits (docs.mistral.ai, function calling).
constexpr WriteTraits MistralTraits{.takesDeveloperRole = false,
                                    .takesMaxCompletionTokens = false,
                                    .takesStreamOptions = false,
                                    .wantsShortToolIds = true,
                                    .seedField = "random_seed",
                                    .refused = MistralRefuses,
                                    .ownClient = "mistral-client"};

// The reasoning text's name differs: "reasoning" at Groq, Cerebras and OpenRouter (WIRE 1).
constexpr WriteTraits ReasoningTraits{.takesDeveloperRole = false, .reasoningField = "reasoning"};
constexpr WriteTraits OpenRouterTraits{.reasoningField = "reasoning", .takesCacheControl = true};

constexpr WriteTraits DeepSeekTraits{.takesDeveloperRole = false,
                                     .takesMaxCompletionTokens = false,
                                     .takesReasoningEffort = false,
                                     .reasoningField = "reasoning_content"};

// Sends usage in every chunk without being asked.
constexpr WriteTraits PerplexityTraits{
    .takesDeveloperRole = false, .takesMaxCompletionTokens = false, .takesStreamOptions = false};

constexpr VendorFeatures AllOfOpenAi =
    Responses | Completions | Embeddings | Images | Speech | Transcription | Moderations | Files | Batches;

constexpr auto Table = std::to_array<Vendor>({
    {"openai_compatible", "OpenAI compatible", "", "", Dialect::OpenAi, AuthScheme::Bearer,
     Completions | Embeddings | Images | Speech | Transcription | Moderations | Rerank | Files | Batches,
     ModelList::OpenAi, "", CompatibleTraits},
    {"openai", "OpenAI", "https://api.openai.com/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer, AllOfOpenAi,
     ModelList::OpenAi, "openai", OpenAiTraits},
    {"azure_openai", "Azure OpenAI", "", "", Dialect::OpenAi, AuthScheme::AzureApiKey, AllOfOpenAi, ModelList::OpenAi,
     "azure", OpenAiTraits},
    {"anthropic", "Anthropic", "https://api.anthropic.com/v1", "/v1", Dialect::Anthropic, AuthScheme::XApiKey,
     CountTokens, ModelList::OpenAi, "anthropic", OpenAiTraits},
    {"gemini", "Google Gemini", "https://generativelanguage.googleapis.com/v1beta", "/v1beta", Dialect::Gemini,
     AuthScheme::GoogleApiKey, Embeddings | CountTokens, ModelList::Gemini, "google", OpenAiTraits},
    {"vertex", "Google Vertex AI", "", "", Dialect::Gemini, AuthScheme::GoogleAccessToken, CountTokens, ModelList::None,
     "google", OpenAiTraits},
    {"bedrock",
     "AWS Bedrock",
     "",
     "",
     Dialect::Bedrock,
     AuthScheme::AwsSigV4,
     {},
     ModelList::None,
     "aws",
     OpenAiTraits},
    {"mistral", "Mistral", "https://api.mistral.ai/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer,
     Embeddings | Moderations | Transcription | Files, ModelList::OpenAi, "mistral", MistralTraits},
    {"cohere", "Cohere", "https://api.cohere.com/v2", "/v2", Dialect::Cohere, AuthScheme::Bearer, Embeddings | Rerank,
     ModelList::Cohere, "cohere", OpenAiTraits},
    {"ollama", "Ollama", "http://127.0.0.1:11434", "", Dialect::Ollama, AuthScheme::Bearer,
     OpenAiChat | Completions | Embeddings, ModelList::Ollama, "", CompatibleTraits},
    {"groq", "Groq", "https://api.groq.com/openai/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer,
     Responses | Speech | Transcription | Files | Batches, ModelList::OpenAi, "groq", ReasoningTraits},
    {"deepseek", "DeepSeek", "https://api.deepseek.com/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer, Completions,
     ModelList::OpenAi, "deepseek", DeepSeekTraits},
    {"xai", "xAI", "https://api.x.ai/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer, Responses | Images,
     ModelList::OpenAi, "x-ai", CompatibleTraits},
    {"together", "Together AI", "https://api.together.xyz/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer,
     Completions | Embeddings | Images | Speech | Transcription | Rerank | Files | Batches, ModelList::OpenAi,
     "together", CompatibleTraits},
    {"fireworks", "Fireworks AI", "https://api.fireworks.ai/inference/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer,
     Completions | Embeddings | Rerank, ModelList::OpenAi, "fireworks", CompatibleTraits},
    {"openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer,
     Completions | Embeddings, ModelList::OpenAi, "openrouter", OpenRouterTraits},
    {"perplexity",
     "Perplexity",
     "https://api.perplexity.ai",
     "",
     Dialect::OpenAi,
     AuthScheme::Bearer,
     {},
     ModelList::None,
     "perplexity",
     PerplexityTraits},
    {"cerebras", "Cerebras", "https://api.cerebras.ai/v1", "/v1", Dialect::OpenAi, AuthScheme::Bearer, Completions,
     ModelList::OpenAi, "cerebras", ReasoningTraits},
    {"simulator", "Simulator", "", "", Dialect::OpenAi, AuthScheme::None, Completions | Embeddings, ModelList::None, "",
     OpenAiTraits},
});

QByteArray encoded(QByteArrayView model, QByteArrayView kept)
{
    return QByteArray(model.data(), model.size()).toPercentEncoding(kept.toByteArray());
}

// "/v1" behind a base URL that ends without a version of its own.
QByteArray versioned(const Vendor &vendor, QByteArrayView basePath)
{
    const QByteArrayView last = basePath.sliced(basePath.lastIndexOf('/') + 1);
    const bool hasVersion = last.size() >= 2 && last[0] == 'v' && last[1] >= '0' && last[1] <= '9';
    return hasVersion ? basePath.toByteArray() : basePath.toByteArray() + vendor.version;
}

// The base URL of Ollama, which people give with and without the part for its own or OpenAI's API.
QByteArray ollamaRoot(QByteArrayView basePath)
{
    for (const QByteArrayView part : {QByteArrayView("/api"), QByteArrayView("/v1")}) {
        if (basePath.endsWith(part))
            return basePath.chopped(part.size()).toByteArray();
    }
    return basePath.toByteArray();
}

// What is asked of a model in Google's addresses.
QByteArrayView geminiAction(const VendorCallAddress &call)
{
    switch (surfaceTraits(call.surface).kind) {
    case SurfaceKind::Embeddings:
        return call.resource == ":embedContent" ? call.resource : QByteArrayView(":batchEmbedContents");
    case SurfaceKind::TokenCount:
        return ":countTokens";
    default:
        return call.stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
    }
}

QByteArrayView openAiResource(const VendorCallAddress &call)
{
    const SurfaceKind kind = surfaceTraits(call.surface).kind;
    // What does not pass through may have been asked for in another dialect's way.
    if (kind == SurfaceKind::PassThrough || kind == SurfaceKind::Stored)
        return call.resource;
    if (call.dialect == Dialect::OpenAiResponses)
        return "/responses";
    switch (kind) {
    case SurfaceKind::Embeddings:
        return "/embeddings";
    case SurfaceKind::Text:
        return "/completions";
    default:
        return "/chat/completions";
    }
}

// "/openai/v1/..." is like OpenAI's own; everything else names the deployment in the path.
QByteArray azureTarget(QByteArrayView basePath, const VendorCallAddress &call)
{
    const QByteArrayView resource = openAiResource(call);
    if (basePath.endsWith("/openai/v1"))
        return basePath.toByteArray() + resource;
    const QByteArray root =
        basePath.endsWith("/openai") ? basePath.toByteArray() : basePath.toByteArray() + "/openai"_ba;
    const bool isV1Only =
        call.dialect == Dialect::OpenAiResponses || surfaceTraits(call.surface).kind == SurfaceKind::Stored;
    if (isV1Only)
        return root + "/v1"_ba + resource;
    return root + "/deployments/"_ba + encoded(call.model, {}) + resource + "?api-version="_ba + AzureApiVersion;
}

} // namespace

std::span<const Vendor> allVendors()
{
    return Table;
}

const Vendor *vendorByType(QByteArrayView type)
{
    const auto found = std::ranges::find(Table, type, &Vendor::type);
    return found == Table.end() ? nullptr : &*found;
}

const Vendor *vendorOfClient(QByteArrayView userAgent)
{
    const auto found = std::ranges::find_if(Table, [userAgent](const Vendor &vendor) {
        return !vendor.traits.ownClient.isEmpty() && userAgent.startsWith(vendor.traits.ownClient);
    });
    return found == Table.end() ? nullptr : &*found;
}

const Vendor &simulatorSpeaking(Dialect dialect)
{
    static const auto simulators = [] {
        std::array<Vendor, 7> rows;
        rows.fill(*vendorByType("simulator"));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].dialect = allDialects()[i];
            if (rows[i].dialect != Dialect::OpenAi)
                rows[i].features = {};
        }
        return rows;
    }();
    return *std::ranges::find(simulators, dialect, &Vendor::dialect);
}

Dialect chatDialectAt(const Vendor &vendor, Dialect client)
{
    const bool speaks = (client == Dialect::OpenAi && vendor.features.testFlag(OpenAiChat))
                        || (client == Dialect::OpenAiResponses && vendor.features.testFlag(Responses));
    return speaks ? client : vendor.dialect;
}

bool serves(const Vendor &vendor, Surface surface)
{
    switch (surface) {
    case Surface::Completions:
        return vendor.features.testFlag(Completions);
    case Surface::Embeddings:
    case Surface::GeminiEmbed:
    case Surface::OllamaEmbed:
    case Surface::CohereEmbed:
        return vendor.features.testFlag(Embeddings);
    case Surface::CountTokens:
    case Surface::GeminiCountTokens:
        return vendor.features.testFlag(CountTokens) && vendor.dialect == surfaceTraits(surface).dialect;
    case Surface::Response:
        return vendor.features.testFlag(Responses);
    case Surface::Images:
        return vendor.features.testFlag(Images);
    case Surface::Speech:
        return vendor.features.testFlag(Speech);
    case Surface::Transcription:
        return vendor.features.testFlag(Transcription);
    case Surface::Moderations:
        return vendor.features.testFlag(Moderations);
    case Surface::Rerank:
        return vendor.features.testFlag(Rerank);
    case Surface::Files:
        return vendor.features.testFlag(Files);
    case Surface::Batches:
        return vendor.features.testFlag(Batches);
    default:
        return surfaceTraits(surface).kind == SurfaceKind::Chat;
    }
}

QByteArray vendorTarget(const Vendor &vendor, QByteArrayView basePath, const VendorCallAddress &call)
{
    switch (call.dialect) {
    case Dialect::Anthropic:
        return versioned(vendor, basePath)
               + (call.surface == Surface::CountTokens ? "/messages/count_tokens"_ba : "/messages"_ba);
    case Dialect::Gemini:
        if (vendor.auth == AuthScheme::GoogleAccessToken)
            return basePath.toByteArray() + "/publishers/google/models/"_ba + encoded(call.model, {})
                   + geminiAction(call);
        return versioned(vendor, basePath) + "/models/"_ba + encoded(call.model, "/") + geminiAction(call);
    case Dialect::Bedrock:
        return basePath.toByteArray() + "/model/"_ba + encoded(call.model, {})
               + (call.stream ? "/converse-stream"_ba : "/converse"_ba);
    case Dialect::Cohere: {
        const SurfaceKind kind = surfaceTraits(call.surface).kind;
        return versioned(vendor, basePath)
               + (kind == SurfaceKind::Embeddings   ? "/embed"_ba
                  : call.surface == Surface::Rerank ? "/rerank"_ba
                                                    : "/chat"_ba);
    }
    case Dialect::Ollama:
        return ollamaRoot(basePath)
               + (surfaceTraits(call.surface).kind == SurfaceKind::Embeddings ? "/api/embed"_ba : "/api/chat"_ba);
    case Dialect::OpenAi:
    case Dialect::OpenAiResponses:
        break;
    }
    if (vendor.auth == AuthScheme::AzureApiKey)
        return azureTarget(basePath, call);
    if (vendor.dialect == Dialect::Ollama)
        return ollamaRoot(basePath) + "/v1"_ba + openAiResource(call);
    return versioned(vendor, basePath) + openAiResource(call);
}

QByteArray modelListTarget(const Vendor &vendor, QByteArrayView basePath)
{
    switch (vendor.models) {
    case ModelList::None:
        return {};
    case ModelList::Ollama:
        return ollamaRoot(basePath) + "/api/tags"_ba;
    case ModelList::Cohere: {
        // The list has no second version.
        const QByteArray base = versioned(vendor, basePath);
        return base.first(base.lastIndexOf('/')) + "/v1/models?page_size=1000"_ba;
    }
    case ModelList::Gemini:
        return versioned(vendor, basePath) + "/models?pageSize=1000"_ba;
    case ModelList::OpenAi:
        break;
    }
    if (vendor.auth == AuthScheme::AzureApiKey)
        return (basePath.endsWith("/openai/v1") ? basePath.toByteArray() : basePath.toByteArray() + "/openai/v1"_ba)
               + "/models"_ba;
    return versioned(vendor, basePath) + "/models"_ba;
}

Framing vendorFraming(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Ollama:
        return Framing::Lines;
    case Dialect::Bedrock:
        return Framing::EventStream;
    default:
        return Framing::Sse;
    }
}

} // namespace Gatehouse::Llm
