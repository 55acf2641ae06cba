// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/vendorauth.h"
#include "tests/support/serviceaccountdata.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

Http::Headers headersFor(QByteArrayView type, QByteArrayView secret)
{
    Http::ClientRequest request;
    request.target = "/model/m%3A1/converse"_ba;
    request.body = "{}"_ba;
    const Timestamp now{std::chrono::seconds(1'700'000'000)};
    Upstream::addCredential(request, *Llm::vendorByType(type), "bedrock-runtime.eu-central-1.amazonaws.com", secret,
                            now);
    return request.headers;
}

} // namespace

class VendorAuthTest final : public QObject
{
    Q_OBJECT
private slots:
    void everyVendorHasItsHeader()
    {
        QCOMPARE(headersFor("openai", "k").value("authorization"), "Bearer k");
        QCOMPARE(headersFor("anthropic", "k").value("x-api-key"), "k");
        QCOMPARE(headersFor("gemini", "k").value("x-goog-api-key"), "k");
        QCOMPARE(headersFor("azure_openai", "k").value("api-key"), "k");
        QCOMPARE(headersFor("vertex", "token").value("authorization"), "Bearer token");
        QVERIFY(!headersFor("simulator", "k").value("authorization"));
        QVERIFY(!headersFor("openai", "").value("authorization"));
    }
    void aDocumentIsSentToNobody()
    {
        const QByteArray document = Test::serviceAccountDocument();
        const Llm::Vendor &vertex = *Llm::vendorByType("vertex");
        QVERIFY(Upstream::needsAccessToken(vertex, document));
        QVERIFY(!Upstream::needsAccessToken(vertex, "ya29.token"));
        QVERIFY(!Upstream::needsAccessToken(vertex, ""));
        QVERIFY(!Upstream::needsAccessToken(*Llm::vendorByType("openai"), document));
        QVERIFY(headersFor("vertex", document).isEmpty());
    }
    void whatCouldNeverBeAKeyIsRefused()
    {
        const Llm::Vendor &vertex = *Llm::vendorByType("vertex");
        QVERIFY(Upstream::checkSecret(vertex, Test::serviceAccountDocument()));
        QVERIFY(Upstream::checkSecret(vertex, "ya29.token"));
        QVERIFY(Upstream::checkSecret(*Llm::vendorByType("openai"), "{"));
        const auto refused = Upstream::checkSecret(vertex, "{\"type\":\"authorized_user\"}");
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Settings);
    }
    void bedrockIsSigned()
    {
        const Http::Headers headers = headersFor("bedrock", "AKID:SECRET:TO:KEN");
        const QByteArray value = headers.value("authorization")->toByteArray();
        QVERIFY(value.startsWith("AWS4-HMAC-SHA256 Credential=AKID/20231114/eu-central-1/bedrock/aws4_request"));
        QVERIFY(value.contains("SignedHeaders=host;x-amz-date;x-amz-security-token"));
        QCOMPARE(headers.value("x-amz-security-token"), "TO:KEN");
        QVERIFY(!value.contains("SECRET"));
        QCOMPARE(headersFor("bedrock", "bedrock-api-key").value("authorization"), "Bearer bedrock-api-key");
    }
};

QTEST_GUILESS_MAIN(VendorAuthTest)
#include "tst_vendorauth.moc"
