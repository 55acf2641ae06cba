// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// Signatures of JSON Web Tokens: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3), done by OpenSSL. Pure; callable from
// any thread. Keys are RSA private keys of at least 2048 bits in PEM, without a passphrase; what OpenSSL makes of one
// is wiped by it.
namespace Gatehouse {

[[nodiscard]] bool isRs256Key(QByteArrayView pem);

// The signature of a text; nothing where the key is none.
[[nodiscard]] std::optional<QByteArray> rs256Signature(QByteArrayView text, QByteArrayView pem);

} // namespace Gatehouse
