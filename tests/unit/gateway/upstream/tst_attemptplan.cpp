// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/attemptplan.h"

#include <QTest>

using namespace Gatehouse::Upstream;
using namespace std::chrono_literals;
using Step = AttemptPlan::Step;

class AttemptPlanTest final : public QObject
{
    Q_OBJECT
private slots:
    void noTargetNoStep() { QVERIFY(!AttemptPlan({}).first()); }

    void theClientsFaultEndsIt()
    {
        AttemptPlan plan({{.credentials = 2, .retries = 2, .deadline = 10s}, {.deadline = 10s}});
        QCOMPARE(plan.first(), Step{});
        QVERIFY(!plan.after({.verdict = Verdict::Final}));
    }

    void aDeadKeyIsReplacedAtOnce()
    {
        AttemptPlan plan({{.credentials = 3, .retries = 0, .deadline = 10s}, {.credentials = 1, .deadline = 10s}});
        std::ignore = plan.first();
        QCOMPARE(plan.after({.verdict = Verdict::NextCredential}), (Step{.target = 0, .credential = 1}));
        QCOMPARE(plan.after({.verdict = Verdict::NextCredential}), (Step{.target = 0, .credential = 2}));
        QCOMPARE(plan.after({.verdict = Verdict::NextCredential}), (Step{.target = 1, .credential = 0}));
        QVERIFY(!plan.after({.verdict = Verdict::NextCredential}));
    }

    void r14_noRoomWaitsOnlyWhenThereIsNoOtherKey()
    {
        AttemptPlan plan({{.credentials = 2, .retries = 1, .deadline = 10s}});
        std::ignore = plan.first();
        QCOMPARE(plan.after({.verdict = Verdict::NoRoom, .retryAfter = 3s}), (Step{.credential = 1, .pause = 0ms}));
        QCOMPARE(plan.after({.verdict = Verdict::NoRoom, .retryAfter = 3s}), (Step{.credential = 1, .pause = 3s}));
        QVERIFY(!plan.after({.verdict = Verdict::NoRoom, .retryAfter = 3s}));
    }

    void aFailureThatMayPassIsRepeatedThenLeft()
    {
        AttemptPlan plan({{.retries = 2, .deadline = 60s}, {.retries = 0, .deadline = 60s}});
        std::ignore = plan.first();
        QCOMPARE(plan.after({.verdict = Verdict::Again, .chance = 0.5}), (Step{.pause = 500ms}));
        QCOMPARE(plan.after({.verdict = Verdict::Again, .chance = 0.5}), (Step{.pause = 1000ms}));
        QCOMPARE(plan.after({.verdict = Verdict::Again, .chance = 0.5}), (Step{.target = 1}));
        QVERIFY(!plan.after({.verdict = Verdict::Again}));
    }

    void r14_noPauseReachesPastTheDeadline()
    {
        AttemptPlan plan({{.retries = 5, .deadline = 10s}, {.deadline = 10s}});
        std::ignore = plan.first();
        QCOMPARE(plan.after({.verdict = Verdict::Again, .retryAfter = 30s}), (Step{.target = 1}));
        AttemptPlan late({{.retries = 5, .deadline = 10s}});
        std::ignore = late.first();
        QVERIFY(!late.after({.verdict = Verdict::Again, .elapsed = 9'800ms, .chance = 0.5}));
    }

    void everyPlanEnds()
    {
        // Whatever the verdicts are, no more steps than keys and repetitions allow.
        for (const Verdict verdict : {Verdict::NextCredential, Verdict::NoRoom, Verdict::Again, Verdict::NextTarget}) {
            AttemptPlan plan(std::vector<AttemptPlan::Target>(4, {.credentials = 3, .retries = 2, .deadline = 3600s}));
            int steps = plan.first() ? 1 : 0;
            while (plan.after({.verdict = verdict}) && steps < 100)
                ++steps;
            QVERIFY2(steps <= 4 * (3 + 2), QByteArray::number(steps).constData());
        }
    }
};

QTEST_GUILESS_MAIN(AttemptPlanTest)
#include "tst_attemptplan.moc"
