// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/sealedsecrets.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <sodium.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

constexpr auto KeySize = static_cast<qsizetype>(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
constexpr auto NonceSize = static_cast<qsizetype>(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
constexpr auto TagSize = static_cast<qsizetype>(crypto_aead_xchacha20poly1305_ietf_ABYTES);
constexpr QFile::Permissions Private = QFile::ReadOwner | QFile::WriteOwner;

const unsigned char *bytes(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

Result<void> writePrivate(const QString &path, QByteArrayView contents)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(Private)
                           && file.write(contents.data(), contents.size()) == contents.size() && file.commit();
    if (!isWritten)
        return fail(ErrorKind::Io, u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    return {};
}

Result<Secret> readOrMakeKey(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        QByteArray key(KeySize, Qt::Uninitialized);
        randombytes_buf(key.data(), static_cast<std::size_t>(key.size()));
        Secret made(std::move(key));
        GH_CHECK(writePrivate(path, made.reveal()));
        return made;
    }
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Io, u"The key file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    Secret key(file.readAll());
    if (key.reveal().size() != KeySize)
        return fail(
            ErrorKind::StoreDamaged,
            u"The key file %1 is damaged. Restore it from a backup; without it the vendors' keys have to be entered again."_s
                .arg(path));
    return key;
}

} // namespace

Result<std::unique_ptr<SecretStore>> SealedSecrets::open(const QString &dataDirectory)
{
    if (sodium_init() < 0)
        return fail(ErrorKind::Internal, u"The cryptographic library cannot be used on this computer."_s);
    GH_TRY(Secret key, readOrMakeKey(dataDirectory + u"/secrets.key"_s));
    std::unique_ptr<SealedSecrets> secrets(new SealedSecrets(dataDirectory, std::move(key)));
    GH_CHECK(secrets->load());
    return secrets;
}

SealedSecrets::SealedSecrets(const QString &dataDirectory, Secret key)
    : m_path(dataDirectory + u"/secrets.sealed"_s)
    , m_key(std::move(key))
{}

Result<QString> SealedSecrets::put(const Secret &secret)
{
    QByteArray name(8, Qt::Uninitialized);
    randombytes_buf(name.data(), static_cast<std::size_t>(name.size()));
    const QString reference = u"file:"_s + QString::fromLatin1(name.toHex());
    // The reference is bound in, so that one box cannot be put in the place of another.
    const QByteArray bound = reference.toLatin1();
    const QByteArrayView clear = secret.reveal();
    QByteArray sealed(NonceSize + clear.size() + TagSize, Qt::Uninitialized);
    randombytes_buf(sealed.data(), static_cast<std::size_t>(NonceSize));
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes(sealed) + NonceSize, nullptr, bytes(clear), static_cast<unsigned long long>(clear.size()), bytes(bound),
        static_cast<unsigned long long>(bound.size()), nullptr, bytes(sealed), bytes(m_key.reveal()));
    auto next = m_sealed;
    next.insert(reference, sealed);
    GH_CHECK(save(next));
    return reference;
}

Result<Secret> SealedSecrets::get(const QString &reference)
{
    const QByteArray sealed = m_sealed.value(reference);
    if (sealed.size() < NonceSize + TagSize)
        return fail(ErrorKind::NotFound, u"The key is not in the sealed file any more. Enter it again."_s);
    const QByteArray bound = reference.toLatin1();
    QByteArray clear(sealed.size() - NonceSize - TagSize, Qt::Uninitialized);
    const int outcome = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes(clear), nullptr, nullptr, bytes(sealed) + NonceSize,
        static_cast<unsigned long long>(sealed.size() - NonceSize), bytes(bound),
        static_cast<unsigned long long>(bound.size()), bytes(sealed), bytes(m_key.reveal()));
    if (outcome != 0)
        return fail(ErrorKind::StoreDamaged,
                    u"The sealed key has been changed or belongs to another key file. Enter it again."_s);
    return Secret(std::move(clear));
}

Result<void> SealedSecrets::remove(const QString &reference)
{
    if (!m_sealed.contains(reference))
        return {};
    auto next = m_sealed;
    next.remove(reference);
    return save(next);
}

Result<void> SealedSecrets::load()
{
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"The sealed file %1 cannot be read: %2."_s.arg(m_path, file.errorString()));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return fail(
            ErrorKind::StoreDamaged,
            u"The sealed file %1 is damaged. Restore it from a backup, or remove it and enter the keys again."_s.arg(
                m_path));
    const QJsonObject entries = document.object();
    for (auto entry = entries.begin(); entry != entries.end(); ++entry)
        m_sealed.insert(entry.key(), QByteArray::fromBase64(entry.value().toString().toLatin1()));
    return {};
}

Result<void> SealedSecrets::save(const QHash<QString, QByteArray> &sealed)
{
    QJsonObject entries;
    for (auto entry = sealed.begin(); entry != sealed.end(); ++entry)
        entries.insert(entry.key(), QString::fromLatin1(entry.value().toBase64()));
    GH_CHECK(writePrivate(m_path, QJsonDocument(entries).toJson()));
    m_sealed = sealed;
    return {};
}

} // namespace Gatehouse::Store
