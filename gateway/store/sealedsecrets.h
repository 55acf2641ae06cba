// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/secretstore.h"

#include <QHash>

namespace Gatehouse::Store {

// Secrets in a file, each sealed with XChaCha20-Poly1305 under a random key that is a 0600 file beside it. The
// reference is sealed with it, so that two entries cannot be swapped. This protects copies of the store and of the
// sealed file, not against somebody who can read the key file too.
class SealedSecrets final : public SecretStore
{
public:
    [[nodiscard]] static Result<std::unique_ptr<SecretStore>> open(const QString &dataDirectory);
    [[nodiscard]] static bool isInUse(const QString &dataDirectory);
    ~SealedSecrets() override;

    [[nodiscard]] Backend backend() const override { return Backend::SealedFile; }
    [[nodiscard]] Result<QString> put(const Secret &secret) override;
    [[nodiscard]] Result<Secret> get(const QString &reference) override;
    [[nodiscard]] Result<void> remove(const QString &reference) override;

private:
    explicit SealedSecrets(QString directory);
    Result<void> loadKey();
    Result<void> load();
    Result<void> save() const;

    QString m_directory;
    unsigned char *m_key;                   // guarded and locked memory of libsodium's
    QHash<QByteArray, QByteArray> m_sealed; // by reference: nonce and sealed bytes
};

} // namespace Gatehouse::Store
