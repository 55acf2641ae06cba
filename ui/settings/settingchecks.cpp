// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingchecks.h"

#include "ui/tr.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Gatehouse::Ui::SettingChecks {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestPemFile = 1024 * 1024;

bool isIpV4(const QString &text)
{
    const QStringList parts = text.split(u'.');
    return parts.size() == 4 && std::ranges::all_of(parts, [](const QString &part) {
               bool isNumber = false;
               const int value = part.toInt(&isNumber);
               return isNumber && value >= 0 && value <= 255 && part == QString::number(value);
           });
}

// QUrl knows the grammar of an address in brackets; the engine has the last word when it binds.
bool isIpV6(const QString &text)
{
    return text.contains(u':') && QUrl(u"http://[%1]/"_s.arg(text), QUrl::StrictMode).isValid();
}

// The problem of a PEM file that must hold one of the `labels`.
QString pemProblem(const QString &path, const QList<QByteArrayView> &labels, const QString &wrongContent)
{
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.exists())
        return Tr::tr("There is no file %1.").arg(path);
    if (!file.open(QIODevice::ReadOnly))
        return Tr::tr("%1 cannot be read: %2.").arg(path, file.errorString());
    const QByteArray content = file.read(LargestPemFile);
    const bool hasLabel = std::ranges::any_of(labels, [&](QByteArrayView label) { return content.contains(label); });
    return hasLabel ? QString() : wrongContent;
}

} // namespace

QString addressProblem(const QString &address)
{
    if (address.isEmpty())
        return Tr::tr("Enter an address. 127.0.0.1 serves this computer only.");
    if (address == "localhost"_L1 || isIpV4(address) || isIpV6(address))
        return {};
    return Tr::tr("This is not an IP address. 127.0.0.1 serves this computer, 0.0.0.0 the network too.");
}

QString hostsProblem(const QStringList &hosts)
{
    static const QRegularExpression name(u"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$"_s);
    for (const QString &host : hosts) {
        if (host.contains("://"_L1))
            return Tr::tr("Leave out http://: only the name, for example gateway.example.com.");
        if (!name.match(host).hasMatch() && !isIpV6(host))
            return Tr::tr("“%1” is not a host name.").arg(host);
    }
    return {};
}

QString originsProblem(const QStringList &origins)
{
    for (const QString &origin : origins) {
        const QUrl url(origin, QUrl::StrictMode);
        const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
        if (!url.isValid() || !isHttp || url.host().isEmpty() || !url.path().isEmpty())
            return Tr::tr("“%1” is not an origin. It looks like https://app.example.com, without a path.").arg(origin);
    }
    return {};
}

QString certificateProblem(const QString &file)
{
    return pemProblem(file, {"-----BEGIN CERTIFICATE-----"},
                      Tr::tr("This file holds no certificate in PEM form (BEGIN CERTIFICATE)."));
}

QString keyProblem(const QString &file)
{
    return pemProblem(
        file, {"-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY-----"},
        Tr::tr("This file holds no private key in PEM form, or one with a password, which cannot be used."));
}

bool isLoopback(const QString &address)
{
    return address == "localhost"_L1 || address == "::1"_L1 || address.startsWith("127."_L1);
}

QStringList partsOf(const QString &text)
{
    static const QRegularExpression separators(u"[,;\\s]+"_s);
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace Gatehouse::Ui::SettingChecks
