// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/pipeline/keptobjects.h"
#include "tests/support/spinebench.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;

namespace {

// An exchange of the client 1 behind its route.
ExchangePtr at(const Test::SpineBench &bench, Llm::Surface surface, const QByteArray &body = "{}"_ba)
{
    ExchangePtr exchange = bench.exchange(body);
    exchange->surface = surface;
    exchange->dialect = Llm::surfaceTraits(surface).dialect;
    exchange->client = &exchange->snapshot->configuration().clients.first();
    exchange->targets = exchange->snapshot->targetsFor("gpt-5-mini"_ba);
    exchange->servedBy = exchange->targets.front();
    return exchange;
}

// A request of the responses surface, read.
ExchangePtr asking(const Test::SpineBench &bench, const QByteArray &body)
{
    ExchangePtr exchange = at(bench, Llm::Surface::Responses, body);
    auto read = Llm::chatDialect(Llm::Dialect::OpenAiResponses).readRequest(body, {});
    if (!read)
        qFatal("%s", qPrintable(read.error().message));
    exchange->chat = *std::move(read);
    exchange->facts.model = exchange->chat->model;
    return exchange;
}

// The texts of a conversation, with the role's number before each.
QByteArrayList textsOf(const Llm::ChatRequest &request)
{
    QByteArrayList texts;
    for (const Llm::Message &message : request.messages) {
        for (const Llm::Part &part : message.parts) {
            const auto *text = std::get_if<Llm::TextPart>(&part.content);
            texts.append(QByteArray::number(static_cast<int>(message.role)) + (text ? text->text : "?"_ba));
        }
    }
    return texts;
}

QList<Llm::Message> said(Llm::Role role, const QByteArray &text)
{
    return {{.role = role, .parts = {{.content = Llm::TextPart{.text = text}}}}};
}

const QByteArray Kept =
    R"({"id":"resp_1","object":"response","model":"m","status":"completed","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello","annotations":[]}]}]})"_ba;

} // namespace

class KeptObjectsTest final : public QObject
{
    Q_OBJECT
private slots:
    // R48: all clients use one key at the vendor.
    void listsAreCutToTheClients_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QByteArray>("own");
        const auto row = [](const char *name, const char *list, const char *own) {
            QTest::newRow(name) << QByteArray(list) << QByteArray(own);
        };
        row("between others", R"({"object":"list","data":[{"id":"theirs"},{"id":"mine", "n":1.0},{"id":"nobodys"}]})",
            R"({"object":"list","data":[{"id":"mine", "n":1.0}],"first_id":"mine","last_id":"mine"})");
        row("marks of others",
            R"({"data":[{"id":"theirs"},{"id":"mine"}],"first_id":"theirs","last_id":"x","has_more":true})",
            R"({"has_more":true,"data":[{"id":"mine"}],"first_id":"mine","last_id":"mine"})");
        row("none", R"({"data":[{"id":"theirs"}],"first_id":"theirs"})", R"({"data":[]})");
        row("without ids", R"({"data":[{"filename":"secret"},"secret",null]})", R"({"data":[]})");
        row("two lists", R"({"data":[{"id":"theirs"}],"data":[{"id":"mine"}]})",
            R"({"data":[{"id":"mine"}],"first_id":"mine","last_id":"mine"})");
        row("an array", R"([{"id":"theirs"},{"id":"mine"}])", R"([{"id":"mine"}])");
        row("no list", R"({"files":[{"id":"theirs"}]})", R"({"object":"list","data":[]})");
        row("an object for a list", R"({"data":{"id":"theirs"}})", R"({"object":"list","data":[]})");
        row("no JSON", "<html>theirs</html>", R"({"object":"list","data":[]})");
    }
    void listsAreCutToTheClients()
    {
        QFETCH(const QByteArray, list);
        Test::SpineBench bench;
        bench.objects.put("mine"_ba, {.clientId = 1, .providerId = 10});
        bench.objects.put("theirs"_ba, {.clientId = 2, .providerId = 10});
        QTEST(ownObjects(*at(bench, Llm::Surface::Files), list), "own");
    }

    void whatIsMadeIsKept_data()
    {
        QTest::addColumn<Llm::Surface>("surface");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("objectId");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArrayList>("kept");
        const auto row = [](const char *name, Llm::Surface surface, const char *method, const char *id,
                            const char *answer, const QByteArrayList &kept) {
            QTest::newRow(name) << surface << QByteArray(method) << QByteArray(id) << QByteArray(answer) << kept;
        };
        using enum Llm::Surface;
        row("upload", Files, "POST", "", R"({"id":"a"})", {"a"_ba});
        row("upload without an id", Files, "POST", "", R"({"id":7})", {});
        row("upload, no JSON", Files, "POST", "", "a", {});
        row("looking does not make it one's own", Files, "GET", "x", R"({"id":"a"})", {});
        row("nor does a list", Files, "GET", "", R"({"id":"a","data":[{"id":"a","output_file_id":"b"}]})", {});
        row("batch", Batches, "POST", "", R"({"id":"a","output_file_id":null})", {"a"_ba});
        row("batch that has ended", Batches, "GET", "a", R"({"id":"a","output_file_id":"b","error_file_id":"c"})",
            {"b"_ba, "c"_ba});
        row("list of batches", Batches, "GET", "",
            R"({"data":[{"id":"a","output_file_id":"b"},{"error_file_id":"c"}]})", {"b"_ba, "c"_ba});
        row("array of batches", Batches, "GET", "", R"([{"id":"a","output_file_id":"b"}])", {"b"_ba});
        row("cancelled", Batches, "POST", "a", R"({"id":"b","output_file_id":"c"})", {"c"_ba});
    }
    void whatIsMadeIsKept()
    {
        QFETCH(const Llm::Surface, surface);
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, objectId);
        QFETCH(const QByteArray, answer);
        QFETCH(const QByteArrayList, kept);
        const Test::SpineBench bench;
        const ExchangePtr exchange = at(bench, surface);
        exchange->request.method = method;
        exchange->objectId = objectId;
        exchange->lastBytes = answer;
        keepObjects(*exchange);
        for (const QByteArray &id : {"a"_ba, "b"_ba, "c"_ba, "x"_ba, ""_ba}) {
            const auto object = bench.objects.find(id, 1);
            QVERIFY2(object.has_value() == kept.contains(id), id.constData());
            QVERIFY(!object || object->providerId == 10);
            QVERIFY(!bench.objects.find(id, 2));
        }
    }

    void whatIsDeletedIsForgotten()
    {
        Test::SpineBench bench;
        for (const Llm::Surface surface : {Llm::Surface::Files, Llm::Surface::Response}) {
            bench.objects.put("a"_ba, {.clientId = 1, .providerId = 10});
            const ExchangePtr exchange = at(bench, surface);
            exchange->request.method = "DELETE"_ba;
            exchange->objectId = "a"_ba;
            exchange->lastBytes = R"({"id":"a","deleted":true})"_ba;
            keepObjects(*exchange);
            QVERIFY(!bench.objects.find("a"_ba, 1));
        }
    }

    void aTranslatedResponseIsKeptHere()
    {
        const Test::SpineBench bench;
        const ExchangePtr exchange =
            asking(bench, R"({"model":"gpt-5-mini","instructions":"Be brief","input":"Hi"})"_ba);
        exchange->clientAnswer = exchange->lastBytes = Kept;
        exchange->wholeAnswer = true;
        keepObjects(*exchange);
        const auto object = bench.objects.find("resp_1"_ba, 1);
        QVERIFY(object);
        QCOMPARE(object->providerId, 0);
        QCOMPARE(object->answer, Kept);
        QCOMPARE(textsOf({.messages = object->conversation}), (QByteArrayList{"2Hi"_ba, "3Hello"_ba}));

        // The next request goes on from it, behind its own instructions.
        const ExchangePtr next = asking(
            bench,
            R"({"model":"gpt-5-mini","instructions":"Be long","input":"And?","previous_response_id":"resp_1"})"_ba);
        QVERIFY(continueResponse(*next));
        QCOMPARE(textsOf(*next->chat), (QByteArrayList{"0Be long"_ba, "2Hi"_ba, "3Hello"_ba, "2And?"_ba}));
        QVERIFY(next->isRewritten);
        QVERIFY(next->chat->extras.value("previous_response_id").isEmpty()); // the vendor does not know it

        // Single items are found by their ids.
        const ExchangePtr item = asking(
            bench,
            R"({"model":"gpt-5-mini","input":[{"type":"item_reference","id":"msg_1"},{"role":"user","content":"?"}]})"_ba);
        QVERIFY(continueResponse(*item));
        QVERIFY(item->isRewritten);
        QVERIFY(textsOf(*item->chat).contains("3Hello"_ba) || textsOf(*item->chat).contains("2Hello"_ba));
    }

    void aStreamedResponseIsKeptToo()
    {
        const Test::SpineBench bench;
        const ExchangePtr exchange = asking(bench, R"({"model":"gpt-5-mini","input":"Hi","stream":true})"_ba);
        exchange->clientAnswer = "event: response.created\ndata: {}\n\n"_ba;
        exchange->lastBytes =
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":"_ba + Kept + "}\n\n"_ba;
        keepObjects(*exchange);
        QCOMPARE(bench.objects.find("resp_1"_ba, 1)->answer, Kept);
    }

    void whatTheClientDoesNotWantKeptIsNot()
    {
        const Test::SpineBench bench;
        const ExchangePtr exchange = asking(bench, R"({"model":"gpt-5-mini","input":"Hi","store":false})"_ba);
        exchange->clientAnswer = exchange->lastBytes = Kept;
        exchange->wholeAnswer = true;
        keepObjects(*exchange);
        QVERIFY(!bench.objects.find("resp_1"_ba, 1) && !bench.objects.find("item/msg_1"_ba, 1));
    }

    void theVendorsOwnResponseIsKeptThere()
    {
        const Test::SpineBench bench;
        const ExchangePtr exchange = at(bench, Llm::Surface::Responses);
        keepObjects(*exchange); // without an id: nothing
        QVERIFY(!bench.objects.find({}, 1));
        exchange->answer.id = "resp_9"_ba;
        keepObjects(*exchange);
        QCOMPARE(bench.objects.find("resp_9"_ba, 1)->providerId, 10);
    }

    void goingOnGoesToWhereTheResponseIs()
    {
        Test::SpineBench bench;
        bench.objects.put("resp_9"_ba, {.clientId = 1, .providerId = 11});
        const QByteArray body = R"({"model":"gpt-5-mini","input":"?","previous_response_id":"resp_9"})"_ba;
        const ExchangePtr exchange = asking(bench, body);
        QCOMPARE(exchange->targets.size(), 2);
        QVERIFY(continueResponse(*exchange));
        QCOMPARE(exchange->targets.size(), 1);
        QCOMPARE(exchange->targets.front().provider->id, 11);
        QVERIFY(!exchange->isRewritten);
        bench.objects.put("resp_9"_ba, {.clientId = 1, .providerId = 99}); // does not have the model
        QCOMPARE(continueResponse(*asking(bench, body)).error().kind, ErrorKind::NotFound);
    }

    // R48: all clients use one key at the vendor, which would read anybody's file to anybody.
    void othersFilesCannotBeRead_R48()
    {
        Test::SpineBench bench;
        bench.objects.put("theirs"_ba, {.clientId = 2, .providerId = 10});
        bench.objects.put("resp_1"_ba, {.clientId = 1, .answer = Kept}); // the client's, but no file
        const auto refusal = [&bench](const QByteArray &id) {
            const ExchangePtr exchange =
                at(bench, Llm::Surface::ChatCompletions, R"({"file":{"file_id":"ID"}})"_ba.replace("ID", id));
            return goToFiles(*exchange).error();
        };
        QCOMPARE(refusal("theirs"_ba).kind, ErrorKind::NotFound);
        QCOMPARE(refusal("theirs"_ba).param, "file_id"_ba);
        QCOMPARE(refusal("theirs"_ba).message.replace(u"theirs"_s, u"nobodys"_s), refusal("nobodys"_ba).message);
        QCOMPARE(refusal("resp_1"_ba).kind, ErrorKind::NotFound);
    }

    void aRequestGoesToWhereItsFilesAre()
    {
        Test::SpineBench bench;
        bench.objects.put("a"_ba, {.clientId = 1, .providerId = 11});
        bench.objects.put("b"_ba, {.clientId = 1, .providerId = 10});
        const ExchangePtr one = at(bench, Llm::Surface::ChatCompletions, R"({"file":{"file_id":"a"}})"_ba);
        QCOMPARE(one->targets.size(), 2);
        QVERIFY(goToFiles(*one));
        QCOMPARE(one->targets.size(), 1);
        QCOMPARE(one->targets.front().provider->id, 11);
        const ExchangePtr two = at(bench, Llm::Surface::ChatCompletions, R"({"x":{"file_ids":["a","b"]}})"_ba);
        QCOMPARE(goToFiles(*two).error().kind, ErrorKind::InvalidRequest); // at two vendors: none can read both
        const ExchangePtr none = at(bench, Llm::Surface::ChatCompletions);
        QVERIFY(goToFiles(*none));
        QCOMPARE(none->targets.size(), 2);
    }

    void othersResponsesCannotBeToldFromNone()
    {
        Test::SpineBench bench;
        bench.objects.put("theirs"_ba,
                          {.clientId = 2, .answer = Kept, .conversation = said(Llm::Role::User, "secret"_ba)});
        bench.objects.put("item/msg_2"_ba, {.clientId = 2, .conversation = said(Llm::Role::User, "secret"_ba)});
        const auto refusal = [&bench](const QByteArray &id) {
            const QByteArray body = R"({"model":"gpt-5-mini","input":"?","previous_response_id":"ID"})"_ba;
            return continueResponse(*asking(bench, QByteArray(body).replace("ID", id))).error();
        };
        QCOMPARE(refusal("theirs"_ba).kind, ErrorKind::NotFound);
        QCOMPARE(refusal("theirs"_ba).param, "previous_response_id"_ba);
        QCOMPARE(refusal("theirs"_ba).message.replace(u"theirs"_s, u"nobodys"_s), refusal("nobodys"_ba).message);
        const ExchangePtr item =
            asking(bench, R"({"model":"gpt-5-mini","input":[{"type":"item_reference","id":"msg_2"}]})"_ba);
        QVERIFY(continueResponse(*item)); // may be the vendor's own: it will know
        QVERIFY(!item->isRewritten);
    }
};

QTEST_GUILESS_MAIN(KeptObjectsTest)
#include "tst_keptobjects.moc"
