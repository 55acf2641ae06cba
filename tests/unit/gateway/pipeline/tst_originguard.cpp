// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/originguard.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Pipeline;

class OriginGuardTest final : public QObject
{
    Q_OBJECT
private slots:
    void r42_hosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("onLoopback");
        QTest::addColumn<bool>("onEverything");
        QTest::addRow("loopback") << QByteArray("127.0.0.1:8080") << true << true;
        QTest::addRow("name") << QByteArray("localhost:8080") << true << true;
        QTest::addRow("case") << QByteArray("LocalHost:8080") << true << true;
        QTest::addRow("v6") << QByteArray("[::1]:8080") << true << true;
        QTest::addRow("listed") << QByteArray("gate.team.lan:8443") << true << true;
        QTest::addRow("lan address") << QByteArray("192.168.1.20:8080") << false << true;
        QTest::addRow("no port") << QByteArray("localhost") << false << false;
        QTest::addRow("other port") << QByteArray("localhost:8081") << false << false;
        QTest::addRow("trailing dot") << QByteArray("localhost.:8080") << false << false;
        QTest::addRow("sub domain") << QByteArray("localhost.evil:8080") << false << false;
        QTest::addRow("rebound name") << QByteArray("evil.example:8080") << false << false;
        QTest::addRow("userinfo") << QByteArray("localhost@evil.example:8080") << false << false;
        QTest::addRow("short form") << QByteArray("127.1:8080") << false << false;
        QTest::addRow("number form") << QByteArray("2130706433:8080") << false << false;
        QTest::addRow("huge port") << QByteArray("localhost:808080") << false << false;
        QTest::addRow("empty port") << QByteArray("localhost:") << false << false;
        QTest::addRow("open bracket") << QByteArray("[::1:8080") << false << false;
        QTest::addRow("empty") << QByteArray() << false << false;
    }
    void r42_hosts()
    {
        QFETCH(const QByteArray, host);
        Settings settings;
        settings.allowedHosts = {QStringLiteral("gate.team.lan")};
        QTEST(isHostAllowed(host, settings, 8080), "onLoopback");
        settings.listenAddress = QStringLiteral("0.0.0.0");
        QTEST(isHostAllowed(host, settings, 8080), "onEverything");
    }

    void r43_origins_data()
    {
        QTest::addColumn<Http::Headers>("headers");
        QTest::addColumn<bool>("allowed");
        QTest::addRow("no browser") << Http::Headers{} << true;
        QTest::addRow("foreign") << Http::Headers{{"Origin", "https://evil.example"}} << false;
        QTest::addRow("null") << Http::Headers{{"Origin", "null"}} << false;
        QTest::addRow("listed") << Http::Headers{{"Origin", "https://chat.team.lan"}} << true;
        QTest::addRow("listed, other port") << Http::Headers{{"Origin", "https://chat.team.lan:444"}} << false;
        QTest::addRow("two") << Http::Headers{{"Origin", "https://chat.team.lan"}, {"Origin", "https://evil.example"}}
                             << false;
        QTest::addRow("cross-site without origin") << Http::Headers{{"Sec-Fetch-Site", "cross-site"}} << false;
        QTest::addRow("same-site without origin") << Http::Headers{{"Sec-Fetch-Site", "same-site"}} << false;
        QTest::addRow("typed by the user") << Http::Headers{{"Sec-Fetch-Site", "none"}} << true;
    }
    void r43_origins()
    {
        QFETCH(const Http::Headers, headers);
        Settings settings;
        settings.allowedOrigins = {QStringLiteral("https://chat.team.lan")};
        QTEST(isOriginAllowed(headers, settings), "allowed");
    }
};

QTEST_GUILESS_MAIN(OriginGuardTest)
#include "tst_originguard.moc"
