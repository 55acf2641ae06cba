// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/rs256.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

namespace Gatehouse {

namespace {

constexpr int LeastBits = 2048; // RFC 7518, 3.3
constexpr qsizetype MostPemBytes = 64 * 1024;

template <auto Free>
struct Deleter {
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Bio = std::unique_ptr<BIO, Deleter<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;

// OpenSSL would ask for a passphrase at the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Key readKey(QByteArrayView pem)
{
    if (pem.isEmpty() || pem.size() > MostPemBytes)
        return {};
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr) : nullptr);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < LeastBits)
        key.reset();
    return key;
}

std::optional<QByteArray> sign(QByteArrayView text, EVP_PKEY *key)
{
    const Digest digest(EVP_MD_CTX_new());
    const auto *const bytes = reinterpret_cast<const unsigned char *>(text.data());
    const auto size = static_cast<std::size_t>(text.size());
    std::size_t length = 0;
    if (!digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(digest.get(), nullptr, &length, bytes, size) != 1)
        return std::nullopt;
    QByteArray signature(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(signature.data()), &length, bytes, size) != 1)
        return std::nullopt;
    signature.resize(static_cast<qsizetype>(length));
    return signature;
}

// OpenSSL leaves its errors in a queue of the thread, where the next TLS connection would take them for its own.
struct ErrorQueue {
    ~ErrorQueue() { ERR_clear_error(); }
};

} // namespace

bool isRs256Key(QByteArrayView pem)
{
    const ErrorQueue queue;
    return readKey(pem) != nullptr;
}

std::optional<QByteArray> rs256Signature(QByteArrayView text, QByteArrayView pem)
{
    const ErrorQueue queue;
    const Key key = readKey(pem);
    return key ? sign(text, key.get()) : std::nullopt;
}

} // namespace Gatehouse
