// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/error.h"

#include <array>

namespace Gatehouse {

namespace {

// clang-format off
// FEATURES 1.9, status table. Anthropic and Google names: their API references, errors page.
constexpr auto Shapes = std::to_array<ErrorShape>({
    {ErrorKind::InvalidRequest, 400, "invalid_request_error", "invalid_request", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::UnsupportedParameter, 400, "invalid_request_error", "unsupported_parameter", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::ContextLengthExceeded, 400, "invalid_request_error", "context_length_exceeded", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::UnsupportedMediaType, 415, "invalid_request_error", "unsupported_media_type", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::PayloadTooLarge, 413, "invalid_request_error", "payload_too_large", "request_too_large", "INVALID_ARGUMENT"},
    {ErrorKind::UriTooLong, 414, "invalid_request_error", "uri_too_long", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::HeadersTooLarge, 431, "invalid_request_error", "headers_too_large", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::RequestTimeout, 408, "invalid_request_error", "request_timeout", "invalid_request_error", "DEADLINE_EXCEEDED"},
    {ErrorKind::MethodNotAllowed, 405, "invalid_request_error", "method_not_allowed", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::SurfaceNotFound, 404, "invalid_request_error", "unknown_url", "not_found_error", "NOT_FOUND"},
    {ErrorKind::ModelNotFound, 404, "invalid_request_error", "model_not_found", "not_found_error", "NOT_FOUND"},
    {ErrorKind::MisdirectedRequest, 421, "invalid_request_error", "host_not_allowed", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::OriginNotAllowed, 403, "permission_error", "origin_not_allowed", "permission_error", "PERMISSION_DENIED"},
    {ErrorKind::ExpectationFailed, 417, "invalid_request_error", "expectation_failed", "invalid_request_error", "INVALID_ARGUMENT"},
    {ErrorKind::MissingApiKey, 401, "authentication_error", "missing_api_key", "authentication_error", "UNAUTHENTICATED"},
    {ErrorKind::InvalidApiKey, 401, "authentication_error", "invalid_api_key", "authentication_error", "UNAUTHENTICATED"},
    {ErrorKind::ExpiredApiKey, 401, "authentication_error", "expired_api_key", "authentication_error", "UNAUTHENTICATED"},
    {ErrorKind::DisabledApiKey, 401, "authentication_error", "disabled_api_key", "authentication_error", "UNAUTHENTICATED"},
    {ErrorKind::AddressNotAllowed, 403, "permission_error", "ip_not_allowed", "permission_error", "PERMISSION_DENIED"},
    {ErrorKind::ModelNotAllowed, 403, "permission_error", "model_not_allowed", "permission_error", "PERMISSION_DENIED"},
    {ErrorKind::ProviderNotAllowed, 403, "permission_error", "provider_not_allowed", "permission_error", "PERMISSION_DENIED"},
    {ErrorKind::SurfaceNotAllowed, 403, "permission_error", "surface_not_allowed", "permission_error", "PERMISSION_DENIED"},
    {ErrorKind::ConditionDenied, 403, "permission_error", "condition_denied", "permission_error", "PERMISSION_DENIED"},
    {ErrorKind::PolicyViolation, 403, "policy_violation", "input_blocked", "permission_error", "PERMISSION_DENIED"},
    {ErrorKind::BudgetExceeded, 402, "budget_exceeded", "budget_exceeded", "billing_error", "RESOURCE_EXHAUSTED"},
    {ErrorKind::RateLimitExceeded, 429, "rate_limit_error", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED"},
    {ErrorKind::PriceUnknown, 402, "budget_exceeded", "price_unknown", "billing_error", "RESOURCE_EXHAUSTED"},
    {ErrorKind::UpstreamRejected, 502, "upstream_error", "upstream_rejected", "api_error", "UNKNOWN"},
    {ErrorKind::UpstreamRateLimited, 429, "rate_limit_error", "upstream_rate_limited", "rate_limit_error", "RESOURCE_EXHAUSTED"},
    {ErrorKind::UpstreamInvalid, 502, "upstream_error", "upstream_invalid", "api_error", "INTERNAL"},
    {ErrorKind::UpstreamUnreachable, 502, "upstream_error", "upstream_unreachable", "api_error", "UNAVAILABLE"},
    {ErrorKind::UpstreamTimeout, 504, "upstream_error", "upstream_timeout", "timeout_error", "DEADLINE_EXCEEDED"},
    {ErrorKind::UpstreamCredentialsExhausted, 502, "upstream_error", "upstream_credentials_exhausted", "api_error", "UNAVAILABLE"},
    {ErrorKind::NoHealthyTarget, 503, "upstream_error", "no_healthy_target", "overloaded_error", "UNAVAILABLE"},
    {ErrorKind::GatewayPaused, 503, "gateway_error", "gateway_paused", "overloaded_error", "UNAVAILABLE"},
    {ErrorKind::Draining, 503, "gateway_error", "draining", "overloaded_error", "UNAVAILABLE"},
    {ErrorKind::Overloaded, 503, "gateway_error", "overloaded", "overloaded_error", "UNAVAILABLE"},
    {ErrorKind::StoreUnavailable, 507, "gateway_error", "store_unavailable", "api_error", "UNAVAILABLE"},
    {ErrorKind::ClientClosed, 499, "client_error", "client_closed", "api_error", "CANCELLED"},
    {ErrorKind::Internal, 500, "gateway_error", "internal_error", "api_error", "INTERNAL"},
    {ErrorKind::Usage, 500, "gateway_error", "usage", "api_error", "INTERNAL"},
    {ErrorKind::Settings, 500, "gateway_error", "settings", "api_error", "INTERNAL"},
    {ErrorKind::Io, 500, "gateway_error", "io", "api_error", "INTERNAL"},
    {ErrorKind::StoreLocked, 500, "gateway_error", "store_locked", "api_error", "INTERNAL"},
    {ErrorKind::StoreDamaged, 500, "gateway_error", "store_damaged", "api_error", "INTERNAL"},
    {ErrorKind::StoreNewer, 500, "gateway_error", "store_newer", "api_error", "INTERNAL"},
    {ErrorKind::NotFound, 404, "invalid_request_error", "not_found", "not_found_error", "NOT_FOUND"},
    {ErrorKind::Conflict, 409, "invalid_request_error", "conflict", "invalid_request_error", "ABORTED"},
});
// clang-format on

// The table is indexed by the enumerator, so its order must be the enumeration's.
constexpr bool inOrder()
{
    for (std::size_t i = 0; i < Shapes.size(); ++i) {
        if (static_cast<std::size_t>(Shapes[i].kind) != i)
            return false;
    }
    return Shapes.size() == static_cast<std::size_t>(ErrorKind::Conflict) + 1;
}
static_assert(inOrder());

} // namespace

const ErrorShape &errorShape(ErrorKind kind)
{
    return Shapes[static_cast<std::size_t>(kind)];
}

int httpStatus(const Error &error)
{
    if (error.kind == ErrorKind::UpstreamRejected && error.upstreamStatus >= 400)
        return error.upstreamStatus;
    return errorShape(error.kind).status;
}

} // namespace Gatehouse
