// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"
#include "gateway/core/base/result.h"
#include "gateway/core/config/entities.h"

#include <QString>

// What every program does first, and the one form in which it says what went wrong.
namespace Gatehouse::App {

// Private files whatever the umask (R49), no core dump and no debugger while keys are in memory, libsodium ready, log
// lines on standard error. Before the application object is made. `program` is the name before messages.
[[nodiscard]] Result<void> prepareProcess(const QString &program);

// What the application object is told: names, version.
void nameApplication(const QString &program);

// $XDG_DATA_HOME/gatehouse, usually ~/.local/share/gatehouse.
[[nodiscard]] QString defaultDataDirectory();

// The user of the operating system, for the record of changes.
[[nodiscard]] Actor actor(const QString &source);

// "gatehoused: Port 8080 ..." on standard error, one line; returns the exit code that belongs to it.
int reportError(const Error &error);
void reportNote(const QString &text);

// Text on standard output, as UTF-8, at once.
void print(const QString &text);

} // namespace Gatehouse::App
