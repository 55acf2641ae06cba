// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtTypes>

#include <compare>
#include <optional>

namespace Gatehouse {

// An amount of US dollars in whole nano-dollars. Immutable value. Arithmetic saturates instead of wrapping round: an
// overflow must never turn a charge into a credit (R22).
class Money final
{
public:
    constexpr Money() = default;
    [[nodiscard]] static constexpr Money fromNanos(qint64 nanos) { return Money(nanos); }

    // A decimal amount of dollars such as "0.0108" or "-2". More than nine decimals are refused, never rounded.
    [[nodiscard]] static std::optional<Money> fromUsd(QStringView decimal);

    [[nodiscard]] constexpr qint64 nanos() const { return m_nanos; }

    // The exact decimal with trailing zeros removed: "0.0108", "12", "-0.5".
    [[nodiscard]] QString toUsd() const;

    [[nodiscard]] Money operator+(Money other) const;
    [[nodiscard]] Money operator-(Money other) const;
    Money &operator+=(Money other) { return *this = *this + other; }
    Money &operator-=(Money other) { return *this = *this - other; }
    constexpr auto operator<=>(const Money &) const = default;

private:
    explicit constexpr Money(qint64 nanos)
        : m_nanos(nanos)
    {}
    qint64 m_nanos = 0;
};

} // namespace Gatehouse
