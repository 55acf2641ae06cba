// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/settings.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT
private slots:
    void defaults();
    void roundTrip();
    void refused_data();
    void refused();
};

void TestSettings::defaults()
{
    const auto settings = settingsFrom({});
    QVERIFY(settings);
    QVERIFY(*settings == Settings());
    QCOMPARE(settings->listenAddress, u"127.0.0.1"_s); // nothing is open to the network unless somebody says so
}

void TestSettings::roundTrip()
{
    Settings settings;
    settings.listenAddress = u"::1"_s;
    settings.listenPort = 0;
    settings.allowedHosts = {u"gate.example"_s};
    settings.allowedOrigins = {u"https://app.example"_s};
    settings.tlsCertificateFile = u"/c.pem"_s;
    settings.tlsKeyFile = u"/k.pem"_s;
    settings.maxBodyBytes = 1024;
    settings.maxInFlight = 1;
    settings.drainGrace = std::chrono::seconds(0);
    settings.workers = 3;
    settings.maxStoredBodyBytes = 0;
    settings.bodyRetentionDays = 1;
    settings.simulatorEnabled = false;
    settings.fullSync = true;
    settings.appearance = u"dark"_s;
    const QList<Setting> rows = settingRows(settings);
    QCOMPARE(rows.size(), 16);
    QCOMPARE(rows.first().name, u"listen.address"_s);
    const auto read = settingsFrom(rows);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QVERIFY(*read == settings);
}

void TestSettings::refused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("mistyped") << u"listen.prot"_s << QJsonValue(1) << u"Did you mean 'listen.port'?"_s;
    QTest::newRow("port") << u"listen.port"_s << QJsonValue(65'536) << u"from 0 to 65535"_s;
    QTest::newRow("port as text") << u"listen.port"_s << QJsonValue(u"80"_s) << u"whole number"_s;
    QTest::newRow("address") << u"listen.address"_s << QJsonValue(u" "_s) << u"must not be empty"_s;
    QTest::newRow("body") << u"limits.body_bytes"_s << QJsonValue(10) << u"'limits.body_bytes' must be from 1024"_s;
    QTest::newRow("in flight") << u"limits.in_flight"_s << QJsonValue(0) << u"from 1"_s;
    QTest::newRow("drain") << u"engine.drain_seconds"_s << QJsonValue(-1) << u"engine.drain_seconds"_s;
    QTest::newRow("workers") << u"engine.workers"_s << QJsonValue(1000) << u"from 0 to 256"_s;
    QTest::newRow("days") << u"content.days"_s << QJsonValue(0) << u"from 1"_s;
    QTest::newRow("certificate alone") << u"listen.tls_certificate"_s << QJsonValue(u"/c"_s) << u"go together"_s;
    QTest::newRow("appearance") << u"window.appearance"_s << QJsonValue(u"pink"_s) << u"system, light, dark"_s;
    QTest::newRow("flag") << u"simulator.enabled"_s << QJsonValue(1) << u"true or false"_s;
}

void TestSettings::refused()
{
    QFETCH(const QString, name);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, words);
    const auto settings = settingsFrom({{.name = name, .value = value}});
    QVERIFY(!settings);
    QCOMPARE(settings.error().kind, ErrorKind::Settings);
    QVERIFY2(settings.error().message.contains(words), qPrintable(settings.error().message));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
