// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/llm/surface.h"
#include "gateway/http/headers.h"

#include <QByteArray>

#include <chrono>
#include <span>
#include <vector>

namespace Gatehouse::Llm {
class Tokenizer;
}

// The built-in vendor: answers like an OpenAI-compatible one without leaving the computer, so that the first run, the
// demo and the tests need no network. Pure: the same request gives the same answer, byte for byte; whoever plays the
// answer owns the timers.
namespace Gatehouse::Upstream {

// What is asked of the simulator. The body is OpenAI's dialect with the model under its upstream name.
struct SimulatorRequest {
    Llm::Surface surface = Llm::Surface::ChatCompletions;
    QByteArray body;
    Timestamp now = {};                        // for "created"
    const Llm::Tokenizer *tokenizer = nullptr; // counts exactly when given; else about four letters are a token
};

// Bytes of the answer's body, so long after the piece before it (the first: after the head).
struct TimedChunk {
    std::chrono::milliseconds after{0};
    QByteArray bytes;
    bool operator==(const TimedChunk &) const = default;
};

// How the answer ends once its chunks have been played.
enum class SimulatorEnding : quint8 {
    Complete, // properly
    Cut,      // the connection breaks in the middle of the answer
    Hang,     // nothing more comes, for ever
};

// An answer as it would come over the wire: head, pieces of the body, end. Immutable value.
struct SimulatorAnswer {
    int status = 200; // 0 = not even a head comes (with Hang)
    Http::Headers headers;
    std::chrono::milliseconds headAfter{0}; // from the request's last byte
    std::vector<TimedChunk> chunks;         // an answer that is not streamed is one chunk
    SimulatorEnding ending = SimulatorEnding::Complete;
    bool operator==(const SimulatorAnswer &) const = default;
};

// A model with a behaviour of its own. Every other name answers like sim/chat.
struct SimulatorModel {
    QByteArrayView name;
    QByteArrayView description; // a sentence, for the window and the documentation
};

// The models that are listed, errors included, in the order of the documentation. Static storage.
[[nodiscard]] std::span<const SimulatorModel> simulatorModels();

[[nodiscard]] SimulatorAnswer simulate(const SimulatorRequest &request);

} // namespace Gatehouse::Upstream
