// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/requestrules.h"

#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;

class TestRequestRules final : public QObject
{
    Q_OBJECT

private slots:
    void targets();
    void r30_hosts_data();
    void r30_hosts();
    void r30_fieldsOfHttp10();
};

void TestRequestRules::targets()
{
    QCOMPARE(parseTarget("GET", "/a%2Fb?c?d").value(), (Target{.path = "/a%2Fb", .query = "c?d", .authority = {}}));
    QCOMPARE(parseTarget("GET", "//a").value(), (Target{.path = "//a", .query = {}, .authority = {}}));
    QCOMPARE(parseTarget("GET", "HTTPS://a.b:1?c").value(), (Target{.path = "/", .query = "c", .authority = "a.b:1"}));
    QCOMPARE(parseTarget("OPTIONS", "*").value(), (Target{.path = "*", .query = {}, .authority = {}}));
    for (const QByteArray &target : {""_ba, "a"_ba, "*a"_ba, "http:/a"_ba, "http:///a"_ba, "http://a b/"_ba, "/ "_ba,
                                     "/\x7f"_ba, "/%"_ba, "/%4"_ba, "/?%4g"_ba, "/#"_ba, "/?#"_ba, "/<"_ba})
        QVERIFY2(!parseTarget("GET", target).has_value(), target.constData());
}

void TestRequestRules::r30_hosts_data()
{
    QTest::addColumn<bool>("isValid");
    for (const char *host : {"localhost", "a.b", "a.b.", "a_b", "127.0.0.1:8080", "[::1]", "[::1]:80", "a:", "a:65535",
                             "[::ffff:1.2.3.4]"})
        QTest::newRow(host) << true;
    for (const char *host : {"", ":80", "a:65536", "a:1x", "a:-1", "a:80:80", "a b", "a@b", "a/b", "a,b", "[]", "[::1",
                             "::1", "[::1]x", "[g::]", "a\\b", "a?b", "a#b", "a%62"})
        QTest::newRow(host) << false;
}

void TestRequestRules::r30_hosts()
{
    QFETCH(const bool, isValid);
    QCOMPARE(isHost(QByteArrayView(QTest::currentDataTag())), isValid);
}

void TestRequestRules::r30_fieldsOfHttp10()
{
    QVERIFY(checkFields({}, {}, 0).has_value()); // needs no Host
    QVERIFY(!checkFields({}, {}, 1).has_value());
    QVERIFY(!checkFields({{"Transfer-Encoding", "chunked"}}, {}, 0).has_value());
    QVERIFY(!checkFields({{"Expect", "100-continue"}}, {}, 0).value().isContinueExpected); // RFC 9110 10.1.1
    QVERIFY(checkFields({{"Host", "a"}, {"expect", "100-Continue"}}, {}, 1).value().isContinueExpected);
    QVERIFY(checkFields({{"Host", "a"}, {"transfer-encoding", "Chunked"}}, {}, 1).value().isChunked);
}

QTEST_APPLESS_MAIN(TestRequestRules)
#include "tst_requestrules.moc"
