// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"

#include <QByteArray>

#include <chrono>

// The windows of time that budgets are for. Pure: a window is computed from an instant, so that a reset is never late
// and never missed (R25).
namespace Gatehouse::Limits {

// Stored as these numbers; never renumber.
enum class WindowKind {
    Hour = 0,
    Day = 1,
    Week = 2,
    Month = 3,
    Quarter = 4,
    Year = 5,
    Lifetime = 6,
    Rolling = 7, // the last so many seconds, up to now
};

// Which windows. Those of the calendar are of a zone: its days have 23 or 25 hours when its clocks are changed.
struct WindowRule {
    WindowKind kind = WindowKind::Month;
    QByteArray zone = {};           // IANA ("Europe/Berlin"); empty = UTC
    int weekday = 1;                // on which a week begins; 1 = Monday, 7 = Sunday
    int dayOfMonth = 1;             // on which a month, a quarter, a year begins; the last day where there are fewer
    int startMonth = 1;             // in which a year, and every third month from which a quarter begins
    std::chrono::seconds length{0}; // of Rolling
    bool operator==(const WindowRule &) const = default;
};

// Settings, saying what is wrong: an unknown zone, a day that no month has, a length of nothing.
[[nodiscard]] Result<void> checkRule(const WindowRule &rule);

// From `begin` on and before `end`.
struct Window {
    Timestamp begin = {};
    Timestamp end = {};
    [[nodiscard]] bool contains(Timestamp time) const { return begin <= time && time < end; }
    bool operator==(const Window &) const = default;
};

// The window that an instant is in. Windows of a rule follow each other without a gap and do not overlap. A window
// begins with the first instant of its day, also where midnight does not exist. An hour ends with the next full hour of
// the zone's clock, or when the clock is changed. Of Rolling it is what lies behind the instant; Lifetime has one
// window. The rule has been checked.
[[nodiscard]] Window windowAt(const WindowRule &rule, Timestamp time);

} // namespace Gatehouse::Limits
