// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/openaichatparts.h"

namespace Gatehouse::Llm::OpenAiChat {

// What a reader of ours noted under this name; empty = nothing.
[[nodiscard]] QByteArray noted(const Extras &extras, QByteArrayView name);

// Writes elements of `content` for one request. The traits and the report must outlive it.
class PartWriter final
{
public:
    PartWriter(bool isOwn, const WriteTraits &traits, LossReport &losses)
        : m_isOwn(isOwn)
        , m_traits(traits)
        , m_losses(losses)
    {}
    // Empty when the part cannot be said; the loss is reported.
    [[nodiscard]] QByteArray json(const Part &part);
    // Whether the part's cache mark is to be written; else the loss is reported.
    [[nodiscard]] bool takesCache(const Part &part);

private:
    [[nodiscard]] QByteArray mediaJson(const Part &part, const MediaPart &media);
    [[nodiscard]] QByteArray imageJson(const Part &part, const MediaPart &media);
    [[nodiscard]] QByteArray fileJson(const Part &part, const MediaPart &media);
    [[nodiscard]] QByteArray finished(Json::Writer &json, const Part &part);

    bool m_isOwn; // the request was read from this dialect
    const WriteTraits &m_traits;
    LossReport &m_losses;
};

} // namespace Gatehouse::Llm::OpenAiChat
