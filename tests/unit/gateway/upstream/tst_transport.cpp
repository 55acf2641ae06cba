// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/transport.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Upstream;

class TransportTest final : public QObject
{
    Q_OBJECT
private slots:
    void endpoints_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host"); // empty = refused
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QByteArray>("target");
        QTest::addRow("openai") << QStringLiteral("https://api.openai.com/v1") << QStringLiteral("api.openai.com")
                                << 443 << true << QByteArray("/v1");
        QTest::addRow("slash") << QStringLiteral("http://localhost:11434/v1/") << QStringLiteral("localhost") << 11434
                               << false << QByteArray("/v1");
        QTest::addRow("no path") << QStringLiteral("http://gpu-01.lan") << QStringLiteral("gpu-01.lan") << 80 << false
                                 << QByteArray();
        QTest::addRow("ipv6") << QStringLiteral("http://[::1]:8000/v1") << QStringLiteral("::1") << 8000 << false
                              << QByteArray("/v1");
        QTest::addRow("r41 userinfo") << QStringLiteral("https://api.openai.com@evil.example/v1") << QString() << 0
                                      << false << QByteArray();
        QTest::addRow("r40 scheme") << QStringLiteral("file:///etc/passwd") << QString() << 0 << false << QByteArray();
        QTest::addRow("no scheme") << QStringLiteral("api.openai.com/v1") << QString() << 0 << false << QByteArray();
        QTest::addRow("empty") << QString() << QString() << 0 << false << QByteArray();
    }
    void endpoints()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, host);
        Provider provider;
        provider.baseUrl = url;
        const auto endpoint = endpointOf(provider);
        QCOMPARE(endpoint.has_value(), !host.isEmpty());
        if (!endpoint) {
            QCOMPARE(endpoint.error().kind, ErrorKind::Settings);
            return;
        }
        QCOMPARE(endpoint->host, host);
        QTEST(int(endpoint->port), "port");
        QTEST(endpoint->tls, "tls");
        QTEST(basePathOf(provider), "target");
    }
};

QTEST_GUILESS_MAIN(TransportTest)
#include "tst_transport.moc"
