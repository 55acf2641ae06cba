// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/rs256.h"
#include "tests/support/serviceaccountdata.h"

#include <QTest>

#include <openssl/err.h>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray privateKey()
{
    return QJsonDocument::fromJson(Test::serviceAccountDocument()).object()["private_key"_L1].toString().toLatin1();
}

// Too short; of another kind; under a passphrase. Public and worthless.
constexpr QByteArrayView ShortKey = R"(-----BEGIN PRIVATE KEY-----
MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAKjOIgDW+ciyYWR0
PWBq4bgvu02uUsdTsC7Ro5NJ0f25uCPVrDcY9E7f9t4MFJhleFNSxuYGWeo5g1GP
/NEG71oTI93FWq0e9lp9Dhu3bn5zCu+S6zob8eplGPNXyhsJ1Xaxfqb8wltO7L7/
JG3kupG3XQIr9L6qmdDHXPzEGB0ZAgMBAAECgYAFgRs4vcnNUou8c9Hgh/uuPtgz
s0B9wWvYSvuzfM+9H0Yy3O/NqCGnRMRO/0PYqE5hISzdKU3bRl7S1QggZMJ/NtQ+
Fb7w/p+/F46aHty1f5j0bD5ZNb4jY3gi1l6Msf4AQxhZwUS9dvOZTza0ROWfaM58
nSEfxSoHhmP2F3p6gQJBAN4xGiZ4NusMJTpwAy7s4xmxZRDU1oKRiIz1+mi6ajj6
aQNY+uD+LSOZwhcWj4nydpQiaR9MBtvH3XHGIEQUT1ECQQDCfX764iIozhcn0gFb
e+7tuGphK+XN7KU3MLZEjETRAwjB1vxL3T/Q3zxMzKSKtlb7tZN3EU9uxO4iBQOe
u89JAkEAsx8AhtzI4Sn0ZSzh1BWSaycQY8ZBfBcY7xJpob4OXgq5V8KG1ZTzDM0q
o/RDGSFHKNqoxltC+DEiu1LOtjNtUQJAQUOroLTRka/WxV4LZo+oFc2UpRb9/qQy
rNqDz2ziiuDhx2pFL5AHIihHK95gOMwHVGASJBqC9UDQSEo2dMXBQQJAbX/AQydS
ppwe7UB8CUVVieB6/JJDe9I33PeMYgPBXb9qiffxYHJxGZLelQWTBeE0hgxVcufH
7DTDwr8xQ3b0Nw==
-----END PRIVATE KEY-----
)";
constexpr QByteArrayView EllipticKey = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRO20fLOwinOT7RAc
5x7ZiD/ej3KyoIEBPLIo0GEEbRyhRANCAATUtyAb46Kacv3EarU9ZcuqS4zssHIK
P54FB+h1xqbdBueRcX2KjuKLd7WkB2s9VHKrS4vG1BOaj1+fenrl8oVo
-----END PRIVATE KEY-----
)";
constexpr QByteArrayView LockedKey = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhx+l24INe2YgICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKo/eHeJGl7OlSKGeM+MH+AEgZBp
/UQ35DbzNmei4hKXRtQ8TOYdUR399kYNSzsKp+3shrDIxQFdVQV/o/uVUEokmCkR
PP2TGpoiot4uRdc5jmKSyYFuBo58qbLN/elL1Ejq/ek/txOkjzT1vhE09dllUV3+
5H/RGAHo7SIh+LuoU8qAlXrHq6hHlrp4aAH2BOAQopGU3WzFhulmErsTSfD8YL8=
-----END ENCRYPTED PRIVATE KEY-----
)";

} // namespace

class TestRs256 final : public QObject
{
    Q_OBJECT
private slots:
    // PKCS #1 v1.5 has no chance in it: there is one right signature.
    void signsAsOpenSslDoes()
    {
        const QList<QByteArray> parts = Test::serviceAccountFile(u"assertion.txt"_s).trimmed().split('.');
        QCOMPARE(parts.size(), 3);
        const auto signature = rs256Signature(QByteArray(parts[0] + '.' + parts[1]), privateKey());
        QVERIFY(signature);
        QCOMPARE(signature->toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals), parts[2]);
        QVERIFY(rs256Signature("", privateKey()));
    }

    void refusesWhatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("sk-1234");
        QTest::newRow("cut") << privateKey().left(900);
        QTest::newRow("public") << Test::serviceAccountFile(u"public.pem"_s);
        QTest::newRow("short") << ShortKey.toByteArray();
        QTest::newRow("elliptic") << EllipticKey.toByteArray();
        QTest::newRow("with a passphrase") << LockedKey.toByteArray();
    }

    void refusesWhatIsNoKey()
    {
        QFETCH(const QByteArray, pem);
        QVERIFY(!isRs256Key(pem));
        QVERIFY(!rs256Signature("text", pem));
        QCOMPARE(ERR_peek_error(), 0UL); // the next TLS connection of the thread would take it for its own
    }

    void takesWhatIsOne() { QVERIFY(isRs256Key(privateKey())); }
};

QTEST_GUILESS_MAIN(TestRs256)
#include "tst_rs256.moc"
