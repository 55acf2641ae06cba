// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/keychainsecrets.h"

#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

const QString Service = u"Gatehouse"_s;
constexpr std::chrono::milliseconds ProbeTime{1'000};
constexpr std::chrono::milliseconds AnswerTime{30'000}; // the keychain may ask its user for a password

QKeychain::Error run(QKeychain::Job &job, const QString &key, std::chrono::milliseconds time)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(key);
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(time, &loop, [&loop] { loop.exit(1); });
    job.start();
    return loop.exec() == 0 ? job.error() : QKeychain::OtherError;
}

Error failure(const QKeychain::Job &job)
{
    return {.kind = ErrorKind::Io,
            .message = u"The keychain refused: %1. Unlock it and try again."_s.arg(job.errorString()),
            .detail = {}};
}

} // namespace

std::unique_ptr<SecretStore> KeychainSecrets::open()
{
    if (!QKeychain::isAvailable())
        return nullptr;
    QKeychain::ReadPasswordJob probe(Service);
    const QKeychain::Error answer = run(probe, u"probe"_s, ProbeTime);
    if (answer != QKeychain::NoError && answer != QKeychain::EntryNotFound)
        return nullptr;
    return std::make_unique<KeychainSecrets>();
}

Result<QString> KeychainSecrets::put(const Secret &secret)
{
    QByteArray name(8, Qt::Uninitialized);
    randombytes_buf(name.data(), static_cast<std::size_t>(name.size()));
    const QString reference = u"keychain:"_s + QString::fromLatin1(name.toHex());
    QKeychain::WritePasswordJob job(Service);
    job.setBinaryData(secret.reveal().toByteArray());
    if (run(job, reference, AnswerTime) != QKeychain::NoError)
        return std::unexpected(failure(job));
    return reference;
}

Result<Secret> KeychainSecrets::get(const QString &reference)
{
    QKeychain::ReadPasswordJob job(Service);
    if (run(job, reference, AnswerTime) != QKeychain::NoError)
        return std::unexpected(failure(job));
    return Secret(job.binaryData());
}

Result<void> KeychainSecrets::remove(const QString &reference)
{
    QKeychain::DeletePasswordJob job(Service);
    const QKeychain::Error answer = run(job, reference, AnswerTime);
    if (answer != QKeychain::NoError && answer != QKeychain::EntryNotFound)
        return std::unexpected(failure(job));
    return {};
}

} // namespace Gatehouse::Store
