// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/objecttable.h"
#include "gateway/upstream/storedobjects.h"
#include "tests/unit/gateway/store/storefixture.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Test;
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
    void theyComeBackAfterARestart()
    {
        OpenStore open;
        VERIFY_RESULT(open.open());
        const QList<Llm::Message> conversation{
            {.role = Llm::Role::User, .parts = {{.content = Llm::TextPart{.text = "My name is Ana"_ba}}}},
            {.role = Llm::Role::Assistant,
             .parts = {{.content = Llm::ToolCallPart{.id = "call_1"_ba, .name = "f"_ba, .arguments = "{}"_ba}}}}};
        {
            Upstream::StoredObjects objects(open.store->objects(), open.clock);
            objects.put("file_1"_ba, {.clientId = 1, .providerId = 7});
            objects.put("resp_1"_ba, {.clientId = 1, .answer = "{}"_ba, .conversation = conversation});
            objects.put("resp_2"_ba,
                        {.clientId = 1, .answer = "{}"_ba, .conversation = conversation, .isContentKept = false});
            objects.put("resp_3"_ba, {.clientId = 1, .answer = QByteArray(2 * 1024 * 1024, 'x')});
            objects.put("resp_4"_ba, {.clientId = 1, .answer = "{}"_ba});
            objects.remove("resp_4"_ba);
            QVERIFY(objects.find("resp_2"_ba, 1));
            QVERIFY(objects.find("resp_3"_ba, 1));
        }
        VERIFY_RESULT(open.open());
        const Upstream::StoredObjects objects(open.store->objects(), open.clock);
        QCOMPARE(objects.find("file_1"_ba, 1)->providerId, 7);
        const auto response = objects.find("resp_1"_ba, 1);
        QVERIFY(response);
        QCOMPARE(response->answer, "{}"_ba);
        QCOMPARE(response->conversation.size(), 2);
        QCOMPARE(std::get<Llm::TextPart>(response->conversation[0].parts[0].content).text, "My name is Ana"_ba);
        QCOMPARE(std::get<Llm::ToolCallPart>(response->conversation[1].parts[0].content).id, "call_1"_ba);
        QVERIFY(!objects.find("resp_1"_ba, 2));
        QVERIFY(!objects.find("resp_2"_ba, 1)); // of a client whose content is not kept
        QVERIFY(!objects.find("resp_3"_ba, 1)); // too large
        QVERIFY(!objects.find("resp_4"_ba, 1));
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
