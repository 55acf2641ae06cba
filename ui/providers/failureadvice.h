// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"

#include <QString>

namespace Gatehouse::Ui {

// What kind of trouble a vendor is in, as far as the person who can mend it is concerned.
enum class FailureClass : quint8 {
    KeyRejected,  // 401
    NotPermitted, // 403, 402: the account may not
    NotFound,     // 404: wrong address or model
    RateLimited,  // 429
    VendorError,  // 5xx
    NameUnknown,  // DNS
    Refused,      // nothing listens
    Tls,
    Proxy,
    TimedOut,
    AddressDenied,
    CutOff,         // the answer ended early
    BadAnswer,      // not what the interface promises
    Rejected,       // any other 4xx
    ClientLeft,     // not the vendor's fault
    ContextTooLong, // the request's
    NoneHealthy,    // no provider of the model was left
    Other,
};

// A failure in words: what happened and to whom, and what to do about it.
struct FailureAdvice {
    FailureClass failureClass = FailureClass::Other;
    QString title; // "Key rejected by OpenAI (401)"
    QString fix;   // "Replace the key under Credentials."
};

// `code` is the gateway's own error code, `message` what the vendor or the connection said.
[[nodiscard]] FailureAdvice adviceFor(const QString &provider, const QByteArray &code, const QString &message);

// The same for a connection test that failed.
[[nodiscard]] FailureAdvice adviceFor(const QString &provider, const Engine::ProviderTest &test);

} // namespace Gatehouse::Ui
