// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/gateway/http/clientfixture.h"
#include "tests/unit/gateway/http/serverfixture.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Gatehouse::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// TLS both ways: the client calling the server of this layer, with certificates made by openssl for this run.
class TestTls final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void requestsPass();
    void largeBodiesPass();
    void connectionIsReused();
    void r40_certificates_data();
    void r40_certificates();
    void r40_oldProtocolIsRefused();
    void r8_silentClientIsCutOff();
    void plainClientIsRefused();
    void clientGoneIsTold();
    void refusedUploadReadsItsAnswer();
    void r19c_slowClientCongests();
    void missingAuthorityFile();

private:
    bool openssl(const QStringList &arguments);
    void issue(const QString &name, const QString &subjectAltName, const QStringList &validity = {u"-days"_s, u"2"_s});
    QSslConfiguration serverConfiguration(const QString &name) const;
    QString file(const QString &name) const { return m_dir.filePath(name); }
    Endpoint endpoint(const ServerFixture &fixture, const QString &host = u"localhost"_s) const
    {
        return {.host = host,
                .port = fixture.listener.serverPort(),
                .tls = true,
                .proxyUrl = {},
                .caFile = file(u"ca.pem"_s)};
    }

    QTemporaryDir m_dir;
    RealClock m_clock;
};

bool TestTls::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_dir.path());
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

void TestTls::issue(const QString &name, const QString &subjectAltName, const QStringList &validity)
{
    QFile extensions(file(u"extensions"_s));
    QVERIFY(extensions.open(QIODevice::WriteOnly));
    extensions.write("subjectAltName=" + subjectAltName.toUtf8());
    extensions.close();
    QVERIFY(openssl({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
                     u"-keyout"_s, name + u".key"_s, u"-out"_s, u"request"_s, u"-subj"_s, u"/CN="_s + name}));
    QVERIFY(openssl(QStringList{u"x509"_s, u"-req"_s, u"-in"_s, u"request"_s, u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s,
                                u"ca.key"_s, u"-CAcreateserial"_s, u"-out"_s, name + u".pem"_s, u"-extfile"_s,
                                u"extensions"_s}
                    + validity));
}

void TestTls::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    for (const QString &authority : {u"ca"_s, u"other"_s}) {
        QVERIFY(openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                         u"-nodes"_s, u"-keyout"_s, authority + u".key"_s, u"-out"_s, authority + u".pem"_s, u"-days"_s,
                         u"2"_s, u"-subj"_s, u"/CN=Test authority "_s + authority}));
    }
    issue(u"good"_s, u"DNS:localhost,IP:127.0.0.1"_s);
    issue(u"wrongname"_s, u"DNS:example.org"_s);
    issue(u"expired"_s, u"DNS:localhost,IP:127.0.0.1"_s,
          {u"-not_before"_s, u"20200101000000Z"_s, u"-not_after"_s, u"20200201000000Z"_s});
    QVERIFY(openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                     u"-nodes"_s, u"-keyout"_s, u"selfsigned.key"_s, u"-out"_s, u"selfsigned.pem"_s, u"-days"_s, u"2"_s,
                     u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s}));
}

QSslConfiguration TestTls::serverConfiguration(const QString &name) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(file(name + u".pem"_s)));
    QFile key(file(name + u".key"_s));
    if (key.open(QIODevice::ReadOnly))
        configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

void TestTls::requestsPass()
{
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    ClientPool pool({}, &m_clock);
    for (const QString &host : {u"localhost"_s, u"127.0.0.1"_s}) {
        Call call;
        call.start(pool, endpoint(fixture, host), Test::post("hello"));
        QVERIFY(call.waitForEnd());
        QCOMPARE(call.result.message, QString());
        QCOMPARE(call.body, "POST /v1/x hello"_ba);
    }
    QVERIFY(fixture.handler.requests.first().isSecure);
}

void TestTls::largeBodiesPass()
{
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    ClientPool pool({}, &m_clock);
    const QByteArray body(5 * 1024 * 1024, 'x');
    Call call;
    ClientRequest request = Test::post(body);
    request.target = "/echo";
    call.start(pool, endpoint(fixture), std::move(request));
    QVERIFY(call.waitForEnd(15'000));
    QCOMPARE(call.result.message, QString());
    QVERIFY(call.body == body);
}

void TestTls::connectionIsReused()
{
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    ClientPool pool({}, &m_clock);
    for (int round = 0; round < 3; ++round) {
        Call call;
        ClientRequest request = Test::post();
        request.target = "/stream";
        call.start(pool, endpoint(fixture), std::move(request));
        QVERIFY(call.waitForEnd());
        QCOMPARE(call.body, "onetwothree"_ba);
        QCOMPARE(call.result.isConnectionReused, round > 0);
    }
    QCOMPARE(fixture.worker.connectionCount(), 1);
}

void TestTls::r40_certificates_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<CallFailure>("failure");
    QTest::newRow("good") << u"good"_s << u"ca.pem"_s << CallFailure::None;
    QTest::newRow("unknown authority") << u"good"_s << u"other.pem"_s << CallFailure::TlsFailed;
    QTest::newRow("only the system's authorities") << u"good"_s << QString() << CallFailure::TlsFailed;
    QTest::newRow("another name") << u"wrongname"_s << u"ca.pem"_s << CallFailure::TlsFailed;
    QTest::newRow("expired") << u"expired"_s << u"ca.pem"_s << CallFailure::TlsFailed;
    QTest::newRow("self-signed") << u"selfsigned"_s << u"ca.pem"_s << CallFailure::TlsFailed;
}

void TestTls::r40_certificates()
{
    QFETCH(const QString, certificate);
    QFETCH(const QString, authority);
    QFETCH(const CallFailure, failure);
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(certificate));
    ClientPool pool({}, &m_clock);
    Endpoint where = endpoint(fixture);
    where.caFile = authority.isEmpty() ? QString() : file(authority);
    Call call;
    call.start(pool, where, Test::post("secret"));
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, failure);
    QCOMPARE(call.result.isRequestSent, failure == CallFailure::None);
    QCOMPARE(call.result.message.isEmpty(), failure == CallFailure::None);
    QCOMPARE(fixture.handler.requests.size(), failure == CallFailure::None ? 1 : 0);
}

void TestTls::r40_oldProtocolIsRefused()
{
    ServerFixture fixture;
    QSslConfiguration configuration = serverConfiguration(u"good"_s);
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    configuration.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    fixture.worker.setTls(configuration);
    ClientPool pool({}, &m_clock);
    Call call;
    call.start(pool, endpoint(fixture), Test::post("secret"));
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::TlsFailed);
}

void TestTls::r8_silentClientIsCutOff()
{
    ServerFixture fixture({.headerTimeout = 200ms});
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    const auto client = fixture.connectClient();
    QTRY_COMPARE(fixture.worker.connectionCount(), 1);
    QCOMPARE(readAnswer(*client), QByteArray());
    QCOMPARE(fixture.worker.connectionCount(), 0);
}

void TestTls::plainClientIsRefused()
{
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    const auto client = fixture.connectClient();
    client->write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(!readAnswer(*client).contains("HTTP/1.1"));
    QCOMPARE(fixture.handler.requests.size(), 0);
    QTRY_COMPARE(fixture.worker.connectionCount(), 0);
}

void TestTls::clientGoneIsTold()
{
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    ClientPool pool({}, &m_clock);
    Call call;
    ClientRequest request = Test::post();
    request.target = "/hold";
    call.start(pool, endpoint(fixture), std::move(request));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    call.handle.reset();
    QTRY_COMPARE(fixture.handler.closed, 1);
    QTRY_COMPARE(fixture.worker.connectionCount(), 0);
}

void TestTls::refusedUploadReadsItsAnswer()
{
    ServerFixture fixture({.bodyBytes = 1024 * 1024});
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    ClientPool pool({}, &m_clock);
    Call call;
    call.start(pool, endpoint(fixture), Test::post(QByteArray(2 * 1024 * 1024, 'x')));
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.status, 413);
    QCOMPARE(call.body, "payload_too_large"_ba);
}

void TestTls::r19c_slowClientCongests()
{
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    ClientPool pool({}, &m_clock);
    Call call;
    call.onBody = [&call](QByteArrayView) { call.handle->setPaused(true); };
    ClientRequest request = Test::post();
    request.target = "/hold";
    call.start(pool, endpoint(fixture), std::move(request));
    QTRY_COMPARE(fixture.handler.held.size(), 1);
    const auto response = fixture.handler.held.first();
    int drained = 0;
    response->onDrained([&drained] { ++drained; });
    response->start(200, {{"Content-Type", "text/event-stream"}});
    const QByteArray piece(256 * 1024, 'x');
    QTRY_VERIFY_WITH_TIMEOUT((response->write(piece), response->isCongested()), 10'000);
    QTest::qWait(100);
    const qint64 received = call.body.size();
    QTest::qWait(100);
    QCOMPARE(call.body.size(), received);
    call.onBody = {};
    call.handle->setPaused(false);
    QTRY_VERIFY(drained == 1);
    response->finish("end");
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.body.size(), response->bytesWritten());
    QVERIFY(call.body.endsWith("end"));
}

void TestTls::missingAuthorityFile()
{
    ServerFixture fixture;
    fixture.worker.setTls(serverConfiguration(u"good"_s));
    ClientPool pool({}, &m_clock);
    Endpoint where = endpoint(fixture);
    where.caFile = file(u"nowhere.pem"_s);
    Call call;
    call.start(pool, where, Test::post());
    QVERIFY(call.waitForEnd());
    QCOMPARE(call.result.failure, CallFailure::TlsFailed);
    QVERIFY(call.result.message.contains(where.caFile));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
