// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <array>

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
    qint64 inputCacheRead = 0; // text, and what is not told apart
    qint64 inputCacheReadAudio = 0;
    qint64 inputCacheReadImage = 0;
    qint64 inputCacheWrite = 0;     // kept five minutes
    qint64 inputCacheWriteLong = 0; // kept an hour
    qint64 inputAudio = 0;
    qint64 inputImage = 0;
    qint64 inputVideo = 0;
    qint64 output = 0; // visible text and tool calls
    qint64 outputReasoning = 0;
    qint64 outputAudio = 0;
    qint64 outputImage = 0;
    qint64 outputVideo = 0;
    qint64 toolCalls = 0; // calls of the vendor's own tools that it bills one by one: web searches
    UsageSource source = UsageSource::None;

    [[nodiscard]] constexpr qint64 inputTotal() const
    {
        return inputUncached + cacheReadTotal() + inputCacheWrite + inputCacheWriteLong + inputAudio + inputImage
               + inputVideo;
    }
    [[nodiscard]] constexpr qint64 cacheReadTotal() const
    {
        return inputCacheRead + inputCacheReadAudio + inputCacheReadImage;
    }
    [[nodiscard]] constexpr qint64 outputTotal() const
    {
        return output + outputReasoning + outputAudio + outputImage + outputVideo;
    }
    bool operator==(const Usage &) const = default;
};

// One number of a Usage: its name in the store and on the owner's socket, and what it counts.
struct UsagePart {
    enum class Counts : quint8 { InputTokens, OutputTokens, Calls };
    const char *name;
    qint64 Usage::*value;
    Counts counts;
};

// All of them, for what treats them alike: sums, columns, messages.
inline constexpr std::array UsageParts{
    UsagePart{"input_uncached", &Usage::inputUncached, UsagePart::Counts::InputTokens},
    UsagePart{"input_cache_read", &Usage::inputCacheRead, UsagePart::Counts::InputTokens},
    UsagePart{"input_cache_write", &Usage::inputCacheWrite, UsagePart::Counts::InputTokens},
    UsagePart{"input_cache_write_long", &Usage::inputCacheWriteLong, UsagePart::Counts::InputTokens},
    UsagePart{"input_audio", &Usage::inputAudio, UsagePart::Counts::InputTokens},
    UsagePart{"input_image", &Usage::inputImage, UsagePart::Counts::InputTokens},
    UsagePart{"output", &Usage::output, UsagePart::Counts::OutputTokens},
    UsagePart{"output_reasoning", &Usage::outputReasoning, UsagePart::Counts::OutputTokens},
    UsagePart{"output_audio", &Usage::outputAudio, UsagePart::Counts::OutputTokens},
    UsagePart{"output_image", &Usage::outputImage, UsagePart::Counts::OutputTokens},
    UsagePart{"tool_calls", &Usage::toolCalls, UsagePart::Counts::Calls},
    UsagePart{"input_cache_read_audio", &Usage::inputCacheReadAudio, UsagePart::Counts::InputTokens},
    UsagePart{"input_cache_read_image", &Usage::inputCacheReadImage, UsagePart::Counts::InputTokens},
    UsagePart{"input_video", &Usage::inputVideo, UsagePart::Counts::InputTokens},
    UsagePart{"output_video", &Usage::outputVideo, UsagePart::Counts::OutputTokens},
};

} // namespace Gatehouse::Llm
