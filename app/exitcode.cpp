// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exitcode.h"

namespace Gatehouse::App {

ExitCode exitCodeFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
        return ExitCode::Usage;
    case ErrorKind::Settings:
    case ErrorKind::StoreDamaged:
        return ExitCode::Invalid;
    case ErrorKind::UpstreamUnreachable:
    case ErrorKind::UpstreamTimeout:
        return ExitCode::Unreachable;
    case ErrorKind::BudgetExceeded:
    case ErrorKind::RateLimitExceeded:
        return ExitCode::Limit;
    default:
        return ExitCode::Failed;
    }
}

} // namespace Gatehouse::App
