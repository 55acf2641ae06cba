// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/sigv4.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Time = 1'440'938'160; // 2015-08-30 12:36:00 UTC
constexpr QByteArrayView KeyId = "AKIDEXAMPLE";
constexpr QByteArrayView Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

QByteArray signatureOf(const SigV4Request &request, const QByteArray &service)
{
    const QByteArray header =
        sigV4Authorization(request, {.region = "us-east-1", .service = service, .time = Time}, KeyId, Secret);
    return header.sliced(header.indexOf("Signature=") + 10);
}

} // namespace

class TestSigV4 : public QObject
{
    Q_OBJECT
private slots:
    void suite_data();
    void suite();
    void listUsers();
    void pathsAreEncodedTwice();
};

// The published test suite: a service named "service" at example.amazonaws.com.
void TestSigV4::suite_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("get-vanilla") << "GET"_ba << QByteArray()
                                 << "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"_ba;
    QTest::newRow("get-vanilla-query-order-key-case")
        << "GET"_ba << "Param2=value2&Param1=value1"_ba
        << "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"_ba;
    QTest::newRow("post-vanilla") << "POST"_ba << QByteArray()
                                  << "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"_ba;
}

void TestSigV4::suite()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, query);
    const SigV4Request request{.method = method,
                               .path = "/",
                               .query = query,
                               .headers = {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", sigV4Time(Time)}},
                               .payloadHash = sigV4Hash({})};
    QTEST(signatureOf(request, "service"), "signature");
}

// The worked example of the documentation.
void TestSigV4::listUsers()
{
    const SigV4Request request{.method = "GET",
                               .path = "/",
                               .query = "Action=ListUsers&Version=2010-05-08",
                               .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                                           {"Host", "iam.amazonaws.com"},
                                           {"X-Amz-Date", "20150830T123600Z"}},
                               .payloadHash = sigV4Hash({})};
    QCOMPARE(sigV4Time(Time), "20150830T123600Z"_ba);
    QCOMPARE(sigV4Hash(sigV4CanonicalRequest(request)),
             "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"_ba);
    QCOMPARE(sigV4Authorization(request, {.region = "us-east-1", .service = "iam", .time = Time}, KeyId, Secret),
             "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
             "SignedHeaders=content-type;host;x-amz-date, "
             "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"_ba);
}

// Model ids have colons, which travel as %3A and are signed as %253A.
void TestSigV4::pathsAreEncodedTwice()
{
    const SigV4Request request{.path = "/model/amazon.nova-micro-v1%3A0/converse", .payloadHash = sigV4Hash("{}")};
    QVERIFY(sigV4CanonicalRequest(request).startsWith("POST\n/model/amazon.nova-micro-v1%253A0/converse\n\n"));
}

QTEST_GUILESS_MAIN(TestSigV4)
#include "tst_sigv4.moc"
