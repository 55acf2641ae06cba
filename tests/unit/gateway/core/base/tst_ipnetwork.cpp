// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/ipnetwork.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestIpNetwork : public QObject
{
    Q_OBJECT
private slots:
    void contains_data();
    void contains();
    void whatIsNoNetwork_data();
    void whatIsNoNetwork();
    void bitsBehindThePrefixAreIgnored();
};

void TestIpNetwork::contains_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isIn");
    QTest::newRow("one address") << u"192.168.1.17"_s << u"192.168.1.17"_s << true;
    QTest::newRow("another one") << u"192.168.1.17"_s << u"192.168.1.18"_s << false;
    QTest::newRow("in /24") << u"192.168.1.0/24"_s << u"192.168.1.255"_s << true;
    QTest::newRow("beside /24") << u"192.168.1.0/24"_s << u"192.168.2.0"_s << false;
    QTest::newRow("in /20") << u"10.1.16.0/20"_s << u"10.1.31.255"_s << true;
    QTest::newRow("beside /20") << u"10.1.16.0/20"_s << u"10.1.32.0"_s << false;
    QTest::newRow("every IPv4") << u"0.0.0.0/0"_s << u"8.8.8.8"_s << true;
    QTest::newRow("every IPv4 is not IPv6") << u"0.0.0.0/0"_s << u"2001:db8::1"_s << false;
    QTest::newRow("everything") << u"::/0"_s << u"8.8.8.8"_s << true;
    QTest::newRow("mapped address") << u"192.168.1.0/24"_s << u"::ffff:192.168.1.9"_s << true;
    QTest::newRow("mapped network") << u"::ffff:192.168.1.0/120"_s << u"192.168.1.9"_s << true;
    QTest::newRow("in IPv6") << u"fd00::/8"_s << u"fdab:1::1"_s << true;
    QTest::newRow("beside IPv6") << u"fd00::/8"_s << u"fe80::1"_s << false;
    QTest::newRow("with a scope") << u"fe80::/10"_s << u"fe80::1%eth0"_s << true;
    QTest::newRow("loopback") << u"127.0.0.0/8"_s << u"127.0.0.1"_s << true;
    QTest::newRow("no address") << u"::/0"_s << u"localhost"_s << false;
    QTest::newRow("nothing") << u"::/0"_s << QString() << false;
}

void TestIpNetwork::contains()
{
    QFETCH(const QString, network);
    QFETCH(const QString, address);
    const auto made = IpNetwork::fromText(network);
    QVERIFY(made);
    QTEST(made->contains(address), "isIn");
}

void TestIpNetwork::whatIsNoNetwork_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "/24", "here", "192.168.1", "192.168.1.0/33", "192.168.1.0/-1", "192.168.1.0/+8",
                             "192.168.1.0/", "192.168.1.0/24/8", "::/129", "192.168.1.0/2x", "1.2.3.4 ", "256.1.1.1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestIpNetwork::whatIsNoNetwork()
{
    QFETCH(const QString, text);
    QVERIFY(!IpNetwork::fromText(text));
}

void TestIpNetwork::bitsBehindThePrefixAreIgnored()
{
    QVERIFY(IpNetwork::fromText(u"192.168.1.77/24") == IpNetwork::fromText(u"192.168.1.0/24"));
}

QTEST_GUILESS_MAIN(TestIpNetwork)
#include "tst_ipnetwork.moc"
