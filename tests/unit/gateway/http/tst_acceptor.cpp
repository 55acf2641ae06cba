// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/acceptor.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <unistd.h>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;

class TestAcceptor final : public QObject
{
    Q_OBJECT

private slots:
    void handsConnectionsOver();
    void r47_portInUseSaysByWhom();
    void r47_foreignAddressIsExplained();
    void closedPortCanBeTakenAgain();
};

void TestAcceptor::handsConnectionsOver()
{
    QList<qintptr> descriptors;
    Acceptor acceptor([&descriptors](qintptr descriptor) { descriptors.append(descriptor); });
    const auto port = acceptor.listen(QHostAddress::LocalHost, 0);
    QVERIFY(port.has_value());
    std::array<QTcpSocket, 20> clients;
    for (QTcpSocket &client : clients)
        client.connectToHost(QHostAddress::LocalHost, *port);
    QTRY_COMPARE(descriptors.size(), 20);
    for (const qintptr descriptor : std::as_const(descriptors))
        ::close(static_cast<int>(descriptor));
}

void TestAcceptor::r47_portInUseSaysByWhom()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Acceptor acceptor([](qintptr) {});
    const auto port = acceptor.listen(QHostAddress::LocalHost, other.serverPort());
    QVERIFY(!port.has_value());
    QCOMPARE(port.error().kind, ErrorKind::Io);
    QVERIFY2(port.error().message.startsWith(u"Port "_s % QString::number(other.serverPort())
                                             % u" on 127.0.0.1 is in use by "_s),
             qPrintable(port.error().message));
#ifdef Q_OS_LINUX
    QVERIFY2(port.error().message.contains(u"(process "_s % QString::number(QCoreApplication::applicationPid()) % u')'),
             qPrintable(port.error().message));
#endif
}

void TestAcceptor::r47_foreignAddressIsExplained()
{
    Acceptor acceptor([](qintptr) {});
    const auto port = acceptor.listen(QHostAddress(u"192.0.2.1"_s), 0);
    QVERIFY(!port.has_value());
    QCOMPARE(port.error().message, u"This machine has no address 192.0.2.1. Choose one of its own, or 127.0.0.1."_s);
}

void TestAcceptor::closedPortCanBeTakenAgain()
{
    Acceptor acceptor([](qintptr descriptor) { ::close(static_cast<int>(descriptor)); });
    const auto port = acceptor.listen(QHostAddress::LocalHost, 0);
    QVERIFY(port.has_value());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, *port);
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState); // closed by us: the port is in TIME_WAIT now
    acceptor.close();
    QCOMPARE(acceptor.listen(QHostAddress::LocalHost, *port).value_or(0), *port);
}

QTEST_GUILESS_MAIN(TestAcceptor)
#include "tst_acceptor.moc"
