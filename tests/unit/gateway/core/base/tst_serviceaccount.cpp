// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/serviceaccount.h"
#include "tests/support/serviceaccountdata.h"

#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp Time{std::chrono::seconds(1'795'000'000)};
constexpr auto Base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

// By OpenSSL and the public half of the key alone.
bool isSigned(const QByteArray &text, const QByteArray &signature, const QByteArray &publicPem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(publicPem.data(), int(publicPem.size())),
                                                        &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return key && EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
           && EVP_DigestVerify(digest.get(), reinterpret_cast<const unsigned char *>(signature.data()),
                               std::size_t(signature.size()), reinterpret_cast<const unsigned char *>(text.data()),
                               std::size_t(text.size()))
                  == 1;
}

} // namespace

class TestServiceAccount final : public QObject
{
    Q_OBJECT
private slots:
    void readsADocument()
    {
        const auto account = readServiceAccount(Test::serviceAccountFile(u"document.json"_s));
        QVERIFY2(account, account ? "" : qPrintable(account.error().message));
        QCOMPARE(account->clientEmail, QByteArray("tests@gatehouse-tests.iam.gserviceaccount.example"));
        QCOMPARE(account->keyId, QByteArray("0123456789abcdef0123456789abcdef01234567"));
        QCOMPARE(account->tokenUri, QUrl(u"https://oauth2.googleapis.com/token"_s));
        QVERIFY(account->privateKey.reveal().startsWith("-----BEGIN PRIVATE KEY-----\n"));
    }

    // Some writers escape what need not be.
    void readsEscapes()
    {
        QByteArray document = Test::serviceAccountDocument();
        document.replace("=", "\\u003d").replace("/", "\\/");
        QVERIFY(readServiceAccount(QByteArray("\r\n " + document + "\n\n")));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QJsonObject &changes, const QString &message) {
            QTest::newRow(name) << Test::serviceAccountDocument(changes) << message;
        };
        const QString notWhole = u"The key begins like a JSON document but is none. Give the whole file."_s;
        QTest::newRow("cut") << Test::serviceAccountDocument().left(400) << notWhole;
        QTest::newRow("brace") << QByteArray("{") << notWhole;
        QTest::newRow("more behind") << Test::serviceAccountDocument() + "x" << notWhole;
        QTest::newRow("line breaks in the key") << Test::serviceAccountDocument().replace("\\n", "\n") << notWhole;
        const QString otherType = u"The JSON document is not that of a service account: its \"type\" is another."_s;
        QTest::newRow("empty object") << QByteArray("{}") << otherType;
        row("user", {{u"type"_s, u"authorized_user"_s}}, otherType);
        row("type of a wrong type", {{u"type"_s, 1}}, otherType);
        const QString none = u"The service account's document has no \"%1\"."_s;
        row("no account", {{u"client_email"_s, QJsonValue()}}, none.arg(u"client_email"_s));
        row("no key", {{u"private_key"_s, QJsonValue()}}, none.arg(u"private_key"_s));
        row("key of a wrong type", {{u"private_key"_s, QJsonArray{u"x"_s}}}, none.arg(u"private_key"_s));
        row("no address", {{u"token_uri"_s, QJsonValue()}}, none.arg(u"token_uri"_s));
        const QString badKey = u"The \"private_key\" of the service account's document cannot be read: it must be an "
                               "RSA key of at least 2048 bits in PEM."_s;
        row("key cut", {{u"private_key"_s, u"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"_s}},
            badKey);
        const QString badAddress =
            u"The \"token_uri\" of the service account's document is not an address with https."_s;
        for (const QString &address :
             {u"http://oauth2.googleapis.com/token"_s, u"http://127.0.0.1.example.com/token"_s,
              u"http://127.example.com/token"_s, u"https://user:password@oauth2.googleapis.com/token"_s, u"https://"_s,
              u"file:///etc/passwd"_s, u"token"_s, u"http://10.0.0.1/token"_s})
            row(address.toLatin1().constData(), {{u"token_uri"_s, address}}, badAddress);
    }

    void refuses()
    {
        QFETCH(const QByteArray, document);
        const auto account = readServiceAccount(document);
        QVERIFY(!account);
        QCOMPARE(account.error().kind, ErrorKind::Settings);
        QTEST(account.error().message, "message");
        QVERIFY(!account.error().message.contains(QString::fromLatin1(Test::serviceAccountCanary())));
        QVERIFY(account.error().detail.isEmpty());
    }

    void takesThisMachineWithoutTls()
    {
        for (const QString &address :
             {u"http://127.0.0.1:9/token"_s, u"http://localhost/token"_s, u"http://[::1]:9/token"_s})
            QVERIFY2(readServiceAccount(Test::serviceAccountDocument({{u"token_uri"_s, address}})),
                     qPrintable(address));
    }

    void theAssertionIsTheGoldenOne()
    {
        const auto account = readServiceAccount(Test::serviceAccountFile(u"document.json"_s));
        QVERIFY(account);
        const auto assertion = serviceAccountAssertion(*account, Time);
        QVERIFY(assertion);
        QCOMPARE(*assertion, Test::serviceAccountFile(u"assertion.txt"_s).trimmed());
    }

    void theAssertionSaysWhatGoogleWants()
    {
        const auto account = readServiceAccount(Test::serviceAccountFile(u"document.json"_s));
        QVERIFY(account);
        const QByteArray assertion = serviceAccountAssertion(*account, Time).value_or(QByteArray());
        QVERIFY(!assertion.contains('=') && !assertion.contains('+') && !assertion.contains('/'));
        const QList<QByteArray> parts = assertion.split('.');
        QCOMPARE(parts.size(), 3);
        const QJsonObject header = QJsonDocument::fromJson(QByteArray::fromBase64(parts[0], Base64)).object();
        const QJsonObject wantedHeader{
            {u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}, {u"kid"_s, u"0123456789abcdef0123456789abcdef01234567"_s}};
        QCOMPARE(header, wantedHeader);
        const QJsonObject claims = QJsonDocument::fromJson(QByteArray::fromBase64(parts[1], Base64)).object();
        const QJsonObject wantedClaims{{u"iss"_s, u"tests@gatehouse-tests.iam.gserviceaccount.example"_s},
                                       {u"scope"_s, u"https://www.googleapis.com/auth/cloud-platform"_s},
                                       {u"aud"_s, u"https://oauth2.googleapis.com/token"_s},
                                       {u"iat"_s, 1'795'000'000},
                                       {u"exp"_s, 1'795'003'600}};
        QCOMPARE(claims, wantedClaims);
        QVERIFY(isSigned(parts[0] + '.' + parts[1], QByteArray::fromBase64(parts[2], Base64),
                         Test::serviceAccountFile(u"public.pem"_s)));
    }

    void knowsDocumentsByTheirBeginning()
    {
        QVERIFY(isServiceAccountDocument("{"));
        QVERIFY(isServiceAccountDocument(" \n{\"type\":1}"));
        QVERIFY(!isServiceAccountDocument("ya29.token{"));
        QVERIFY(!isServiceAccountDocument(""));
    }

    void tellsDocumentsApart()
    {
        QCOMPARE(fingerprintOf("{a}"), fingerprintOf("{a}"));
        QVERIFY(fingerprintOf("{a}") != fingerprintOf("{b}"));
        QVERIFY(!fingerprintOf("").isEmpty());
    }

    void lastFour()
    {
        QCOMPARE(lastFourOf("sk-proj-1234"), u"1234"_s);
        QCOMPARE(lastFourOf("abc"), u"abc"_s);
        QCOMPARE(lastFourOf(""), QString());
        QCOMPARE(lastFourOf(Test::serviceAccountDocument()), u"4567"_s); // of the key's id
        QCOMPARE(lastFourOf("{\"private_key\":\"secret\"}"), QString());
    }
};

QTEST_GUILESS_MAIN(TestServiceAccount)
#include "tst_serviceaccount.moc"
