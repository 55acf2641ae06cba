// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/upstream/simulator/simulatorprompt.h"
#include "gateway/upstream/simulator/simulatorrandom.h"

#include <QByteArray>

#include <string>
#include <vector>

namespace Gatehouse::Upstream {

// A call of a tool.
struct SimulatorCall {
    std::string id;
    std::string name;
    std::string arguments; // JSON, or the input of a free-form tool
    bool isCustom = false;
};

// One of the n answers.
struct SimulatorChoice {
    std::string text;
    std::vector<SimulatorCall> calls;
    std::string finishReason; // stop, length, tool_calls
};

// What the simulator says to a chat or completions request, before it is written down.
struct SimulatorReply {
    std::vector<SimulatorChoice> choices;
    qint64 completionTokens = 0;
};

[[nodiscard]] SimulatorReply replyTo(const SimulatorPrompt &prompt, const SimulatorCounter &counter,
                                     SimulatorRandom &random);

// What stands around the choices in every body and every event of an answer.
struct SimulatorFrame {
    bool isChat = true;
    std::string id;
    std::string model; // as asked
    qint64 created = 0;
};

// The whole answer as one JSON body.
[[nodiscard]] QByteArray replyBody(const SimulatorFrame &frame, const SimulatorPrompt &prompt,
                                   const SimulatorReply &reply);

// The answer as server-sent events, about a token each, from the first to [DONE].
[[nodiscard]] std::vector<QByteArray> replyEvents(const SimulatorFrame &frame, const SimulatorPrompt &prompt,
                                                  const SimulatorReply &reply);

} // namespace Gatehouse::Upstream
