// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/gateway/http/clientfixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray Good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"_ba;

struct Garbage {
    const char *name;
    QByteArray answer; // after which the vendor closes
    CallFailure failure;
};

QByteArray head(const QByteArray &fields)
{
    return "HTTP/1.1 200 OK\r\n" + fields + "\r\n";
}

QByteArray chunked(const QByteArray &body)
{
    return head("Transfer-Encoding: chunked\r\n") + body;
}

QByteArray many(int count, const QByteArray &text)
{
    return text.repeated(count);
}

const QList<Garbage> &garbage()
{
    using enum CallFailure;
    static const QList<Garbage> all{
        {"nothing", "", ClosedBeforeAnswer},
        {"no HTTP", "SSH-2.0-OpenSSH_9\r\n", InvalidAnswer},
        {"HTML without a head", "<html></html>", InvalidAnswer},
        {"JSON without a head", "{\"a\": 1}", InvalidAnswer},
        {"TLS alert", QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7), InvalidAnswer},
        {"NULs", QByteArray(64, '\0'), InvalidAnswer},
        {"HTTP/0.9", "HTTP/0.9 200 OK\r\n\r\n", InvalidAnswer},
        {"HTTP/2.0", "HTTP/2.0 200 OK\r\n\r\n", InvalidAnswer},
        {"HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n", InvalidAnswer},
        {"lower-case name", "http/1.1 200 OK\r\n\r\n", InvalidAnswer},
        {"no status", "HTTP/1.1\r\n\r\n", InvalidAnswer},
        {"status of letters", "HTTP/1.1 abc OK\r\n\r\n", InvalidAnswer},
        {"status of two digits", "HTTP/1.1 20 OK\r\n\r\n", InvalidAnswer},
        {"status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", InvalidAnswer},
        {"status 099", "HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n", InvalidAnswer},
        {"status 600", "HTTP/1.1 600 OK\r\nContent-Length: 0\r\n\r\n", InvalidAnswer},
        {"negative status", "HTTP/1.1 -200 OK\r\n\r\n", InvalidAnswer},
        {"101", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", InvalidAnswer},
        {"half a status line", "HTTP/1.1 20", ClosedInAnswer},
        {"half a head", "HTTP/1.1 200 OK\r\nContent-", ClosedInAnswer},
        {"head without its end", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n", ClosedInAnswer},
        {"folded line", head("A: b\r\n c\r\n"), InvalidAnswer},
        {"space before the colon", head("A : b\r\n"), InvalidAnswer},
        {"no colon", head("Abc\r\n"), InvalidAnswer},
        {"empty name", head(": b\r\n"), InvalidAnswer},
        {"NUL in a value", head(QByteArray("A: b\0c\r\n", 8)), InvalidAnswer},
        {"NUL in a name", head(QByteArray("A\0b: c\r\n", 8)), InvalidAnswer},
        {"bare CR in a value", head("A: b\rc\r\n"), InvalidAnswer},
        {"bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", InvalidAnswer},
        {"CL and TE", head("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", InvalidAnswer},
        {"TE and CL", head("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") + "0\r\n\r\n", InvalidAnswer},
        {"two lengths", head("Content-Length: 3\r\nContent-Length: 4\r\n") + "good", InvalidAnswer},
        {"length list", head("Content-Length: 4, 4\r\n") + "good", InvalidAnswer},
        {"length with sign", head("Content-Length: +4\r\n") + "good", InvalidAnswer},
        {"negative length", head("Content-Length: -4\r\n") + "good", InvalidAnswer},
        {"length in hex", head("Content-Length: 0x4\r\n") + "good", InvalidAnswer},
        {"empty length", head("Content-Length: \r\n") + "good", InvalidAnswer},
        {"length of letters", head("Content-Length: many\r\n"), InvalidAnswer},
        {"length beyond 2^64", head("Content-Length: 99999999999999999999\r\n"), InvalidAnswer},
        {"length beyond the limit", head("Content-Length: 9223372036854775807\r\n"), AnswerTooLarge},
        {"length too long", head("Content-Length: 5\r\n") + "good", ClosedInAnswer},
        {"body missing", head("Content-Length: 5\r\n"), ClosedInAnswer},
        {"TE unknown", head("Transfer-Encoding: gzip\r\n") + "good", InvalidAnswer},
        {"TE identity", head("Transfer-Encoding: identity\r\n") + "good", InvalidAnswer},
        {"TE twice", head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", InvalidAnswer},
        {"TE of two codings", head("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n", InvalidAnswer},
        {"chunk size of letters", chunked("zz\r\n"), InvalidAnswer},
        {"chunk size negative", chunked("-1\r\nx\r\n"), InvalidAnswer},
        {"chunk size with prefix", chunked("0x1\r\nx\r\n0\r\n\r\n"), InvalidAnswer},
        {"chunk size empty", chunked("\r\nx\r\n"), InvalidAnswer},
        {"chunk size beyond 2^64", chunked("fffffffffffffffff\r\n"), InvalidAnswer},
        {"chunk longer than said", chunked("1\r\nxy\r\n0\r\n\r\n"), InvalidAnswer},
        {"chunk ended by LF", chunked("1\r\nx\n0\r\n\r\n"), InvalidAnswer},
        {"chunk cut", chunked("5\r\nxy"), ClosedInAnswer},
        {"last chunk missing", chunked("1\r\nx\r\n"), ClosedInAnswer},
        {"end of the trailers missing", chunked("1\r\nx\r\n0\r\n"), ClosedInAnswer},
        {"endless header", "HTTP/1.1 200 OK\r\nA: " + QByteArray(10 * 1024 * 1024, 'x'), AnswerTooLarge},
        {"endless name", "HTTP/1.1 200 OK\r\n" + QByteArray(1024 * 1024, 'x'), AnswerTooLarge},
        {"endless reason", "HTTP/1.1 200 " + QByteArray(1024 * 1024, 'x'), AnswerTooLarge},
        {"endless fields", "HTTP/1.1 200 OK\r\n" + many(10'000, "A: b\r\n"), AnswerTooLarge},
        {"endless 1xx", many(10'000, "HTTP/1.1 103 Early Hints\r\n\r\n"), AnswerTooLarge},
        {"endless empty lines", many(100'000, "\r\n"), AnswerTooLarge},
        {"endless chunk extension", chunked("1;a=" + QByteArray(1024 * 1024, 'x')), AnswerTooLarge},
        {"endless trailers", chunked("0\r\n" + many(10'000, "A: b\r\n")), AnswerTooLarge},
        {"endless body",
         head("Transfer-Encoding: chunked\r\n") + many(20, "100000\r\n" + QByteArray(1024 * 1024, 'x') + "\r\n"),
         AnswerTooLarge},
        {"only 1xx", "HTTP/1.1 100 Continue\r\n\r\n", ClosedInAnswer},
        {"1xx, then garbage", "HTTP/1.1 100 Continue\r\n\r\ngarbage", InvalidAnswer},
    };
    return all;
}

} // namespace

// The client against vendors that do not behave.
class TestClient final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_pool = std::make_unique<ClientPool>(ClientPoolOptions{.limits = {.bodyBytes = 16 * 1024 * 1024}}, &m_clock);
    }

    void requestIsBuiltWhole();
    void answers_data();
    void answers();
    void idleConnectionsAreUsedLastFirst();
    void idleConnectionsEnd();
    void r12_postIsSentOnce_data();
    void r12_postIsSentOnce();
    void r12_deadIdleConnectionIsNotUsed();
    void r15_noBoundOnCalls();
    void r16_connectTimeout();
    void r16_phaseTimeouts_data();
    void r16_phaseTimeouts();
    void r16_pauseStopsTheIdleTime();
    void r19_garbageFails_data();
    void r19_garbageFails();
    void r19_everySplitPosition();
    void r19_bytesAfterTheAnswerEndTheConnection();
    void r19b_abortClosesTheConnection();
    void r19b_destroyingTheCallIsSilent_data();
    void r19b_destroyingTheCallIsSilent();
    void r19c_pauseHoldsTheVendor();
    void r29_closeIdle();
    void r41_addresses_data();
    void r41_addresses();
    void earlyAnswerToALargeRequest();
    void unreachable();

private:
    RealClock m_clock;
    std::unique_ptr<ClientPool> m_pool;
};

void TestClient::requestIsBuiltWhole()
{
    ScriptedVendor vendor([](QTcpSocket &socket, int) { socket.write(Good); });
    ClientRequest request = post("body");
    request.headers.add("X-Evil", "a\r\nX-Smuggled: b");
    request.headers.add("Content-Length", "999");
    Call call;
    call.start(*m_pool, vendor.endpoint(), std::move(request));
    QVERIFY(call.waitForEnd());
    QCOMPARE(vendor.received, "POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(vendor.serverPort())
                                  + "\r\nX-Test: 1\r\nContent-Length: 4\r\n\r\nbody");
}

void TestClient::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isReused");
    QTest::newRow("length") << "POST"_ba << Good << 200 << "good"_ba << true;
    QTest::newRow("chunks") << "POST"_ba << chunked("2\r\ngo\r\n2;x=y\r\nod\r\n0\r\nA: b\r\n\r\n") << 200 << "good"_ba
                            << true;
    QTest::newRow("until close") << "POST"_ba << "HTTP/1.1 200 OK\r\n\r\ngood"_ba << 200 << "good"_ba << false;
    QTest::newRow("HTTP/1.0") << "POST"_ba << "HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\ngood"_ba << 200 << "good"_ba
                              << false;
    QTest::newRow("Connection: close") << "POST"_ba << head("Content-Length: 4\r\nConnection: close\r\n") + "good"
                                       << 200 << "good"_ba << false;
    QTest::newRow("204") << "POST"_ba << "HTTP/1.1 204 No Content\r\n\r\n"_ba << 204 << ""_ba << true;
    QTest::newRow("304") << "GET"_ba << "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"_ba << 304 << ""_ba
                         << true;
    QTest::newRow("HEAD") << "HEAD"_ba << head("Content-Length: 9\r\n") << 200 << ""_ba << true;
    QTest::newRow("HEAD chunked") << "HEAD"_ba << head("Transfer-Encoding: chunked\r\n") << 200 << ""_ba << true;
    QTest::newRow("1xx before") << "POST"_ba
                                << "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Good
                                << 200 << "good"_ba << true;
    QTest::newRow("redirect is an answer")
        << "POST"_ba << "HTTP/1.1 307 Moved\r\nLocation: http://other/\r\nContent-Length: 0\r\n\r\n"_ba << 307 << ""_ba
        << true;
    QTest::newRow("no reason") << "POST"_ba << "HTTP/1.1 200\r\nContent-Length: 4\r\n\r\ngood"_ba << 200 << "good"_ba
                               << true;
    QTest::newRow("vendor's own status") << "POST"_ba << "HTTP/1.1 529 Overloaded\r\nContent-Length: 4\r\n\r\ngood"_ba
                                         << 529 << "good"_ba << true;
}

void TestClient::answers()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, answer);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, isReused);
    ScriptedVendor vendor([&](QTcpSocket &socket, int) {
        socket.write(answer);
        if (!isReused)
            socket.disconnectFromHost();
    });
    for (int round = 0; round < 2; ++round) {
        Call call;
        ClientRequest request = post();
        request.method = method;
        call.start(*m_pool, vendor.endpoint(), std::move(request));
        QVERIFY(call.waitForEnd());
        QCOMPARE(call.result.message, QString());
        QCOMPARE(call.status, status);
        QCOMPARE(call.body, body);
        QCOMPARE(call.heads, 1);
        QCOMPARE(call.result.isConnectionReused, isReused && round == 1);
    }
    QCOMPARE(vendor.connections, isReused ? 1 : 2);
}

void TestClient::idleConnectionsAreUsedLastFirst()
{
    QList<QTcpSocket *> held;
    ScriptedVendor vendor([&held](QTcpSocket &socket, int) { held.append(&socket); });
    std::array<Call, 3> calls;
    for (Call &call : calls)
        call.start(*m_pool, vendor.endpoint(), post());
    QTRY_COMPARE(held.size(), 3);
    for (QTcpSocket *socket : std::as_const(held)) {
        socket->write(Good);
        QTest::qWait(10);
    }
    QVERIFY(std::ranges::all_of(calls, [](const Call &call) { return call.ends == 1; }));
    Call again;
    again.start(*m_pool, vendor.endpoint(), post());
    QTRY_COMPARE(held.size(), 4);
    QCOMPARE(held.at(3), held.at(2));
}

void TestClient::idleConnectionsEnd()
{
    m_pool = std::make_unique<ClientPool>(
        ClientPoolOptions{.idleConnectionsPerEndpoint = 2, .idleConnectionTimeout = 200ms, .limits = {}}, &m_clock);
    QList<QTcpSocket *> held;
    ScriptedVendor vendor([&held](QTcpSocket &socket, int) { held.append(&socket); });
    std::array<Call, 3> calls;
    for (Call &call : calls)
        call.start(*m_pool, vendor.endpoint(), post());
    QTRY_COMPARE(held.size(), 3);
    for (QTcpSocket *socket : std::as_const(held))
        socket->write(Good);
    for (Call &call : calls)
        QVERIFY(call.waitForEnd());
    QCOMPARE(m_pool->openConnections(), 2);
    QTRY_COMPARE(m_pool->openConnections(), 0);
    QTRY_COMPARE(vendor.disconnections, 3);
}

void TestClient::r12_postIsSentOnce_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("isReused");
    const QList<std::pair<const char *, int>> faults{{"closed before the answer", 0},
                                                     {"reset before the answer", 1},
                                                     {"closed in the head", 2},
                                                     {"reset after the head", 3},
                                                     {"closed in the body", 4}};
    for (const auto &[name, fault] : faults) {
        QTest::addRow("%s, new connection", name) << fault << false;
        QTest::addRow("%s, reused connection", name) << fault << true;
    }
}

void TestClient::r12_postIsSentOnce()
{
    QFETCH(const int, fault);
    QFETCH(const bool, isReused);
    ScriptedVendor vendor([&](QTcpSocket &socket, int number) {
        if (isReused && number == 1) {
            socket.write(Good);
            return;
        }
        if (fault == 2)
            socket.write("HTTP/1.1 200 OK\r\nCont");
        if (fault == 3 || fault == 4)
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        socket.flush();
        if (fault == 1 || fault == 3)
            ScriptedVendor::reset(socket);
        else
            socket.disconnectFromHost();
    });
    if (isReused) {
        Call first;
        first.start(*m_pool, vendor.endpoint(), post());
        QVERIFY(first.waitForEnd());
    }
    Call call;
    call.start(*m_pool, vendor.endpoint(), post());
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, fault < 2 ? CallFailure::ClosedBeforeAnswer : CallFailure::ClosedInAnswer);
    QVERIFY(call.result.isRequestSent);
    QCOMPARE(call.result.isConnectionReused, isReused);
    QTest::qWait(50); // a second sending would come now
    QCOMPARE(vendor.requests, isReused ? 2 : 1);
    QCOMPARE(m_pool->openConnections(), 0);
}

// The vendor closes an idle connection, and the next call begins before the event loop has seen it.
void TestClient::r12_deadIdleConnectionIsNotUsed()
{
    QTcpSocket *connection = nullptr;
    ScriptedVendor vendor([&connection](QTcpSocket &socket, int) {
        connection = &socket;
        socket.write(Good);
    });
    Call first;
    first.start(*m_pool, vendor.endpoint(), post());
    QVERIFY(first.waitForEnd());
    connection->abort();
    Call call;
    call.start(*m_pool, vendor.endpoint(), post());
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::None);
    QVERIFY(!call.result.isConnectionReused);
    QCOMPARE(vendor.requests, 2);
    QCOMPARE(vendor.connections, 2);
}

void TestClient::r15_noBoundOnCalls()
{
    ScriptedVendor vendor([](QTcpSocket &socket, int number) {
        if (number == 65)
            socket.write(Good);
    });
    std::array<Call, 65> calls;
    for (std::size_t i = 0; i < 64; ++i)
        calls[i].start(*m_pool, vendor.endpoint(), post());
    QTRY_COMPARE(vendor.requests, 64);
    calls[64].start(*m_pool, vendor.endpoint(), post());
    QVERIFY(calls[64].waitForEnd());
    QCOMPARE(calls[64].status, 200);
}

void TestClient::r16_connectTimeout()
{
    // A listener whose queue is full: the kernel answers no further connection.
    QTcpServer full;
    full.setListenBacklogSize(0);
    QVERIFY(full.listen(QHostAddress::LocalHost));
    full.pauseAccepting();
    std::array<QTcpSocket, 3> fillers;
    for (QTcpSocket &filler : fillers)
        filler.connectToHost(QHostAddress::LocalHost, full.serverPort());
    QTest::qWait(50);
    ClientRequest request = post();
    request.timeouts.connect = 300ms;
    Call call;
    QElapsedTimer timer;
    timer.start();
    call.start(*m_pool, {.host = u"127.0.0.1"_s, .port = full.serverPort(), .tls = false, .proxyUrl = {}, .caFile = {}},
               std::move(request));
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::ConnectTimeout);
    QVERIFY(!call.result.isRequestSent);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY2(timer.elapsed() < 500, QByteArray::number(timer.elapsed()).constData());
}

void TestClient::r16_phaseTimeouts_data()
{
    QTest::addColumn<QByteArray>("answer"); // after which the vendor is silent
    QTest::addColumn<int>("firstByte");
    QTest::addColumn<int>("idle");
    QTest::addColumn<int>("total");
    QTest::addColumn<CallFailure>("failure");
    QTest::newRow("first byte") << ""_ba << 300 << 9'000 << 9'000 << CallFailure::FirstByteTimeout;
    QTest::newRow("idle in the head") << "HTTP/1.1 200"_ba << 9'000 << 300 << 9'000 << CallFailure::IdleTimeout;
    QTest::newRow("idle in the body") << head("Content-Length: 9\r\n") + "half" << 9'000 << 300 << 9'000
                                      << CallFailure::IdleTimeout;
    QTest::newRow("total, before the answer") << ""_ba << 9'000 << 9'000 << 300 << CallFailure::TotalTimeout;
    QTest::newRow("total, in the answer")
        << head("Content-Length: 9\r\n") + "half" << 9'000 << 9'000 << 300 << CallFailure::TotalTimeout;
}

void TestClient::r16_phaseTimeouts()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, firstByte);
    QFETCH(const int, idle);
    QFETCH(const int, total);
    QFETCH(const CallFailure, failure);
    ScriptedVendor vendor([&](QTcpSocket &socket, int) { socket.write(answer); });
    ClientRequest request = post();
    request.timeouts = {.connect = 5s,
                        .firstByte = std::chrono::milliseconds(firstByte),
                        .idle = std::chrono::milliseconds(idle),
                        .total = std::chrono::milliseconds(total)};
    Call call;
    QElapsedTimer timer;
    timer.start();
    call.start(*m_pool, vendor.endpoint(), std::move(request));
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, failure);
    QVERIFY(call.result.isRequestSent);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY2(timer.elapsed() < 500, QByteArray::number(timer.elapsed()).constData());
}

void TestClient::r16_pauseStopsTheIdleTime()
{
    ScriptedVendor vendor([](QTcpSocket &socket, int) { socket.write(head("Content-Length: 8\r\n") + "half"); });
    ClientRequest request = post();
    request.timeouts.idle = 200ms;
    Call call;
    call.onBody = [&call](QByteArrayView) { call.handle->setPaused(true); };
    call.start(*m_pool, vendor.endpoint(), std::move(request));
    QTRY_COMPARE(call.body, "half"_ba);
    QTest::qWait(500);
    QCOMPARE(call.ends, 0);
    call.handle->setPaused(false);
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::IdleTimeout);
}

void TestClient::r19_garbageFails_data()
{
    QTest::addColumn<int>("index");
    const auto &all = garbage();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << i;
}

void TestClient::r19_garbageFails()
{
    QFETCH(const int, index);
    const Garbage &expected = garbage().at(index);
    ScriptedVendor vendor([&](QTcpSocket &socket, int) {
        socket.write(expected.answer);
        socket.disconnectFromHost();
    });
    Call call;
    call.start(*m_pool, vendor.endpoint(), post());
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, expected.failure);
    QVERIFY(!call.result.message.isEmpty());
    QVERIFY(call.body.size() <= 16 * 1024 * 1024);
    QCOMPARE(m_pool->openConnections(), 0);
}

void TestClient::r19_everySplitPosition()
{
    const QByteArray answer =
        "HTTP/1.1 100 Continue\r\n\r\n" + chunked("2\r\ngo\r\n2;x=\"y\"\r\nod\r\n0\r\nA: b\r\n\r\n");
    ScriptedVendor vendor([&](QTcpSocket &socket, int number) {
        socket.write(answer.first(number));
        socket.flush();
        QTimer::singleShot(1, &socket, [&socket, rest = answer.sliced(number)] { socket.write(rest); });
    });
    for (qsizetype split = 1; split < answer.size(); ++split) {
        Call call;
        call.start(*m_pool, vendor.endpoint(), post());
        QVERIFY(call.waitForEnd());
        QCOMPARE(call.result.message, QString());
        QCOMPARE(call.body, "good"_ba);
    }
    QCOMPARE(vendor.connections, 1);
}

void TestClient::r19_bytesAfterTheAnswerEndTheConnection()
{
    ScriptedVendor vendor(
        [](QTcpSocket &socket, int) { socket.write(Good + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"); });
    for (int round = 0; round < 2; ++round) {
        Call call;
        call.start(*m_pool, vendor.endpoint(), post());
        QVERIFY(call.waitForEnd());
        QCOMPARE(call.body, "good"_ba);
        QVERIFY(!call.result.isConnectionReused);
    }
}

void TestClient::r19b_abortClosesTheConnection()
{
    ScriptedVendor vendor([](QTcpSocket &socket, int) { socket.write(head("Content-Length: 8\r\n") + "half"); });
    Call call;
    call.start(*m_pool, vendor.endpoint(), post());
    QTRY_COMPARE(call.body, "half"_ba);
    call.handle->abort();
    QCOMPARE(call.ends, 0); // never from within
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::Aborted);
    QVERIFY(call.result.isRequestSent);
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE(vendor.disconnections, 1);
    QVERIFY(timer.elapsed() < 200);
    call.handle->abort();
    QTest::qWait(10);
    QCOMPARE(call.ends, 1);
}

void TestClient::r19b_destroyingTheCallIsSilent_data()
{
    QTest::addColumn<int>("when");
    QTest::newRow("before it is connected") << 0;
    QTest::newRow("while waiting") << 1;
    QTest::newRow("in onBody") << 2;
}

void TestClient::r19b_destroyingTheCallIsSilent()
{
    QFETCH(const int, when);
    ScriptedVendor vendor([when](QTcpSocket &socket, int) {
        if (when == 2)
            socket.write(head("Content-Length: 8\r\n") + "half");
    });
    Call call;
    if (when == 2)
        call.onBody = [&call](QByteArrayView) { call.handle.reset(); };
    call.start(*m_pool, vendor.endpoint(), post());
    if (when == 0)
        call.handle.reset();
    if (when == 1) {
        QTRY_COMPARE(vendor.requests, 1);
        call.handle.reset();
    }
    QTRY_COMPARE(vendor.disconnections, vendor.connections);
    QTRY_VERIFY(!call.handle);
    QTest::qWait(20);
    QCOMPARE(call.ends, 0);
    QCOMPARE(m_pool->openConnections(), 0);
}

void TestClient::r19c_pauseHoldsTheVendor()
{
    QTcpSocket *connection = nullptr;
    constexpr qint64 Size = 64 * 1024 * 1024;
    ScriptedVendor vendor([&connection](QTcpSocket &socket, int) {
        connection = &socket;
        socket.write(head("Content-Type: text/event-stream\r\nContent-Length: " + QByteArray::number(Size) + "\r\n"));
        socket.write(QByteArray(Size, 'x'));
    });
    qint64 received = 0;
    Call call;
    call.onBody = [&](QByteArrayView) {
        received = call.body.size();
        call.handle->setPaused(true);
    };
    call.start(*m_pool, vendor.endpoint(), post());
    QTRY_VERIFY(received > 0);
    QTest::qWait(100);
    const qint64 before = connection->bytesToWrite();
    QVERIFY(received <= 64 * 1024); // no more than was read already
    QVERIFY(before > Size / 2);
    QTest::qWait(100);
    QCOMPARE(connection->bytesToWrite(), before);
    call.onBody = {};
    call.handle->setPaused(false);
    QVERIFY(call.waitForEnd(10'000));
    QCOMPARE(call.body.size(), Size);
}

void TestClient::r29_closeIdle()
{
    QTcpSocket *connection = nullptr;
    ScriptedVendor vendor([&connection](QTcpSocket &socket, int number) {
        connection = &socket;
        if (number == 1)
            socket.write(Good);
    });
    Call first;
    first.start(*m_pool, vendor.endpoint(), post());
    QVERIFY(first.waitForEnd());
    m_pool->closeIdle();
    QCOMPARE(m_pool->openConnections(), 0);
    Call running;
    running.start(*m_pool, vendor.endpoint(), post());
    QTRY_COMPARE(vendor.requests, 2);
    m_pool->closeIdle(); // the running one ends well and is not kept
    connection->write(Good);
    QVERIFY(running.waitForEnd());
    QCOMPARE(running.status, 200);
    QCOMPARE(m_pool->openConnections(), 0);
}

void TestClient::r41_addresses_data()
{
    QTest::addColumn<QString>("host");
    for (const char *host : {"169.254.169.254", "0.0.0.0", "0", "::", "[::]", "::ffff:169.254.169.254",
                             "::ffff:0.0.0.0", "fe80::1", "fd00:ec2::254", "100.100.100.200", "255.255.255.255",
                             "224.0.0.1", "ff02::1", "64:ff9b::a9fe:a9fe", "2852039166", "0xa9fea9fe"})
        QTest::newRow(host) << QString::fromLatin1(host);
}

void TestClient::r41_addresses()
{
    QFETCH(const QString, host);
    Call call;
    call.start(*m_pool, {.host = host, .port = 80, .tls = false, .proxyUrl = {}, .caFile = {}}, post());
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::AddressDenied);
    QVERIFY(!call.result.isRequestSent);
}

// A vendor may refuse before it has read everything, and close.
void TestClient::earlyAnswerToALargeRequest()
{
    QTcpServer vendor;
    QVERIFY(vendor.listen(QHostAddress::LocalHost));
    connect(&vendor, &QTcpServer::newConnection, this, [&vendor] {
        QTcpSocket *socket = vendor.nextPendingConnection();
        socket->setReadBufferSize(1024);
        connect(
            socket, &QTcpSocket::readyRead, socket,
            [socket] {
                socket->write("HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlarge");
                socket->disconnectFromHost();
            },
            Qt::SingleShotConnection);
    });
    Call call;
    call.start(*m_pool,
               {.host = u"127.0.0.1"_s, .port = vendor.serverPort(), .tls = false, .proxyUrl = {}, .caFile = {}},
               post(QByteArray(8 * 1024 * 1024, 'x')));
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::None);
    QCOMPARE(call.status, 413);
    QCOMPARE(call.body, "large"_ba);
    QCOMPARE(m_pool->openConnections(), 0);
}

void TestClient::unreachable()
{
    quint16 port = 0;
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        port = gone.serverPort();
    }
    Call refused;
    refused.start(*m_pool, {.host = u"127.0.0.1"_s, .port = port, .tls = false, .proxyUrl = {}, .caFile = {}}, post());
    QCOMPARE(refused.ends, 0);
    QVERIFY(refused.waitForEnd());
    QCOMPARE(refused.result.failure, CallFailure::Refused);
    QVERIFY(!refused.result.isRequestSent);

    Call byName;
    ScriptedVendor vendor([](QTcpSocket &socket, int) { socket.write(Good); });
    Endpoint endpoint = vendor.endpoint();
    endpoint.host = u"localhost"_s;
    byName.start(*m_pool, endpoint, post());
    QVERIFY(byName.waitForEnd());
    QCOMPARE(byName.body, "good"_ba);
    QVERIFY(vendor.received.contains("Host: localhost:"));
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
