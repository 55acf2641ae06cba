// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"

namespace Gatehouse::App {

// How a program ends, for scripts. Never renumber.
enum class ExitCode : int {
    Ok = 0,
    Failed = 1,
    Usage = 2,
    Invalid = 3,     // a document or the store does not hold up to a check
    Unreachable = 4, // no gateway runs, or a vendor cannot be reached
    Limit = 5,
};

[[nodiscard]] ExitCode exitCodeFor(ErrorKind kind);

} // namespace Gatehouse::App
