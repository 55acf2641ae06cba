// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/money.h"
#include "gateway/core/limits/calendar.h"

#include <deque>
#include <optional>

namespace Gatehouse::Limits {

// The terms of a budget: so much money in each window.
struct BudgetTerms {
    WindowRule rule;
    Money amount;
    Money topUp; // more, until...
    std::optional<Timestamp> topUpUntil;

    [[nodiscard]] Money availableAt(Timestamp now) const;
};

// What is spent and held of a budget. A value; whoever shares one holds a lock around each call. Money saturates (R22).
//
// What is spent belongs to the window of the time it is settled at, so that an account is what the ledger's rows of its
// window add up to. Windows are remembered by their begin: a clock that is set back, or forward and back, finds what
// was spent in the window it comes to, and resets nothing (R25). What is held belongs to no window: a request that is
// on its way when a window ends is settled in the next one. A rolling window is counted in sixty slots, and what is
// spent leaves it with its slot.
class Account final
{
public:
    enum class Fit : quint8 {
        Fits,
        FitsLater, // it would, were nothing held for others
        DoesNotFit,
    };

    // Comes to the window of this time. Every other call is about the window that this came to.
    void advance(const BudgetTerms &terms, Timestamp now);

    [[nodiscard]] Money spent() const;
    [[nodiscard]] Money held() const { return m_held; }
    [[nodiscard]] Window window() const;

    [[nodiscard]] Fit fit(Money amount, Money available) const;
    void hold(Money amount);
    // A hold ends, and so much was used; a hold of nothing is a charge, a cost of nothing a release.
    void settle(Money held, Money cost, const BudgetTerms &terms, Timestamp now);
    // What was spent before this account was made, at a time of its window.
    void restore(Money cost, const BudgetTerms &terms, Timestamp time);

private:
    // A window of the calendar, or a slot of a rolling one.
    struct Record {
        Window window;
        Money spent;
    };

    [[nodiscard]] Record &recordOf(const BudgetTerms &terms, Timestamp time);

    std::deque<Record> m_records; // by their begin; of the calendar a few around the present, of Rolling sixty slots
    Window m_window;              // where the last advance() came to
    bool m_isRolling = false;
    Money m_held;
};

} // namespace Gatehouse::Limits
