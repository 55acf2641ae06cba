// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/tlsidentity.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

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
    if (chain.first().publicKey().algorithm() != key.algorithm() || chain.first().publicKey().length() != key.length())
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
