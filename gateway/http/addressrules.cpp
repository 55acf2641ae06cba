// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/addressrules.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

bool isForbiddenIpv4(quint32 address)
{
    struct Network {
        quint32 base;
        int bits;
    };
    static constexpr auto Networks = std::to_array<Network>({
        {0x00000000, 8},   // "this network": 0.0.0.0 reaches the machine itself
        {0xa9fe0000, 16},  // 169.254.0.0/16, link-local and most clouds' metadata
        {0x6464'64c8, 32}, // 100.100.100.200, Alibaba's metadata
        {0xc00000c0, 32},  // 192.0.0.192, Oracle's metadata
        {0xa83f8110, 32},  // 168.63.129.16, Azure's host
        {0xe0000000, 4},   // multicast
        {0xffffffff, 32},  // broadcast
    });
    return std::ranges::any_of(
        Networks, [address](const Network &network) { return (address ^ network.base) >> (32 - network.bits) == 0; });
}

// The IPv4 address inside a mapped (::ffff:0:0/96), compatible (::/96) or translated (64:ff9b::/96) IPv6 one.
std::optional<quint32> embeddedIpv4(const Q_IPV6ADDR &address)
{
    static constexpr std::array<quint8, 12> Mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    static constexpr std::array<quint8, 12> Compatible{};
    static constexpr std::array<quint8, 12> Translated{0, 0x64, 0xff, 0x9b};
    const auto isPrefix = [&address](const std::array<quint8, 12> &prefix) {
        return std::equal(prefix.begin(), prefix.end(), &address.c[0]);
    };
    if (!isPrefix(Mapped) && !isPrefix(Compatible) && !isPrefix(Translated))
        return std::nullopt;
    return quint32{address.c[12]} << 24 | quint32{address.c[13]} << 16 | quint32{address.c[14]} << 8 | address.c[15];
}

} // namespace

bool isForbiddenAddress(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return isForbiddenIpv4(address.toIPv4Address());
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return true;
    if (address == QHostAddress(QHostAddress::LocalHostIPv6))
        return false;
    if (address.isLinkLocal() || address.isMulticast())
        return true;
    if (address == QHostAddress(u"fd00:ec2::254"_s) || address == QHostAddress(u"fd20:ce::254"_s))
        return true; // the metadata services of Amazon and Google
    const auto ipv4 = embeddedIpv4(address.toIPv6Address());
    return ipv4 && isForbiddenIpv4(*ipv4); // :: is 0.0.0.0 here
}

} // namespace Gatehouse::Http
