// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accounting/holds.h"

#include <QTest>

#include <atomic>
#include <barrier>
#include <random>
#include <thread>

using namespace Gatehouse;
using namespace Gatehouse::Accounting;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Moment Now{.wall = fromMicroseconds(1'795'000'000'000'000), .monotonic = MonotonicTime(1'000h)};

// Counters of all kinds, numbered in the order in which they are made.
class Counted final
{
public:
    Counter *limit(LimitUnit unit, qint64 amount, std::chrono::seconds period = 60s)
    {
        Limit limit{.name = u"limit"_s, .subject = {}, .unit = unit, .amount = amount, .period = period};
        return add(RateCount{.limit = limit, .window = {}});
    }
    Counter *places(qint64 amount, int queue = 0)
    {
        Limit limit{
            .name = u"places"_s, .subject = {}, .unit = LimitUnit::Concurrency, .amount = amount, .queueLength = queue};
        return add(PlaceCount{.limit = limit, .taken = 0, .queue = {}});
    }
    Counter *budget(qint64 nanos, Enforcement enforcement = Enforcement::Hard)
    {
        Budget budget;
        budget.name = u"budget"_s;
        budget.amount = nanos;
        budget.enforcement = enforcement;
        return add(MoneyCount{.budget = budget, .account = {}});
    }

private:
    Counter *add(Counter::Count count)
    {
        m_counters.push_back(std::make_shared<Counter>(m_counters.size() + 1, u"client:ci"_s, std::move(count)));
        return m_counters.back().get();
    }
    std::vector<CounterPtr> m_counters;
};

Money nanos(qint64 amount)
{
    return Money::fromNanos(amount);
}

qint64 used(Counter *counter)
{
    auto &rate = std::get<RateCount>(counter->count);
    return rate.window.used(rate.rate(), Now.monotonic);
}

const Limits::Account &accountOf(const Counter *counter)
{
    return std::get<MoneyCount>(counter->count).account;
}

} // namespace

class HoldsTest final : public QObject
{
    Q_OBJECT
private slots:
    void allOrNone()
    {
        Counted counted;
        Counter *requests = counted.limit(LimitUnit::Requests, 10);
        Counter *tokens = counted.limit(LimitUnit::Tokens, 100);
        Counter *budget = counted.budget(50);
        Holds holds;
        Standing standing;
        const Demand fits{.requests = 1, .inputTokens = 30, .outputTokens = 30, .cost = nanos(40)};
        QVERIFY(!take({requests, tokens, budget}, fits, Now, holds, standing));
        QCOMPARE(holds.size(), 3);
        QCOMPARE(standing.requests->remaining, 9);
        QCOMPARE(standing.tokens->remaining, 40);
        QCOMPARE(*standing.budget, nanos(10));

        // The budget refuses: neither of the two others has changed.
        const Demand dear{.requests = 1, .inputTokens = 1, .outputTokens = 1, .cost = nanos(11)};
        const auto refusal = take({budget, tokens, requests}, dear, Now, holds, standing);
        QVERIFY(refusal && refusal->isBudget && refusal->mayFitLater);
        QCOMPARE(holds.size(), 3);
        QCOMPARE(used(requests), 1);
        QCOMPARE(used(tokens), 60);
        QCOMPARE(accountOf(budget).held(), nanos(40));

        settle(holds, {requests, tokens, budget},
               {.requests = 1, .inputTokens = 10, .outputTokens = 5, .cost = nanos(7)}, Now);
        QVERIFY(holds.empty());
        QCOMPARE(used(requests), 1);
        QCOMPARE(used(tokens), 15);
        QCOMPARE(accountOf(budget).held(), Money());
        QCOMPARE(accountOf(budget).spent(), nanos(7));
    }

    void givenBackIsAsIfNothingWas()
    {
        Counted counted;
        Counter *requests = counted.limit(LimitUnit::Requests, 1);
        Counter *budget = counted.budget(50);
        Holds holds;
        Standing standing;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!take({requests, budget}, {.requests = 1, .cost = nanos(50)}, Now, holds, standing));
            giveBack(holds, Now);
        }
        QCOMPARE(used(requests), 0);
        QCOMPARE(accountOf(budget).held(), Money());
        QCOMPARE(accountOf(budget).spent(), Money());
    }

    void refusalsSayWhy()
    {
        Counted counted;
        Counter *tokens = counted.limit(LimitUnit::InputTokens, 100);
        Holds holds;
        Standing standing;
        QVERIFY(!take({tokens}, {.inputTokens = 80}, Now, holds, standing));
        auto refusal = take({tokens}, {.inputTokens = 30, .outputTokens = 500}, Now, holds, standing);
        QVERIFY(refusal);
        QCOMPARE(refusal->rule, u"limit"_s);
        QCOMPARE(refusal->subject, u"client:ci"_s);
        QCOMPARE(refusal->unit, LimitUnit::InputTokens);
        QCOMPARE(refusal->used, 80);
        QCOMPARE(refusal->needed, 30);
        QCOMPARE(*refusal->wait, 60s);
        refusal = take({tokens}, {.inputTokens = 101}, Now, holds, standing);
        QVERIFY(refusal && !refusal->wait);
        QCOMPARE(standing.tokens->remaining, 20);
    }

    void aSoftBudgetIsOnlyCounted()
    {
        Counted counted;
        Counter *budget = counted.budget(10, Enforcement::Soft);
        Holds holds;
        Standing standing;
        QVERIFY(!take({budget}, {.cost = nanos(1000)}, Now, holds, standing));
        settle(holds, {budget}, {.cost = nanos(900)}, Now);
        QCOMPARE(accountOf(budget).spent(), nanos(900));
        QCOMPARE(*standing.budget, Money());
        QVERIFY(!needsPrice({budget}));
        QVERIFY(needsPrice({budget, counted.budget(10)}));
    }

    // More was used than held, and a counter is newer than the request.
    void settlingChargesWhatWasUsed()
    {
        Counted counted;
        Counter *tokens = counted.limit(LimitUnit::Tokens, 100);
        Counter *budget = counted.budget(50);
        Counter *newer = counted.budget(50);
        Counter *other = counted.budget(50); // of a provider that did not answer
        Holds holds;
        Standing standing;
        QVERIFY(!take({tokens, budget, other}, {.inputTokens = 10, .cost = nanos(10)}, Now, holds, standing));
        settle(holds, {tokens, budget, newer}, {.inputTokens = 500, .cost = nanos(70)}, Now);
        QCOMPARE(used(tokens), 500);
        QCOMPARE(accountOf(budget).spent(), nanos(70));
        QCOMPARE(accountOf(newer).spent(), nanos(70));
        QCOMPARE(accountOf(other).spent(), Money());
        QCOMPARE(accountOf(other).held(), Money());
    }

    // N threads, budgets for ten: ten are admitted, by every counter together.
    void inParallel_R20()
    {
        for (int round = 0; round < 20; ++round) {
            Counted counted;
            Counter *team = counted.budget(1'000'000);
            Counter *client = counted.budget(1'000);
            Counter *requests = counted.limit(LimitUnit::Requests, 1'000'000);
            constexpr int Threads = 8;
            std::barrier start(Threads);
            std::atomic<int> admitted = 0;
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < Threads; ++thread) {
                threads.emplace_back([&, thread] {
                    start.arrive_and_wait();
                    for (int i = 0; i < 25; ++i) {
                        Holds holds;
                        Standing standing;
                        // In another order on every thread.
                        const auto refusal = thread % 2 == 0
                                                 ? take({team, client, requests}, {.requests = 1, .cost = nanos(100)},
                                                        Now, holds, standing)
                                                 : take({requests, client, team}, {.requests = 1, .cost = nanos(100)},
                                                        Now, holds, standing);
                        admitted += refusal ? 0 : 1;
                    }
                });
            }
            threads.clear();
            QCOMPARE(admitted.load(), 10);
            QCOMPARE(accountOf(client).held(), nanos(1'000));
            QCOMPARE(accountOf(team).held(), nanos(1'000));
            QCOMPARE(used(requests), 10);
        }
    }

    void placesAreTakenAndGivenBack()
    {
        Counted counted;
        Counter *places = counted.places(2);
        Waiter waiter{.wake = [] { qFatal("nobody waits"); }};
        QCOMPARE(takePlace(*places, waiter), Place::Taken);
        QCOMPARE(takePlace(*places, waiter), Place::Taken);
        QCOMPARE(takePlace(*places, waiter), Place::None);
        QCOMPARE(placeRefusal(*places).used, 2);
        releasePlace(*places);
        QCOMPARE(takePlace(*places, waiter), Place::Taken);
    }

    void firstComeFirstServed()
    {
        Counted counted;
        Counter *places = counted.places(1, 3);
        QList<int> woken;
        Waiter holder{.wake = [] {}};
        std::vector<std::unique_ptr<Waiter>> waiters;
        for (int i = 0; i < 3; ++i)
            waiters.push_back(std::make_unique<Waiter>(Waiter{.wake = [&woken, i] { woken.append(i); }}));
        QCOMPARE(takePlace(*places, holder), Place::Taken);
        for (const auto &waiter : waiters)
            QCOMPARE(takePlace(*places, *waiter), Place::Waiting);
        QCOMPARE(takePlace(*places, holder), Place::None);
        QVERIFY(!leaveQueue(*places, *waiters[1])); // gives up
        releasePlace(*places);
        QCOMPARE(woken, QList<int>{0});
        QVERIFY(leaveQueue(*places, *waiters[0])); // and has it
        Waiter newcomer{.wake = [] {}};
        QCOMPARE(takePlace(*places, newcomer), Place::Waiting); // behind those who wait
        releasePlace(*places);
        QCOMPARE(woken, (QList<int>{0, 2}));
    }
};

QTEST_GUILESS_MAIN(HoldsTest)
#include "tst_holds.moc"
