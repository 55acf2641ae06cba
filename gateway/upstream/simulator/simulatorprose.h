// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/upstream/simulator/simulatorrandom.h"

#include <string>
#include <string_view>
#include <vector>

namespace Gatehouse::Upstream {

// An answer in words to a prompt, in English or German, about what the prompt is about and about as long as it asks
// for.
[[nodiscard]] std::string simulatorProse(std::string_view prompt, SimulatorRandom &random);

// The words that a text is about, in their order, without the small ones; at most eight, never none.
[[nodiscard]] std::vector<std::string> topicsOf(std::string_view text);

// Words that look like names: capitalised, and not the first of a sentence.
[[nodiscard]] std::vector<std::string> namesIn(std::string_view text);

// A text cut into pieces of about a token each, at most `longest` bytes long; joined, they are the text. Characters
// stay whole.
[[nodiscard]] std::vector<std::string> piecesOf(std::string_view text, std::size_t longest = 12);

} // namespace Gatehouse::Upstream
