// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/llm/dialect.h"

#include <QByteArray>
#include <QList>

#include <optional>

// Embeddings between dialects: OpenAI's /embeddings, Gemini's embedContent and batchEmbedContents, Ollama's /api/embed
// (and the older /api/embeddings), Cohere's /v2/embed. Pure functions; InvalidRequest for dialects without embeddings.
namespace Gatehouse::Llm {

struct EmbeddingsRequest {
    Dialect source = Dialect::OpenAi;
    QByteArray model = {};
    QList<QByteArray> texts = {};
    QList<QByteArray> tokens = {}; // OpenAI: instead of texts, JSON arrays of token numbers
    bool isSingle = false;         // one text, not a list of them
    std::optional<qint64> dimensions = {};
    bool wantsBase64 = false; // OpenAI: encoding_format
    bool isFloatSaid = false; // "float" was asked for by name
    QByteArray purpose = {};  // Cohere's word: "search_document", "search_query", "classification", "clustering"
    QByteArray endUser = {};
    Extras extras = {};
    bool operator==(const EmbeddingsRequest &) const = default;
};

struct EmbeddingsAnswer {
    QByteArray id = {};
    QByteArray model = {};
    QList<QByteArray> vectors = {}; // JSON: an array of numbers as the vendor wrote them, or a string of base64
    std::optional<Usage> usage = {};
    QByteArray rawUsage = {};
    Extras extras = {};
    bool operator==(const EmbeddingsAnswer &) const = default;
};

// The model of Gemini's requests is in their address.
[[nodiscard]] Result<EmbeddingsRequest> readEmbeddingsRequest(Dialect dialect, const QByteArray &body,
                                                              const RequestAddress &address);
// Gemini's is written for :batchEmbedContents unless it was read as a single one of Gemini's own.
[[nodiscard]] Written writeEmbeddingsRequest(Dialect dialect, const EmbeddingsRequest &request);

// UpstreamInvalid when it is no answer; UpstreamRejected when it is an error.
[[nodiscard]] Result<EmbeddingsAnswer> readEmbeddingsAnswer(Dialect dialect, const QByteArray &body);
// Shaped as `request` asked: base64 or numbers, one vector or a list.
[[nodiscard]] Written writeEmbeddingsAnswer(Dialect dialect, const EmbeddingsAnswer &answer,
                                            const EmbeddingsRequest &request);

// A JSON array of numbers as base64 of 32-bit floats, little-endian, and back; empty when it is neither. Floats are
// written with as few digits as give the same float again.
[[nodiscard]] QByteArray base64OfVector(const QByteArray &jsonArray);
[[nodiscard]] QByteArray vectorOfBase64(const QByteArray &base64);

} // namespace Gatehouse::Llm
