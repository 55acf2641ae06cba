// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/secretstore.h"

namespace Gatehouse::Store {

// Secrets in the operating system's keychain, through QtKeychain. There is no insecure fallback: where the keychain
// does not answer, the secret is not stored.
class KeychainSecrets final : public SecretStore
{
public:
    // Whether there is a keychain that answers within a second.
    [[nodiscard]] static bool isAvailable();

    [[nodiscard]] Backend backend() const override { return Backend::Keychain; }
    [[nodiscard]] Result<QString> put(const Secret &secret) override;
    [[nodiscard]] Result<Secret> get(const QString &reference) override;
    [[nodiscard]] Result<void> remove(const QString &reference) override;
};

} // namespace Gatehouse::Store
