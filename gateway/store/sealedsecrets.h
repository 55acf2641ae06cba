// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/secretstore.h"

#include <QHash>

namespace Gatehouse::Store {

// Vendors' keys in a file of the data directory, each sealed with XChaCha20-Poly1305 under a random key that is kept in
// a 0600 file beside it. Protects against a copied database or backup, not against somebody who can read the whole
// directory. Lives on the main thread.
class SealedSecrets final : public SecretStore
{
public:
    [[nodiscard]] static Result<std::unique_ptr<SecretStore>> open(const QString &dataDirectory);

    [[nodiscard]] Backend backend() const override { return Backend::SealedFile; }
    [[nodiscard]] Result<QString> put(const Secret &secret) override;
    [[nodiscard]] Result<Secret> get(const QString &reference) override;
    [[nodiscard]] Result<void> remove(const QString &reference) override;

private:
    SealedSecrets(const QString &dataDirectory, Secret key);
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> save(const QHash<QString, QByteArray> &sealed);

    QString m_path;
    Secret m_key;
    QHash<QString, QByteArray> m_sealed; // nonce and box, by reference
};

} // namespace Gatehouse::Store
