// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;
using namespace std::chrono_literals;

namespace {

QJsonObject limit(const QString &unit, qint64 amount, const QJsonObject &more = {})
{
    QJsonObject members{
        {u"name"_s, u"the limit"_s}, {u"scope"_s, u"client"_s}, {u"unit"_s, unit}, {u"amount"_s, amount}};
    for (auto member = more.begin(); member != more.end(); ++member)
        members.insert(member.key(), member.value());
    return members;
}

RawAnswer ask(const GatewayProcess &gateway, const QByteArray &body = chatBody("m"),
              const QByteArray &path = "/v1/chat/completions"_ba)
{
    return exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body, {}, path));
}

QJsonObject errorOf(const RawAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body)["error"_L1].toObject();
}

FakeUpstream::Script completions(std::chrono::milliseconds pause = 0ms)
{
    return [pause](const FakeRequest &) {
        FakeAnswer answer = FakeAnswer::completion("fine", 10, 5);
        answer.pieces.first().after = pause;
        return answer;
    };
}

} // namespace

// Limits on requests, tokens and concurrency, with the real gateway.
class TestLimits final : public QObject
{
    Q_OBJECT
private slots:
    // 1,000 requests as fast as they go against 100 in ten minutes: a hundred pass, on every worker together.
    void exactUnderLoad_R26()
    {
        FakeUpstream vendor(completions());
        GatewayProcess gateway(
            {.vendors = {vendor.baseUrl()}, .limits = {limit(u"requests"_s, 100, {{u"period"_s, 600}})}});
        QVERIFY(gateway.start());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 50; ++i)
            clients.push_back(std::make_unique<RawClient>(gateway.port()));
        const QByteArray request = postText(gateway.port(), gateway.key(), chatBody("m"));
        int passed = 0;
        int refused = 0;
        for (int round = 0; round < 20; ++round) {
            for (const auto &client : clients)
                QVERIFY(client->send(request));
            for (const auto &client : clients) {
                const int status = client->readAnswer().status;
                passed += status == 200 ? 1 : 0;
                refused += status == 429 ? 1 : 0;
            }
        }
        QCOMPARE(passed, 100);
        QCOMPARE(refused, 900);
        QCOMPARE(vendor.requestCount(), 100);
    }

    void theWordsOf429()
    {
        FakeUpstream vendor(completions());
        GatewayProcess gateway(
            {.vendors = {vendor.baseUrl()}, .limits = {limit(u"requests"_s, 2, {{u"period"_s, 3600}})}});
        QVERIFY(gateway.start());
        const RawAnswer first = ask(gateway);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("x-ratelimit-limit-requests"), "2"_ba);
        QCOMPARE(first.header("x-ratelimit-remaining-requests"), "1"_ba);
        QVERIFY(first.header("x-ratelimit-reset-requests").endsWith('s'));
        QCOMPARE(ask(gateway).status, 200);
        const RawAnswer refused = ask(gateway);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("x-ratelimit-remaining-requests"), "0"_ba);
        const int wait = refused.header("retry-after").toInt();
        QVERIFY(wait > 3500 && wait <= 3600);
        const QJsonObject error = errorOf(refused);
        QCOMPARE(error["type"_L1].toString(), u"rate_limit_error"_s);
        QCOMPARE(error["code"_L1].toString(), u"rate_limit_exceeded"_s);
        QVERIFY2(error["message"_L1].toString().startsWith(
                     u"Client 'tests' reached the limit 'the limit': 2 requests in 1h. Retry in "_s),
                 qPrintable(error["message"_L1].toString()));
        const QJsonObject numbers = error["limit"_L1].toObject();
        QCOMPARE(numbers["scope"_L1].toString(), u"client:tests"_s);
        QCOMPARE(numbers["unit"_L1].toString(), u"requests"_s);
        QCOMPARE(numbers["window"_L1].toString(), u"1h"_s);
        QCOMPARE(numbers["limit"_L1].toInt(), 2);
        QCOMPARE(numbers["used"_L1].toInt(), 2);
        // Asking how one stands is free, and lists are not.
        QVERIFY(exchangeOnce(gateway.port(), "GET /v1/gatehouse/key HTTP/1.1\r\nHost: 127.0.0.1:"_ba
                                                 + QByteArray::number(gateway.port()) + "\r\nAuthorization: Bearer "
                                                 + gateway.key() + "\r\n\r\n")
                    .body.contains("\"used\":2"));
    }

    // Every surface takes the same way (R24).
    void everySurfaceCounts_R24_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("chat") << "/v1/chat/completions"_ba << chatBody("m");
        QTest::newRow("messages") << "/v1/messages"_ba
                                  << R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})"_ba;
        QTest::newRow("responses") << "/v1/responses"_ba << R"({"model":"m","input":"hi"})"_ba;
        QTest::newRow("gemini") << "/v1beta/models/m:generateContent"_ba
                                << R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})"_ba;
        QTest::newRow("ollama") << "/api/chat"_ba
                                << R"({"model":"m","stream":false,"messages":[{"role":"user","content":"hi"}]})"_ba;
        QTest::newRow("images") << "/v1/images/generations"_ba << R"({"model":"m","prompt":"x"})"_ba;
        QTest::newRow("embeddings") << "/v1/embeddings"_ba << R"({"model":"m","input":"x"})"_ba;
        QTest::newRow("moderations") << "/v1/moderations"_ba << R"({"model":"m","input":"x"})"_ba;
    }
    void everySurfaceCounts_R24()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, body);
        FakeUpstream vendor(completions());
        GatewayProcess gateway(
            {.vendors = {vendor.baseUrl()}, .limits = {limit(u"requests"_s, 1, {{u"period"_s, 3600}})}});
        QVERIFY(gateway.start());
        QVERIFY(ask(gateway, body, path).status != 429);
        QCOMPARE(ask(gateway, body, path).status, 429);
    }

    // A request that is refused further on has used nothing.
    void whatIsRefusedIsNotCounted()
    {
        FakeUpstream vendor(completions());
        GatewayProcess gateway({.vendors = {vendor.baseUrl()},
                                .limits = {limit(u"requests"_s, 2, {{u"period"_s, 3600}}),
                                           limit(u"tokens"_s, 300, {{u"name"_s, u"tokens"_s}, {u"period"_s, 3600}})}});
        QVERIFY(gateway.start());
        const QByteArray large = R"({"model":"m","max_tokens":1000,"messages":[{"role":"user","content":"hi"}]})"_ba;
        const QByteArray small = R"({"model":"m","max_tokens":20,"messages":[{"role":"user","content":"hi"}]})"_ba;
        for (int i = 0; i < 3; ++i) {
            const RawAnswer refused = ask(gateway, large);
            QCOMPARE(refused.status, 429);
            QCOMPARE(errorOf(refused)["limit"_L1]["unit"_L1].toString(), u"tokens"_s);
            QVERIFY(refused.header("retry-after").isEmpty()); // it will never fit
        }
        QCOMPARE(ask(gateway, small).status, 200);
        QCOMPARE(ask(gateway, small).status, 200);
        QCOMPARE(errorOf(ask(gateway, small))["limit"_L1]["unit"_L1].toString(), u"requests"_s);
    }

    // Tokens are held at the worst case and settled at what the vendor counted: 15 a request here.
    void tokensAreSettled()
    {
        FakeUpstream vendor(completions());
        GatewayProcess gateway(
            {.vendors = {vendor.baseUrl()}, .limits = {limit(u"tokens"_s, 400, {{u"period"_s, 3600}})}});
        QVERIFY(gateway.start());
        const QByteArray body = R"({"model":"m","max_tokens":100,"messages":[{"role":"user","content":"hi"}]})"_ba;
        int passed = 0;
        while (passed < 50 && ask(gateway, body).status == 200)
            ++passed;
        // A hold is at least 100 + the frame; 15 stay of each.
        QVERIFY2(passed >= 10 && passed <= 20, qPrintable(QString::number(passed)));
        QCOMPARE(ask(gateway, body).status, 429);
    }

    void concurrency()
    {
        FakeUpstream vendor(completions(800ms));
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .limits = {limit(u"concurrency"_s, 2)}});
        QVERIFY(gateway.start());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 5; ++i) {
            clients.push_back(std::make_unique<RawClient>(gateway.port()));
            QVERIFY(clients.back()->send(postText(gateway.port(), gateway.key(), chatBody("m"))));
        }
        int passed = 0;
        for (const auto &client : clients) {
            const RawAnswer answer = client->readAnswer();
            passed += answer.status == 200 ? 1 : 0;
            if (answer.status != 200) {
                QCOMPARE(answer.status, 429);
                QCOMPARE(answer.header("retry-after"), "1"_ba);
                QCOMPARE(errorOf(answer)["limit"_L1]["unit"_L1].toString(), u"requests_at_one_time"_s);
            }
        }
        QCOMPARE(passed, 2);
        QCOMPARE(ask(gateway).status, 200); // the places are free again
    }

    // Those who may wait do, in their order, and whoever leaves the queue leaves it to the others.
    void concurrencyWithAQueue()
    {
        FakeUpstream vendor(completions(200ms));
        GatewayProcess gateway(
            {.vendors = {vendor.baseUrl()},
             .limits = {limit(u"concurrency"_s, 1, {{u"queue_length"_s, 4}, {u"queue_wait_ms"_s, 20'000}})}});
        QVERIFY(gateway.start());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<RawClient>(gateway.port()));
            QVERIFY(clients.back()->send(postText(gateway.port(), gateway.key(), chatBody("m"))));
        }
        int passed = 0;
        for (const auto &client : clients)
            passed += client->readAnswer().status == 200 ? 1 : 0;
        QCOMPARE(passed, 5);
        // A client that leaves while it waits.
        clients.clear();
        RawClient running(gateway.port());
        RawClient leaving(gateway.port());
        RawClient waiting(gateway.port());
        for (RawClient *client : {&running, &leaving, &waiting})
            QVERIFY(client->send(postText(gateway.port(), gateway.key(), chatBody("m"))));
        leaving.reset();
        QCOMPARE(running.readAnswer().status, 200);
        QCOMPARE(waiting.readAnswer().status, 200);
        QCOMPARE(ask(gateway).status, 200);
    }

    void aQueueHasAnEnd()
    {
        FakeUpstream vendor(completions(3'000ms));
        GatewayProcess gateway(
            {.vendors = {vendor.baseUrl()},
             .limits = {limit(u"concurrency"_s, 1, {{u"queue_length"_s, 4}, {u"queue_wait_ms"_s, 100}})}});
        QVERIFY(gateway.start());
        RawClient running(gateway.port());
        QVERIFY(running.send(postText(gateway.port(), gateway.key(), chatBody("m"))));
        QTRY_COMPARE(vendor.requestCount(), 1);
        QCOMPARE(ask(gateway).status, 429);
        QCOMPARE(running.readAnswer().status, 200);
    }

    // A provider that is at its limit is left out for another.
    void aProvidersLimitGoesRoundIt()
    {
        FakeUpstream first(completions());
        FakeUpstream second(completions());
        GatewayProcess gateway(
            {.vendors = {first.baseUrl(), second.baseUrl()},
             .limits = {limit(u"requests"_s, 3,
                              {{u"scope"_s, u"provider"_s}, {u"subject"_s, u"vendor1"_s}, {u"period"_s, 3600}})}});
        QVERIFY(gateway.start());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(ask(gateway).status, 200);
        QCOMPARE(first.requestCount(), 3);
        QCOMPARE(second.requestCount(), 2);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
