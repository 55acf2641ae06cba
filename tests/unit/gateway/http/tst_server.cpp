// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/gateway/http/serverfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Bytes in, what must come out. An empty `body` is not looked at.
struct Case {
    const char *name;
    QByteArray request;
    int status;
    QByteArray body;
    int handled;
    bool isClosed; // by the server, although the client has asked for nothing of the kind
};

QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

QByteArray post(const QByteArray &fields, const QByteArray &body)
{
    return "POST /a HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

QByteArray bodyOf(const QByteArray &answer)
{
    const qsizetype end = answer.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : answer.sliced(end + 4);
}

// A whole answer with Content-Length.
bool isWhole(const QByteArray &answer)
{
    const qsizetype at = answer.indexOf("Content-Length: ");
    const qsizetype end = answer.indexOf("\r\n\r\n");
    if (at < 0 || end < 0)
        return false;
    const qsizetype length = answer.sliced(at + 16, answer.indexOf("\r\n", at) - at - 16).toLongLong();
    return answer.size() >= end + 4 + length;
}

QList<Case> cases()
{
    return {
        {"plain GET", get("/a"), 200, "GET /a", 1, false},
        {"query", get("/a?b=c&d[0]=%7B"), 200, "GET /a?b=c&d[0]=%7B", 1, false},
        {"absolute form", get("http://LOCALHOST/a?b"), 200, "GET /a?b", 1, false},
        {"absolute form without a path", get("http://localhost"), 200, "GET /", 1, false},
        {"leading empty lines", "\r\n\r\n" + get("/a"), 200, "GET /a", 1, false},
        {"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 200, "OPTIONS *", 1, false},
        {"length", post("Content-Length: 5\r\n", "hello"), 200, "POST /a hello", 1, false},
        {"length of nothing", post("Content-Length: 0\r\n", {}), 200, "POST /a", 1, false},
        {"chunks", chunked("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"), 200, "POST /a hello world", 1, false},
        {"chunk extension", chunked("5;a=b\r\nhello\r\n0\r\n\r\n"), 200, "POST /a hello", 1, false},
        {"trailers are dropped", chunked("1\r\nx\r\n0\r\nHost: evil\r\n\r\n"), 200, "POST /a x", 1, false},
        {"upgrade is passed over", get("/a", "Connection: Upgrade\r\nUpgrade: h2c\r\n"), 200, "GET /a", 1, false},
        {"head refused, kept open", get("/refused"), 404, "unknown_url", 0, false},
        {"Connection: close", get("/a", "Connection: close\r\n"), 200, "GET /a", 1, true},
        {"HTTP/1.0", "GET /a HTTP/1.0\r\n\r\n", 200, "GET /a", 1, true},
        {"HTTP/1.0 kept open", "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, "GET /a", 1, false},
        {"answer dropped", get("/drop"), 500, "internal_error", 1, true},
        {"unknown expectation", get("/a", "Expect: tea\r\n"), 417, "expectation_failed", 0, true},
    };
}

// Every one of these is refused with 400 and the connection closed (R30).
QList<std::pair<const char *, QByteArray>> malformed()
{
    return {
        {"no Host", "GET / HTTP/1.1\r\n\r\n"},
        {"two Hosts", get("/", "Host: localhost\r\n")},
        {"Host with user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"},
        {"Host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        {"Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"},
        {"Host with bad port", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n"},
        {"absolute form of another host", get("http://other/")},
        {"absolute form with user", get("http://u@localhost/")},
        {"other scheme", get("ftp://localhost/")},
        {"fragment", get("/a#b")},
        {"backslash", get("/a\\b")},
        {"quote", get("/a\"b")},
        {"half an escape", get("/a%2")},
        {"no escape", get("/a%zz")},
        {"bytes above 127", get("/\xc3\xa4")},
        {"asterisk with GET", get("*")},
        {"CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n"},
        {"lower-case method", "get / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {"unknown method", "FROB / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"},
        {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: localhost\r\n\r\n"},
        {"two spaces before the version", "GET /  HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {"space after the version", "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n"},
        {"length among the trailers", chunked("1\r\nx\r\n0\r\nContent-Length: 9\r\n\r\n")},
        {"two spaces", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {"bare LF after the request line", "GET / HTTP/1.1\nHost: localhost\r\n\r\n"},
        {"bare LF after a field", "GET / HTTP/1.1\r\nHost: localhost\nA: b\r\n\r\n"},
        {"bare CR in a value", get("/", "A: b\rc\r\n")},
        {"NUL in a value", get("/", QByteArray("A: b\0c\r\n", 8))},
        {"space before the colon", get("/", "A : b\r\n")},
        {"folded line", get("/", "A: b\r\n c\r\n")},
        {"no colon", get("/", "A\r\n")},
        {"empty name", get("/", ": b\r\n")},
        {"CL and TE", post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        {"TE and CL", post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "0\r\n\r\n")},
        {"two equal CL", post("Content-Length: 1\r\nContent-Length: 1\r\n", "x")},
        {"CL list", post("Content-Length: 1, 1\r\n", "x")},
        {"CL with sign", post("Content-Length: +1\r\n", "x")},
        {"CL empty", post("Content-Length: \r\n", {})},
        {"CL beyond 2^64", post("Content-Length: 99999999999999999999\r\n", {})},
        {"TE twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        {"TE of two codings", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")},
        {"TE unknown", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
        {"TE in HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"chunk size with prefix", chunked("0x1\r\nx\r\n0\r\n\r\n")},
        {"chunk size with sign", chunked("+1\r\nx\r\n0\r\n\r\n")},
        {"chunk size with space", chunked("1 \r\nx\r\n0\r\n\r\n")},
        {"chunk size beyond 2^64", chunked("fffffffffffffffff\r\nx\r\n0\r\n\r\n")},
        {"chunk longer than said", chunked("1\r\nxy\r\n0\r\n\r\n")},
        {"chunk ended by LF", chunked("1\r\nx\n0\r\n\r\n")},
        {"chunk size ended by LF", chunked("1\nx\r\n0\r\n\r\n")},
        {"chunk extension without a name", chunked("1;\r\nx\r\n0\r\n\r\n")},
    };
}

} // namespace

// The server against clients that send bytes as they are.
class TestServer final : public QObject
{
    Q_OBJECT

private slots:
    void requests_data();
    void requests();
    void r30_malformedIsRefused_data();
    void r30_malformedIsRefused();
    void r30_recordedProbes_data();
    void r30_recordedProbes();
    void r30_everySplitPosition_data();
    void r30_everySplitPosition();
    void pipelinedRequestsAreAnsweredInOrder();
    void pipelinedRequestsWaitForTheAnswer();
    void continueIsSentOnce();
    void headHasNoBody();
    void streamIsChunked();
    void streamIsClosedByEndForHttp10();
    void valuesCannotEndTheirLine();
    void clientGoneIsTold();
    void abortedAnswerIsNotWhole();
    void answersOutliveTheirConnection();
    void drainEndsIdleConnections();
    void drainClosesAfterTheAnswer();
    void r8_slowHeadersAreCutOff();
    void r8_slowBodyIsCutOff();
    void r8_idleConnectionsAreClosed();
    void r8_clientThatTakesNothingIsCutOff();
    void r10_limits_data();
    void r10_limits();
    void r10_refusedUploadReadsItsAnswer();
    void r19c_slowClientCongests();
};

void TestServer::requests_data()
{
    QTest::addColumn<int>("index");
    const auto all = cases();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << i;
}

void TestServer::requests()
{
    QFETCH(const int, index);
    const Case expected = cases().at(index);
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(expected.request);
    const QByteArray answer = expected.isClosed ? readAnswer(*client) : readAnswer(*client, isWhole);
    QCOMPARE(statusOf(answer), expected.status);
    QCOMPARE(bodyOf(answer), expected.body);
    QCOMPARE(fixture.handler.requests.size(), expected.handled);
    if (expected.isClosed)
        return;
    client->write(get("/again"));
    QCOMPARE(bodyOf(readAnswer(*client, isWhole)), "GET /again"_ba);
}

void TestServer::r30_malformedIsRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    for (const auto &[name, request] : malformed())
        QTest::newRow(name) << request;
}

void TestServer::r30_malformedIsRefused()
{
    QFETCH(const QByteArray, request);
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(request + get("/smuggled"));
    const QByteArray answer = readAnswer(*client);
    QCOMPARE(statusOf(answer), 400);
    QVERIFY(answer.contains("Connection: close\r\n"));
    QCOMPARE(answer.count("HTTP/1.1 "), 1);
    QCOMPARE(fixture.handler.requests.size(), 0);
}

void TestServer::r30_recordedProbes_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("mustReject");
    QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/http11probe/requests.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray probes = QJsonDocument::fromJson(file.readAll()).array();
    QCOMPARE(probes.size(), 137);
    for (const auto &value : probes) {
        const QJsonObject probe = value.toObject();
        QTest::newRow(qPrintable(probe["id"_L1].toString()))
            << probe["request"_L1].toString().toLatin1() << probe["mustReject"_L1].toBool();
    }
}

void TestServer::r30_recordedProbes()
{
    QFETCH(const QByteArray, request);
    QFETCH(const bool, mustReject);
    // Some must be refused by staying unanswered until the time is over.
    ServerFixture fixture({.headerTimeout = 100ms, .bodyIdleTimeout = 100ms, .keepAliveTimeout = 100ms});
    const auto client = fixture.connectClient();
    client->write(request);
    const QByteArray answer = readAnswer(*client);
    QVERIFY(!answer.endsWith("complete>"));
    if (mustReject)
        QVERIFY2(!answer.contains("HTTP/1.1 2"), answer.constData());
    QVERIFY(fixture.handler.requests.size() <= 1); // each probe is one request
    QVERIFY(!answer.contains("HTTP/1.1 101"));
}

void TestServer::r30_everySplitPosition_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << post("X-Name:  value \r\nContent-Length: 5\r\n", "hello") << "POST /a hello"_ba;
    QTest::newRow("chunks") << chunked("5;x=\"y\"\r\nhello\r\n1\r\n!\r\n0\r\nA: b\r\n\r\n") << "POST /a hello!"_ba;
    QTest::newRow("no body") << get("/a?b=%20") << "GET /a?b=%20"_ba;
}

void TestServer::r30_everySplitPosition()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, body);
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    for (qsizetype split = 1; split < request.size(); ++split) {
        client->write(request.first(split));
        client->flush();
        QCoreApplication::processEvents(); // over loopback the first part is there now
        client->write(request.sliced(split));
        QCOMPARE(bodyOf(readAnswer(*client, isWhole)), body);
    }
    QCOMPARE(fixture.handler.requests.size(), request.size() - 1);
}

void TestServer::pipelinedRequestsAreAnsweredInOrder()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    QByteArray requests;
    for (int i = 0; i < 100; ++i)
        requests += i % 2 == 0 ? get("/" + QByteArray::number(i))
                               : post("Content-Length: 2\r\n", QByteArray::number(i).rightJustified(2, '0'));
    client->write(requests);
    const QByteArray answer = readAnswer(*client, [](const QByteArray &text) { return text.endsWith("POST /a 99"); });
    qsizetype at = 0;
    for (int i = 0; i < 100; ++i) {
        const QByteArray number = QByteArray::number(i);
        QByteArray body = "\r\n\r\n";
        body += i % 2 == 0 ? QByteArray("GET /" + number) : QByteArray("POST /a " + number.rightJustified(2, '0'));
        at = answer.indexOf(body, at);
        QVERIFY2(at > 0, body.constData());
    }
}

void TestServer::pipelinedRequestsWaitForTheAnswer()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(get("/hold") + get("/next"));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    QCOMPARE(fixture.handler.requests.size(), 1);
    fixture.handler.held.takeFirst()->send(200, {}, "first");
    const QByteArray answer = readAnswer(*client, [](const QByteArray &text) { return text.endsWith("GET /next"); });
    QVERIFY(answer.indexOf("first") > 0);
    QVERIFY(answer.indexOf("first") < answer.indexOf("GET /next"));
}

void TestServer::continueIsSentOnce()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(post("Content-Length: 5\r\nExpect: 100-continue\r\n", {}));
    QCOMPARE(readAnswer(*client, [](const QByteArray &text) { return text.endsWith("\r\n\r\n"); }),
             "HTTP/1.1 100 Continue\r\n\r\n"_ba);
    QCOMPARE(fixture.handler.requests.size(), 0);
    client->write("hello");
    QCOMPARE(bodyOf(readAnswer(*client, isWhole)), "POST /a hello"_ba);

    client->write("POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(statusOf(readAnswer(*client)), 404);
}

void TestServer::headHasNoBody()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write("HEAD /some HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  "HEAD /refused HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const QByteArray answer = readAnswer(*client);
    QCOMPARE(answer.count("\r\n\r\n"), 3);
    QVERIFY(answer.contains("Content-Length: 10\r\n")); // of "HEAD /some"
    QVERIFY(answer.contains("HTTP/1.1 404 "));
    QVERIFY(answer.endsWith("\r\n\r\n"));
}

void TestServer::streamIsChunked()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(get("/stream"));
    const QByteArray answer = readAnswer(*client, [](const QByteArray &text) { return text.endsWith("0\r\n\r\n"); });
    QVERIFY(answer.contains("Transfer-Encoding: chunked\r\n"));
    QCOMPARE(bodyOf(answer), "3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n"_ba);
}

void TestServer::streamIsClosedByEndForHttp10()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const QByteArray answer = readAnswer(*client);
    QVERIFY(!answer.contains("Transfer-Encoding"));
    QVERIFY(answer.contains("Connection: close\r\n"));
    QCOMPARE(bodyOf(answer), "onetwothree"_ba);
}

void TestServer::valuesCannotEndTheirLine()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(get("/hold"));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    fixture.handler.held.takeFirst()->send(200,
                                           {{"X-Good", "1"},
                                            {"X-Bad", "a\r\nSet-Cookie: b"},
                                            {"X-Bad\r\nA", "b"},
                                            {"Content-Length", "0"},
                                            {"Transfer-Encoding", "chunked"}},
                                           "body");
    const QByteArray answer = readAnswer(*client, isWhole);
    QVERIFY(answer.contains("X-Good: 1\r\n"));
    QVERIFY(!answer.contains("X-Bad"));
    QVERIFY(!answer.contains("Set-Cookie"));
    QCOMPARE(answer.count("Content-Length"), 1);
    QVERIFY(!answer.contains("Transfer-Encoding"));
    QCOMPARE(bodyOf(answer), "body"_ba);
}

void TestServer::clientGoneIsTold()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(get("/hold"));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    QCOMPARE(fixture.handler.closed, 0);
    client->abort();
    QTRY_COMPARE(fixture.handler.closed, 1);
    QVERIFY(fixture.handler.held.first()->isClosed());
    QTRY_COMPARE(fixture.worker.connectionCount(), 0);
    fixture.handler.held.first()->send(200, {}, "nobody hears this");
    QCOMPARE(fixture.handler.held.first()->bytesWritten(), 0);
}

void TestServer::abortedAnswerIsNotWhole()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(get("/hold"));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    fixture.handler.held.first()->start(200, {});
    fixture.handler.held.first()->write("half");
    fixture.handler.held.first()->abort();
    const QByteArray answer = readAnswer(*client);
    QCOMPARE(bodyOf(answer), "4\r\nhalf\r\n"_ba);
    QCOMPARE(fixture.handler.closed, 0); // it was not the client who went
}

void TestServer::answersOutliveTheirConnection()
{
    std::shared_ptr<Response> response;
    {
        ServerFixture fixture;
        const auto client = fixture.connectClient();
        client->write(get("/hold"));
        QTRY_COMPARE(fixture.handler.held.size(), 1);
        response = fixture.handler.held.takeFirst();
    }
    QVERIFY(response->isClosed());
    response->start(200, {});
    response->write("x");
    response->finish();
    QVERIFY(!response->isStarted());
}

void TestServer::drainEndsIdleConnections()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(get("/a"));
    QCOMPARE(statusOf(readAnswer(*client, isWhole)), 200);
    fixture.worker.drain();
    QCOMPARE(readAnswer(*client), QByteArray());
    QTRY_COMPARE(fixture.worker.connectionCount(), 0);
}

void TestServer::drainClosesAfterTheAnswer()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->write(get("/hold"));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    fixture.worker.drain();
    fixture.handler.held.takeFirst()->send(200, {}, "late");
    const QByteArray answer = readAnswer(*client);
    QVERIFY(answer.contains("Connection: close\r\n"));
    QCOMPARE(bodyOf(answer), "late"_ba);
}

void TestServer::r8_slowHeadersAreCutOff()
{
    ServerFixture fixture({.headerTimeout = 300ms});
    const auto client = fixture.connectClient();
    QElapsedTimer timer;
    timer.start();
    QTimer drip;
    connect(&drip, &QTimer::timeout, client.get(), [&client] { client->write("X"); });
    client->write("GET / HTTP/1.1\r\n");
    drip.start(20ms);
    const QByteArray answer = readAnswer(*client);
    QCOMPARE(statusOf(answer), 408);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY2(timer.elapsed() < 1'000, QByteArray::number(timer.elapsed()).constData());
}

void TestServer::r8_slowBodyIsCutOff()
{
    ServerFixture fixture({.headerTimeout = 100ms, .bodyIdleTimeout = 300ms});
    const auto client = fixture.connectClient();
    QElapsedTimer timer;
    timer.start();
    client->write(post("Content-Length: 10\r\n", "hell"));
    const QByteArray answer = readAnswer(*client);
    QCOMPARE(statusOf(answer), 408);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY(fixture.handler.requests.isEmpty());
}

void TestServer::r8_idleConnectionsAreClosed()
{
    ServerFixture fixture({.keepAliveTimeout = 200ms});
    const auto silent = fixture.connectClient();
    const auto client = fixture.connectClient();
    client->write(get("/a"));
    QCOMPARE(statusOf(readAnswer(*client, isWhole)), 200);
    QCOMPARE(readAnswer(*client), QByteArray());
    QCOMPARE(readAnswer(*silent), QByteArray());
}

void TestServer::r8_clientThatTakesNothingIsCutOff()
{
    ServerFixture fixture({.writeTimeout = 300ms});
    const auto client = fixture.connectClient();
    client->setReadBufferSize(1024);
    client->write(get("/hold"));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    fixture.handler.held.first()->start(200, {});
    fixture.handler.held.first()->write(QByteArray(32 * 1024 * 1024, 'x'));
    QTRY_COMPARE(fixture.handler.closed, 1);
    QTRY_COMPARE(fixture.worker.connectionCount(), 0);
}

void TestServer::r10_limits_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto field = [](qsizetype size) { return "X: " + QByteArray(size, 'x') + "\r\n"; };
    QByteArray many;
    for (int i = 0; i < 127; ++i)
        many += "A: b\r\n";
    QByteArray large;
    for (int i = 0; i < 6; ++i)
        large += field(12 * 1024);
    QTest::newRow("target at the limit") << get('/' + QByteArray(8 * 1024 - 1, 'a')) << 200;
    QTest::newRow("target above the limit") << get('/' + QByteArray(8 * 1024, 'a')) << 414;
    QTest::newRow("endless target") << "GET /" + QByteArray(1024 * 1024, 'a') << 414;
    QTest::newRow("line at the limit") << get("/", field(16 * 1024 - 1)) << 200;
    QTest::newRow("line above the limit") << get("/", field(16 * 1024)) << 431;
    QTest::newRow("endless name") << "GET / HTTP/1.1\r\nHost: a\r\n" + QByteArray(1024 * 1024, 'a') << 431;
    QTest::newRow("endless space before a value")
        << "GET / HTTP/1.1\r\nHost: a\r\nA:" + QByteArray(1024 * 1024, ' ') << 431;
    QTest::newRow("headers above the limit") << get("/", large) << 431;
    QTest::newRow("as many fields as allowed") << get("/", many) << 200;
    QTest::newRow("one field more") << get("/", many + "A: b\r\n") << 431;
    QTest::newRow("length above the limit") << post("Content-Length: 1048577\r\n", {}) << 413;
    QTest::newRow("body at the limit") << post("Content-Length: 1048576\r\n", QByteArray(1024 * 1024, 'x')) << 200;
    QTest::newRow("chunks above the limit")
        << chunked("100000\r\n" + QByteArray(1024 * 1024, 'x') + "\r\n1\r\nx\r\n0\r\n\r\n") << 413;
    QTest::newRow("endless chunk extension") << chunked("1;a=" + QByteArray(1024 * 1024, 'x')) << 400;
    QTest::newRow("endless trailers") << chunked("0\r\n" + many + many) << 431;
}

void TestServer::r10_limits()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    ServerFixture fixture({.bodyBytes = 1024 * 1024});
    const auto client = fixture.connectClient();
    client->write(request);
    const QByteArray answer = status == 200 ? readAnswer(*client, isWhole, 10'000) : readAnswer(*client);
    QCOMPARE(statusOf(answer), status);
    QCOMPARE(fixture.handler.requests.size(), status == 200 ? 1 : 0);
}

// A client that sends on while it is being refused must find the answer and not a reset connection.
void TestServer::r10_refusedUploadReadsItsAnswer()
{
    ServerFixture fixture({.bodyBytes = 4 * 1024 * 1024});
    const auto client = fixture.connectClient();
    client->write(post("Content-Length: 6000000\r\n", QByteArray(2'000'000, 'x')));
    QTest::qWait(20);
    client->write(QByteArray(2'000'000, 'x'));
    const QByteArray answer = readAnswer(*client);
    QCOMPARE(statusOf(answer), 413);
    QCOMPARE(bodyOf(answer), "payload_too_large"_ba);
}

void TestServer::r19c_slowClientCongests()
{
    ServerFixture fixture;
    const auto client = fixture.connectClient();
    client->setReadBufferSize(1024);
    client->write(get("/hold"));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    const auto response = fixture.handler.held.first();
    int drained = 0;
    response->onDrained([&drained] { ++drained; });
    response->start(200, {});
    const QByteArray piece(256 * 1024, 'x');
    // Until the kernel's buffers and ours are full.
    QTRY_VERIFY_WITH_TIMEOUT((response->write(piece), response->isCongested()), 10'000);
    const qint64 written = response->bytesWritten();
    QCOMPARE(drained, 0);
    client->setReadBufferSize(0);
    QByteArray received;
    QVERIFY(QTest::qWaitFor([&] { return received += client->readAll(), drained == 1; }, 10'000));
    QVERIFY(!response->isCongested());
    response->finish("end");
    received += readAnswer(*client, [](const QByteArray &text) { return text.endsWith("0\r\n\r\n"); }, 10'000);
    QVERIFY(received.size() > written);
    QVERIFY(received.endsWith("3\r\nend\r\n0\r\n\r\n"));
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
