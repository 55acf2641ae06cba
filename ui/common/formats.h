// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/error.h"
#include "gateway/core/base/money.h"
#include "gateway/store/records.h"

#include <QLocale>
#include <QString>

#include <chrono>

// How values are written for people, in the user's locale (UX 3.17). Pure functions on any thread.
namespace Gatehouse::Ui::Formats {

// The user's locale; plain English where the system names none.
[[nodiscard]] QLocale locale();

// From 1 dollar 2 decimals, below 4, below a cent 4 significant digits: $47.36, $0.0867, $0.002256. Zero is $0.00.
[[nodiscard]] QString money(Money amount);
// All digits there are, for tooltips and the clipboard.
[[nodiscard]] QString moneyExact(Money amount);
// What a request cost: "unpriced" where no price is known, blank where nothing was charged, else the money.
[[nodiscard]] QString cost(Money amount, Store::Pricing pricing);

[[nodiscard]] QString count(qint64 value);                        // 3,412,880
[[nodiscard]] QString compactCount(double value);                 // 25.3 M, 412 k, 980
[[nodiscard]] QString bytes(qint64 value);                        // 1.34 GB
[[nodiscard]] QString rate(double perSecond);                     // 4.2
[[nodiscard]] QString percent(double fraction, int decimals = 1); // 0.0116 -> 1.2 %

// 4 ms, 0.64 s, 3.92 s, 31.2 s, 2 min 5 s.
[[nodiscard]] QString duration(std::chrono::microseconds value);
// 0:42, 12:05: time left.
[[nodiscard]] QString countdown(std::chrono::seconds value);

[[nodiscard]] QDateTime local(Timestamp time);
[[nodiscard]] QString clockTime(Timestamp time);    // 14:32
[[nodiscard]] QString clockSeconds(Timestamp time); // 14:32:06
[[nodiscard]] QString day(Timestamp time);          // 17 Nov
[[nodiscard]] QString date(Timestamp time);         // 2 Mar 2027
[[nodiscard]] QString fullTime(Timestamp time);     // Thu 19 Nov 2026, 14:32:06.123
// 14:32 today, 17 Nov this year, else 2 Mar 2027.
[[nodiscard]] QString timeOrDay(Timestamp time, Timestamp now);

// A sentence for the user about an expected failure, and what to do. Vendors' own words follow where there are any.
[[nodiscard]] QString error(const Error &error);

// What a state of a request is called: "answered", "client error", "in flight".
[[nodiscard]] QString requestState(Store::RequestState state);

} // namespace Gatehouse::Ui::Formats
