// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace Gatehouse::Llm {
class Tokenizer;
}

// What the simulator reads in a request before it answers.
namespace Gatehouse::Upstream {

using SimulatorJson = nlohmann::ordered_json;

// A function (or free-form tool) that the client offers.
struct SimulatorTool {
    std::string name;
    std::string description;
    SimulatorJson parameters; // JSON schema; null for a free-form tool
    bool isCustom = false;
};

// Counts tokens exactly when there is a tokenizer; else about four letters are a token. Value type.
class SimulatorCounter final
{
public:
    explicit SimulatorCounter(const Llm::Tokenizer *tokenizer)
        : m_tokenizer(tokenizer)
    {}
    [[nodiscard]] qint64 count(std::string_view text) const;

private:
    const Llm::Tokenizer *m_tokenizer;
};

// Facts about a chat or completions request. Fields of the wrong type count as absent: the gateway has judged the body
// before.
struct SimulatorPrompt {
    std::string model;              // without "sim/"
    std::string lastText;           // of the last message of the user; a completion's prompt
    std::string lastRole;           // of the last message
    std::string toolResult;         // text of the last tool message, when that is the last
    std::vector<std::string> texts; // a completion may have several prompts
    qint64 promptTokens = 0;
    qint64 cachedTokens = 0; // of a long beginning that earlier turns have sent already
    bool stream = false;
    bool includeUsage = false;
    bool echo = false; // completions: the prompt before the answer
    int choices = 1;
    std::optional<qint64> maxTokens;
    std::vector<std::string> stops;
    bool wantsJson = false;
    SimulatorJson schema; // of response_format; null = any JSON object
    std::vector<SimulatorTool> tools;
    std::string forcedTool;    // tool_choice names it
    bool mayCallTools = false; // tools are offered, wanted, and it is the model's turn to call
    std::optional<bool> parallelTools;
};

[[nodiscard]] SimulatorPrompt readChatPrompt(const SimulatorJson &body, const SimulatorCounter &counter);
[[nodiscard]] SimulatorPrompt readCompletionPrompt(const SimulatorJson &body, const SimulatorCounter &counter);

// A member of an object; null when it is not there or `object` is none.
[[nodiscard]] const SimulatorJson &memberOf(const SimulatorJson &object, std::string_view name);

// As text on one line; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string dumped(const SimulatorJson &value);

// The members of the types asked for, or what stands for their absence.
[[nodiscard]] std::string stringOf(const SimulatorJson &object, std::string_view name);
[[nodiscard]] bool boolOf(const SimulatorJson &object, std::string_view name);
[[nodiscard]] std::optional<qint64> integerOf(const SimulatorJson &object, std::string_view name);

} // namespace Gatehouse::Upstream
