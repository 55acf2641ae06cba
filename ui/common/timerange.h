// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/store/reader.h"

#include <QString>

#include <chrono>

namespace Gatehouse::Ui {

// The ranges that pages offer. Immutable values on any thread.
enum class TimeRange : quint8 { QuarterHour, Hour, SixHours, Day, Week, Thirty, Month };

// [from, to) of a range that ends now; a month begins on its first day, local time.
struct TimeSpan {
    Timestamp from = {};
    Timestamp to = {};
    bool operator==(const TimeSpan &) const = default;
};
[[nodiscard]] TimeSpan timeSpan(TimeRange range, Timestamp now);
[[nodiscard]] TimeSpan previousSpan(TimeSpan span);            // of the same length, right before
[[nodiscard]] QString rangeName(TimeRange range);              // "24 h"
[[nodiscard]] QString rangeSentence(TimeRange range);          // "last 24 hours"
[[nodiscard]] std::chrono::minutes chartStep(TimeRange range); // width of a bar: 30 min for 24 h
[[nodiscard]] Store::Bucket bucketFor(TimeRange range);        // the rollup to read for it

} // namespace Gatehouse::Ui
