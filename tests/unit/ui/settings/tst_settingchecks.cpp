// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingchecks.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;

class TestSettingChecks final : public QObject
{
    Q_OBJECT
private slots:
    void addresses_data();
    void addresses();
    void hosts_data();
    void hosts();
    void origins();
    void pemFiles();
    void loopback();
    void parts();
};

void TestSettingChecks::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isFine");
    QTest::newRow("loopback") << u"127.0.0.1"_s << true;
    QTest::newRow("all") << u"0.0.0.0"_s << true;
    QTest::newRow("name") << u"localhost"_s << true;
    QTest::newRow("v6") << u"::1"_s << true;
    QTest::newRow("v6 all") << u"::"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("too large") << u"300.1.1.1"_s << false;
    QTest::newRow("too short") << u"10.0.1"_s << false;
    QTest::newRow("octal") << u"127.0.0.01"_s << false;
    QTest::newRow("with port") << u"127.0.0.1:8080"_s << false;
    QTest::newRow("host name") << u"gateway.lan"_s << false;
    QTest::newRow("v6 nonsense") << u"::zz"_s << false;
}

void TestSettingChecks::addresses()
{
    QFETCH(const QString, address);
    QFETCH(const bool, isFine);
    QCOMPARE(SettingChecks::addressProblem(address).isEmpty(), isFine);
}

void TestSettingChecks::hosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isFine");
    QTest::newRow("name") << u"gateway.example.com"_s << true;
    QTest::newRow("with port") << u"gw.lan:8080"_s << true;
    QTest::newRow("address") << u"10.0.0.7"_s << true;
    QTest::newRow("scheme") << u"http://gw.lan"_s << false;
    QTest::newRow("path") << u"gw.lan/v1"_s << false;
    QTest::newRow("ends in a hyphen") << u"gw-"_s << false;
}

void TestSettingChecks::hosts()
{
    QFETCH(const QString, host);
    QFETCH(const bool, isFine);
    QCOMPARE(SettingChecks::hostsProblem({host}).isEmpty(), isFine);
    QCOMPARE(SettingChecks::hostsProblem({u"fine.example.com"_s, host}).isEmpty(), isFine);
}

void TestSettingChecks::origins()
{
    QVERIFY(SettingChecks::originsProblem({}).isEmpty());
    QVERIFY(SettingChecks::originsProblem({u"https://app.example.com"_s, u"http://localhost:3000"_s}).isEmpty());
    QVERIFY(!SettingChecks::originsProblem({u"https://app.example.com/"_s}).isEmpty());
    QVERIFY(!SettingChecks::originsProblem({u"app.example.com"_s}).isEmpty());
    QVERIFY(!SettingChecks::originsProblem({u"*"_s}).isEmpty());
}

void TestSettingChecks::pemFiles()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"some.pem"_s);
    QVERIFY(SettingChecks::certificateProblem({}).isEmpty()); // none is a choice
    QVERIFY(SettingChecks::certificateProblem(path).contains(path));
    const auto write = [&](const QByteArray &content) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    QVERIFY(write("-----BEGIN CERTIFICATE-----\n"));
    QVERIFY(SettingChecks::certificateProblem(path).isEmpty());
    QVERIFY(!SettingChecks::keyProblem(path).isEmpty());
    QVERIFY(write("-----BEGIN EC PRIVATE KEY-----\n"));
    QVERIFY(SettingChecks::keyProblem(path).isEmpty());
    QVERIFY(write("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    QVERIFY(SettingChecks::keyProblem(path).contains(u"password"_s));
}

void TestSettingChecks::loopback()
{
    QVERIFY(SettingChecks::isLoopback(u"127.0.0.1"_s));
    QVERIFY(SettingChecks::isLoopback(u"127.8.0.1"_s));
    QVERIFY(SettingChecks::isLoopback(u"::1"_s));
    QVERIFY(!SettingChecks::isLoopback(u"0.0.0.0"_s));
    QVERIFY(!SettingChecks::isLoopback(u"::"_s));
}

void TestSettingChecks::parts()
{
    QCOMPARE(SettingChecks::partsOf(u" a, b;c\td "_s), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
    QVERIFY(SettingChecks::partsOf(u" , "_s).isEmpty());
}

QTEST_MAIN(TestSettingChecks)
#include "tst_settingchecks.moc"
