// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/surfaces.h"

#include <array>

namespace Gatehouse::Pipeline {

namespace {

struct Row {
    QByteArrayView path;
    QByteArrayView method;
    Llm::Surface surface;
    SurfaceMatch::Health health = SurfaceMatch::Health::No;
};

constexpr std::array Rows = {
    Row{"/v1/chat/completions", "POST", Llm::Surface::ChatCompletions},
    Row{"/v1/completions", "POST", Llm::Surface::Completions},
    Row{"/v1/embeddings", "POST", Llm::Surface::Embeddings},
    Row{"/v1/models", "GET", Llm::Surface::Models},
    Row{"/healthz", "GET", Llm::Surface::Unknown, SurfaceMatch::Health::Alive},
    Row{"/readyz", "GET", Llm::Surface::Unknown, SurfaceMatch::Health::Ready},
};

constexpr QByteArrayView ModelPath = "/v1/models/";

} // namespace

std::optional<SurfaceMatch> surfaceAt(QByteArrayView path)
{
    for (const Row &row : Rows) {
        if (row.path == path)
            return SurfaceMatch{.surface = row.surface, .method = row.method, .model = {}, .health = row.health};
    }
    // A model's name may have slashes of its own ("meta/llama-3").
    if (path.size() > ModelPath.size() && path.startsWith(ModelPath)) {
        return SurfaceMatch{.surface = Llm::Surface::Model,
                            .method = "GET",
                            .model = QByteArray::fromPercentEncoding(path.sliced(ModelPath.size()).toByteArray())};
    }
    return std::nullopt;
}

} // namespace Gatehouse::Pipeline
