// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/http/headers.h"

// What a request must be, beyond what llhttp looks at (RFC 9110, 9112; R30). Pure functions.
namespace Gatehouse::Http {

struct Target {
    QByteArray path;
    QByteArray query;
    QByteArray authority; // of the absolute form; else empty
    bool operator==(const Target &) const = default;
};

// Origin form, absolute form, and "*" for OPTIONS.
[[nodiscard]] Result<Target> parseTarget(QByteArrayView method, QByteArrayView target);

// host[:port], with neither user information nor anything else that two parsers may read differently.
[[nodiscard]] bool isHost(QByteArrayView host);

// What the header fields say about the request's framing and its Host, all of it strict.
struct Framing {
    bool isChunked = false;
    bool isContinueExpected = false;
};
[[nodiscard]] Result<Framing> checkFields(const Headers &headers, const Target &target, int minorVersion);

} // namespace Gatehouse::Http
