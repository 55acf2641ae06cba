// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QString>

// How limits and budgets are told to people. Pure.
namespace Gatehouse::Ui::RuleWords {

// "Clients", "Models": a scope to choose.
[[nodiscard]] QString scope(Scope scope);
// "Client ci", "Every client", "Organisation": whom a rule is for.
[[nodiscard]] QString subject(Scope scope, const QString &name);
// The same of a counter's label: "client:ci".
[[nodiscard]] QString counterSubject(const QString &label);
// "Month", "Rolling".
[[nodiscard]] QString windowKind(Limits::WindowKind kind);
// "Month, Europe/Berlin", "Last 24 hours".
[[nodiscard]] QString window(const Limits::WindowRule &rule);
// "Requests", "Tokens".
[[nodiscard]] QString unit(LimitUnit unit);
// "60 requests in 1 minute", "4 at one time".
[[nodiscard]] QString limit(const Limit &limit);
// "3 days", "1 minute": a length of time in its largest whole unit.
[[nodiscard]] QString length(std::chrono::seconds length);

// "79 %": how full something is, rounded down, so that nothing looks full that is not.
[[nodiscard]] QString fullness(double fraction);
// "Tue 1 Dec 2026, 00:00": when a window or a top-up ends.
[[nodiscard]] QString moment(Timestamp time);

} // namespace Gatehouse::Ui::RuleWords
