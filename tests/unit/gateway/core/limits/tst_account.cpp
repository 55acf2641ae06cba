// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/limits/account.h"

#include <QTest>

#include <map>
#include <random>
#include <vector>

using namespace Gatehouse;
using namespace Gatehouse::Limits;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp Noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + 12h};

Money nanos(qint64 amount)
{
    return Money::fromNanos(amount);
}

BudgetTerms daily(qint64 amount)
{
    return {.rule = {.kind = WindowKind::Day}, .amount = nanos(amount), .topUp = {}, .topUpUntil = {}};
}

using Fit = Account::Fit;

} // namespace

class AccountTest final : public QObject
{
    Q_OBJECT
private slots:
    void whatIsHeldIsNotThereForOthers_R20()
    {
        const BudgetTerms terms = daily(100);
        Account account;
        account.advance(terms, Noon);
        QCOMPARE(account.fit(nanos(100), nanos(100)), Fit::Fits);
        account.hold(nanos(60));
        QCOMPARE(account.fit(nanos(40), nanos(100)), Fit::Fits);
        QCOMPARE(account.fit(nanos(41), nanos(100)), Fit::FitsLater);
        QCOMPARE(account.fit(nanos(101), nanos(100)), Fit::DoesNotFit);
        account.settle(nanos(60), nanos(10), terms, Noon);
        QCOMPARE(account.held(), Money());
        QCOMPARE(account.spent(), nanos(10));
        QCOMPARE(account.fit(nanos(90), nanos(100)), Fit::Fits);
        QCOMPARE(account.fit(nanos(91), nanos(100)), Fit::DoesNotFit);
    }

    void aNewWindowBeginsWithNothing_R25()
    {
        const BudgetTerms terms = daily(100);
        Account account;
        account.advance(terms, Noon);
        account.hold(nanos(30));
        account.settle({}, nanos(50), terms, Noon);
        account.advance(terms, Noon + 12h - 1us);
        QCOMPARE(account.spent(), nanos(50));
        account.advance(terms, Noon + 12h);
        QCOMPARE(account.spent(), Money());
        QCOMPARE(account.held(), nanos(30)); // it is still on its way, and is settled in this window
        account.settle(nanos(30), nanos(25), terms, Noon + 13h);
        QCOMPARE(account.spent(), nanos(25));
    }

    // A clock that is set back, or forward and back, resets nothing.
    void steppingBackOverTheEdge_R25()
    {
        const BudgetTerms terms = daily(100);
        Account account;
        account.advance(terms, Noon);
        account.settle({}, nanos(70), terms, Noon);
        account.advance(terms, Noon + 12h);
        account.settle({}, nanos(20), terms, Noon + 12h);
        account.advance(terms, Noon + 11h); // back into the day before
        QCOMPARE(account.spent(), nanos(70));
        account.settle({}, nanos(5), terms, Noon + 11h);
        account.advance(terms, Noon + 12h); // and the edge once more
        QCOMPARE(account.spent(), nanos(20));
        account.advance(terms, Noon);
        QCOMPARE(account.spent(), nanos(75));
    }

    void jumpsOfAYear_R25()
    {
        const BudgetTerms terms = daily(100);
        for (const auto jump : {std::chrono::hours(24 * 365), std::chrono::hours(-24 * 365), std::chrono::hours(1),
                                std::chrono::hours(-1)}) {
            Account account;
            account.advance(terms, Noon);
            account.settle({}, nanos(70), terms, Noon);
            account.advance(terms, Noon + jump);
            account.advance(terms, Noon);
            QCOMPARE(account.spent(), nanos(70));
        }
    }

    void onlyAFewWindowsAreKept()
    {
        const BudgetTerms terms = daily(100);
        Account account;
        for (int day = 0; day < 1000; ++day) {
            account.advance(terms, Noon + day * 24h);
            QCOMPARE(account.spent(), Money());
            account.settle({}, nanos(1), terms, Noon + day * 24h);
        }
        account.advance(terms, Noon + 998 * 24h);
        QCOMPARE(account.spent(), nanos(1));
        account.advance(terms, Noon); // long forgotten
        QCOMPARE(account.spent(), Money());
    }

    void aRollingWindowForgetsSlotBySlot()
    {
        const BudgetTerms terms{.rule = {.kind = WindowKind::Rolling, .length = 60min},
                                .amount = nanos(100),
                                .topUp = {},
                                .topUpUntil = {}};
        Account account;
        for (int minute = 0; minute < 60; ++minute) {
            account.advance(terms, Noon + minute * 1min);
            account.settle({}, nanos(1), terms, Noon + minute * 1min);
        }
        account.advance(terms, Noon + 60min);
        QCOMPARE(account.spent(), nanos(60)); // the first slot ends in this minute
        account.advance(terms, Noon + 61min);
        QCOMPARE(account.spent(), nanos(59));
        account.advance(terms, Noon + 90min);
        QCOMPARE(account.spent(), nanos(30));
        account.advance(terms, Noon + 80min); // what has left does not come back
        QCOMPARE(account.spent(), nanos(30));
        account.advance(terms, Noon + 200min);
        QCOMPARE(account.spent(), Money());
    }

    void topUpsEnd()
    {
        BudgetTerms terms = daily(100);
        terms.topUp = nanos(20);
        QCOMPARE(terms.availableAt(Noon), nanos(100)); // until when?
        terms.topUpUntil = Noon + 1h;
        QCOMPARE(terms.availableAt(Noon), nanos(120));
        QCOMPARE(terms.availableAt(Noon + 1h), nanos(100));
    }

    void restoredFromItsRows()
    {
        const BudgetTerms terms = daily(100);
        Account account;
        account.advance(terms, Noon);
        account.restore(nanos(30), terms, Noon - 11h);
        account.restore(nanos(12), terms, Noon - 1h);
        QCOMPARE(account.spent(), nanos(42));
    }

    // R22: amounts beyond the largest stay the largest; nothing becomes a credit.
    void hugeAmounts_R22()
    {
        constexpr qint64 Most = std::numeric_limits<qint64>::max();
        const BudgetTerms terms = daily(Most);
        Account account;
        account.advance(terms, Noon);
        account.hold(nanos(Most));
        account.hold(nanos(Most));
        QCOMPARE(account.held(), nanos(Most));
        account.settle({}, nanos(Most), terms, Noon);
        account.settle({}, nanos(Most), terms, Noon);
        QCOMPARE(account.spent(), nanos(Most));
        QCOMPARE(account.fit(nanos(1), nanos(Most - 1)), Fit::DoesNotFit);
        account.settle({}, nanos(-5), terms, Noon);
        QCOMPARE(account.spent(), nanos(Most));
        account.hold(nanos(-5));
        account.settle(nanos(Most), {}, terms, Noon);
        account.settle(nanos(7), {}, terms, Noon); // more than is held
        QCOMPARE(account.held(), Money());
    }

    // R21: any interleaving of reserve, settle, cancel and expire leaves what the rows add up to.
    void countersAreTheSumOfTheRows_R21()
    {
        std::mt19937 random(5);
        const BudgetTerms terms = daily(1'000'000);
        Account account;
        Timestamp now = Noon;
        std::vector<qint64> holds;
        std::map<Timestamp, qint64> rows; // by the day's begin
        for (int step = 0; step < 100'000; ++step) {
            now += std::chrono::seconds(static_cast<int>(random() % 120) - (random() % 50 == 0 ? 4000 : 0));
            account.advance(terms, now);
            const Timestamp day = std::chrono::floor<std::chrono::days>(now);
            const auto amount = static_cast<qint64>(random() % 5000);
            if (random() % 2 == 0) {
                if (account.fit(nanos(amount), terms.amount) == Fit::Fits) {
                    account.hold(nanos(amount));
                    holds.push_back(amount);
                }
            } else if (!holds.empty()) {
                const std::size_t which = random() % holds.size();
                const qint64 held = holds[which];
                holds.erase(holds.begin() + static_cast<std::ptrdiff_t>(which));
                // A cancelled or expired one costs nothing; a few cost more than was held.
                const qint64 cost = random() % 3 == 0 ? 0 : held == 0 ? 0 : static_cast<qint64>(random()) % (held + 10);
                account.settle(nanos(held), nanos(cost), terms, now);
                rows[day] += cost;
            }
            qint64 held = 0;
            for (const qint64 one : holds)
                held += one;
            QCOMPARE(account.held().nanos(), held);
            QCOMPARE(account.spent().nanos(), rows[day]);
        }
    }
};

QTEST_APPLESS_MAIN(AccountTest)
#include "tst_account.moc"
