// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/upstream/simulator/simulatorrandom.h"

#include <optional>
#include <string>
#include <string_view>

namespace Gatehouse::Upstream {

// A text that a regular expression of JSON schema accepts: literals, classes, groups, alternatives and quantifiers.
// Nothing for the rest of the language (look-around, back references, \p).
[[nodiscard]] std::optional<std::string> textMatching(std::string_view pattern, SimulatorRandom &random);

} // namespace Gatehouse::Upstream
