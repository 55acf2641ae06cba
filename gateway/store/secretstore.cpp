// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/secretstore.h"

#include "gateway/store/datadirectory.h"
#include "gateway/store/keychainsecrets.h"
#include "gateway/store/sealedsecrets.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

Result<std::unique_ptr<SecretStore>> SecretStore::open(const QString &dataDirectory)
{
    if (sodium_init() < 0)
        return fail(ErrorKind::Io, u"The system gives no random numbers, without which no secret is safe."_s);
    GH_TRY(const QString directory, prepareDataDirectory(dataDirectory));
    const QString wish = qEnvironmentVariable("GATEHOUSE_SECRETS");
    if (!wish.isEmpty() && wish != u"file" && wish != u"keychain")
        return fail(ErrorKind::Usage, u"GATEHOUSE_SECRETS is '%1': it may be 'file' or 'keychain'."_s.arg(wish));
    // What was begun with the file goes on with it, so that its secrets are found again.
    if (wish == u"file" || (wish.isEmpty() && SealedSecrets::isInUse(directory)))
        return SealedSecrets::open(directory);
    if (KeychainSecrets::isAvailable())
        return std::make_unique<KeychainSecrets>();
    if (wish == u"keychain")
        return fail(ErrorKind::Io,
                    u"The keychain does not answer: start or unlock it, or set GATEHOUSE_SECRETS=file."_s);
    return SealedSecrets::open(directory);
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
            problems.append(u"Credential '%1': %2"_s.arg(credential.label, secret.error().message));
    }
    return secrets;
}

} // namespace Gatehouse::Store
