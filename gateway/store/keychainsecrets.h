// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/secretstore.h"

namespace Gatehouse::Store {

// Vendors' keys in the operating system's keychain, through QtKeychain, never with its insecure fall-back. Each call
// runs an event loop of its own until the keychain has answered, at most for a second; it is made at the start and when
// an administrator edits, never on the way of a request. Lives on the main thread.
class KeychainSecrets final : public SecretStore
{
public:
    // Nothing when there is no keychain, or it does not answer.
    [[nodiscard]] static std::unique_ptr<SecretStore> open();

    [[nodiscard]] Backend backend() const override { return Backend::Keychain; }
    [[nodiscard]] Result<QString> put(const Secret &secret) override;
    [[nodiscard]] Result<Secret> get(const QString &reference) override;
    [[nodiscard]] Result<void> remove(const QString &reference) override;
};

} // namespace Gatehouse::Store
