// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/limits/account.h"

#include <algorithm>

namespace Gatehouse::Limits {

namespace {

constexpr int SlotsOfRolling = 60;
constexpr std::size_t WindowsKept = 4; // of the calendar: what a clock that is set back may come to

Window slotAt(const WindowRule &rule, Timestamp time)
{
    const auto length = std::chrono::duration_cast<std::chrono::microseconds>(rule.length) / SlotsOfRolling;
    const auto since = time.time_since_epoch();
    const auto begin = Timestamp(since - (since % length + length) % length);
    return {.begin = begin, .end = begin + length};
}

Money positive(Money amount)
{
    return std::max(amount, Money());
}

} // namespace

Money BudgetTerms::availableAt(Timestamp now) const
{
    return topUpUntil && now < *topUpUntil ? amount + topUp : amount;
}

Account::Record &Account::recordOf(const BudgetTerms &terms, Timestamp time)
{
    // Nearly always the newest: a zone is slow to ask, and this is done for every request.
    for (auto record = m_records.rbegin(); record != m_records.rend(); ++record) {
        if (record->window.contains(time))
            return *record;
    }
    const Window window = m_isRolling ? slotAt(terms.rule, time) : windowAt(terms.rule, time);
    const auto place =
        std::ranges::lower_bound(m_records, window.begin, {}, [](const Record &record) { return record.window.begin; });
    if (place != m_records.end() && place->window == window)
        return *place;
    return *m_records.insert(place, {.window = window, .spent = {}});
}

void Account::advance(const BudgetTerms &terms, Timestamp now)
{
    m_isRolling = terms.rule.kind == WindowKind::Rolling;
    if (m_isRolling) {
        m_window = windowAt(terms.rule, now);
        // Slots of the future, from before the clock was set back, count until they have passed.
        std::erase_if(m_records, [this](const Record &slot) { return slot.window.end <= m_window.begin; });
        return;
    }
    if (m_window.contains(now) && !m_records.empty())
        return;
    m_window = recordOf(terms, now).window;
    while (m_records.size() > WindowsKept) {
        // The farthest from the present on the longer side; the present itself is never dropped.
        if (m_records.front().window == m_window)
            m_records.pop_back();
        else
            m_records.pop_front();
    }
}

Money Account::spent() const
{
    Money sum;
    for (const Record &record : m_records) {
        if (m_isRolling || record.window == m_window)
            sum += record.spent;
    }
    return sum;
}

Window Account::window() const
{
    return m_window;
}

Account::Fit Account::fit(Money amount, Money available) const
{
    const Money used = spent() + amount;
    if (used + m_held <= available)
        return Fit::Fits;
    return used <= available ? Fit::FitsLater : Fit::DoesNotFit;
}

void Account::hold(Money amount)
{
    m_held += positive(amount);
}

void Account::settle(Money held, Money cost, const BudgetTerms &terms, Timestamp now)
{
    m_held = positive(m_held - positive(held));
    if (cost > Money())
        recordOf(terms, now).spent += cost;
}

void Account::restore(Money cost, const BudgetTerms &terms, Timestamp time)
{
    if (cost > Money())
        recordOf(terms, time).spent += cost;
}

} // namespace Gatehouse::Limits
