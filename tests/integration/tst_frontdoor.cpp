// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;
using namespace std::chrono_literals;

// What may come in, and in which form: framing, Host and Origin, keys, and which headers pass.
class TestFrontDoor final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_upstream = std::make_unique<FakeUpstream>([](const FakeRequest &) {
            return FakeAnswer::json(
                200, FakeAnswer::completion("fine").pieces.first().bytes.split('\n').last(),
                "Set-Cookie: session=1\r\nServer: vendor/1.0\r\nAuthorization: Bearer echoed\r\nX-Api-Key: echoed\r\n"
                "Access-Control-Allow-Origin: *\r\nX-Internal-Host: 10.0.0.7\r\nx-request-id: req_1\r\n"
                "x-ratelimit-remaining-requests: 7\r\n");
        });
        m_gateway = std::make_unique<GatewayProcess>(GatewayProcess::Setup{.vendors = {m_upstream->baseUrl()}});
        QVERIFY(m_gateway->start());
    }

    void cleanupTestCase()
    {
        m_gateway.reset();
        m_upstream.reset();
    }

    void init() { m_upstream->clear(); }

    // Http11Probe's recorded requests, sent to a path that would be answered with 200 were they well-formed.
    void r30_http11Probe_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("mustReject");
        QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/http11probe/requests.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const auto &entry : QJsonDocument::fromJson(file.readAll()).array()) {
            QTest::newRow(entry["id"_L1].toString().toUtf8().constData())
                << entry["request"_L1].toString().toLatin1() << entry["mustReject"_L1].toBool();
        }
    }

    void r30_http11Probe()
    {
        QFETCH(QByteArray, request);
        QFETCH(bool, mustReject);
        const QByteArray address = "localhost:" + QByteArray::number(m_gateway->port());
        request.replace("localhost:8080", address);
        // At a path that anybody may read, then as a paid request of a client with a key.
        QByteArray open = request;
        open.replace("GET / ", "GET /healthz ");
        QByteArray paid = request;
        const QByteArray paidStart = "POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer " + m_gateway->key()
                                     + "\r\nContent-Type: application/json\r\n";
        paid.replace("POST / HTTP/1.1\r\n", paidStart);
        for (const QByteArray &bytes : {open, paid}) {
            const qsizetype before = m_upstream->requestCount();
            RawClient client(m_gateway->port());
            client.send(bytes);
            const RawAnswer answer =
                client.readAnswer(1s); // some leave the server waiting for more: that is no 2xx either
            if (mustReject)
                QVERIFY2(answer.status < 200 || answer.status >= 300, answer.head.constData());
            QVERIFY2(m_upstream->requestCount() <= before + 1, "one request in, at most one out");
        }
    }

    // The probe above would prove nothing if well-formed requests were refused too.
    void r30_wellFormedRequestsAreAnswered()
    {
        const QByteArray host = "localhost:" + QByteArray::number(m_gateway->port());
        QCOMPARE(exchangeOnce(m_gateway->port(), "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status, 200);
        QCOMPARE(chat().status, 200);
        QCOMPARE(m_upstream->requestCount(), 1);
    }

    void r30b_headersAreBuiltNotCopied()
    {
        const RawAnswer answer =
            chat("Connection: authorization, x-hop\r\nX-Hop: 1\r\nX-Secret: 1\r\nCookie: session=mine\r\n"
                 "Proxy-Authorization: Basic abc\r\nX-Forwarded-For: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\n"
                 "TE: trailers\r\nReferer: http://localhost/\r\n");
        QCOMPARE(answer.status, 200);
        QCOMPARE(m_upstream->requestCount(), 1);
        const FakeRequest seen = m_upstream->requests().constFirst();
        QCOMPARE(seen.header("authorization"), QByteArray(QByteArray("Bearer ") + GatewayProcess::VendorKey));
        QCOMPARE(seen.header("host"), QByteArray("127.0.0.1:" + QByteArray::number(m_upstream->port())));
        const QByteArray head = seen.head.toLower();
        for (const char *name : {"x-hop", "x-secret", "cookie", "proxy-authorization", "forwarded", "\nte:", "referer",
                                 "transfer-encoding"})
            QVERIFY2(!head.contains(name), name);
        QVERIFY(!seen.head.contains(m_gateway->key()));

        const QByteArray back = answer.head.toLower();
        for (const char *name : {"set-cookie", "authorization", "x-api-key", "access-control", "x-internal-host",
                                 "vendor/1.0", "10.0.0.7"})
            QVERIFY2(!back.contains(name), name);
        QCOMPARE(answer.header("x-request-id"), "req_1"); // of those that may pass
    }

    void r42_hostMustBeOurs_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("isAllowed");
        const QByteArray port = ":" + QByteArray::number(m_gateway->port());
        for (const QByteArray &good :
             {QByteArray("127.0.0.1"), QByteArray("localhost"), QByteArray("LOCALHOST"), QByteArray("[::1]")})
            QTest::newRow(QByteArray(good + " with port").constData()) << good + port << true;
        QTest::newRow("another name") << "evil.example" + port << false;
        QTest::newRow("a longer name") << "localhost.evil.example" + port << false;
        QTest::newRow("another port") << QByteArray("127.0.0.1:1") << false;
        QTest::newRow("no port") << QByteArray("127.0.0.1") << false;
        QTest::newRow("user information") << "localhost@evil.example" + port << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("all addresses") << "0.0.0.0" + port << false;
        QTest::newRow("two") << "localhost" + port + "\r\nHost: evil.example" << false;
    }

    void r42_hostMustBeOurs()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, isAllowed);
        const QByteArray body = chatBody("fake");
        const RawAnswer answer = exchangeOnce(
            m_gateway->port(), "POST /v1/chat/completions HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer "
                                   + m_gateway->key() + "\r\nContent-Type: application/json\r\nContent-Length: "
                                   + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        if (isAllowed) {
            QCOMPARE(answer.status, 200);
        } else {
            QVERIFY2(answer.status == 421 || answer.status == 400 || answer.status == 403, answer.head.constData());
            QCOMPARE(m_upstream->requestCount(), 0);
        }
    }

    void r43_browsersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::newRow("foreign origin") << QByteArray("Origin: http://evil.example\r\n");
        QTest::newRow("null origin") << QByteArray("Origin: null\r\n");
        QTest::newRow("cross-site") << QByteArray("Sec-Fetch-Site: cross-site\r\n");
        QTest::newRow("same-site") << QByteArray("Sec-Fetch-Site: same-site\r\n");
    }

    void r43_browsersAreRefused()
    {
        QFETCH(QByteArray, more);
        const RawAnswer answer = chat(more);
        QCOMPARE(answer.status, 403);
        QVERIFY2(answer.body.contains("origin_not_allowed"), answer.body.constData());
        QVERIFY(!answer.head.toLower().contains("access-control"));
        QCOMPARE(m_upstream->requestCount(), 0);
    }

    void r43_onlyJsonIsTaken()
    {
        const QByteArray body = chatBody("fake");
        for (const QByteArray &type : {QByteArray("text/plain"), QByteArray("application/x-www-form-urlencoded"),
                                       QByteArray("multipart/form-data; boundary=x")}) {
            QByteArray request = postText(m_gateway->port(), m_gateway->key(), body);
            request.replace("application/json", type);
            QCOMPARE(exchangeOnce(m_gateway->port(), request).status, 415);
        }
        QCOMPARE(m_upstream->requestCount(), 0);
    }

    // Every carrier of a key is judged alike, and no spelling of the path goes round the judgement.
    void r24_everySpellingIsJudged_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("Authorization") << QByteArray("Authorization: Bearer %1\r\n") << QByteArray();
        QTest::newRow("authorization, lower case") << QByteArray("authorization: bearer %1\r\n") << QByteArray();
        QTest::newRow("x-api-key") << QByteArray("x-api-key: %1\r\n") << QByteArray();
        QTest::newRow("api-key") << QByteArray("api-key: %1\r\n") << QByteArray();
        QTest::newRow("x-goog-api-key") << QByteArray("x-goog-api-key: %1\r\n") << QByteArray();
        QTest::newRow("?key=") << QByteArray() << QByteArray("?key=%1");
    }

    void r24_everySpellingIsJudged()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, query);
        const auto send = [&](const QByteArray &key, const QByteArray &more = {}) {
            return exchangeOnce(m_gateway->port(),
                                postText(m_gateway->port(), {}, chatBody("fake"),
                                         QByteArray(header).replace("%1", key) + more,
                                         "/v1/chat/completions" + QByteArray(query).replace("%1", key)));
        };
        QCOMPARE(send(m_gateway->key()).status, 200);
        QCOMPARE(m_upstream->requestCount(), 1);
        QByteArray wrong = m_gateway->key();
        wrong[20] = wrong[20] == 'a' ? 'b' : 'a';
        QCOMPARE(send(wrong).status, 401);
        QCOMPARE(send({}).status, 401);
        // Two carriers that disagree.
        QCOMPARE(send(m_gateway->key(), header.contains("x-api-key") ? QByteArray("api-key: " + wrong + "\r\n")
                                                                     : QByteArray("x-api-key: " + wrong + "\r\n"))
                     .status,
                 401);
        QCOMPARE(m_upstream->requestCount(), 1);
    }

    void r24_noSpellingOfThePathSkipsTheKey()
    {
        const QByteArray port = QByteArray::number(m_gateway->port());
        const QList<QByteArray> spellings{QByteArray("//v1/chat/completions"),
                                          QByteArray("/v1/chat/completions/"),
                                          QByteArray("/V1/Chat/Completions"),
                                          QByteArray("/v1/%63hat/completions"),
                                          QByteArray("/v1/./chat/completions"),
                                          QByteArray("/x/../v1/chat/completions"),
                                          QByteArray("/v1/chat%2fcompletions"),
                                          QByteArray("/v1/chat/completions;x"),
                                          QByteArray("/chat/completions"),
                                          QByteArray("http://127.0.0.1:" + port + "/v1/chat/completions"),
                                          QByteArray("http://evil.example/v1/chat/completions")};
        for (const QByteArray &path : spellings) {
            const RawAnswer answer =
                exchangeOnce(m_gateway->port(), postText(m_gateway->port(), {}, chatBody("fake"), {}, path));
            QVERIFY2(answer.status >= 400, QByteArray(path + ' ' + answer.head).constData());
        }
        for (const QByteArray &path : {QByteArray("/"), QByteArray("/v1/models"), QByteArray("/v1/models/fake"),
                                       QByteArray("/metrics"), QByteArray("/admin")}) {
            const RawAnswer answer =
                exchangeOnce(m_gateway->port(), "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n");
            QVERIFY2(answer.status == 401 || answer.status == 404, QByteArray(path + ' ' + answer.head).constData());
        }
        QCOMPARE(m_upstream->requestCount(), 0);
    }

private:
    RawAnswer chat(const QByteArray &more = {}) const
    {
        return exchangeOnce(m_gateway->port(), postText(m_gateway->port(), m_gateway->key(), chatBody("fake"), more));
    }

    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayProcess> m_gateway;
};

QTEST_GUILESS_MAIN(TestFrontDoor)
#include "tst_frontdoor.moc"
