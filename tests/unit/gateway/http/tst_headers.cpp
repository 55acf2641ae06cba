// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/headers.h"

#include <QTest>

using namespace Gatehouse::Http;

class TestHeaders final : public QObject
{
    Q_OBJECT

private slots:
    void namesCompareWithoutCase();
    void setReplacesEveryField();
    void onlyLettersFoldTheirCase();
};

void TestHeaders::namesCompareWithoutCase()
{
    const Headers headers{{"Content-Type", "a"}, {"X", "b"}, {"CONTENT-TYPE", "c"}};
    QVERIFY(headers.value("content-type") == QByteArrayView("a"));
    QCOMPARE(headers.count("content-TYPE"), 2);
    QVERIFY(!headers.value("Content-Typ"));
    QVERIFY(!headers.value(""));
}

void TestHeaders::setReplacesEveryField()
{
    Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
    headers.set("A", "4");
    QCOMPARE(headers, Headers({{"B", "2"}, {"A", "4"}}));
    headers.remove("b");
    QCOMPARE(headers, Headers({{"A", "4"}}));
    headers.remove("a");
    QVERIFY(headers.isEmpty());
}

void TestHeaders::onlyLettersFoldTheirCase()
{
    QVERIFY(equalsIgnoringCase("aZ-09", "Az-09"));
    QVERIFY(!equalsIgnoringCase("@", "`")); // 0x40 and 0x60: no letters
    QVERIFY(!equalsIgnoringCase("[", "{"));
    QVERIFY(!equalsIgnoringCase("\xc4", "\xe4"));
}

QTEST_APPLESS_MAIN(TestHeaders)
#include "tst_headers.moc"
