// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/secretstore.h"

#include "gateway/store/keychainsecrets.h"
#include "gateway/store/sealedsecrets.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

Result<std::unique_ptr<SecretStore>> SecretStore::open(const QString &dataDirectory)
{
    const QString wanted = qEnvironmentVariable("GATEHOUSE_SECRETS");
    if (wanted != "file"_L1) {
        if (auto keychain = KeychainSecrets::open())
            return keychain;
        if (wanted == "keychain"_L1)
            return fail(
                ErrorKind::Io,
                u"There is no keychain that answers. Start one, or set GATEHOUSE_SECRETS=file to keep the keys in a sealed file."_s);
    }
    return SealedSecrets::open(dataDirectory);
}

std::shared_ptr<const CredentialSecrets> loadSecrets(SecretStore &store, const Configuration &configuration,
                                                     QStringList &problems)
{
    auto secrets = std::make_shared<CredentialSecrets>();
    for (const Credential &credential : configuration.credentials) {
        if (!credential.enabled)
            continue;
        if (auto secret = store.get(credential.secretReference))
            secrets->emplace(credential.id, std::move(*secret));
        else
            problems.append(u"Key '%1' (…%2) cannot be read: %3"_s.arg(credential.label, credential.lastFour,
                                                                       secret.error().message));
    }
    return secrets;
}

} // namespace Gatehouse::Store
