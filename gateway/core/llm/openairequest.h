// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/json.h"
#include "gateway/core/base/result.h"
#include "gateway/core/llm/requestfacts.h"
#include "gateway/core/llm/surface.h"

#include <QByteArray>

#include <optional>

// Requests in OpenAI's dialect: what the gateway has to know of one, found in a single pass over the client's bytes,
// and the bytes that go to a vendor of the same dialect.
namespace Gatehouse::Llm {

// Facts about a request body. Immutable value; positions are of the body it was read from.
struct OpenAiRequest : RequestFacts {
    Json::Range modelValue;  // the string token after "model":, quotation marks included; length 0 = it has none
    bool usageAsked = false; // stream_options.include_usage is true
    std::optional<Json::Range> streamOptions;     // the value, when there is one: an object, or null
    std::optional<Json::Range> includeUsageValue; // the value of stream_options.include_usage, when there is one
    qsizetype bodyEnd = 0;                        // position of the closing brace of the document
    bool operator==(const OpenAiRequest &) const = default;
};

// Judges the body as Json::judge does and reads the facts, in one pass. InvalidRequest with `param` where a field has
// the wrong type or is missing. A body without a model has the one that the address names (Azure's clients).
[[nodiscard]] Result<OpenAiRequest> readOpenAiRequest(Surface surface, const QByteArray &body,
                                                      const QByteArray &modelInPath = {});

// Whether a stream's usage is asked for where the client did not: not of vendors that send it anyway and refuse the
// wish.
enum class UsageWish : quint8 { Ask, Leave };

// What the gateway adds to a client's body.
struct OpenAiAdditions {
    UsageWish usage = UsageWish::Ask;
    std::optional<qint64> maxOutputTokens = {}; // where the client says none
    QByteArrayView maxOutputName = "max_completion_tokens";
};

// The client's bytes with a model's name put before all other members.
[[nodiscard]] QByteArray withModel(const QByteArray &body, QByteArrayView model);

// The body for the vendor: the client's bytes with the model name replaced, or put in where it stood in the address
// alone, usage asked for where it is a stream, and a bound for the output.
[[nodiscard]] QByteArray openAiUpstreamBody(const QByteArray &body, const OpenAiRequest &request,
                                            QByteArrayView upstreamModel, const OpenAiAdditions &additions = {});

// Input tokens by our own count, for a body that has been read before: the formula of WIRE 4 for chat, the plain count
// for the others. Tools and schemas are counted as their JSON text and an image as a fixed number, since no formula is
// public.
class Tokenizer;
[[nodiscard]] qint64 estimatedInputTokens(const Tokenizer &tokenizer, Surface surface, const QByteArray &body);

} // namespace Gatehouse::Llm
