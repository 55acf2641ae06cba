// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/engine/localcontrol.h"

#include <QString>

#include <optional>

namespace CLI {
class App;
}

// The command lines. CLI11 stays behind this file and the commands of gatehousectl.
namespace Gatehouse::App {

// What gatehouse and gatehoused are told.
struct ServeArguments {
    QString dataDirectory;
    QString configFile; // empty = none
    bool firstRun = false;
    Engine::ServeOptions serve;
    // gatehouse only
    bool demo = false;
    QString screenshots; // a directory; empty = none
    QString page;        // "requests"
    QString appearance;  // "light", "dark"; empty = as set
};

enum class Program : quint8 { Window, Daemon };

// Reads the arguments of gatehouse or gatehoused. An exit code = the program is to end with it (help was shown, or an
// error said).
[[nodiscard]] std::expected<ServeArguments, int> readServeArguments(Program program, int argc, char **argv);

// "127.0.0.1:8080", "[::1]:8080", ":8080", "8080".
[[nodiscard]] Result<Engine::ServeOptions> readListen(const QString &text);

// Runs CLI11 over the arguments: nothing = go on; else the exit code. A mistyped option is named with the nearest one.
[[nodiscard]] std::optional<int> parseArguments(CLI::App &app, int argc, char **argv);

} // namespace Gatehouse::App
