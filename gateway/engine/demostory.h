// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <span>
#include <string_view>

// The story that the demo tells: a small company, its clients, what they ask, and a vendor in trouble. Shared by the
// filled history and the live traffic. Static values; on any thread.
namespace Gatehouse::Engine::DemoStory {

enum class Rhythm : quint8 {
    Office, // working days, with a dip at noon
    Night,  // a batch after midnight and a little by day
    Always, // people in every time zone
};

struct ModelShare {
    std::string_view model;
    int weight;
};

struct DemoClient {
    std::string_view name;
    std::string_view team;
    std::string_view note;
    int weight; // of its requests among all
    Rhythm rhythm;
    std::span<const ModelShare> models;
    int leastInput; // tokens
    int mostInput;
    int leastOutput;
    int mostOutput;
    int cachedPercent; // of the input, where a prompt begins as the last one did
    int streamPercent;
};
[[nodiscard]] std::span<const DemoClient> clients();

// A conversation as a client sends it, and what the model says.
struct DemoTalk {
    std::string_view client;
    std::string_view system;
    std::string_view user; // "{n}" stands for a number that changes
    std::string_view assistant;
    std::string_view toolName = {}; // a tool that was called before the answer
    std::string_view toolArguments = {};
    std::string_view toolResult = {};
    std::string_view schema = {}; // of response_format
};
[[nodiscard]] QList<DemoTalk> talksOf(std::string_view client);

// The request body of a talk.
[[nodiscard]] QByteArray requestBody(const DemoTalk &talk, std::string_view model, int number, bool stream);

inline constexpr std::string_view TroubledProvider = "Anthropic";      // overloaded for the last half hour
inline constexpr std::string_view FallbackModel = "claude-sonnet-4.6"; // also to be had at another provider

// Everything that an administrator would have set up, for an empty store: providers (the simulator under the vendors'
// names, so that their prices apply and nothing leaves the computer), models, aliases, clients, and a key for each.
[[nodiscard]] QList<Change> configuration(Timestamp now);

} // namespace Gatehouse::Engine::DemoStory
