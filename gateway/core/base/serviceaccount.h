// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"
#include "gateway/core/base/secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QUrl>

// The document that Google gives for a service account's key, and what is sent to get an access token for it (Google
// identity, "Using OAuth 2.0 for Server to Server Applications"; RFC 7523). Pure: the time is a parameter.
namespace Gatehouse {

// What of the document is needed. Immutable value with one owner; the private key is wiped when it is destroyed.
struct ServiceAccount {
    QByteArray clientEmail;
    QByteArray keyId;  // tells Google which of the account's keys it is; empty = it tries them all
    Secret privateKey; // PEM
    QUrl tokenUri;     // https, or http to this machine
};

// Whether a vendor's key is such a document rather than a key that is sent as it is: it begins as JSON does.
[[nodiscard]] bool isServiceAccountDocument(QByteArrayView secret);

// Settings: why it cannot be used, in one sentence that repeats nothing of it.
[[nodiscard]] Result<ServiceAccount> readServiceAccount(QByteArrayView document);

// The signed JSON Web Token to exchange for an access token, good for an hour.
[[nodiscard]] Result<QByteArray> serviceAccountAssertion(const ServiceAccount &account, Timestamp now);

// Tells documents apart without keeping them.
[[nodiscard]] QByteArray fingerprintOf(QByteArrayView document);

// What is shown and stored of a vendor's key, so that people can tell one from another: its last four characters, of a
// document those of the key's id, which is what Google's console shows.
[[nodiscard]] QString lastFourOf(QByteArrayView secret);

} // namespace Gatehouse
