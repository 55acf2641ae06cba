// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/gateway/http/clientfixture.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"_ba;

// A proxy for one test: CONNECT or SOCKS 5 with user name and password, then bytes both ways. Whatever host is asked
// for, it connects to loopback, so that a name only the proxy knows can be used.
class FakeProxy final : public QTcpServer
{
public:
    enum class Kind : quint8 { Connect, Socks };

    FakeProxy(Kind kind, const QByteArray &user, const QByteArray &password)
        : m_kind(kind)
        , m_user(user)
        , m_password(password)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection()) {
                auto held = std::make_shared<QByteArray>();
                connect(client, &QTcpSocket::readyRead, client, [this, client, held] {
                    held->append(client->readAll());
                    m_kind == Kind::Connect ? negotiateConnect(client, *held) : negotiateSocks(client, *held);
                });
            }
        });
    }

    QList<QByteArray> destinations;
    int refusals = 0;
    QByteArray refusal; // when set: what is answered to every CONNECT

private:
    void negotiateConnect(QTcpSocket *client, QByteArray &held)
    {
        if (!held.contains("\r\n\r\n"))
            return;
        const QByteArray request = std::exchange(held, {});
        const QByteArray credentials =
            "Proxy-Authorization: Basic " + QByteArray(m_user + ':' + m_password).toBase64() + "\r\n";
        if (!refusal.isEmpty() || (!m_user.isEmpty() && !request.contains(credentials))) {
            ++refusals;
            client->write(refusal.isEmpty() ? "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                                              "realm=\"test\"\r\nContent-Length: 0\r\n\r\n"_ba
                                            : refusal);
            return;
        }
        const QByteArray destination = request.split(' ').value(1);
        destinations.append(destination);
        forward(client, destination.sliced(destination.lastIndexOf(':') + 1).toUShort(),
                "HTTP/1.1 200 Connection established\r\n\r\n"_ba);
    }

    void negotiateSocks(QTcpSocket *client, QByteArray &held)
    {
        // RFC 1928 and 1929: greeting, user name and password, request.
        const int stage = client->property("stage").toInt();
        if (stage == 0 && held.size() >= 2 && held.size() >= 2 + held[1]) {
            client->write(QByteArray("\x05\x02", 2));
            held.clear();
            client->setProperty("stage", 1);
        } else if (stage == 1 && held.size() >= 2) {
            const QByteArray user = held.sliced(2, held[1]);
            const QByteArray password = held.sliced(3 + user.size());
            held.clear();
            const bool isRight = user == m_user && password == m_password;
            refusals += isRight ? 0 : 1;
            client->write(isRight ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
            client->setProperty("stage", 2);
        } else if (stage == 2 && held.size() >= 7) {
            const bool isName = held[3] == 3;
            const QByteArray host = isName ? held.sliced(5, held[4]) : held.sliced(4, 4);
            const QByteArray port = held.last(2);
            held.clear();
            const auto number = static_cast<quint16>(quint8(port[0]) << 8 | quint8(port[1]));
            destinations.append((isName ? host : "address"_ba) + ':' + QByteArray::number(number));
            forward(client, number, QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10));
        }
    }

    void forward(QTcpSocket *client, quint16 port, const QByteArray &answer)
    {
        client->disconnect(SIGNAL(readyRead()));
        auto *vendor = new QTcpSocket(client);
        connect(vendor, &QTcpSocket::connected, client, [client, answer] { client->write(answer); });
        connect(vendor, &QTcpSocket::readyRead, client, [client, vendor] { client->write(vendor->readAll()); });
        connect(client, &QTcpSocket::readyRead, vendor, [client, vendor] { vendor->write(client->readAll()); });
        vendor->connectToHost(QHostAddress::LocalHost, port);
    }

    Kind m_kind;
    QByteArray m_user;
    QByteArray m_password;
};

} // namespace

// Vendors behind HTTP and SOCKS 5 proxies.
class TestProxy final : public QObject
{
    Q_OBJECT

private slots:
    void callsPass_data();
    void callsPass();
    void failures_data();
    void failures();
    void r41_forbiddenAddressesAreNotAskedFor();

private:
    RealClock m_clock;
};

void TestProxy::callsPass_data()
{
    QTest::addColumn<bool>("isSocks");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("host");
    QTest::newRow("CONNECT") << false << QString() << u"vendor.example"_s;
    QTest::newRow("CONNECT with credentials") << false << u"some%20body:pass%40word@"_s << u"vendor.example"_s;
    QTest::newRow("CONNECT to an address") << false << QString() << u"127.0.0.1"_s;
    QTest::newRow("SOCKS with credentials") << true << u"some%20body:pass%40word@"_s << u"vendor.example"_s;
}

void TestProxy::callsPass()
{
    QFETCH(const bool, isSocks);
    QFETCH(const QString, user);
    QFETCH(const QString, host);
    FakeProxy proxy(isSocks ? FakeProxy::Kind::Socks : FakeProxy::Kind::Connect,
                    user.isEmpty() ? ""_ba : "some body"_ba, "pass@word"_ba);
    ScriptedVendor vendor([](QTcpSocket &socket, int) { socket.write(Good); });
    Endpoint endpoint = vendor.endpoint();
    endpoint.host = host;
    endpoint.proxyUrl =
        (isSocks ? u"socks5://"_s : u"http://"_s) + user + u"127.0.0.1:"_s + QString::number(proxy.serverPort());
    ClientPool pool({}, &m_clock);
    for (int round = 0; round < 2; ++round) {
        Call call;
        call.start(pool, endpoint, post());
        QVERIFY(call.waitForEnd());
        QCOMPARE(call.result.message, QString());
        QCOMPARE(call.body, "good"_ba);
        QCOMPARE(call.result.isConnectionReused, round == 1);
    }
    QCOMPARE(proxy.destinations, QList<QByteArray>({host.toLatin1() + ':' + QByteArray::number(vendor.serverPort())}));
    QVERIFY(!vendor.received.contains("Proxy-Authorization"));
}

void TestProxy::failures_data()
{
    QTest::addColumn<QString>("proxyUrl"); // %1 is the port of a CONNECT proxy with credentials, %2 of a closed port
    QTest::addColumn<QByteArray>("refusal");
    QTest::newRow("nothing listens") << u"http://127.0.0.1:%2"_s << ""_ba;
    QTest::newRow("nothing listens, SOCKS") << u"socks5://127.0.0.1:%2"_s << ""_ba;
    QTest::newRow("no credentials") << u"http://127.0.0.1:%1"_s << ""_ba;
    QTest::newRow("wrong credentials") << u"http://a:b@127.0.0.1:%1"_s << ""_ba;
    QTest::newRow("forbidden by the proxy")
        << u"http://some%20body:pass%40word@127.0.0.1:%1"_s << "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"_ba;
    QTest::newRow("not a proxy") << u"http://some%20body:pass%40word@127.0.0.1:%1"_s
                                 << "220 mail.example ESMTP\r\n\r\n"_ba;
    QTest::newRow("unknown scheme") << u"ftp://127.0.0.1:%1"_s << ""_ba;
    QTest::newRow("no host") << u"http://"_s << ""_ba;
    QTest::newRow("no address") << u"proxy"_s << ""_ba;
}

void TestProxy::failures()
{
    QFETCH(QString, proxyUrl);
    QFETCH(const QByteArray, refusal);
    FakeProxy proxy(FakeProxy::Kind::Connect, "some body", "pass@word");
    proxy.refusal = refusal;
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    proxyUrl.replace(u"%1"_s, QString::number(proxy.serverPort()))
        .replace(u"%2"_s, QString::number(closed.serverPort()));
    closed.close();
    ScriptedVendor vendor([](QTcpSocket &socket, int) { socket.write(Good); });
    Endpoint endpoint = vendor.endpoint();
    endpoint.proxyUrl = proxyUrl;
    ClientPool pool({}, &m_clock);
    Call call;
    call.start(pool, endpoint, post("secret"));
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::ProxyFailed);
    QVERIFY(!call.result.message.isEmpty());
    QVERIFY(!call.result.message.contains(u"pass"_s));
    QVERIFY(!call.result.isRequestSent);
    QCOMPARE(vendor.requests, 0);
}

void TestProxy::r41_forbiddenAddressesAreNotAskedFor()
{
    FakeProxy proxy(FakeProxy::Kind::Connect, {}, {});
    ClientPool pool({}, &m_clock);
    Call call;
    call.start(pool,
               {.host = u"169.254.169.254"_s,
                .port = 80,
                .tls = false,
                .proxyUrl = u"http://127.0.0.1:"_s + QString::number(proxy.serverPort()),
                .caFile = {}},
               post());
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::AddressDenied);
    QVERIFY(proxy.destinations.isEmpty());
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
