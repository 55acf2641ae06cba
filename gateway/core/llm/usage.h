// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace Gatehouse::Llm {

// Where the token numbers come from. Stored as these numbers; never renumber.
enum class UsageSource : quint8 {
    None = 0,      // nothing was used
    Provider = 1,  // the vendor's own numbers
    Estimated = 2, // counted here, the vendor gave none
    Partial = 3,   // counted here over what had come when the exchange was cut
};

// Tokens in the normal form of FEATURES 1.7: the parts are disjoint, so that each can be priced and the sum is the
// total. Vendors differ (OpenAI counts cached tokens inside prompt_tokens, Anthropic outside); that is settled where a
// dialect is read. Immutable value.
struct Usage {
    qint64 inputUncached = 0;
    qint64 inputCacheRead = 0;
    qint64 inputCacheWrite = 0;     // kept five minutes
    qint64 inputCacheWriteLong = 0; // kept an hour
    qint64 inputAudio = 0;
    qint64 output = 0; // visible text and tool calls
    qint64 outputReasoning = 0;
    qint64 outputAudio = 0;
    UsageSource source = UsageSource::None;

    [[nodiscard]] constexpr qint64 inputTotal() const
    {
        return inputUncached + inputCacheRead + inputCacheWrite + inputCacheWriteLong + inputAudio;
    }
    [[nodiscard]] constexpr qint64 outputTotal() const { return output + outputReasoning + outputAudio; }
    bool operator==(const Usage &) const = default;
};

} // namespace Gatehouse::Llm
