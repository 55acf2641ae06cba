// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"
#include "gateway/http/client.h"

#include <QByteArray>

#include <chrono>
#include <optional>

// What a failed attempt means for the next one (FEATURES 1.3, R13, R14). Pure.
namespace Gatehouse::Upstream {

enum class Verdict : quint8 {
    Final,          // the client's request is at fault: the vendor's answer goes to the client
    NextCredential, // this key of the provider's is no good; another at once
    NoRoom,         // this key has no room left for now; another at once, or the same one after a pause
    Again,          // the same target after a pause
    NextTarget,     // another provider
};

// An answer with status >= 400.
[[nodiscard]] Verdict verdictOnStatus(int status);

// A call that ended without a usable answer. Once a byte of the request has been sent, a POST is repeated only when the
// vendor has certainly not begun to answer it (R12, R13).
[[nodiscard]] Verdict verdictOnFailure(Http::CallFailure failure, bool isRequestSent);

// The error that the client gets when nothing else can be tried.
[[nodiscard]] Error errorOfFailure(Http::CallFailure failure, const QString &providerName);

// min(0.5 s x 2^n, 5 s) x U(0.8, 1.2); `chance` is in [0, 1).
[[nodiscard]] std::chrono::milliseconds backoff(int retry, double chance);

// Retry-After in seconds or as an HTTP date, or retry-after-ms; never negative, at most an hour.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const Http::Headers &headers, Timestamp now);

} // namespace Gatehouse::Upstream
