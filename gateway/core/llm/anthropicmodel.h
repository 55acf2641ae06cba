// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Gatehouse::Llm {

// The version in the name of a Claude model as 100 * major + minor: "claude-opus-4-6" is 406,
// "claude-3-7-sonnet-20250219" 307, "us.anthropic.claude-sonnet-4-20250514-v1:0" 400. 0 for other names. Models differ
// in what they take; names are all that a gateway knows of them.
[[nodiscard]] int anthropicModelVersion(QByteArrayView model);

inline constexpr int AnthropicOneSampling = 401;     // from here on temperature or top_p, not both
inline constexpr int AnthropicAdaptive = 406;        // thinking is adaptive, with an effort
inline constexpr int AnthropicWithoutSampling = 407; // temperature, top_p and top_k are refused

} // namespace Gatehouse::Llm
