// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/originguard.h"

#include <QHostAddress>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

struct HostPort {
    QByteArrayView name;
    quint16 port = 0;
};

// "name", "name:port", "[v6]:port"; nothing when it is none of these.
std::optional<HostPort> split(QByteArrayView host, quint16 defaultPort)
{
    QByteArrayView name = host;
    QByteArrayView port;
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        if (end < 0)
            return std::nullopt;
        name = host.sliced(1, end - 1);
        const QByteArrayView rest = host.sliced(end + 1);
        if (!rest.isEmpty() && !rest.startsWith(':'))
            return std::nullopt;
        port = rest.isEmpty() ? rest : rest.sliced(1);
    } else if (const qsizetype colon = host.indexOf(':'); colon >= 0) {
        name = host.first(colon);
        port = host.sliced(colon + 1);
        if (port.isEmpty())
            return std::nullopt;
    }
    if (name.isEmpty())
        return std::nullopt;
    if (port.isEmpty())
        return HostPort{name, defaultPort};
    quint32 number = 0;
    for (const char c : port) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + static_cast<quint32>(c - '0');
        if (number > 65'535)
            return std::nullopt;
    }
    return HostPort{name, static_cast<quint16>(number)};
}

bool isLoopbackName(QByteArrayView name)
{
    return Http::equalsIgnoringCase(name, "localhost") || name == "127.0.0.1" || name == "::1";
}

} // namespace

bool isHostAllowed(QByteArrayView host, const Settings &settings, quint16 port)
{
    const bool isTls = !settings.tlsCertificateFile.isEmpty();
    const auto parts = split(host, isTls ? 443 : 80);
    if (!parts)
        return false;
    // Names that the administrator added may be reached through a forwarded port or a proxy, whose number we cannot
    // know.
    const bool isListed = std::ranges::any_of(settings.allowedHosts, [&parts](const QString &name) {
        return Http::equalsIgnoringCase(parts->name, name.toLatin1());
    });
    if (isListed)
        return true;
    if (parts->port != port)
        return false;
    if (isLoopbackName(parts->name) || Http::equalsIgnoringCase(parts->name, settings.listenAddress.toLatin1()))
        return true;
    const QHostAddress listening(settings.listenAddress);
    const QHostAddress named(QString::fromLatin1(parts->name));
    return !listening.isLoopback() && !named.isNull() && named.toString().toLatin1() == parts->name;
}

bool isOriginAllowed(const Http::Headers &headers, const Settings &settings)
{
    const auto origin = headers.value("origin");
    if (origin) {
        return headers.count("origin") == 1
               && std::ranges::any_of(settings.allowedOrigins,
                                      [&origin](const QString &allowed) { return *origin == allowed.toLatin1(); });
    }
    const auto site = headers.value("sec-fetch-site");
    return !site || Http::equalsIgnoringCase(*site, "same-origin") || Http::equalsIgnoringCase(*site, "none");
}

} // namespace Gatehouse::Pipeline
