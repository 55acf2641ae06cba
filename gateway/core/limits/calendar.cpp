// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/limits/calendar.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Limits {

namespace {

constexpr std::chrono::days LongestRolling{3660};
constexpr Window Always{.begin = Timestamp(), .end = Timestamp::max()};

QTimeZone zoneOf(const WindowRule &rule)
{
    return rule.zone.isEmpty() ? QTimeZone::utc() : QTimeZone(rule.zone);
}

QDateTime local(Timestamp time, const QTimeZone &zone)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch();
    return QDateTime::fromMSecsSinceEpoch(milliseconds.count(), zone);
}

Timestamp instant(const QDateTime &time)
{
    return Timestamp(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QDate dayInMonth(int year, int month, int day)
{
    const QDate first(year, month, 1);
    return first.addDays(std::min(day, first.daysInMonth()) - 1);
}

// Windows of the calendar by their first day. `months` is the length of a window; 0 = a day or a week.
class Days final
{
public:
    explicit Days(const WindowRule &rule)
        : m_rule(rule)
        , m_months(rule.kind == WindowKind::Year      ? 12
                   : rule.kind == WindowKind::Quarter ? 3
                   : rule.kind == WindowKind::Month   ? 1
                                                      : 0)
    {}

    // The first day of the window that a day is in.
    [[nodiscard]] QDate firstDay(QDate day) const
    {
        if (m_rule.kind == WindowKind::Day)
            return day;
        if (m_rule.kind == WindowKind::Week)
            return day.addDays(-((day.dayOfWeek() - m_rule.weekday + 7) % 7));
        const int behind = (day.month() - m_rule.startMonth + 12) % m_months;
        const QDate begin = inMonth(day, -behind);
        return begin <= day ? begin : inMonth(day, -behind - m_months);
    }

    [[nodiscard]] QDate next(QDate first) const { return shifted(first, 1); }
    [[nodiscard]] QDate previous(QDate first) const { return shifted(first, -1); }

private:
    [[nodiscard]] QDate inMonth(QDate day, int months) const
    {
        const QDate there = QDate(day.year(), day.month(), 1).addMonths(months);
        return dayInMonth(there.year(), there.month(), m_rule.dayOfMonth);
    }
    [[nodiscard]] QDate shifted(QDate first, int windows) const
    {
        if (m_months != 0)
            return inMonth(first, windows * m_months);
        return first.addDays(windows * (m_rule.kind == WindowKind::Week ? 7 : 1));
    }

    const WindowRule &m_rule;
    int m_months;
};

Window dayWindow(const WindowRule &rule, Timestamp time)
{
    const QTimeZone zone = zoneOf(rule);
    const Days days(rule);
    QDate first = days.firstDay(local(time, zone).date());
    // A day that a zone has left out begins with the next.
    const auto beginOf = [&zone](QDate day) {
        QDateTime begin = day.startOfDay(zone);
        if (!begin.isValid())
            begin = day.addDays(1).startOfDay(zone);
        return instant(begin);
    };
    // A zone whose clock goes back over midnight has instants of a day behind the first of the next.
    while (time < beginOf(first))
        first = days.previous(first);
    while (time >= beginOf(days.next(first)))
        first = days.next(first);
    return {.begin = beginOf(first), .end = beginOf(days.next(first))};
}

Window hourWindow(const WindowRule &rule, Timestamp time)
{
    const QTimeZone zone = zoneOf(rule);
    const QDateTime there = local(time, zone);
    const std::chrono::seconds offset(zone.offsetFromUtc(there));
    const Timestamp full = std::chrono::floor<std::chrono::hours>(time + offset) - offset;
    Window window{.begin = full, .end = full + std::chrono::hours(1)};
    if (!zone.hasTransitions())
        return window;
    // Transitions are found from behind the instant, so that one that is the instant itself counts as passed.
    const auto before = zone.previousTransition(there.addMSecs(1));
    if (before.atUtc.isValid())
        window.begin = std::max(window.begin, instant(before.atUtc));
    const auto after = zone.nextTransition(there);
    if (after.atUtc.isValid())
        window.end = std::min(window.end, instant(after.atUtc));
    return window;
}

} // namespace

Result<void> checkRule(const WindowRule &rule)
{
    if (!rule.zone.isEmpty() && !QTimeZone(rule.zone).isValid())
        return fail(ErrorKind::Settings, u"there is no time zone '%1'; zones have names such as Europe/Berlin."_s.arg(
                                             QString::fromLatin1(rule.zone.left(64))));
    if (rule.weekday < 1 || rule.weekday > 7)
        return fail(ErrorKind::Settings, u"weekday must be from 1 (Monday) to 7 (Sunday)."_s);
    if (rule.dayOfMonth < 1 || rule.dayOfMonth > 31)
        return fail(ErrorKind::Settings, u"day_of_month must be from 1 to 31."_s);
    if (rule.startMonth < 1 || rule.startMonth > 12)
        return fail(ErrorKind::Settings, u"start_month must be from 1 to 12."_s);
    if (rule.kind == WindowKind::Rolling && (rule.length < std::chrono::minutes(1) || rule.length > LongestRolling))
        return fail(ErrorKind::Settings, u"length of a rolling window must be from a minute to ten years."_s);
    return {};
}

Window windowAt(const WindowRule &rule, Timestamp time)
{
    switch (rule.kind) {
    case WindowKind::Lifetime:
        return Always;
    case WindowKind::Rolling:
        return {.begin = time - rule.length, .end = time};
    case WindowKind::Hour:
        return hourWindow(rule, time);
    case WindowKind::Day:
    case WindowKind::Week:
    case WindowKind::Month:
    case WindowKind::Quarter:
    case WindowKind::Year:
        break;
    }
    return dayWindow(rule, time);
}

} // namespace Gatehouse::Limits
