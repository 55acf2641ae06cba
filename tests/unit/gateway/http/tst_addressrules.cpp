// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/addressrules.h"

#include <QTest>

using namespace Gatehouse::Http;

class TestAddressRules final : public QObject
{
    Q_OBJECT

private slots:
    void r41_forbidden_data();
    void r41_forbidden();
};

void TestAddressRules::r41_forbidden_data()
{
    QTest::addColumn<bool>("isForbidden");
    for (const char *address : {"0.0.0.0",         "0.1.2.3",         "169.254.0.0",
                                "169.254.169.254", "169.254.255.255", "100.100.100.200",
                                "192.0.0.192",     "168.63.129.16",   "224.0.0.1",
                                "239.255.255.255", "255.255.255.255", "::",
                                "fe80::1",         "febf::1",         "ff02::1",
                                "fd00:ec2::254",   "fd20:ce::254",    "::ffff:169.254.1.1",
                                "::ffff:0.0.0.0",  "::169.254.1.1",   "64:ff9b::169.254.1.1"})
        QTest::newRow(address) << true;
    // Private addresses and the machine itself are where models of one's own run.
    for (const char *address :
         {"127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.253.255.255", "169.255.0.0", "100.100.100.201",
          "1.1.1.1", "::1", "::ffff:127.0.0.1", "fd00::1", "fec0::1", "2606:4700::1111"})
        QTest::newRow(address) << false;
}

void TestAddressRules::r41_forbidden()
{
    QFETCH(const bool, isForbidden);
    const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!address.isNull());
    QCOMPARE(isForbiddenAddress(address), isForbidden);
}

QTEST_APPLESS_MAIN(TestAddressRules)
#include "tst_addressrules.moc"
