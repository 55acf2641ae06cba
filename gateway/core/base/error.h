// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace Gatehouse {

// Everything that can go wrong in a way somebody is told about. The table in error.cpp is the only place that says
// which HTTP status and which words of the vendors' error vocabularies belong to a kind.
enum class ErrorKind {
    // The client's request
    InvalidRequest,
    UnsupportedParameter,
    ContextLengthExceeded,
    UnsupportedMediaType,
    PayloadTooLarge,
    UriTooLong,
    HeadersTooLarge,
    RequestTimeout,
    MethodNotAllowed,
    SurfaceNotFound,
    ModelNotFound,
    MisdirectedRequest,
    OriginNotAllowed,
    ExpectationFailed,
    // Who may
    MissingApiKey,
    InvalidApiKey,
    ExpiredApiKey,
    DisabledApiKey,
    AddressNotAllowed,
    ModelNotAllowed,
    ProviderNotAllowed,
    SurfaceNotAllowed,
    ConditionDenied,
    PolicyViolation,
    // How much
    BudgetExceeded,
    RateLimitExceeded,
    PriceUnknown, // where a budget has to be kept
    // The vendors
    UpstreamRejected, // the vendor's own 4xx, passed on with its status
    UpstreamRateLimited,
    UpstreamInvalid,
    UpstreamUnreachable,
    UpstreamTimeout,
    UpstreamCredentialsExhausted,
    NoHealthyTarget,
    // The gateway itself
    GatewayPaused,
    Draining,
    Overloaded,
    StoreUnavailable,
    ClientClosed,
    Internal,
    // Never leave by HTTP: start-up, settings, files, the store
    Usage,
    Settings,
    Io,
    StoreLocked,
    StoreDamaged,
    StoreNewer,
    NotFound,
    Conflict,
};

// An expected failure. `message` is stable English for the client or the administrator and says what happened and what
// to do; `detail` is for the log only and never leaves the process. Immutable value.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString detail;
    QByteArray param = {};                                    // the JSON field at fault, as the vendors name it
    std::optional<std::chrono::milliseconds> retryAfter = {}; // when another try makes sense
    int upstreamStatus = 0;                                   // for UpstreamRejected: the vendor's status
    QByteArray members = {}; // further members of the error object, written as JSON with commas between them

    bool operator==(const Error &) const = default;
};

// What a kind looks like outside. Static storage.
struct ErrorShape {
    ErrorKind kind;
    int status;                // HTTP status
    const char *type;          // OpenAI's error.type
    const char *code;          // OpenAI's error.code, our stable vocabulary
    const char *anthropicType; // Anthropic's error.type
    const char *googleStatus;  // Google's error.status
};

[[nodiscard]] const ErrorShape &errorShape(ErrorKind kind);

// The HTTP status of an error: the shape's, or the vendor's own for UpstreamRejected.
[[nodiscard]] int httpStatus(const Error &error);

} // namespace Gatehouse
