// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/client.h"
#include "gateway/http/server.h"
#include "tests/support/clocks.h"

#include <QTcpServer>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;

namespace {

// Answers with the request's body; what starts with "/stream" comes in three pieces.
class EchoHandler final : public RequestHandler
{
public:
    void handle(Request request, std::shared_ptr<Response> response) override
    {
        ++requests;
        if (!request.path.startsWith("/stream")) {
            response->send(200, {{"Content-Type"_ba, "text/plain"_ba}}, request.body);
            return;
        }
        response->start(200, {{"Content-Type"_ba, "text/event-stream"_ba}});
        response->write("one");
        response->write("two");
        response->finish("three");
    }
    QByteArray refusalBody(const Error &error, QByteArrayView) const override { return error.message.toUtf8(); }
    std::optional<Error> checkHead(const Request &) const override { return std::nullopt; }

    int requests = 0;
};

class Listener final : public QTcpServer
{
public:
    explicit Listener(ServerWorker *worker)
        : m_worker(worker)
    {
        listen(QHostAddress::LocalHost);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_worker->accept(descriptor); }

private:
    ServerWorker *m_worker;
};

struct Answer {
    int status = 0;
    QByteArray body;
    CallResult result;
    bool isEnded = false;
};

} // namespace

// The client and the server of this layer talking to each other.
class TestRoundtrip final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void wholeAnswers_data();
    void wholeAnswers();
    void streamedAnswer();
    void connectionIsReused();
    void answerToHeadHasNoBody();

private:
    Answer call(const QByteArray &method, const QByteArray &target, const QByteArray &body);

    Test::RealClock m_clock;
    EchoHandler m_handler;
    std::unique_ptr<ServerWorker> m_worker;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<ClientPool> m_pool;
};

void TestRoundtrip::init()
{
    m_pool = std::make_unique<ClientPool>(ClientPoolOptions{}, &m_clock);
    m_listener.reset();
    m_worker = std::make_unique<ServerWorker>(ServerLimits{}, &m_handler, &m_clock);
    m_listener = std::make_unique<Listener>(m_worker.get());
}

Answer TestRoundtrip::call(const QByteArray &method, const QByteArray &target, const QByteArray &body)
{
    Answer answer;
    const Endpoint endpoint{
        .host = u"127.0.0.1"_s, .port = m_listener->serverPort(), .tls = false, .proxyUrl = {}, .caFile = {}};
    ClientRequest request{.method = method, .target = target, .headers = {}, .body = body, .timeouts = {}};
    const auto handle = m_pool->start(endpoint, std::move(request),
                                      {.onHead = [&](const ResponseHead &head) { answer.status = head.status; },
                                       .onBody = [&](QByteArrayView bytes) { answer.body.append(bytes); },
                                       .onEnd =
                                           [&](const CallResult &result) {
                                               answer.result = result;
                                               answer.isEnded = true;
                                           }});
    if (!QTest::qWaitFor([&answer] { return answer.isEnded; }, 10'000))
        qWarning("the call did not end");
    return answer;
}

void TestRoundtrip::wholeAnswers_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 1024, 16 * 1024, 64 * 1024, 5 * 1024 * 1024})
        QTest::addRow("%d bytes", size) << size;
}

void TestRoundtrip::wholeAnswers()
{
    QFETCH(const int, size);
    const QByteArray body(size, 'x');
    const Answer answer = call("POST"_ba, "/echo"_ba, body);
    QCOMPARE(answer.result.message, QString());
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.size(), body.size());
    QVERIFY(answer.body == body);
    QVERIFY(answer.result.isRequestSent);
}

void TestRoundtrip::streamedAnswer()
{
    const Answer answer = call("POST"_ba, "/stream"_ba, "{}"_ba);
    QCOMPARE(answer.result.message, QString());
    QCOMPARE(answer.body, "onetwothree"_ba);
}

void TestRoundtrip::connectionIsReused()
{
    QVERIFY(!call("POST"_ba, "/echo"_ba, "a"_ba).result.isConnectionReused);
    QVERIFY(call("POST"_ba, "/echo"_ba, "b"_ba).result.isConnectionReused);
    QVERIFY(call("POST"_ba, "/stream"_ba, "c"_ba).result.isConnectionReused);
    QVERIFY(call("GET"_ba, "/echo"_ba, {}).result.isConnectionReused);
    QCOMPARE(m_pool->openConnections(), 1);
    QCOMPARE(m_worker->connectionCount(), 1);
}

void TestRoundtrip::answerToHeadHasNoBody()
{
    QCOMPARE(call("HEAD"_ba, "/stream"_ba, {}).body, QByteArray());
    const Answer answer = call("GET"_ba, "/stream"_ba, {});
    QVERIFY(answer.result.isConnectionReused);
    QCOMPARE(answer.body, "onetwothree"_ba);
}

QTEST_GUILESS_MAIN(TestRoundtrip)
#include "tst_roundtrip.moc"
