// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/upstream/simulator/simulatorprompt.h"
#include "gateway/upstream/simulator/simulatorrandom.h"

#include <string_view>

namespace Gatehouse::Upstream {

// A value that is valid under a JSON schema (type, enum, const, properties, required, items, prefixItems, bounds of
// numbers, lengths and arrays, multipleOf, format, simple patterns, $ref, anyOf, oneOf, allOf), with words and numbers
// of the prompt where they fit. An endless $ref ends where the schema lets it: in null, an empty array or a left-out
// member.
[[nodiscard]] SimulatorJson valueUnder(const SimulatorJson &schema, std::string_view prompt, SimulatorRandom &random);

} // namespace Gatehouse::Upstream
