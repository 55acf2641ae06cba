// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/sealedsecrets.h"

#include "gateway/store/datadirectory.h"

#include <QFile>
#include <QSaveFile>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

constexpr std::size_t KeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype NonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype TagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

QString keyFile(const QString &directory)
{
    return directory + u"/secrets.key";
}

QString sealedFile(const QString &directory)
{
    return directory + u"/secrets.sealed";
}

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

unsigned long long sizeOf(QByteArrayView view)
{
    return static_cast<unsigned long long>(view.size());
}

// Whole or not at all, and private from the first byte.
Result<void> writePrivately(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(bytes) == bytes.size() && file.commit();
    if (!isWritten)
        return fail(ErrorKind::Io, u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace

SealedSecrets::SealedSecrets(QString directory)
    : m_directory(std::move(directory))
    , m_key(static_cast<unsigned char *>(sodium_malloc(KeySize)))
{}

SealedSecrets::~SealedSecrets()
{
    sodium_free(m_key); // wipes
}

bool SealedSecrets::isInUse(const QString &dataDirectory)
{
    return QFile::exists(keyFile(dataDirectory));
}

Result<std::unique_ptr<SecretStore>> SealedSecrets::open(const QString &dataDirectory)
{
    std::unique_ptr<SealedSecrets> store(new SealedSecrets(dataDirectory));
    if (!store->m_key)
        return fail(ErrorKind::Io,
                    u"There is no memory that can be locked for the secrets' key: raise the limit (ulimit -l)."_s);
    GH_CHECK(checkPrivateFile(keyFile(dataDirectory)));
    GH_CHECK(checkPrivateFile(sealedFile(dataDirectory)));
    GH_CHECK(store->loadKey());
    GH_CHECK(store->load());
    return std::unique_ptr<SecretStore>(std::move(store));
}

Result<void> SealedSecrets::loadKey()
{
    const QString path = keyFile(m_directory);
    if (!QFile::exists(path)) {
        // Never a new key beside what an old one has sealed: it would make those secrets look lost for good.
        if (QFile::exists(sealedFile(m_directory)))
            return fail(ErrorKind::Io, u"The key file %1 is missing, so the vendors' keys cannot be read: restore it, "
                                       u"or remove %2 and enter the "
                                       "keys again."_s.arg(path, sealedFile(m_directory)));
        randombytes_buf(m_key, KeySize);
        return writePrivately(path, QByteArray::fromRawData(reinterpret_cast<const char *>(m_key), KeySize));
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
        || file.read(reinterpret_cast<char *>(m_key), KeySize) != qint64(KeySize) || !file.atEnd())
        return fail(ErrorKind::Io,
                    u"The key file %1 cannot be read or is damaged: restore it from a backup."_s.arg(path));
    return {};
}

// A line for each secret: the reference and the sealed bytes in base 64.
Result<void> SealedSecrets::load()
{
    QFile file(sealedFile(m_directory));
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"%1 cannot be read: %2."_s.arg(file.fileName(), file.errorString()));
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype space = line.indexOf(' ');
        if (space > 0)
            m_sealed.insert(line.first(space), QByteArray::fromBase64(line.sliced(space + 1)));
    }
    return {};
}

Result<void> SealedSecrets::save() const
{
    QByteArray content;
    for (auto entry = m_sealed.cbegin(); entry != m_sealed.cend(); ++entry)
        content += QByteArray(entry.key() + ' ' + entry.value().toBase64() + '\n');
    return writePrivately(sealedFile(m_directory), content);
}

Result<QString> SealedSecrets::put(const Secret &secret)
{
    QByteArray random(16, Qt::Uninitialized);
    randombytes_buf(random.data(), static_cast<std::size_t>(random.size()));
    const QByteArray reference = QByteArray("file:" + random.toHex());
    const QByteArrayView clear = secret.reveal();
    QByteArray sealed(NonceSize + clear.size() + TagSize, Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(sealed.data());
    randombytes_buf(out, NonceSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NonceSize, nullptr, bytesOf(clear), sizeOf(clear),
                                               bytesOf(reference), sizeOf(reference), nullptr, out, m_key);
    m_sealed.insert(reference, sealed);
    if (const auto saved = save(); !saved) {
        m_sealed.remove(reference);
        return std::unexpected(saved.error());
    }
    return QString::fromLatin1(reference);
}

Result<Secret> SealedSecrets::get(const QString &reference)
{
    const QByteArray name = reference.toLatin1();
    const QByteArray sealed = m_sealed.value(name);
    if (sealed.isEmpty())
        return fail(ErrorKind::NotFound, u"The sealed file has no secret '%1': enter the key again."_s.arg(reference));
    if (sealed.size() < NonceSize + TagSize)
        return fail(ErrorKind::StoreDamaged, u"The secret '%1' is damaged: enter the key again."_s.arg(reference));
    QByteArray clear(sealed.size() - NonceSize - TagSize, Qt::Uninitialized);
    const QByteArrayView cipher = QByteArrayView(sealed).sliced(NonceSize);
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(clear.data()),
                                                                  nullptr, nullptr, bytesOf(cipher), sizeOf(cipher),
                                                                  bytesOf(name), sizeOf(name), bytesOf(sealed), m_key);
    Secret secret(std::move(clear));
    if (opened != 0)
        return fail(ErrorKind::StoreDamaged,
                    u"The secret '%1' does not open with the key file: enter the key again."_s.arg(reference));
    return secret;
}

Result<void> SealedSecrets::remove(const QString &reference)
{
    if (m_sealed.remove(reference.toLatin1()) == 0)
        return fail(ErrorKind::NotFound, u"The sealed file has no secret '%1'."_s.arg(reference));
    return save();
}

} // namespace Gatehouse::Store
