// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <array>
#include <optional>

namespace Gatehouse {

// A range of IP addresses ("192.168.1.0/24", "fd00::/8"), or one address. IPv4 is kept as the part ::ffff:0:0/96 of
// IPv6, so that a client that reaches a dual-stack listener is the same client. Immutable value. Pure.
class IpNetwork final
{
public:
    // Nothing when the text is neither. Bits behind the prefix are ignored; a scope ("%eth0") is dropped.
    [[nodiscard]] static std::optional<IpNetwork> fromText(QStringView text);

    // Whether an address is in it; a text that is no address is in none.
    [[nodiscard]] bool contains(QStringView address) const;

    bool operator==(const IpNetwork &) const = default;

private:
    std::array<quint8, 16> m_address = {};
    int m_prefix = 128;
};

} // namespace Gatehouse
