// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/surfaces.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Pipeline {

namespace {

using Llm::Surface;
using Body = SurfaceMatch::Body;
using Health = SurfaceMatch::Health;

// Addresses that are one path.
struct Row {
    QByteArrayView path;
    QByteArrayView methods;
    Surface surface;
    Body body = Body::Json;
    Health health = Health::No;
};

constexpr std::array Rows = {
    Row{"/v1/chat/completions", "POST", Surface::ChatCompletions},
    Row{"/v1/completions", "POST", Surface::Completions},
    Row{"/v1/embeddings", "POST", Surface::Embeddings},
    Row{"/v1/models", "GET", Surface::Models, Body::None},
    Row{"/v1/responses", "POST", Surface::Responses},
    Row{"/v1/messages", "POST", Surface::Messages},
    Row{"/v1/messages/count_tokens", "POST", Surface::CountTokens},
    Row{"/v1/images/generations", "POST", Surface::Images},
    Row{"/v1/images/edits", "POST", Surface::Images, Body::JsonOrForm},
    Row{"/v1/images/variations", "POST", Surface::Images, Body::JsonOrForm},
    Row{"/v1/audio/speech", "POST", Surface::Speech},
    Row{"/v1/audio/transcriptions", "POST", Surface::Transcription, Body::JsonOrForm},
    Row{"/v1/audio/translations", "POST", Surface::Transcription, Body::JsonOrForm},
    Row{"/v1/moderations", "POST", Surface::Moderations},
    Row{"/v1/rerank", "POST", Surface::Rerank},
    Row{"/v1/batches", "POST", Surface::Batches},
    Row{"/v1/files", "POST", Surface::Files, Body::JsonOrForm},
    Row{"/v1beta/models", "GET", Surface::GeminiModels, Body::None},
    Row{"/api/chat", "POST", Surface::OllamaChat},
    Row{"/api/generate", "POST", Surface::OllamaGenerate},
    Row{"/api/embed", "POST", Surface::OllamaEmbed},
    Row{"/api/tags", "GET", Surface::OllamaTags, Body::None},
    Row{"/v2/chat", "POST", Surface::CohereChat},
    Row{"/v2/embed", "POST", Surface::CohereEmbed},
    Row{"/v2/rerank", "POST", Surface::Rerank},
    Row{"/v1/gatehouse/key", "GET", Surface::KeyStatus, Body::None},
    Row{"/healthz", "GET", Surface::Unknown, Body::None, Health::Alive},
    Row{"/readyz", "GET", Surface::Unknown, Body::None, Health::Ready},
};

// What Google's SDKs ask of a model, behind the last colon of its address.
struct Action {
    QByteArrayView name;
    Surface surface;
    bool stream = false;
};

constexpr std::array Actions = {
    Action{"generateContent", Surface::GenerateContent},
    Action{"streamGenerateContent", Surface::GenerateContent, true},
    Action{"countTokens", Surface::GeminiCountTokens},
    Action{"embedContent", Surface::GeminiEmbed},
    Action{"batchEmbedContents", Surface::GeminiEmbed},
};

// Below these Google's SDKs have their models; the first is also OpenAI's.
constexpr std::array<QByteArrayView, 3> ModelFolders = {"/v1/models/", "/v1beta/models/", "/v1alpha/models/"};

QByteArray decoded(QByteArrayView text)
{
    return QByteArray::fromPercentEncoding(text.toByteArray());
}

std::optional<SurfaceMatch> modelAction(QByteArrayView model)
{
    const qsizetype colon = model.lastIndexOf(':');
    if (colon <= 0)
        return std::nullopt;
    for (const Action &action : Actions) {
        if (model.sliced(colon + 1) == action.name)
            return SurfaceMatch{.surface = action.surface,
                                .methods = "POST",
                                .model = decoded(model.first(colon)),
                                .stream = action.stream,
                                .resource = model.sliced(colon)};
    }
    return std::nullopt;
}

// A model's name may have slashes and colons of its own ("meta/llama-3:8b").
std::optional<SurfaceMatch> modelAt(QByteArrayView path, QByteArrayView method)
{
    for (const QByteArrayView folder : ModelFolders) {
        if (path.size() <= folder.size() || !path.startsWith(folder))
            continue;
        const QByteArrayView model = path.sliced(folder.size());
        if (method == "POST") {
            if (auto found = modelAction(model))
                return found;
        }
        const bool isOpenAi = folder == ModelFolders.front();
        return SurfaceMatch{.surface = isOpenAi ? Surface::Model : Surface::GeminiModels,
                            .methods = "GET",
                            .body = Body::None,
                            .model = decoded(model)};
    }
    // Vertex: /v1/projects/P/locations/L/publishers/google/models/MODEL:generateContent.
    constexpr QByteArrayView Publisher = "/publishers/google/models/";
    const qsizetype publisher = path.indexOf(Publisher);
    if (publisher > 0 && (path.startsWith("/v1/projects/") || path.startsWith("/v1beta1/projects/")))
        return modelAction(path.sliced(publisher + Publisher.size()));
    return std::nullopt;
}

// A single name without slashes.
bool isName(QByteArrayView text)
{
    return !text.isEmpty() && !text.contains('/');
}

// Things that a vendor keeps, and what can be done to them.
std::optional<SurfaceMatch> storedAt(QByteArrayView path)
{
    struct Folder {
        QByteArrayView path;
        Surface surface;
        QByteArrayView methods;     // of a thing
        QByteArrayView part;        // below it
        QByteArrayView partMethods; // of that
    };
    static constexpr std::array Folders = {
        Folder{"/v1/responses/", Surface::Response, "GET DELETE", "cancel", "POST"},
        Folder{"/v1/responses/", Surface::Response, "GET DELETE", "input_items", "GET"},
        Folder{"/v1/files/", Surface::Files, "GET DELETE", "content", "GET"},
        Folder{"/v1/batches/", Surface::Batches, "GET", "cancel", "POST"},
    };
    for (const Folder &folder : Folders) {
        if (!path.startsWith(folder.path))
            continue;
        const QByteArrayView name = path.sliced(folder.path.size());
        const qsizetype slash = name.indexOf('/');
        if (isName(name))
            return SurfaceMatch{.surface = folder.surface, .methods = folder.methods, .body = Body::None};
        if (slash > 0 && name.sliced(slash + 1) == folder.part)
            return SurfaceMatch{.surface = folder.surface, .methods = folder.partMethods, .body = Body::None};
    }
    return std::nullopt;
}

// Azure's SDKs name the model (there: deployment) in the address.
std::optional<SurfaceMatch> deploymentAt(QByteArrayView path)
{
    constexpr QByteArrayView Deployments = "/openai/deployments/";
    if (!path.startsWith(Deployments))
        return std::nullopt;
    const QByteArrayView rest = path.sliced(Deployments.size());
    const qsizetype slash = rest.indexOf('/');
    if (slash <= 0)
        return std::nullopt;
    const QByteArrayView resource = rest.sliced(slash);
    for (const Row &row : Rows) {
        if (row.methods == "POST" && row.path.startsWith("/v1/") && row.path.sliced(3) == resource
            && Llm::surfaceTraits(row.surface).dialect == Llm::Dialect::OpenAi)
            return SurfaceMatch{.surface = row.surface,
                                .methods = row.methods,
                                .body = row.body,
                                .model = decoded(rest.first(slash)),
                                .resource = resource};
    }
    return std::nullopt;
}

} // namespace

bool SurfaceMatch::takes(QByteArrayView method) const
{
    for (QByteArrayView rest = methods; !rest.isEmpty();) {
        const qsizetype space = rest.indexOf(' ');
        if (method == (space < 0 ? rest : rest.first(space)))
            return true;
        rest = space < 0 ? QByteArrayView() : rest.sliced(space + 1);
    }
    return false;
}

std::optional<SurfaceMatch> surfaceAt(QByteArrayView path, QByteArrayView method)
{
    if (constexpr QByteArrayView Azure = "/openai/v1/"; path.startsWith(Azure))
        path = path.sliced(Azure.size() - 4); // "/v1/..."
    for (const Row &row : Rows) {
        if (row.path != path)
            continue;
        SurfaceMatch match{.surface = row.surface, .methods = row.methods, .body = row.body, .health = row.health};
        const bool isKept = Llm::surfaceTraits(row.surface).kind == Llm::SurfaceKind::Stored;
        if (isKept) {
            match.methods = "GET POST"; // the list of them, and a new one
            if (method == "GET")
                match.body = Body::None;
        }
        if (path.startsWith("/v1/") || row.surface == Surface::Rerank) // which has two versions of one address
            match.resource = path.sliced(3);
        return match;
    }
    if (auto stored = storedAt(path)) {
        stored->resource = path.sliced(3);
        return stored;
    }
    if (auto deployment = deploymentAt(path))
        return deployment;
    return modelAt(path, method);
}

Llm::Dialect dialectOfPath(QByteArrayView path)
{
    using Llm::Dialect;
    if (const auto match = surfaceAt(path); match && match->surface != Surface::Unknown)
        return Llm::surfaceTraits(match->surface).dialect;
    if (path.startsWith("/v1beta") || path.startsWith("/v1alpha"))
        return Dialect::Gemini;
    if (path.startsWith("/api/"))
        return Dialect::Ollama;
    if (path.startsWith("/v2/"))
        return Dialect::Cohere;
    return path.startsWith("/v1/messages") ? Dialect::Anthropic : Dialect::OpenAi;
}

} // namespace Gatehouse::Pipeline
