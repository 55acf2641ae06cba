// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/limits/ratewindow.h"

#include <algorithm>
#include <limits>

namespace Gatehouse::Limits {

namespace {

constexpr int SlotsInPeriod = 32;

// Counts never wrap round: what is beyond the largest number is the largest number (R22).
qint64 sum(qint64 a, qint64 b)
{
    qint64 result = 0;
    return __builtin_add_overflow(a, b, &result) ? std::numeric_limits<qint64>::max() : result;
}

} // namespace

void RateWindow::forget(const Rate &rate, MonotonicTime now)
{
    if (m_count == 0 || at(0).last + rate.period > now)
        return;
    while (m_count > 0 && at(0).last + rate.period <= now) {
        m_first = (m_first + 1) % SlotCount;
        --m_count;
    }
    addUp();
}

// Anew, since a sum that is the largest number has forgotten what it is the sum of.
void RateWindow::addUp()
{
    m_used = 0;
    for (std::size_t place = 0; place < m_count; ++place)
        m_used = sum(m_used, at(place).units);
}

RateWindow::Answer RateWindow::take(const Rate &rate, qint64 units, MonotonicTime now)
{
    forget(rate, now);
    if (units > rate.amount)
        return {.isAdmitted = false, .wait = std::nullopt};
    if (sum(m_used, units) <= rate.amount) {
        charge(rate, units, now);
        return {.isAdmitted = true, .wait = {}};
    }
    qint64 left = m_used;
    for (std::size_t place = 0; place < m_count; ++place) {
        left -= at(place).units;
        if (sum(left, units) <= rate.amount)
            return {.isAdmitted = false, .wait = at(place).last + rate.period - now};
    }
    return {.isAdmitted = false, .wait = rate.period};
}

void RateWindow::charge(const Rate &rate, qint64 units, MonotonicTime now)
{
    if (units <= 0)
        return;
    forget(rate, now);
    if (m_count == 0 || now >= at(m_count - 1).begin + rate.period / SlotsInPeriod) {
        if (m_count == SlotCount) { // the period was made longer: two slots become one, which leaves when both have
            at(1).units = sum(at(0).units, at(1).units);
            at(1).begin = at(0).begin;
            m_first = (m_first + 1) % SlotCount;
            --m_count;
        }
        at(m_count) = {.begin = now, .last = now, .units = 0};
        ++m_count;
    }
    Slot &newest = at(m_count - 1);
    const qint64 added = sum(newest.units, units) - newest.units;
    newest.units += added;
    newest.last = std::max(newest.last, now);
    m_used = sum(m_used, added);
}

void RateWindow::giveBack(qint64 units, MonotonicTime takenAt)
{
    // The slot in which they are: the last one that had begun by then.
    for (std::size_t place = m_count; place-- > 0;) {
        Slot &slot = at(place);
        if (slot.begin > takenAt)
            continue;
        const qint64 taken = slot.last < takenAt ? 0 : std::clamp<qint64>(units, 0, slot.units);
        slot.units -= taken;
        addUp();
        return;
    }
}

qint64 RateWindow::used(const Rate &rate, MonotonicTime now)
{
    forget(rate, now);
    return m_used;
}

qint64 RateWindow::remaining(const Rate &rate, MonotonicTime now)
{
    return std::max<qint64>(rate.amount - used(rate, now), 0);
}

std::chrono::nanoseconds RateWindow::untilEmpty(const Rate &rate, MonotonicTime now)
{
    forget(rate, now);
    // Slots whose units were all given back take nothing away.
    for (std::size_t place = m_count; place-- > 0;) {
        if (at(place).units > 0)
            return at(place).last + rate.period - now;
    }
    return std::chrono::nanoseconds(0);
}

} // namespace Gatehouse::Limits
