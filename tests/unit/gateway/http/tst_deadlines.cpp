// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/deadlines.h"
#include "tests/support/clocks.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace std::chrono_literals;

class TestDeadlines final : public QObject
{
    Q_OBJECT

private slots:
    void r16_firesNeitherEarlyNorLate_data();
    void r16_firesNeitherEarlyNorLate();
    void movingToALaterTimeHolds();
    void movingToAnEarlierTimeHolds();
    void clearedDoesNotFire();
    void callbackMayDestroyOthers();
    void beyondTheHorizonItStillFires();

private:
    Test::RealClock m_clock;
};

void TestDeadlines::r16_firesNeitherEarlyNorLate_data()
{
    QTest::addColumn<int>("milliseconds");
    for (const int milliseconds : {0, 1, 24, 25, 26, 100, 500})
        QTest::addRow("%d ms", milliseconds) << milliseconds;
}

void TestDeadlines::r16_firesNeitherEarlyNorLate()
{
    QFETCH(const int, milliseconds);
    DeadlineWheel wheel(&m_clock, this);
    MonotonicTime fired = {};
    Deadline deadline(&wheel, [&] { fired = m_clock.monotonic(); });
    const MonotonicTime at = m_clock.monotonic() + std::chrono::milliseconds(milliseconds);
    deadline.set(at);
    QTRY_VERIFY(fired != MonotonicTime{});
    QVERIFY(fired >= at);
    QVERIFY(fired - at < 100ms);
    QVERIFY(!deadline.isSet());
}

void TestDeadlines::movingToALaterTimeHolds()
{
    DeadlineWheel wheel(&m_clock, this);
    int fired = 0;
    Deadline deadline(&wheel, [&] { ++fired; });
    for (int i = 0; i < 20; ++i) {
        deadline.set(m_clock.monotonic() + 100ms);
        QTest::qWait(20);
    }
    QCOMPARE(fired, 0);
    QTRY_COMPARE(fired, 1);
}

void TestDeadlines::movingToAnEarlierTimeHolds()
{
    DeadlineWheel wheel(&m_clock, this);
    int fired = 0;
    Deadline deadline(&wheel, [&] { ++fired; });
    QElapsedTimer timer;
    timer.start();
    deadline.set(m_clock.monotonic() + 60s);
    deadline.set(m_clock.monotonic() + 50ms);
    QTRY_COMPARE(fired, 1);
    QVERIFY(timer.elapsed() < 1'000);
}

void TestDeadlines::clearedDoesNotFire()
{
    DeadlineWheel wheel(&m_clock, this);
    int fired = 0;
    Deadline cleared(&wheel, [&] { fired += 100; });
    Deadline other(&wheel, [&] { ++fired; });
    cleared.set(m_clock.monotonic() + 20ms);
    other.set(m_clock.monotonic() + 100ms);
    cleared.clear();
    QTRY_COMPARE(fired, 1);
}

void TestDeadlines::callbackMayDestroyOthers()
{
    DeadlineWheel wheel(&m_clock, this);
    int fired = 0;
    std::vector<std::unique_ptr<Deadline>> deadlines;
    const MonotonicTime at = m_clock.monotonic() + 30ms;
    for (int i = 0; i < 10; ++i) {
        deadlines.push_back(std::make_unique<Deadline>(&wheel, [&] {
            ++fired;
            deadlines.clear(); // itself among them
        }));
        deadlines.back()->set(at);
    }
    QTRY_COMPARE(fired, 1);
    QTest::qWait(60);
    QCOMPARE(fired, 1);
}

// Later than one turn of the wheel, with the clock of a test.
void TestDeadlines::beyondTheHorizonItStillFires()
{
    Test::FakeClock clock;
    DeadlineWheel wheel(&clock, this);
    int fired = 0;
    Deadline far(&wheel, [&] { fired += 100; });
    Deadline near(&wheel, [&] { ++fired; });
    far.set(clock.monotonic() + 60s);
    near.set(clock.monotonic() + 50ms);
    clock.advance(59s); // the wheel's timer has been armed for 50 ms
    QTRY_COMPARE(fired, 1);
    QVERIFY(far.isSet());
    clock.advance(2s);
    near.set(clock.monotonic() + 50ms);
    clock.advance(100ms);
    QTRY_COMPARE(fired, 102);
}

QTEST_GUILESS_MAIN(TestDeadlines)
#include "tst_deadlines.moc"
