// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/tlsidentity.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/err.h>
#include <openssl/x509.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace Gatehouse::Engine {

namespace {

Result<QByteArray> contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Settings, u"The TLS file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    return file.readAll();
}

QSslKey readKey(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey); !key.isNull())
            return key;
    }
    return {};
}

// Whether the two halves belong together; a wrong one would fail every handshake.
bool isKeyOf(const QSslCertificate &certificate, const QSslKey &key)
{
    const QByteArray certificateDer = certificate.toDer();
    const QByteArray keyDer = key.toDer();
    const auto *at = reinterpret_cast<const unsigned char *>(certificateDer.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> x509(d2i_X509(nullptr, &at, certificateDer.size()), X509_free);
    at = reinterpret_cast<const unsigned char *>(keyDer.constData());
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(d2i_AutoPrivateKey(nullptr, &at, keyDer.size()),
                                                                   EVP_PKEY_free);
    const bool matches = x509 && pkey && X509_check_private_key(x509.get(), pkey.get()) == 1;
    ERR_clear_error(); // a mismatch must not be taken for an error of the next connection
    return matches;
}

} // namespace

Result<QSslConfiguration> tlsIdentity(const Settings &settings)
{
    if (settings.tlsCertificateFile.isEmpty() && settings.tlsKeyFile.isEmpty())
        return QSslConfiguration();
    if (settings.tlsCertificateFile.isEmpty() || settings.tlsKeyFile.isEmpty())
        return fail(ErrorKind::Settings, u"TLS needs both files: the certificate and its key."_s);
    GH_TRY(const QByteArray certificatePem, contents(settings.tlsCertificateFile));
    GH_TRY(const QByteArray keyPem, contents(settings.tlsKeyFile));
    const QList<QSslCertificate> chain = QSslCertificate::fromData(certificatePem, QSsl::Pem);
    const QSslKey key = readKey(keyPem);
    if (chain.isEmpty())
        return fail(ErrorKind::Settings, u"%1 holds no PEM certificate."_s.arg(settings.tlsCertificateFile));
    if (key.isNull())
        return fail(ErrorKind::Settings,
                    u"%1 holds no PEM private key without a passphrase."_s.arg(settings.tlsKeyFile));
    if (!isKeyOf(chain.first(), key))
        return fail(ErrorKind::Settings,
                    u"%1 is not the key of %2."_s.arg(settings.tlsKeyFile, settings.tlsCertificateFile));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients show keys, not certificates
    return configuration;
}

} // namespace Gatehouse::Engine
