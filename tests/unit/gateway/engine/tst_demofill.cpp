// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/engine/demofill.h"
#include "gateway/engine/demostory.h"
#include "gateway/store/reader.h"
#include "tests/support/clocks.h"

#include <QtTest>

using namespace Gatehouse;
using namespace Gatehouse::Engine;

class TestDemoFill : public QObject
{
    Q_OBJECT
private slots:
    void ledgerIsCleanAndNewestHaveBodies();
    void sameSeedTellsTheSame();
    void everyTalkIsJson();

private:
    Test::FakeClock m_clock;
};

void TestDemoFill::ledgerIsCleanAndNewestHaveBodies()
{
    QTemporaryDir directory;
    const auto filled = fillDemoStore({.dataDirectory = directory.path(), .requests = 2000, .clock = &m_clock});
    QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().message));
    QCOMPARE(filled->requests, 2000);

    const auto reader = Store::Reader::open(directory.path());
    QVERIFY(reader);
    const auto check = (*reader)->checkLedger();
    QVERIFY(check);
    QCOMPARE(check->problems, QStringList());
    QCOMPARE(check->ledgerSum, filled->cost);
    const auto page = (*reader)->requests({}, std::nullopt, 100);
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 100);
    for (const auto &row : page->rows) {
        QVERIFY(row.startedAt <= m_clock.now());
        const auto detail = (*reader)->request(row.id);
        QVERIFY(detail);
        QVERIFY(!detail->bodies.isEmpty());
    }
}

void TestDemoFill::sameSeedTellsTheSame()
{
    const auto costOf = [this](quint64 seed) {
        QTemporaryDir directory;
        const auto filled =
            fillDemoStore({.dataDirectory = directory.path(), .requests = 300, .clock = &m_clock, .seed = seed});
        return filled ? filled->cost : Money();
    };
    QVERIFY(costOf(5) > Money());
    QCOMPARE(costOf(5), costOf(5));
    QVERIFY(costOf(5) != costOf(6));
}

void TestDemoFill::everyTalkIsJson()
{
    for (const auto &client : DemoStory::clients()) {
        const auto talks = DemoStory::talksOf(client.name);
        QVERIFY(!talks.isEmpty());
        for (const auto &talk : talks)
            QVERIFY(Json::judge(DemoStory::requestBody(talk, "m", 4711, true)));
    }
}

QTEST_GUILESS_MAIN(TestDemoFill)
#include "tst_demofill.moc"
