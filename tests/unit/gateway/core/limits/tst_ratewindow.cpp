// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/limits/ratewindow.h"

#include <QTest>

#include <deque>
#include <random>

using namespace Gatehouse;
using namespace Gatehouse::Limits;
using namespace std::chrono_literals;

namespace {

// Any point of the monotonic clock will do.
constexpr MonotonicTime Begin{1'000h};

// What a rate has let pass, as a log of every unit: what RateWindow has to keep to without having one.
class Log final
{
public:
    void add(MonotonicTime time, qint64 units) { m_rows.push_back({time, units}); }

    // The most units in any window of the length of the period that ends with a row.
    [[nodiscard]] qint64 mostInAnyWindow(std::chrono::nanoseconds period) const
    {
        qint64 most = 0;
        qint64 sum = 0;
        std::size_t first = 0;
        for (const auto &[time, units] : m_rows) {
            sum += units;
            while (m_rows[first].first + period <= time)
                sum -= m_rows[first++].second;
            most = std::max(most, sum);
        }
        return most;
    }
    [[nodiscard]] qint64 total() const
    {
        qint64 sum = 0;
        for (const auto &[time, units] : m_rows)
            sum += units;
        return sum;
    }

private:
    std::deque<std::pair<MonotonicTime, qint64>> m_rows;
};

} // namespace

class RateWindowTest final : public QObject
{
    Q_OBJECT
private slots:
    void aBurstOfTheWholeAmountPassesAtOnce_R26()
    {
        RateWindow window;
        const Rate rate{.amount = 60, .period = 60s};
        for (int i = 0; i < 60; ++i)
            QVERIFY(window.take(rate, 1, Begin).isAdmitted);
        const auto refused = window.take(rate, 1, Begin + 10s);
        QVERIFY(!refused.isAdmitted);
        QCOMPARE(*refused.wait, 50s);
        QVERIFY(!window.take(rate, 1, Begin + 60s - 1ns).isAdmitted);
        QVERIFY(window.take(rate, 60, Begin + 60s).isAdmitted);
    }

    // 1,000 requests in one second against 100 a second.
    void aThousandInASecond_R26_data()
    {
        QTest::addColumn<int>("step"); // microseconds between two
        QTest::newRow("all at once") << 0;
        QTest::newRow("evenly") << 999;
        QTest::newRow("in the first half") << 500;
    }
    void aThousandInASecond_R26()
    {
        QFETCH(const int, step);
        RateWindow window;
        const Rate rate{.amount = 100, .period = 1s};
        int admitted = 0;
        for (int i = 0; i < 1000; ++i)
            admitted += window.take(rate, 1, Begin + i * std::chrono::microseconds(step)).isAdmitted ? 1 : 0;
        QCOMPARE(admitted, 100);
    }

    void neverMoreThanTheAmountInAnyWindow_R26()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 60; ++round) {
            const Rate rate{.amount = 1 + static_cast<qint64>(random() % 200),
                            .period = std::chrono::milliseconds(1000 + random() % 100'000)};
            RateWindow window;
            Log log;
            MonotonicTime now = Begin;
            for (int i = 0; i < 3000; ++i) {
                // Bursts, pauses, and everything between.
                now += std::chrono::nanoseconds(random() % 5 == 0 ? random() % static_cast<quint64>(rate.period.count())
                                                                  : random() % 1'000'000);
                const qint64 units = 1 + static_cast<qint64>(random() % 5);
                const auto answer = window.take(rate, units, now);
                if (answer.isAdmitted)
                    log.add(now, units);
                else if (answer.wait)
                    QVERIFY(*answer.wait > 0ns && *answer.wait <= rate.period);
                else
                    QVERIFY(units > rate.amount);
            }
            QVERIFY(log.mostInAnyWindow(rate.period) <= rate.amount);
        }
    }

    // Traffic that never pauses gets its rate, but for what the slots cost.
    void steadyTrafficGetsItsRate_R26()
    {
        for (const qint64 amount : {1, 7, 100, 10'000}) {
            RateWindow window;
            const Rate rate{.amount = amount, .period = 60s};
            qint64 admitted = 0;
            const auto step = std::chrono::nanoseconds(60s) / (amount * 3);
            for (MonotonicTime now = Begin; now < Begin + 100 * 60s; now += step)
                admitted += window.take(rate, 1, now).isAdmitted ? 1 : 0;
            QVERIFY2(admitted >= 100 * amount * 31 / 33, qPrintable(QString::number(admitted)));
            QVERIFY(admitted <= 101 * amount);
        }
    }

    void waitingThatLongIsEnough()
    {
        std::mt19937 random(3);
        RateWindow window;
        const Rate rate{.amount = 50, .period = 10s};
        MonotonicTime now = Begin;
        int refused = 0;
        for (int i = 0; i < 5000; ++i) {
            now += std::chrono::milliseconds(random() % 400);
            const qint64 units = 1 + static_cast<qint64>(random() % 20);
            const auto answer = window.take(rate, units, now);
            if (answer.isAdmitted)
                continue;
            ++refused;
            RateWindow alone = window;
            QVERIFY(!alone.take(rate, units, now + *answer.wait - 1ns).isAdmitted);
            alone = window;
            QVERIFY(alone.take(rate, units, now + *answer.wait).isAdmitted);
        }
        QVERIFY(refused > 100);
    }

    void moreThanTheAmountNeverPasses()
    {
        RateWindow window;
        const auto answer = window.take({.amount = 10, .period = 1s}, 11, Begin);
        QVERIFY(!answer.isAdmitted && !answer.wait);
        QCOMPARE(window.used({.amount = 10, .period = 1s}, Begin), 0);
    }

    void whatIsGivenBackIsThereAgain()
    {
        RateWindow window;
        const Rate rate{.amount = 1000, .period = 60s};
        QVERIFY(window.take(rate, 1000, Begin).isAdmitted);
        window.giveBack(400, Begin);
        QCOMPARE(window.remaining(rate, Begin + 1s), 400);
        QVERIFY(window.take(rate, 400, Begin + 5s).isAdmitted);
        window.giveBack(10'000, Begin + 5s); // never more than was taken
        QCOMPARE(window.remaining(rate, Begin + 5s), 400);
        window.giveBack(100, Begin + 3s); // of the first slot, which had begun by then: nothing of it is that young
        QCOMPARE(window.remaining(rate, Begin + 5s), 400);
        window.giveBack(600, Begin);
        QCOMPARE(window.remaining(rate, Begin + 5s), 1000);
        QCOMPARE(window.untilEmpty(rate, Begin + 5s), 0ns);
        window.giveBack(1, Begin - 1s); // long forgotten
        QCOMPARE(window.remaining(rate, Begin + 5s), 1000);
    }

    // More was used than had been taken: the next ones wait for it.
    void debtIsPaid()
    {
        RateWindow window;
        const Rate rate{.amount = 100, .period = 10s};
        QVERIFY(window.take(rate, 50, Begin).isAdmitted);
        window.charge(rate, 500, Begin + 1s);
        QCOMPARE(window.used(rate, Begin + 1s), 550);
        QCOMPARE(window.remaining(rate, Begin + 1s), 0);
        QVERIFY(!window.take(rate, 1, Begin + 10s).isAdmitted);
        QVERIFY(window.take(rate, 100, Begin + 11s).isAdmitted);
    }

    void editsOfTheLimitTakeEffectAtOnce()
    {
        RateWindow window;
        for (int i = 0; i < 100; ++i)
            QVERIFY(window.take({.amount = 100, .period = 10s}, 1, Begin + i * 100ms).isAdmitted);
        const MonotonicTime now = Begin + 9'900ms;
        QVERIFY(!window.take({.amount = 99, .period = 10s}, 1, now).isAdmitted);
        QVERIFY(window.take({.amount = 101, .period = 10s}, 1, now).isAdmitted);
        QCOMPARE(window.used({.amount = 100, .period = 100s}, now + 50s), 101); // of what is not forgotten yet
        QCOMPARE(window.used({.amount = 100, .period = 1s}, now + 50s), 0);
    }

    // R22: nothing wraps round.
    void hugeNumbers_R22()
    {
        RateWindow window;
        const Rate rate{.amount = 1'000'000'000'000, .period = std::chrono::days(31)};
        constexpr qint64 Most = std::numeric_limits<qint64>::max();
        QVERIFY(window.take(rate, rate.amount, Begin).isAdmitted);
        window.charge(rate, Most, Begin + 1h);
        window.charge(rate, Most, Begin + 48h);
        QVERIFY(window.used(rate, Begin + 48h) > 0);
        QVERIFY(!window.take(rate, Most, Begin + 49h).isAdmitted);
        QVERIFY(!window.take(rate, 1, Begin + 49h).isAdmitted);
        window.charge(rate, -5, Begin + 49h);
        QCOMPARE(window.used(rate, Begin + 48h + rate.period), 0);
    }
};

QTEST_APPLESS_MAIN(RateWindowTest)
#include "tst_ratewindow.moc"
