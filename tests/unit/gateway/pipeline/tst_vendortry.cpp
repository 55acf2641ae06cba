// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/pipeline.h"
#include "gateway/pipeline/taskscope.h"
#include "gateway/pipeline/vendortry.h"
#include "tests/support/serviceaccountdata.h"
#include "tests/support/spinebench.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray Chat = R"({"model":"gemini-2.5-pro","messages":[{"role":"user","content":"Hi"}]})";
const QByteArray Answer =
    R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}],)"
    R"("usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4}})";

Test::VendorScript token(const QByteArray &text)
{
    return {.pieces = {"{\"access_token\":\"" + text + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"}};
}

// Vertex AI with a service account's document as its key.
struct VertexBench : Test::SpineBench {
    VertexBench()
    {
        Provider &vertex = configuration.providers.first();
        vertex.type = ProviderType::Vertex;
        vertex.baseUrl = u"http://127.0.0.1:9/v1/projects/p/locations/l"_s;
        configuration.models.first().name = u"gemini-2.5-pro"_s;
        configuration.clients.first().contentLevel = ContentLevel::Full;
        addKey(30, Test::serviceAccountDocument());
    }
    void addKey(EntityId id, QByteArray secret)
    {
        configuration.credentials.append(
            {.id = id, .providerId = 10, .label = u"key"_s, .secretReference = u"test"_s, .lastFour = {}});
        secrets->emplace(id, Secret(std::move(secret)));
    }
};

} // namespace

// Attempts with keys that have to be exchanged for a token first.
class TestVendorTry final : public QObject
{
    Q_OBJECT

    std::atomic<int> m_running = 0;
    TaskScope m_scope{m_running};

    void play(VertexBench &bench, const QByteArray &body)
    {
        const qsizetype before = bench.writer.finished().size();
        m_scope.spawn(run(bench.exchange(body)));
        if (!QTest::qWaitFor([&] { return bench.writer.finished().size() > before; }))
            qFatal("the exchange did not end");
    }

private slots:
    void theTokenIsSentAndKept()
    {
        VertexBench bench;
        bench.transport.add(token("ya29.canary"));
        bench.transport.add({.pieces = {Answer}});
        bench.transport.add({.pieces = {Answer}});
        play(bench, Chat);
        play(bench, Chat);
        QCOMPARE(bench.writer.finished().at(1).request.state, Store::RequestState::Answered);
        const auto &asked = bench.transport.asked();
        QCOMPARE(asked.size(), 3);
        QCOMPARE(asked[0].target, "/token"_ba);
        for (const int call : {1, 2}) {
            QCOMPARE(asked[call].providerId, 10);
            QCOMPARE(asked[call].headers.value("authorization"), "Bearer ya29.canary");
            QVERIFY(!asked[call].body.contains("ya29"));
        }
    }

    void theWaitIsNotTheGateways()
    {
        VertexBench bench;
        bench.transport.add(token("t"));
        bench.transport.add({.pieces = {Answer}});
        play(bench, Chat);
        const Store::FinishedRequest &finished = bench.writer.finished().first();
        QCOMPARE(finished.attempts.size(), 1);
        QCOMPARE(finished.attempts.first().status, 200);
        QCOMPARE(finished.request.overhead, 0us); // the clock stands still
    }

    void aRefusedDocumentIsARefusedKey()
    {
        VertexBench bench;
        bench.transport.add(
            {.status = 400, .pieces = {R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})"}});
        const ExchangePtr exchange = bench.exchange(Chat);
        m_scope.spawn(run(exchange));
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
        const auto &response = Test::SpineBench::responseOf(exchange);
        QCOMPARE(response.status(), 502);
        QVERIFY2(response.body().contains("upstream_credentials_exhausted"), response.body().constData());
        QVERIFY2(response.body().contains("invalid_grant: Invalid JWT Signature."), response.body().constData());
        QCOMPARE(bench.transport.asked().size(), 1); // the vendor was asked nothing
        const Store::FinishedRequest &finished = bench.writer.finished().first();
        QCOMPARE(finished.request.state, Store::RequestState::UpstreamError);
        QVERIFY(finished.request.cost == Money());
        QCOMPARE(finished.attempts.size(), 1);
        QCOMPARE(finished.attempts.first().errorCode, "upstream_credentials_exhausted"_ba);
        QCOMPARE(finished.attempts.first().status, 0);
        QVERIFY(finished.attempts.first().message.contains(u"Invalid JWT Signature."_s));
    }

    void theNextKeyIsTried()
    {
        VertexBench bench;
        bench.addKey(31, "ya29.given");
        bench.transport.add({.status = 400, .pieces = {R"({"error":"invalid_grant"})"}});
        bench.transport.add({.pieces = {Answer}});
        play(bench, Chat);
        QCOMPARE(bench.writer.finished().first().request.state, Store::RequestState::Answered);
        QCOMPARE(bench.writer.finished().first().attempts.size(), 2);
        QCOMPARE(bench.transport.asked().at(1).headers.value("authorization"), "Bearer ya29.given");
    }

    void aTokenThatTheVendorRefusesIsFetchedAnew()
    {
        VertexBench bench;
        bench.transport.add(token("revoked"));
        bench.transport.add({.status = 401, .pieces = {R"({"error":{"message":"no"}})"}});
        bench.transport.add(token("fresh"));
        bench.transport.add({.pieces = {Answer}});
        play(bench, Chat);
        play(bench, Chat);
        QCOMPARE(bench.writer.finished().at(0).request.state, Store::RequestState::UpstreamError);
        QCOMPARE(bench.writer.finished().at(1).request.state, Store::RequestState::Answered);
        QCOMPARE(bench.transport.asked().at(3).headers.value("authorization"), "Bearer fresh");
    }

    // The client leaves while the token endpoint thinks.
    void aClientThatLeavesDoesNotWait()
    {
        VertexBench bench;
        bench.transport.add({.pieces = {}, .holdsEnd = true});
        const ExchangePtr exchange = bench.exchange(Chat);
        m_scope.spawn(run(exchange));
        QTRY_COMPARE(bench.transport.asked().size(), 1);
        QVERIFY(bench.writer.finished().isEmpty());
        Test::SpineBench::responseOf(exchange).leave();
        QTRY_COMPARE(bench.writer.finished().size(), 1);
        QCOMPARE(bench.writer.finished().first().request.httpStatus, 499);
        QCOMPARE(bench.transport.aborted(), 0); // others may want the token
        QTRY_COMPARE(m_scope.running(), 0);
    }

    // R48: of what a vendor repeats nothing comes to rest.
    void theTokenIsNotStored()
    {
        VertexBench bench;
        bench.transport.add(token("ya29.canary"));
        bench.transport.add({.status = 400, .pieces = {R"({"error":{"message":"bad token ya29.canary"}})"}});
        const ExchangePtr exchange = bench.exchange(Chat);
        m_scope.spawn(run(exchange));
        QTRY_VERIFY(!bench.writer.finished().isEmpty());
        QVERIFY(!Test::SpineBench::responseOf(exchange).body().contains("canary"));
        const Store::FinishedRequest &finished = bench.writer.finished().first();
        QVERIFY(!finished.bodies.isEmpty());
        for (const Store::BodyRecord &body : finished.bodies)
            QVERIFY2(!body.bytes.contains("canary"), body.bytes.constData());
        QVERIFY(!finished.attempts.first().message.contains(u"canary"_s));
    }
};

QTEST_GUILESS_MAIN(TestVendorTry)
#include "tst_vendortry.moc"
