// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/tlsidentity.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

// The files that an administrator names for TLS, with certificates made by openssl for this run.
class TestTlsIdentity final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString file(const QString &name) const { return name.isEmpty() ? name : m_folder.filePath(name); }
    [[nodiscard]] bool issue(const QString &name, const QStringList &algorithm) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(u"openssl"_s, QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=x"_s,
                                                u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".pem"_s}
                                        + algorithm);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile made(file(name));
        QVERIFY(made.open(QIODevice::WriteOnly));
        made.write(bytes);
    }
    [[nodiscard]] Result<QSslConfiguration> identity(const QString &certificate, const QString &key) const
    {
        Settings settings;
        settings.tlsCertificateFile = file(certificate);
        settings.tlsKeyFile = file(key);
        return Engine::tlsIdentity(settings);
    }

private slots:
    void initTestCase()
    {
        const QStringList curve{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s};
        QVERIFY(issue(u"ec"_s, curve + QStringList{u"-nodes"_s}));
        QVERIFY(issue(u"other"_s, curve + QStringList{u"-nodes"_s}));
        QVERIFY(issue(u"rsa"_s, {u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s}));
        QVERIFY(issue(u"locked"_s, curve + QStringList{u"-passout"_s, u"pass:secret"_s}));
        write(u"empty"_s, {});
        write(u"rubbish"_s, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"_ba);
    }

    void withoutFilesItIsPlainHttp()
    {
        const auto plain = identity({}, {});
        QVERIFY(plain && plain->isNull());
    }

    void bothKindsOfKeys_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("ec") << u"ec"_s;
        QTest::newRow("rsa") << u"rsa"_s;
    }
    void bothKindsOfKeys()
    {
        QFETCH(const QString, name);
        const auto made = identity(name + u".pem"_s, name + u".key"_s);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(made->localCertificateChain().size(), 1);
        QVERIFY(!made->privateKey().isNull());
        QCOMPARE(made->protocol(), QSsl::TlsV1_2OrLater);
    }

    // Each refusal names the file, so that whoever reads it knows which one to look at.
    void refusals_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QString &certificate, const QString &key, const QString &words) {
            QTest::newRow(name) << certificate << key << words;
        };
        row("no key", u"ec.pem"_s, {}, u"both files"_s);
        row("no certificate", {}, u"ec.key"_s, u"both files"_s);
        row("no such certificate", u"none.pem"_s, u"ec.key"_s, u"none.pem cannot be read"_s);
        row("no such key", u"ec.pem"_s, u"none.key"_s, u"none.key cannot be read"_s);
        row("empty certificate", u"empty"_s, u"ec.key"_s, u"empty holds no PEM certificate"_s);
        row("broken certificate", u"rubbish"_s, u"ec.key"_s, u"rubbish holds no PEM certificate"_s);
        row("the two changed places", u"ec.key"_s, u"ec.pem"_s, u"ec.key holds no PEM certificate"_s);
        row("key with a passphrase", u"locked.pem"_s, u"locked.key"_s, u"without a passphrase"_s);
        row("key of another certificate", u"ec.pem"_s, u"other.key"_s, u"is not the key of"_s);
        row("key of another kind", u"ec.pem"_s, u"rsa.key"_s, u"is not the key of"_s);
    }
    void refusals()
    {
        QFETCH(const QString, certificate);
        QFETCH(const QString, key);
        QFETCH(const QString, words);
        const auto refused = identity(certificate, key);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Settings);
        QVERIFY2(refused.error().message.contains(words), qPrintable(refused.error().message));
    }
};

QTEST_GUILESS_MAIN(TestTlsIdentity)
#include "tst_tlsidentity.moc"
