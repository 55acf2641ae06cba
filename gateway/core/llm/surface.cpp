// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/surface.h"

#include <array>
#include <utility>

namespace Gatehouse::Llm {

namespace {

constexpr auto Names = std::to_array<std::pair<Surface, QByteArrayView>>({
    {Surface::Unknown, "unknown"},
    {Surface::ChatCompletions, "chat_completions"},
    {Surface::Completions, "completions"},
    {Surface::Embeddings, "embeddings"},
    {Surface::Models, "models"},
    {Surface::Model, "model"},
});

} // namespace

QByteArrayView surfaceName(Surface surface)
{
    for (const auto &[known, name] : Names) {
        if (known == surface)
            return name;
    }
    return Names.front().second;
}

std::optional<Surface> surfaceFromName(QByteArrayView name)
{
    for (const auto &[surface, known] : Names) {
        if (known == name)
            return surface;
    }
    return std::nullopt;
}

} // namespace Gatehouse::Llm
