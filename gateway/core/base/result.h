// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"

#include <expected>

namespace Gatehouse {

// A value or the reason why there is none. Expected failures travel this way; exceptions are not used (STYLE, Errors).
template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, QString message, QString detail = {})
{
    return std::unexpected(Error{.kind = kind, .message = std::move(message), .detail = std::move(detail)});
}

} // namespace Gatehouse

#define GH_JOIN_IMPL(a, b) a##b
#define GH_JOIN(a, b) GH_JOIN_IMPL(a, b)

// GH_TRY(const auto value, expression): declares value, or returns the expression's error from this function.
#define GH_TRY(declaration, ...)                                                                                       \
    auto GH_JOIN(ghResult, __LINE__) = (__VA_ARGS__);                                                                  \
    if (!GH_JOIN(ghResult, __LINE__))                                                                                  \
        return std::unexpected(std::move(GH_JOIN(ghResult, __LINE__)).error());                                        \
    declaration = *std::move(GH_JOIN(ghResult, __LINE__))

// GH_CHECK(expression): the same for a Result<void>.
#define GH_CHECK(...)                                                                                                  \
    do {                                                                                                               \
        if (auto ghChecked = (__VA_ARGS__); !ghChecked)                                                                \
            return std::unexpected(std::move(ghChecked).error());                                                      \
    } while (false)

// The same two inside a coroutine.
#define GH_CO_TRY(declaration, ...)                                                                                    \
    auto GH_JOIN(ghResult, __LINE__) = (__VA_ARGS__);                                                                  \
    if (!GH_JOIN(ghResult, __LINE__))                                                                                  \
        co_return std::unexpected(std::move(GH_JOIN(ghResult, __LINE__)).error());                                     \
    declaration = *std::move(GH_JOIN(ghResult, __LINE__))

#define GH_CO_CHECK(...)                                                                                               \
    do {                                                                                                               \
        if (auto ghChecked = (__VA_ARGS__); !ghChecked)                                                                \
            co_return std::unexpected(std::move(ghChecked).error());                                                   \
    } while (false)
