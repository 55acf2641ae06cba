// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <functional>

namespace CLI {
class App;
}

namespace Gatehouse::App {

class CtlSession;

// What is done once the command line is read: the exit code, or the error that is reported.
using CtlAction = std::function<Result<int>()>;

// Each adds its commands to the command line; the one that is called sets `action`.
void addConfigCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addClientCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addProviderCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addModelCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addPriceCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addUsageCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addRequestCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addRuleCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addStoreCommands(CLI::App &app, CtlSession &session, CtlAction &action);
void addTranslateCommands(CLI::App &app, CtlSession &session, CtlAction &action);

// A number of hours or days back from now: "30m", "24h", "7d".
[[nodiscard]] Result<std::chrono::seconds> readSpan(const std::string &text);

} // namespace Gatehouse::App
