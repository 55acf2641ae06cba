// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/limits/calendar.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <random>

using namespace Gatehouse;
using namespace Gatehouse::Limits;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Timestamp at(const char *iso)
{
    const auto time = QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
    return Timestamp(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QString text(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(toMicroseconds(time) / 1000, QTimeZone::UTC).toString(Qt::ISODate);
}

const QByteArrayList Zones{"",
                           "Europe/Berlin",
                           "America/New_York",
                           "Australia/Lord_Howe",
                           "Asia/Kathmandu",
                           "Asia/Kolkata",
                           "America/St_Johns",
                           "America/Sao_Paulo",
                           "America/Asuncion",
                           "America/Havana",
                           "Africa/Cairo",
                           "Asia/Beirut",
                           "Asia/Tehran",
                           "Pacific/Apia",
                           "Pacific/Chatham",
                           "Atlantic/Azores",
                           "Antarctica/Troll",
                           "Asia/Shanghai",
                           "America/Scoresbysund",
                           "Pacific/Kiritimati"};

} // namespace

class CalendarTest final : public QObject
{
    Q_OBJECT
private slots:
    void windows_R25_data()
    {
        QTest::addColumn<WindowRule>("rule");
        QTest::addColumn<QString>("instant");
        QTest::addColumn<QString>("begin");
        QTest::addColumn<QString>("end");
        const auto row = [](const char *name, const WindowRule &rule, const char *instant, const char *begin,
                            const char *end) {
            QTest::newRow(name) << rule << QString::fromLatin1(instant) << QString::fromLatin1(begin)
                                << QString::fromLatin1(end);
        };
        using enum WindowKind;
        const QByteArray berlin = "Europe/Berlin";
        const QByteArray newYork = "America/New_York";
        const QByteArray lordHowe = "Australia/Lord_Howe";
        row("hour", {.kind = Hour}, "2026-11-25T17:31:00Z", "2026-11-25T17:00:00Z", "2026-11-25T18:00:00Z");
        row("hour of a zone with half an hour", {.kind = Hour, .zone = "Asia/Kolkata"}, "2026-11-25T17:31:00Z",
            "2026-11-25T17:30:00Z", "2026-11-25T18:30:00Z");
        row("day of 23 hours, Berlin", {.kind = Day, .zone = berlin}, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z",
            "2026-03-29T22:00:00Z");
        row("day of 25 hours, Berlin", {.kind = Day, .zone = berlin}, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z",
            "2026-10-25T23:00:00Z");
        row("day of 23 hours, New York", {.kind = Day, .zone = newYork}, "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z",
            "2026-03-09T04:00:00Z");
        row("day of 25 hours, New York", {.kind = Day, .zone = newYork}, "2026-11-01T05:30:00Z", "2026-11-01T04:00:00Z",
            "2026-11-02T05:00:00Z");
        row("day of 23.5 hours, Lord Howe", {.kind = Day, .zone = lordHowe}, "2026-10-03T20:00:00Z",
            "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z");
        row("day of 24.5 hours, Lord Howe", {.kind = Day, .zone = lordHowe}, "2026-04-05T01:00:00Z",
            "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z");
        row("hour that the clock leaves out, Berlin", {.kind = Hour, .zone = berlin}, "2026-03-29T01:10:00Z",
            "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
        row("hour twice, the first, Berlin", {.kind = Hour, .zone = berlin}, "2026-10-25T00:30:00Z",
            "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z");
        row("hour twice, the second, Berlin", {.kind = Hour, .zone = berlin}, "2026-10-25T01:30:00Z",
            "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
        row("half an hour twice, Lord Howe", {.kind = Hour, .zone = lordHowe}, "2026-04-04T15:10:00Z",
            "2026-04-04T15:00:00Z", "2026-04-04T15:30:00Z");
        row("midnight that does not exist, Beirut", {.kind = Day, .zone = "Asia/Beirut"}, "2026-03-29T12:00:00Z",
            "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z");
        row("day that does not exist, Apia", {.kind = Day, .zone = "Pacific/Apia"}, "2011-12-30T09:59:59Z",
            "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z");
        row("week from Monday", {.kind = Week}, "2026-11-25T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z");
        row("week from Sunday", {.kind = Week, .weekday = 7}, "2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z",
            "2026-11-29T00:00:00Z");
        row("month, Berlin", {.kind = Month, .zone = berlin}, "2026-10-31T22:59:59Z", "2026-09-30T22:00:00Z",
            "2026-10-31T23:00:00Z");
        row("month from the 31st", {.kind = Month, .dayOfMonth = 31}, "2026-02-28T00:00:00Z", "2026-02-28T00:00:00Z",
            "2026-03-31T00:00:00Z");
        row("month from the 31st, in a leap year", {.kind = Month, .dayOfMonth = 31}, "2028-02-29T00:00:00Z",
            "2028-02-29T00:00:00Z", "2028-03-31T00:00:00Z");
        row("month from the 30th, before February's end", {.kind = Month, .dayOfMonth = 30}, "2026-02-27T23:00:00Z",
            "2026-01-30T00:00:00Z", "2026-02-28T00:00:00Z");
        row("quarter", {.kind = Quarter}, "2026-11-25T00:00:00Z", "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z");
        row("fiscal quarter", {.kind = Quarter, .startMonth = 2}, "2026-01-15T00:00:00Z", "2025-11-01T00:00:00Z",
            "2026-02-01T00:00:00Z");
        row("year", {.kind = Year}, "2026-11-25T00:00:00Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
        row("fiscal year", {.kind = Year, .dayOfMonth = 6, .startMonth = 4}, "2026-04-05T23:00:00Z",
            "2025-04-06T00:00:00Z", "2026-04-06T00:00:00Z");
        row("year from a leap day", {.kind = Year, .dayOfMonth = 29, .startMonth = 2}, "2027-01-01T00:00:00Z",
            "2026-02-28T00:00:00Z", "2027-02-28T00:00:00Z");
        row("year from a leap day, to one", {.kind = Year, .dayOfMonth = 29, .startMonth = 2}, "2028-02-28T12:00:00Z",
            "2027-02-28T00:00:00Z", "2028-02-29T00:00:00Z");
        row("rolling", {.kind = Rolling, .length = 1h}, "2026-11-25T17:31:00Z", "2026-11-25T16:31:00Z",
            "2026-11-25T17:31:00Z");
    }
    void windows_R25()
    {
        QFETCH(const WindowRule, rule);
        QFETCH(const QString, instant);
        QVERIFY(checkRule(rule));
        const Window window = windowAt(rule, at(instant.toLatin1().constData()));
        QTEST(text(window.begin), "begin");
        QTEST(text(window.end), "end");
    }

    // Whatever the zone does with its clock.
    void windowsFollowEachOther_R25_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const QByteArray &zone : Zones)
            QTest::addRow("%s", zone.isEmpty() ? "UTC" : zone.constData()) << zone;
    }
    void windowsFollowEachOther_R25()
    {
        QFETCH(const QByteArray, zone);
        if (!zone.isEmpty() && !QTimeZone(zone).isValid())
            QSKIP("this system does not know the zone");
        std::mt19937_64 random(11);
        const QTimeZone there = zone.isEmpty() ? QTimeZone::utc() : QTimeZone(zone);
        for (int round = 0; round < 300; ++round) {
            WindowRule rule{.kind = static_cast<WindowKind>(random() % 6), .zone = zone};
            rule.weekday = 1 + static_cast<int>(random() % 7);
            rule.dayOfMonth = 1 + static_cast<int>(random() % 31);
            rule.startMonth = 1 + static_cast<int>(random() % 12);
            Timestamp time(std::chrono::seconds(random() % 4'102'444'800)); // until 2100
            if (round % 3 == 0) {                                           // close to a change of the clock
                const auto change =
                    there.nextTransition(QDateTime::fromMSecsSinceEpoch(toMicroseconds(time) / 1000, QTimeZone::utc()));
                if (change.atUtc.isValid())
                    time = Timestamp(std::chrono::milliseconds(change.atUtc.toMSecsSinceEpoch()))
                           + std::chrono::minutes(static_cast<int>(random() % 200) - 100);
            }
            const Window window = windowAt(rule, time);
            QVERIFY2(window.contains(time), qPrintable(text(time)));
            QVERIFY(window.begin < window.end);
            QCOMPARE(windowAt(rule, window.begin), window);
            QCOMPARE(windowAt(rule, window.end - 1us), window);
            QCOMPARE(windowAt(rule, window.end).begin, window.end);
            QCOMPARE(windowAt(rule, window.begin - 1us).end, window.begin);
        }
    }

    void aLifetimeHasOneWindow()
    {
        const WindowRule rule{.kind = WindowKind::Lifetime};
        QVERIFY(windowAt(rule, at("2026-11-25T00:00:00Z")).contains(at("2126-11-25T00:00:00Z")));
    }

    void wrongRulesAreRefused_data()
    {
        QTest::addColumn<WindowRule>("rule");
        QTest::addColumn<QString>("word");
        QTest::newRow("zone") << WindowRule{.zone = "Europe/Atlantis"} << u"Europe/Atlantis"_s;
        QTest::newRow("weekday") << WindowRule{.weekday = 8} << u"weekday"_s;
        QTest::newRow("day") << WindowRule{.dayOfMonth = 0} << u"day_of_month"_s;
        QTest::newRow("month") << WindowRule{.startMonth = 13} << u"start_month"_s;
        QTest::newRow("length") << WindowRule{.kind = WindowKind::Rolling} << u"length"_s;
    }
    void wrongRulesAreRefused()
    {
        QFETCH(const WindowRule, rule);
        QFETCH(const QString, word);
        const auto checked = checkRule(rule);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Settings);
        QVERIFY2(checked.error().message.contains(word), qPrintable(checked.error().message));
    }
};

QTEST_APPLESS_MAIN(CalendarTest)
#include "tst_calendar.moc"
