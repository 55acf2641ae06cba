// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/healthtable.h"
#include "tests/support/clocks.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Upstream;
using namespace std::chrono_literals;
using Level = Engine::ProviderHealth::Level;

class HealthTableTest final : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsKnownAtFirst()
    {
        const Test::FakeClock clock;
        const HealthTable table(clock);
        QVERIFY(table.all().isEmpty());
        QVERIFY(!table.isDown(1));
    }

    void threeFailuresInARowPutAProviderBehind()
    {
        Test::FakeClock clock;
        HealthTable table(clock);
        table.failed(1, "upstream_timeout", QStringLiteral("slow"));
        table.failed(1, "upstream_timeout", QStringLiteral("slow"));
        QVERIFY(!table.isDown(1));
        table.failed(1, "upstream_unreachable", QStringLiteral("gone"));
        QVERIFY(table.isDown(1));
        QVERIFY(!table.isDown(2));
        const auto health = table.all().first();
        QCOMPARE(health.level, Level::Down);
        QCOMPARE(health.attempts, 3);
        QCOMPARE(health.failures, 3);
        QCOMPARE(health.lastErrorCode, QByteArray("upstream_unreachable"));
        QCOMPARE(health.lastErrorMessage, QStringLiteral("gone"));
        QCOMPARE(health.lastErrorAt, clock.now());
        clock.advance(5s);
        QVERIFY(!table.isDown(1));
        table.failed(1, "upstream_unreachable", QStringLiteral("gone")); // longer each time
        clock.advance(9s);
        QVERIFY(table.isDown(1));
        clock.advance(1s);
        QVERIFY(!table.isDown(1));
    }

    void oneSuccessClearsIt()
    {
        Test::FakeClock clock;
        HealthTable table(clock);
        for (int i = 0; i < 20; ++i)
            table.failed(1, "upstream_timeout", {});
        QVERIFY(table.isDown(1));
        clock.advance(299s);
        QVERIFY(table.isDown(1)); // never longer than five minutes
        table.succeeded(1);
        QVERIFY(!table.isDown(1));
    }

    void whatIsOlderThanFiveMinutesIsForgotten()
    {
        Test::FakeClock clock;
        HealthTable table(clock);
        for (int i = 0; i < 9; ++i)
            table.succeeded(7);
        table.failed(7, "upstream_timeout", {});
        QCOMPARE(table.all().first().level, Level::Degraded);
        clock.advance(4min);
        table.succeeded(7);
        QCOMPARE(table.all().first().attempts, 11);
        clock.advance(1min);
        QCOMPARE(table.all().first().attempts, 1);
        QCOMPARE(table.all().first().level, Level::Healthy);
        clock.advance(5min);
        QCOMPARE(table.all().first().level, Level::Unknown);
    }

    void r25_theWallClockDoesNotMatter()
    {
        Test::FakeClock clock;
        HealthTable table(clock);
        for (int i = 0; i < 3; ++i)
            table.failed(1, "upstream_timeout", {});
        clock.setNow(clock.now() + std::chrono::hours(24 * 365));
        QVERIFY(table.isDown(1));
        clock.setNow(clock.now() - std::chrono::hours(24 * 3650));
        QVERIFY(table.isDown(1));
    }
};

QTEST_GUILESS_MAIN(HealthTableTest)
#include "tst_healthtable.moc"
