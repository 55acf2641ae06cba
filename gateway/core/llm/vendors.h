// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/framesplitter.h"
#include "gateway/core/llm/surface.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QFlags>

#include <optional>
#include <span>

// The vendors that are known, one row each: what differs between vendors of one dialect is data here, never a branch in
// the code. Pure.
namespace Gatehouse::Llm {

// Where a vendor wants its key.
enum class AuthScheme : quint8 {
    None,              // the simulator
    Bearer,            // Authorization: Bearer KEY; nothing when there is no key (self-hosted servers)
    XApiKey,           // Anthropic
    GoogleApiKey,      // x-goog-api-key
    AzureApiKey,       // api-key
    AwsSigV4,          // the key is ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN], or a Bedrock API key (Bearer)
    GoogleAccessToken, // Bearer; the key is an OAuth access token for the project, or the document of a service account
                       // that one is fetched for
};

// What a vendor has beside its chat.
enum class VendorFeature : quint16 {
    OpenAiChat = 0x1, // OpenAI's chat completions too, where that is not its dialect anyway
    Responses = 0x2,
    Completions = 0x4,
    Embeddings = 0x8,
    Images = 0x10,
    Speech = 0x20,
    Transcription = 0x40,
    Moderations = 0x80,
    Rerank = 0x100,
    Files = 0x200,
    Batches = 0x400,
    CountTokens = 0x800,
};
Q_DECLARE_FLAGS(VendorFeatures, VendorFeature)
Q_DECLARE_OPERATORS_FOR_FLAGS(VendorFeatures)

// How a vendor lists its models.
enum class ModelList : quint8 {
    OpenAi, // GET /models: {"data":[{"id"}]}; also Anthropic
    Gemini, // GET /models: {"models":[{"name":"models/ID"}]}
    Ollama, // GET /api/tags: {"models":[{"name"}]}
    Cohere, // GET /v1/models: {"models":[{"name"}]}
    None,   // cannot be asked with the same key and address (Bedrock, Vertex)
};

struct Vendor {
    QByteArrayView type;           // the word of the configuration
    const char *name;              // as people write it; names are not translated
    QByteArrayView defaultBaseUrl; // empty = the administrator has to give one
    QByteArrayView version;        // the last part of the base URL's path; added where it is missing. Empty = none
    Dialect dialect;               // of its chat
    AuthScheme auth;
    VendorFeatures features;
    ModelList models;
    QByteArrayView catalogProvider; // whose prices of the catalogue apply; empty = by the host of the base URL
    WriteTraits traits;
};

[[nodiscard]] std::span<const Vendor> allVendors();
[[nodiscard]] const Vendor *vendorByType(QByteArrayView type); // null = no such vendor

// Whose own SDK a client is, of those that insist on the shape of their vendor's answers; null = none of them.
[[nodiscard]] const Vendor *vendorOfClient(QByteArrayView userAgent);

// The simulator as a vendor of some dialect, for tests of translation without a network.
[[nodiscard]] const Vendor &simulatorSpeaking(Dialect dialect);

// In which dialect a request of a client's dialect goes to a vendor: the client's own where the vendor speaks it.
[[nodiscard]] Dialect chatDialectAt(const Vendor &vendor, Dialect client);

// Whether a vendor serves a surface that is not chat, and needs no translation for it but embeddings.
[[nodiscard]] bool serves(const Vendor &vendor, Surface surface);

// Which address of a vendor does what, as path and query.
struct VendorCallAddress {
    Surface surface = Surface::ChatCompletions; // of the client, for surfaces that are not chat
    Dialect dialect = Dialect::OpenAi;          // chosen by chatDialectAt()
    QByteArrayView model;                       // as the vendor knows it; percent-encoded where it goes into the path
    bool stream = false;
    QByteArrayView
        resource; // of a pass-through: "/images/edits"; of Gemini's, what is asked of the model: ":embedContent"
};
// `basePath` is the path of the base URL, without a slash at its end.
[[nodiscard]] QByteArray vendorTarget(const Vendor &vendor, QByteArrayView basePath, const VendorCallAddress &call);
// Of the list of models; empty = there is none.
[[nodiscard]] QByteArray modelListTarget(const Vendor &vendor, QByteArrayView basePath);

// How a vendor cuts a streamed answer in a dialect.
[[nodiscard]] Framing vendorFraming(Dialect dialect);

} // namespace Gatehouse::Llm
