// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/pipeline.h"
#include "gateway/pipeline/taskscope.h"
#include "tests/support/spinebench.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;

namespace {

const QByteArray Chat = R"({"model":"gpt-5-mini","messages":[{"role":"user","content":"Hi"}]})";
const QByteArray StreamChat = R"({"model":"gpt-5-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]})";
const QByteArray Answer =
    R"({"id":"x","object":"chat.completion","model":"gpt-5-mini","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200}})";

QByteArray delta(const QByteArray &content, const QByteArray &finish = "null")
{
    return "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content
           + "\"},\"finish_reason\":" + finish + "}]}\n\n";
}

const QByteArray UsageEvent =
    "data: {\"id\":\"x\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}\n\n";
const QByteArray Done = "data: [DONE]\n\n";

Test::VendorScript stream(QList<QByteArray> pieces)
{
    return {.headers = {{"Content-Type", "text/event-stream; charset=utf-8"}}, .pieces = std::move(pieces)};
}

} // namespace

// Playbooks: what the client asks and the vendors do, and what comes of it.
class PipelineTest final : public QObject
{
    Q_OBJECT

    std::atomic<int> m_running = 0;
    TaskScope m_scope{m_running};

    ExchangePtr play(Test::SpineBench &bench, const QByteArray &body)
    {
        const ExchangePtr exchange = bench.exchange(body);
        m_scope.spawn(run(exchange));
        if (!QTest::qWaitFor([&bench] { return !bench.writer.finished().isEmpty(); }))
            qFatal("the exchange did not end");
        return exchange;
    }

private slots:
    void aWholeAnswerIsPassedOnAndCharged()
    {
        Test::SpineBench bench;
        bench.transport.add({.pieces = {Answer.first(20), Answer.sliced(20)}});
        const auto exchange = play(bench, Chat);
        const auto &response = Test::SpineBench::responseOf(exchange);
        QCOMPARE(response.status(), 200);
        QCOMPARE(response.body(), Answer);
        QCOMPARE(response.headers().value("x-gh-provider"), QByteArrayView("vendor-10"));
        QCOMPARE(response.headers().value("x-gh-attempts"), QByteArrayView("1"));
        QVERIFY(response.headers().value("x-gh-cost-usd"));

        const Store::FinishedRequest &finished = bench.writer.finished().first();
        QCOMPARE(finished.request.state, Store::RequestState::Answered);
        QCOMPARE(finished.request.usage.inputUncached, 1000);
        QCOMPARE(finished.request.usage.output, 200);
        QCOMPARE(finished.request.pricing, Store::Pricing::Priced);
        QVERIFY(finished.request.cost > Money());
        QCOMPARE(finished.ledger.size(), 1);
        QCOMPARE(finished.ledger.first().cost, finished.request.cost);
        QCOMPARE(finished.attempts.size(), 1);
        QVERIFY(finished.journalSlot != 0);
        QCOMPARE(bench.observer.started(), 1);
        QCOMPARE(bench.observer.ended(), 1);
    }

    void r33_theClientsBytesAreSent()
    {
        Test::SpineBench bench;
        bench.transport.add({.pieces = {Answer}});
        const QByteArray odd = "{ \"temperature\":1.0 , "
                               "\"model\":\"gpt-5-mini\",\"big\":18446744073709551616,\"messages\":[{\"role\":\"user\","
                               "\"content\":\"\\u00e9\"}]}";
        play(bench, odd);
        QCOMPARE(bench.transport.asked().first().body, odd);
        QCOMPARE(bench.transport.asked().first().target, QByteArray("/v1/chat/completions"));
    }

    void r30b_nothingOfTheClientsHeadersIsSent()
    {
        Test::SpineBench bench;
        bench.transport.add({.pieces = {Answer}});
        const ExchangePtr exchange = bench.exchange(Chat);
        exchange->request.headers.add("Cookie", "canary");
        exchange->request.headers.add("X-Forwarded-For", "canary");
        m_scope.spawn(run(exchange));
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
        for (const Http::Field &field : bench.transport.asked().first().headers) {
            QVERIFY(!field.value.contains("canary"));
            QVERIFY(!field.value.contains("sk-gh-"));
        }
    }

    void r30b_theVendorsHeadersPassAnAllowList()
    {
        Test::SpineBench bench;
        bench.transport.add({.headers = {{"Content-Type", "application/json"},
                                         {"Set-Cookie", "a=b"},
                                         {"x-goog-api-key", "secret"},
                                         {"x-request-id", "r1"}},
                             .pieces = {Answer}});
        const auto exchange = play(bench, Chat);
        const auto &headers = Test::SpineBench::responseOf(exchange).headers();
        QVERIFY(!headers.value("set-cookie"));
        QVERIFY(!headers.value("x-goog-api-key"));
        QCOMPARE(headers.value("x-request-id"), QByteArrayView("r1"));
    }

    void aStreamIsHandedOnWithoutTheUsageThatNobodyAskedFor()
    {
        Test::SpineBench bench;
        bench.transport.add(stream({delta("Hel"), delta("lo", "\"stop\""), UsageEvent, Done}));
        const auto exchange = play(bench, StreamChat);
        QVERIFY(bench.transport.asked().first().body.contains("\"include_usage\":true"));
        const auto &response = Test::SpineBench::responseOf(exchange);
        QCOMPARE(response.body(), delta("Hel") + delta("lo", "\"stop\"") + Done);
        QVERIFY(response.isFinished());
        const auto &request = bench.writer.finished().first().request;
        QCOMPARE(request.usage.inputUncached, 10);
        QCOMPARE(request.usage.source, Llm::UsageSource::Provider);
        QCOMPARE(request.finishReason, QByteArray("stop"));
    }

    void r1_theChargeIsInTheJournalBeforeTheLastBytes()
    {
        Test::SpineBench bench;
        bench.transport.add(stream({delta("Hello", "\"stop\""), UsageEvent, Done}));
        const ExchangePtr exchange = bench.exchange(StreamChat);
        bool wasSafe = false;
        Test::SpineBench::responseOf(exchange).beforeLastBytes([&] {
            const auto leftovers = bench.journal->leftovers();
            wasSafe = leftovers.size() == 1 && leftovers.first().second.stage == Store::JournalEntry::Stage::Finished
                      && leftovers.first().second.ledger.first().cost > Money();
        });
        m_scope.spawn(run(exchange));
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
        QVERIFY(wasSafe);
        QVERIFY(Test::SpineBench::responseOf(exchange).body().endsWith(Done));
    }

    void r1b_whatIsAtAVendorIsInTheJournal()
    {
        Test::SpineBench bench;
        bench.transport.add({.status = 0, .holdsEnd = true});
        const ExchangePtr exchange = bench.exchange(Chat);
        m_scope.spawn(run(exchange));
        QTRY_COMPARE(bench.transport.asked().size(), 1);
        const auto leftovers = bench.journal->leftovers();
        QCOMPARE(leftovers.size(), 1);
        QCOMPARE(leftovers.first().second.stage, Store::JournalEntry::Stage::Forwarded);
        QCOMPARE(leftovers.first().second.ledger.first().kind, Store::LedgerEntry::Kind::Unknown);
        Test::SpineBench::responseOf(exchange).leave();
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
    }

    void r13_anotherProviderIsTriedWhileNothingIsWritten_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("calls");
        QTest::addColumn<int>("clientStatus");
        for (const int status : {400, 404, 413, 422})
            QTest::addRow("%d", status) << status << 1 << status;
        for (const int status : {401, 403, 408, 429, 500, 503, 529})
            QTest::addRow("%d", status) << status << 2 << 200;
    }
    void r13_anotherProviderIsTriedWhileNothingIsWritten()
    {
        QFETCH(const int, status);
        Test::SpineBench bench;
        bench.transport.add({.status = status, .pieces = {R"({"error":{"message":"no","type":"t","code":"c"}})"}});
        bench.transport.add({.pieces = {Answer}});
        const auto exchange = play(bench, Chat);
        QTEST(int(bench.transport.asked().size()), "calls");
        QTEST(Test::SpineBench::responseOf(exchange).status(), "clientStatus");
        QCOMPARE(bench.writer.finished().first().attempts.size(), bench.transport.asked().size());
    }

    void r13_aStreamThatFailsBeforeItsContentIsReplaced()
    {
        Test::SpineBench bench;
        auto cut = stream(
            {"data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
             "data: {broken\n\n"});
        bench.transport.add(cut);
        bench.transport.add(stream({delta("Hello", "\"stop\""), Done}));
        const auto exchange = play(bench, StreamChat);
        QCOMPARE(bench.transport.asked().size(), 2);
        QCOMPARE(Test::SpineBench::responseOf(exchange).body(), delta("Hello", "\"stop\"") + Done);
        QCOMPARE(bench.writer.finished().first().ledger.size(), 1);
    }

    void r17_aStreamThatIsCutEndsWithAnError()
    {
        Test::SpineBench bench;
        auto cut = stream({delta("Hel"), "data: {\"id\":\"x\",\"cho"});
        cut.failure = Http::CallFailure::ClosedInAnswer;
        bench.transport.add(cut);
        bench.transport.add(stream({delta("never")}));
        const auto exchange = play(bench, StreamChat);
        QCOMPARE(bench.transport.asked().size(), 1); // never another one after the first byte
        const QByteArray &body = Test::SpineBench::responseOf(exchange).body();
        QVERIFY(body.startsWith(delta("Hel")));
        QVERIFY(body.contains("\"error\""));
        QVERIFY(!body.contains("[DONE]"));
        const auto &request = bench.writer.finished().first().request;
        QCOMPARE(request.state, Store::RequestState::UpstreamError);
        QCOMPARE(request.usage.source, Llm::UsageSource::Partial);
        QVERIFY(request.usage.output > 0);
        QVERIFY(request.cost > Money());
    }

    void r19_aVendorThatSendsRubbishIsReplaced()
    {
        Test::SpineBench bench;
        bench.transport.add({.headers = {{"Content-Type", "text/html"}}, .pieces = {"<html>200 OK</html>"}});
        bench.transport.add({.pieces = {Answer}});
        const auto exchange = play(bench, Chat);
        QCOMPARE(Test::SpineBench::responseOf(exchange).body(), Answer);
        QCOMPARE(bench.writer.finished().first().ledger.size(), 1);
    }

    void r19b_aClientThatLeavesStopsTheVendorAndPaysForWhatCame()
    {
        Test::SpineBench bench;
        auto endless = stream({delta("one two three four")});
        endless.holdsEnd = true;
        bench.transport.add(endless);
        const ExchangePtr exchange = bench.exchange(StreamChat);
        m_scope.spawn(run(exchange));
        QTRY_VERIFY(!Test::SpineBench::responseOf(exchange).body().isEmpty());
        Test::SpineBench::responseOf(exchange).leave();
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
        QCOMPARE(bench.transport.aborted(), 1);
        const auto &request = bench.writer.finished().first().request;
        QCOMPARE(request.state, Store::RequestState::ClientClosed);
        QCOMPARE(request.httpStatus, 499);
        QCOMPARE(request.usage.source, Llm::UsageSource::Partial);
        QCOMPARE(request.usage.output, 4);
        QVERIFY(request.cost > Money());
    }

    void r27_whatTheGatewayCutsOffIsItsOwnErrorAndCharged()
    {
        Test::SpineBench bench;
        auto endless = stream({delta("one two three four")});
        endless.holdsEnd = true;
        bench.transport.add(endless);
        const ExchangePtr exchange = bench.exchange(StreamChat);
        m_scope.spawn(run(exchange));
        QTRY_VERIFY(!Test::SpineBench::responseOf(exchange).body().isEmpty());
        exchange->isCutOff = true;
        Test::SpineBench::responseOf(exchange).leave();
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
        const auto &finished = bench.writer.finished().first();
        QCOMPARE(finished.request.state, Store::RequestState::GatewayError);
        QCOMPARE(finished.request.errorCode, QByteArray("draining"));
        QVERIFY(finished.request.httpStatus != 499);
        QCOMPARE(finished.request.usage.output, 4);
        QCOMPARE(finished.ledger.size(), 1);
        QCOMPARE(finished.ledger.first().kind, Store::LedgerEntry::Kind::Charge);
    }

    void r19c_aSlowClientPausesTheVendor()
    {
        Test::SpineBench bench;
        bench.transport.add(stream({delta("a"), delta("b"), delta("c", "\"stop\""), Done}));
        const ExchangePtr exchange = bench.exchange(StreamChat);
        auto &response = Test::SpineBench::responseOf(exchange);
        response.onWrite([&response] {
            if (response.body() == delta("a"))
                response.setCongested(true);
        });
        m_scope.spawn(run(exchange));
        QTRY_COMPARE(bench.transport.pauses(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(response.body(), delta("a"));
        response.setCongested(false);
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
        QVERIFY(response.body().endsWith(Done));
    }

    void r23_aModelWithoutAPriceIsUnpricedNeverFree()
    {
        Test::SpineBench bench;
        for (Provider &provider : bench.configuration.providers)
            provider.catalogProvider.clear();
        bench.transport.add({.pieces = {Answer}});
        const auto exchange = play(bench, Chat);
        QCOMPARE(bench.writer.finished().first().request.pricing, Store::Pricing::Unpriced);
        QCOMPARE(bench.writer.finished().first().ledger.first().pricing, Store::Pricing::Unpriced);
        QVERIFY(!Test::SpineBench::responseOf(exchange).headers().value("x-gh-cost-usd"));
    }

    void r48_aVendorThatEchoesTheKeyIsNotPassedOn()
    {
        Test::SpineBench bench;
        Credential credential;
        credential.id = 30;
        credential.providerId = 10;
        bench.configuration.credentials = {credential};
        bench.secrets->emplace(30, Secret("sk-vendor-canary"));
        bench.transport.add({.status = 400, .pieces = {R"({"error":{"message":"bad key sk-vendor-canary"}})"}});
        const auto exchange = play(bench, Chat);
        QCOMPARE(bench.transport.asked().first().headers.value("authorization"),
                 QByteArrayView("Bearer sk-vendor-canary"));
        QCOMPARE(Test::SpineBench::responseOf(exchange).status(), 400);
        QVERIFY(!Test::SpineBench::responseOf(exchange).body().contains("canary"));
        QVERIFY(!bench.writer.finished().first().request.errorMessage.contains(QStringLiteral("canary")));
    }

    void everySpareKeyIsTriedBeforeTheClientHearsOfIt()
    {
        Test::SpineBench bench;
        bench.configuration.providers.removeLast();
        bench.configuration.models.removeLast();
        for (const EntityId id : {30, 31}) {
            Credential credential;
            credential.id = id;
            credential.providerId = 10;
            bench.configuration.credentials.append(credential);
            bench.secrets->emplace(id, Secret("key-" + QByteArray::number(id)));
        }
        bench.transport.add({.status = 401});
        bench.transport.add({.status = 403});
        const auto exchange = play(bench, Chat);
        QCOMPARE(bench.transport.asked().size(), 2);
        QCOMPARE(Test::SpineBench::responseOf(exchange).status(), 502);
        QVERIFY(Test::SpineBench::responseOf(exchange).body().contains("upstream_credentials_exhausted"));
        QVERIFY(bench.writer.finished().first().ledger.isEmpty());
    }

    void refusalsAreAnsweredAndRecorded_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addRow("not JSON") << QByteArray("{") << 400 << QByteArray("invalid_request");
        QTest::addRow("r32 duplicate key") << QByteArray(R"({"model":"gpt-5-mini","model":"dear","messages":[]})")
                                           << 400 << QByteArray("invalid_request");
        QTest::addRow("not allowed") << QByteArray(R"({"model":"dear","messages":[]})") << 403
                                     << QByteArray("model_not_allowed");
        QTest::addRow("unknown") << QByteArray(R"({"model":"gpt-5-minx","messages":[]})") << 404
                                 << QByteArray("model_not_found");
    }
    void refusalsAreAnsweredAndRecorded()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, code);
        Test::SpineBench bench;
        bench.configuration.clients.first().allowedModels = {QStringLiteral("gpt-*")};
        const auto exchange = play(bench, body);
        QVERIFY(bench.transport.asked().isEmpty());
        QTEST(Test::SpineBench::responseOf(exchange).status(), "status");
        QVERIFY(Test::SpineBench::responseOf(exchange).body().contains(QByteArray("\"code\":\"" + code + '"')));
        QCOMPARE(bench.writer.finished().first().request.errorCode, code);
        QCOMPARE(bench.writer.finished().first().request.pricing, Store::Pricing::NotCharged);
    }

    void r3_aStoreThatTakesNothingStopsPaidRequests()
    {
        Test::SpineBench bench;
        bench.writer.setAccepting(false);
        const auto exchange = play(bench, Chat);
        QVERIFY(bench.transport.asked().isEmpty());
        QCOMPARE(Test::SpineBench::responseOf(exchange).status(), 507);
    }
};

QTEST_GUILESS_MAIN(PipelineTest)
#include "tst_pipeline.moc"
