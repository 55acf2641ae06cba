// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/ipnetwork.h"

#include <QByteArray>

#include <arpa/inet.h>

#include <algorithm>

namespace Gatehouse {

namespace {

using Address = std::array<quint8, 16>;
constexpr int MappedPrefix = 96; // of ::ffff:0:0/96, where IPv4 is
constexpr int AllBits = 128;

std::optional<Address> addressFrom(QStringView text, bool &isIpv4)
{
    const QByteArray written = text.left(text.indexOf(u'%') < 0 ? text.size() : text.indexOf(u'%')).toLatin1();
    Address address = {};
    isIpv4 = ::inet_pton(AF_INET, written.constData(), address.data() + 12) == 1;
    if (isIpv4) {
        address[10] = address[11] = 0xff;
        return address;
    }
    return ::inet_pton(AF_INET6, written.constData(), address.data()) == 1 ? std::optional(address) : std::nullopt;
}

// The address without the bits behind a prefix.
Address masked(Address address, int prefix)
{
    for (int i = 0; i < static_cast<int>(address.size()); ++i) {
        const int kept = std::clamp(prefix - i * 8, 0, 8);
        address[static_cast<std::size_t>(i)] &= static_cast<quint8>(0xff00 >> kept);
    }
    return address;
}

} // namespace

std::optional<IpNetwork> IpNetwork::fromText(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    bool isIpv4 = false;
    const auto address = addressFrom(slash < 0 ? text : text.first(slash), isIpv4);
    if (!address)
        return std::nullopt;
    IpNetwork network;
    const int longest = isIpv4 ? AllBits - MappedPrefix : AllBits;
    int prefix = longest;
    if (slash >= 0) {
        bool isNumber = false;
        prefix = text.sliced(slash + 1).toInt(&isNumber);
        if (!isNumber || prefix < 0 || prefix > longest || text.sliced(slash + 1).startsWith(u'+'))
            return std::nullopt;
    }
    network.m_prefix = AllBits - longest + prefix;
    network.m_address = masked(*address, network.m_prefix);
    return network;
}

bool IpNetwork::contains(QStringView address) const
{
    bool isIpv4 = false;
    const auto written = addressFrom(address, isIpv4);
    return written && masked(*written, m_prefix) == m_address;
}

} // namespace Gatehouse
