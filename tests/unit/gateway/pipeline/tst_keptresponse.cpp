// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/keptresponse.h"
#include "tests/support/spinebench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Answer = R"({"id":"resp_1", "output":[]})"_ba;

// A gateway that keeps a response to three messages and a call.
struct Bench {
    Bench()
    {
        const QByteArray body = R"({"model":"m","input":[{"role":"user","content":"a"},
            {"type":"message","id":"msg_7","role":"assistant","status":"completed","content":[{"type":"output_text","text":"b"}]},
            {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
            {"type":"function_call_output","call_id":"c1","output":"d"},
            {"role":"user","content":[{"type":"input_text","text":"e"}]}]})"_ba;
        auto request = Llm::chatDialect(Llm::Dialect::OpenAiResponses).readRequest(body, {});
        if (!request)
            qFatal("%s", qPrintable(request.error().message));
        request->messages.append(
            {.role = Llm::Role::Assistant, .parts = {{.content = Llm::TextPart{.text = "last"_ba}}}});
        spine.objects.put("resp_1"_ba, {.clientId = 1, .answer = Answer, .conversation = request->messages});
    }
    [[nodiscard]] Result<QByteArray> ask(const QByteArray &method, const QByteArray &below = {},
                                         const QByteArray &query = {}) const
    {
        const ExchangePtr exchange = spine.exchange("{}"_ba);
        exchange->dialect = Llm::Dialect::OpenAiResponses;
        exchange->client = &exchange->snapshot->configuration().clients.first();
        exchange->objectId = "resp_1"_ba;
        exchange->object = spine.objects.find("resp_1"_ba, 1);
        exchange->request.method = method;
        exchange->request.query = query;
        exchange->resource = "/responses/resp_1"_ba + below;
        return keptResponse(*exchange);
    }
    [[nodiscard]] QJsonObject items(const QByteArray &query) const
    {
        const auto list = ask("GET"_ba, "/input_items"_ba, query);
        return list ? QJsonDocument::fromJson(*list).object() : QJsonObject();
    }
    Test::SpineBench spine;
};

} // namespace

class KeptResponseTest final : public QObject
{
    Q_OBJECT
private slots:
    void isShownAndRemoved()
    {
        const Bench bench;
        QCOMPARE(*bench.ask("GET"_ba), Answer);
        QVERIFY(bench.spine.objects.find("resp_1"_ba, 1));
        QCOMPARE(*bench.ask("DELETE"_ba), R"({"id":"resp_1","object":"response","deleted":true})"_ba);
        QVERIFY(!bench.spine.objects.find("resp_1"_ba, 1));
    }

    void cannotBeCancelled()
    {
        const Bench bench;
        QCOMPARE(bench.ask("POST"_ba, "/cancel"_ba).error().kind, ErrorKind::InvalidRequest);
        QVERIFY(bench.spine.objects.find("resp_1"_ba, 1));
    }

    void nothingElseIsBelowIt_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("below");
        QTest::newRow("post") << "POST"_ba << QByteArray();
        QTest::newRow("get cancel") << "GET"_ba << "/cancel"_ba;
        QTest::newRow("delete the items") << "DELETE"_ba << "/input_items"_ba;
        QTest::newRow("unknown") << "GET"_ba << "/secrets"_ba;
        QTest::newRow("deeper") << "GET"_ba << "/input_items/1"_ba;
    }
    void nothingElseIsBelowIt()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, below);
        const Bench bench;
        QCOMPARE(bench.ask(method, below).error().kind, ErrorKind::NotFound);
        QVERIFY(bench.spine.objects.find("resp_1"_ba, 1));
    }

    void inputItemsAreListed()
    {
        const Bench bench;
        const QJsonObject list = bench.items("order=asc"_ba);
        QCOMPARE(list["object"_L1].toString(), u"list"_s);
        QCOMPARE(list["has_more"_L1].toBool(true), false);
        const QJsonArray data = list["data"_L1].toArray();
        QStringList types;
        for (const QJsonValue item : data) {
            types.append(item["type"_L1].toString());
            QVERIFY(!item["id"_L1].toString().isEmpty());
        }
        QCOMPARE(types, (QStringList{u"message"_s, u"message"_s, u"function_call"_s, u"function_call_output"_s,
                                     u"message"_s}));
        QCOMPARE(data[0]["role"_L1].toString(), u"user"_s);
        QCOMPARE(data[0]["content"_L1][0]["type"_L1].toString(), u"input_text"_s);
        QCOMPARE(data[0]["content"_L1][0]["text"_L1].toString(), u"a"_s);
        QCOMPARE(data[1]["content"_L1][0]["text"_L1].toString(), u"b"_s);
        QCOMPARE(list["first_id"_L1], data.first()["id"_L1]);
        QCOMPARE(list["last_id"_L1], data.last()["id"_L1]);
        QCOMPARE(bench.items("order=asc"_ba), list); // the ids stay
    }

    void pageByPage()
    {
        const Bench bench;
        QStringList seen;
        QByteArray query = "limit=2"_ba;
        for (bool hasMore = true; hasMore;) {
            const QJsonObject page = bench.items(query);
            const QJsonArray data = page["data"_L1].toArray();
            QVERIFY(!data.isEmpty() && data.size() <= 2);
            for (const QJsonValue item : data)
                seen.append(item["id"_L1].toString());
            hasMore = page["has_more"_L1].toBool();
            query = "limit=2&after="_ba + page["last_id"_L1].toString().toUtf8();
        }
        QStringList all;
        for (const QJsonValue item : bench.items("order=desc"_ba)["data"_L1].toArray())
            all.append(item["id"_L1].toString());
        QCOMPARE(seen, all);
        QCOMPARE(all.size(), 5);
        QCOMPARE(bench.items("after="_ba + all.last().toUtf8())["data"_L1].toArray().size(), 0); // behind the last
    }

    void wrongPagesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *query : {"limit=0", "limit=101", "limit=x", "limit=", "after=msg_nobodys"})
            QTest::addRow("%s", query) << QByteArray(query);
    }
    void wrongPagesAreRefused()
    {
        QFETCH(const QByteArray, query);
        const Bench bench;
        QCOMPARE(bench.ask("GET"_ba, "/input_items"_ba, query).error().kind, ErrorKind::InvalidRequest);
    }
};

QTEST_GUILESS_MAIN(KeptResponseTest)
#include "tst_keptresponse.moc"
