// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/secret.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <compare>
#include <optional>

namespace Gatehouse {

// The identity of one request: a ULID (48 bits of milliseconds, 80 bits of chance), so that order of id is order of
// time. Written "gh_" and 26 characters of Crockford's base 32. Immutable value.
struct RequestId {
    std::array<quint8, 16> bytes = {};

    [[nodiscard]] static RequestId generate(Timestamp now); // thread-safe; ids made on one thread rise strictly
    [[nodiscard]] static std::optional<RequestId> parse(QByteArrayView text);
    [[nodiscard]] QByteArray toByteArray() const;
    [[nodiscard]] QString toString() const { return QString::fromLatin1(toByteArray()); }

    auto operator<=>(const RequestId &) const = default;
};

// A client key in its written form sk-gh-<public id>-<secret>, FEATURES 1.1: 12 characters that may be seen, then 48 of
// which the last six are a CRC-32 of the rest, so that a mistyped key is told from an unknown one without a look into
// the store.
struct ClientKey {
    QByteArray publicId; // safe in logs
    Secret key;          // the whole written key

    [[nodiscard]] static ClientKey generate();
    // The public id of a written key whose form and check digits are right.
    [[nodiscard]] static std::optional<QByteArray> publicIdOf(QByteArrayView writtenKey);
    // What the store keeps: SHA-256 of the secret part.
    [[nodiscard]] static QByteArray hashOf(QByteArrayView writtenKey);
};

} // namespace Gatehouse
