// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/seriescolours.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Ui;

class TestSeriesColours final : public QObject
{
    Q_OBJECT
private slots:
    void oneClientKeepsItsColour()
    {
        Configuration configuration;
        for (EntityId id = 5; id < 15; ++id) {
            Client client;
            client.id = id;
            configuration.clients.append(client);
        }
        QCOMPARE(seriesIndex(configuration, 5), 0);
        QCOMPARE(seriesIndex(configuration, 12), 7);
        QCOMPARE(seriesIndex(configuration, 13), OtherSeries);
        QCOMPARE(seriesIndex(configuration, 99), OtherSeries);
    }
    void noColourTwiceInOneChart()
    {
        QCOMPARE(distinctSeries({1, OtherSeries, 0}), QList<int>({1, 2, 0}));
        QCOMPARE(distinctSeries(QList<int>(9, OtherSeries)), QList<int>({0, 1, 2, 3, 4, 5, 6, 7, OtherSeries}));
    }
};

QTEST_GUILESS_MAIN(TestSeriesColours)
#include "tst_seriescolours.moc"
