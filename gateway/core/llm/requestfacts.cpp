// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/requestfacts.h"

#include <algorithm>
#include <limits>

namespace Gatehouse::Llm {

namespace {

bool hasImage(const QList<Part> &parts)
{
    return std::ranges::any_of(parts, [](const Part &part) {
        if (const auto *media = std::get_if<MediaPart>(&part.content))
            return media->kind == MediaPart::Kind::Image;
        const auto *result = std::get_if<ToolResultPart>(&part.content);
        return result && hasImage(result->content);
    });
}

} // namespace

RequestFacts factsOf(const ChatRequest &request)
{
    RequestFacts facts;
    facts.model = request.model;
    facts.stream = request.stream;
    facts.hasTools = !request.tools.isEmpty();
    facts.hasImages =
        std::ranges::any_of(request.messages, [](const Message &message) { return hasImage(message.parts); });
    facts.wantsJson = request.format && request.format->kind != ResponseFormat::Kind::Text;
    facts.maxOutputTokens = request.maxOutputTokens;
    facts.choices =
        static_cast<int>(std::clamp<qint64>(request.choices.value_or(1), 1, std::numeric_limits<int>::max()));
    facts.endUser = request.endUser;
    return facts;
}

} // namespace Gatehouse::Llm
