// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

// What a translation could not carry over. Nothing is dropped without one of these (WIRE 6).
namespace Gatehouse::Llm {

struct Loss {
    enum class Weight : quint8 {
        Hint, // does not change what is answered (caching, bookkeeping, another vendor's signatures): dropped, reported
        Changed, // said in another way that means nearly the same (a clamped number, a simplified schema): reported
        Meaning, // the answer would be another one: refused with 400 unless the client or the route allows dropping
    };
    Weight weight = Weight::Meaning;
    QByteArray param;  // the field in the document it was read from: "seed", "messages[2].content[0]"
    QByteArray reason; // one clause of English: "Anthropic has no seeds"
    bool operator==(const Loss &) const = default;
};

// Parameters of ChatRequest that dialects name differently.
enum class Parameter : quint8 {
    MaxOutputTokens,
    Temperature,
    TopP,
    TopK,
    Seed,
    FrequencyPenalty,
    PresencePenalty,
    Stop,
    Choices,
    Logprobs,
    TopLogprobs,
    LogitBias,
    Format,
    Reasoning,
    Verbosity,
    CacheKey,
    EndUser,
    Metadata,
    ServiceTier,
    Store,
    ToolChoice,
    ParallelToolCalls,
    Tools,
};

// The name of a parameter in a dialect ("temperature", "generationConfig.topK"), for reports in the client's words;
// falls back to OpenAI's where the dialect has none.
[[nodiscard]] QByteArrayView parameterName(Dialect dialect, Parameter parameter);

// Collects losses for one document that is being written.
class LossReport final
{
public:
    // `source` is the dialect the request was read from.
    LossReport(Dialect source, Dialect target)
        : m_source(source)
        , m_target(target)
    {}
    void add(Loss::Weight weight, Parameter parameter, QByteArray reason);
    void add(Loss::Weight weight, QByteArray path, QByteArray reason);
    // Extras of another dialect cannot be written; those of the target's own are no loss. Whether the caller is to
    // write them. `weight` is for members of unknown meaning: those known to be bookkeeping are hints, and those that
    // say nothing (null, an empty list or text, a default, a reader's note) are no loss.
    [[nodiscard]] bool takes(const Extras &extras, QByteArrayView path, Loss::Weight weight);
    [[nodiscard]] QList<Loss> take() { return std::exchange(m_losses, {}); }

private:
    Dialect m_source;
    Dialect m_target;
    QList<Loss> m_losses;
};

} // namespace Gatehouse::Llm
