// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/base/secret.h"
#include "gateway/core/config/snapshot.h"

#include <QString>

#include <memory>

namespace Gatehouse::Store {

// Where the vendors' keys rest: the operating system's keychain, or, where there is none, a file sealed with libsodium
// whose key is a 0600 file beside it (DESIGN 8). The store keeps only references. Lives on the main thread; owned by
// the Store's owner process.
class SecretStore
{
public:
    enum class Backend : quint8 { Keychain, SealedFile };

    virtual ~SecretStore() = default;

    // Takes the keychain when it answers within a second, else the sealed file. GATEHOUSE_SECRETS=file|keychain
    // overrides.
    [[nodiscard]] static Result<std::unique_ptr<SecretStore>> open(const QString &dataDirectory);

    [[nodiscard]] virtual Backend backend() const = 0;
    [[nodiscard]] virtual Result<QString> put(const Secret &secret) = 0; // the new reference
    [[nodiscard]] virtual Result<Secret> get(const QString &reference) = 0;
    [[nodiscard]] virtual Result<void> remove(const QString &reference) = 0;
};

// The secrets of all enabled credentials. One that cannot be read is left out and named in `problems`.
[[nodiscard]] std::shared_ptr<const CredentialSecrets>
loadSecrets(SecretStore &store, const Configuration &configuration, QStringList &problems);

} // namespace Gatehouse::Store
