// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/jsonfields.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestJsonFields : public QObject
{
    Q_OBJECT
private slots:
    void times_data();
    void times();
    void badTimes_data();
    void badTimes();
    void firstErrorIsKept();
    void absentMembersAreLeftAlone();
};

void TestJsonFields::times_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << qint64(0) << u"1970-01-01T00:00:00Z"_s;
    QTest::newRow("tenths") << qint64(500'000) << u"1970-01-01T00:00:00.5Z"_s;
    QTest::newRow("microseconds") << qint64(1) << u"1970-01-01T00:00:00.000001Z"_s;
    QTest::newRow("before 1970") << qint64(-1) << u"1969-12-31T23:59:59.999999Z"_s;
    QTest::newRow("now") << qint64(1'795'000'000'123'000) << u"2026-11-18T11:06:40.123Z"_s;
}

void TestJsonFields::times()
{
    QFETCH(const qint64, microseconds);
    QFETCH(const QString, text);
    QCOMPARE(JsonFields::timeToText(fromMicroseconds(microseconds)), text);
    QCOMPARE(JsonFields::timeFromText(text), fromMicroseconds(microseconds));
}

void TestJsonFields::badTimes_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "now", "2026-11-24", "2026-11-24T10:00:00", "2026-13-01T00:00:00Z",
                             "2026-11-24T10:00:00.Z", "2026-11-24T10:00:00.1234567Z"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestJsonFields::badTimes()
{
    QFETCH(const QString, text);
    QVERIFY(!JsonFields::timeFromText(text));
}

void TestJsonFields::firstErrorIsKept()
{
    const QJsonObject json{{u"a"_s, u"text"_s}, {u"b"_s, u"text"_s}, {u"z"_s, 1}};
    JsonFields::Reader reader("thing"_L1, json);
    int number = 7;
    reader("a"_L1, number);
    reader("b"_L1, number);
    const auto result = reader.finish();
    QVERIFY(!result);
    QVERIFY(result.error().message.startsWith(u"thing: 'a' must be a whole number"));
    QCOMPARE(result.error().param, "a"_ba);
    QCOMPARE(number, 7);
}

void TestJsonFields::absentMembersAreLeftAlone()
{
    const QJsonObject json;
    JsonFields::Reader reader("thing"_L1, json);
    QString text = u"default"_s;
    std::optional<Timestamp> time = Timestamp();
    reader("a"_L1, text);
    reader("b"_L1, time);
    QVERIFY(reader.finish());
    QCOMPARE(text, u"default"_s);
    QVERIFY(time);
    // Null clears what may be absent.
    const QJsonObject null{{u"b"_s, QJsonValue()}};
    JsonFields::Reader second("thing"_L1, null);
    second("b"_L1, time);
    QVERIFY(second.finish());
    QVERIFY(!time);
}

QTEST_GUILESS_MAIN(TestJsonFields)
#include "tst_jsonfields.moc"
