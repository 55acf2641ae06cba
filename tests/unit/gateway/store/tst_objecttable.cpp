// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/bodyretention.h"
#include "gateway/store/database.h"
#include "gateway/store/objecttable.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QtTest>

using namespace Gatehouse;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestObjectTable final : public QObject
{
    Q_OBJECT
private slots:
    void theyOutliveTheProcess();
    void onlyTheNewestAreRead();
    void contentExpires();
};

void TestObjectTable::theyOutliveTheProcess()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const Store::ObjectRecord file{.id = "file-1"_ba, .clientId = 1, .providerId = 7, .createdAt = open.clock.now()};
    const Store::ObjectRecord response{.id = "resp_1"_ba,
                                       .clientId = 2,
                                       .createdAt = open.clock.now() + 1s,
                                       .answer = QByteArray("a\0b", 3),
                                       .conversation = "{}"_ba};
    open.store->objects().put(file);
    open.store->objects().put(response);
    open.store->objects().put({.id = "gone"_ba, .clientId = 2, .createdAt = open.clock.now()});
    open.store->objects().remove("gone"_ba);
    VERIFY_RESULT(open.open());
    const auto read = open.store->objects().read(100);
    VERIFY_RESULT(read);
    QVERIFY((*read == std::vector{file, response}));
}

void TestObjectTable::onlyTheNewestAreRead()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    for (int i = 0; i < 10; ++i)
        open.store->objects().put({.id = QByteArray::number(i), .clientId = 1, .createdAt = open.clock.now() + i * 1s});
    const auto read = open.store->objects().read(2);
    VERIFY_RESULT(read);
    QCOMPARE(read->size(), 2U);
    QCOMPARE(read->front().id, "8"_ba);
    QCOMPARE(read->back().id, "9"_ba);
}

// What the gateway keeps itself is content; who owns what a vendor keeps is not.
void TestObjectTable::contentExpires()
{
    OpenStore open;
    VERIFY_RESULT(open.open());
    const Timestamp start = open.clock.now();
    open.store.reset();
    const auto database =
        Store::Database::open(QFileInfo(open.database()).canonicalFilePath(), Store::Database::Mode::Owner);
    VERIFY_RESULT(database);
    const auto insert = [&](const QString &id, int provider, Timestamp time) {
        return (*database)->execute(
            u"INSERT INTO stored_object (id, client_id, provider_id, created_at) VALUES (?, 1, ?, ?)"_s,
            {id, provider, qint64(toMicroseconds(time))});
    };
    VERIFY_RESULT(insert(u"file"_s, 7, start - 100h));
    VERIFY_RESULT(insert(u"old"_s, 0, start - 100h));
    VERIFY_RESULT(insert(u"new"_s, 0, start));
    VERIFY_RESULT(Store::deleteExpiredBodies(**database, start - 1h));
    QCOMPARE((*database)->number(u"SELECT count(*) FROM stored_object WHERE id <> 'old'"_s).value(), 2);
    QCOMPARE((*database)->number(u"SELECT count(*) FROM stored_object"_s).value(), 2);
}

QTEST_GUILESS_MAIN(TestObjectTable)
#include "tst_objecttable.moc"
