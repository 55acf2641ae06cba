// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/timerange.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <QDateTime>

namespace Gatehouse::Ui {

using namespace std::chrono_literals;

TimeSpan timeSpan(TimeRange range, Timestamp now)
{
    switch (range) {
    case TimeRange::QuarterHour:
        return {now - 15min, now};
    case TimeRange::Hour:
        return {now - 1h, now};
    case TimeRange::SixHours:
        return {now - 6h, now};
    case TimeRange::Day:
        return {now - 24h, now};
    case TimeRange::Week:
        return {now - 24h * 7, now};
    case TimeRange::Thirty:
        return {now - 24h * 30, now};
    case TimeRange::Month: {
        const QDate today = Formats::local(now).date();
        const QDateTime first = QDate(today.year(), today.month(), 1).startOfDay();
        return {fromMicroseconds(first.toMSecsSinceEpoch() * 1000), now};
    }
    }
    return {now, now};
}

TimeSpan previousSpan(TimeSpan span)
{
    return {span.from - (span.to - span.from), span.from};
}

QString rangeName(TimeRange range)
{
    switch (range) {
    case TimeRange::QuarterHour:
        return Tr::tr("15 m");
    case TimeRange::Hour:
        return Tr::tr("1 h");
    case TimeRange::SixHours:
        return Tr::tr("6 h");
    case TimeRange::Day:
        return Tr::tr("24 h");
    case TimeRange::Week:
        return Tr::tr("7 d");
    case TimeRange::Thirty:
        return Tr::tr("30 d");
    case TimeRange::Month:
        return Tr::tr("Month");
    }
    return {};
}

QString rangeSentence(TimeRange range)
{
    switch (range) {
    case TimeRange::QuarterHour:
        return Tr::tr("last 15 minutes");
    case TimeRange::Hour:
        return Tr::tr("last hour");
    case TimeRange::SixHours:
        return Tr::tr("last 6 hours");
    case TimeRange::Day:
        return Tr::tr("last 24 hours");
    case TimeRange::Week:
        return Tr::tr("last 7 days");
    case TimeRange::Thirty:
        return Tr::tr("last 30 days");
    case TimeRange::Month:
        return Tr::tr("this month");
    }
    return {};
}

std::chrono::minutes chartStep(TimeRange range)
{
    switch (range) {
    case TimeRange::QuarterHour:
        return 1min;
    case TimeRange::Hour:
        return 2min;
    case TimeRange::SixHours:
        return 10min;
    case TimeRange::Day:
        return 30min;
    case TimeRange::Week:
        return 4h;
    case TimeRange::Thirty:
    case TimeRange::Month:
        return 24h;
    }
    return 1h;
}

Store::Bucket bucketFor(TimeRange range)
{
    switch (range) {
    case TimeRange::QuarterHour:
    case TimeRange::Hour:
    case TimeRange::SixHours:
    case TimeRange::Day:
        return Store::Bucket::Minute;
    default:
        // Days of the store are UTC; a local day is summed from hours.
        return Store::Bucket::Hour;
    }
}

} // namespace Gatehouse::Ui
