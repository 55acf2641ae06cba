// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/surface.h"
#include "gateway/upstream/simulator/simulator.h"

#include <QByteArray>

namespace Gatehouse::Upstream {

// Where a call to the simulator goes, read from its address as the vendor of that dialect has it.
struct SimulatedCall {
    Llm::Surface surface = Llm::Surface::ChatCompletions;
    Llm::Dialect dialect = Llm::Dialect::OpenAi;
    QByteArray model; // in the address (Gemini, Bedrock)
    bool stream = false;
};
[[nodiscard]] SimulatedCall simulatedCall(QByteArrayView target);

// The simulator as a vendor of another dialect: it is asked in OpenAI's, and its answer is written in the caller's,
// piece by piece. So every dialect has a vendor that needs no network. Pure.
[[nodiscard]] SimulatorAnswer simulateIn(const SimulatedCall &call, SimulatorRequest request);

} // namespace Gatehouse::Upstream
