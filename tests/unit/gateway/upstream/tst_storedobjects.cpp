// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/storedobjects.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class StoredObjectsTest final : public QObject
{
    Q_OBJECT
private slots:
    void nobodyElseReachesThem()
    {
        Upstream::StoredObjects objects;
        objects.put("file_1"_ba, {.clientId = 1, .providerId = 7});
        QCOMPARE(objects.find("file_1"_ba, 1)->providerId, 7);
        QVERIFY(!objects.find("file_1"_ba, 2));
        QVERIFY(!objects.find("file_2"_ba, 1));
        objects.remove("file_1"_ba);
        QVERIFY(!objects.find("file_1"_ba, 1));
    }
    void theOldestGoWhenThereIsNoRoom()
    {
        Upstream::StoredObjects objects;
        const QByteArray large(8 * 1024 * 1024, 'x');
        for (int i = 0; i < 20; ++i)
            objects.put(QByteArray::number(i), {.clientId = 1, .answer = large});
        QVERIFY(!objects.find("0"_ba, 1));
        QVERIFY(objects.find("19"_ba, 1));
    }
};

QTEST_GUILESS_MAIN(StoredObjectsTest)
#include "tst_storedobjects.moc"
