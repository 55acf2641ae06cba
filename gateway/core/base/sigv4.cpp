// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/sigv4.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

constexpr QByteArrayView Algorithm = "AWS4-HMAC-SHA256";

QByteArray hmac(QByteArrayView key, QByteArrayView text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

// Percent-encoding of all but the unreserved characters, and of those in `keep` neither.
QByteArray encoded(const QByteArray &text, const QByteArray &keep = {})
{
    return text.toPercentEncoding(keep);
}

// Sorted by name and then by value; decoded first, so that nothing is encoded twice.
QByteArray canonicalQuery(const QByteArray &query)
{
    QList<std::pair<QByteArray, QByteArray>> parameters;
    for (const QByteArray &parameter : query.split('&')) {
        if (parameter.isEmpty())
            continue;
        const qsizetype equals = parameter.indexOf('=');
        const QByteArray name = equals < 0 ? parameter : parameter.first(equals);
        const QByteArray value = equals < 0 ? QByteArray() : parameter.sliced(equals + 1);
        parameters.append(
            {encoded(QByteArray::fromPercentEncoding(name)), encoded(QByteArray::fromPercentEncoding(value))});
    }
    std::ranges::sort(parameters);
    QByteArray canonical;
    for (const auto &[name, value] : std::as_const(parameters)) {
        if (!canonical.isEmpty())
            canonical += '&';
        canonical += name + '=' + value;
    }
    return canonical;
}

// Names in lower case and sorted; values without white space around them, and single spaces within.
QList<std::pair<QByteArray, QByteArray>> canonicalHeaders(const SigV4Request &request)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    for (const auto &[name, value] : request.headers)
        headers.append({name.trimmed().toLower(), value.simplified()});
    std::ranges::stable_sort(headers, {}, &std::pair<QByteArray, QByteArray>::first);
    return headers;
}

QByteArray signedHeaders(const SigV4Request &request)
{
    QByteArray names;
    for (const auto &[name, value] : canonicalHeaders(request)) {
        if (!names.isEmpty())
            names += ';';
        names += name;
    }
    return names;
}

} // namespace

QByteArray sigV4Hash(QByteArrayView body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
}

QByteArray sigV4Time(qint64 time)
{
    return QDateTime::fromSecsSinceEpoch(time, QTimeZone::UTC).toString(u"yyyyMMdd'T'HHmmss'Z'").toLatin1();
}

QByteArray sigV4CanonicalRequest(const SigV4Request &request)
{
    // The path is encoded once more, percent signs and all.
    QByteArray canonical = request.method + '\n' + encoded(request.path.isEmpty() ? "/"_ba : request.path, "/") + '\n';
    canonical += canonicalQuery(request.query) + '\n';
    for (const auto &[name, value] : canonicalHeaders(request))
        canonical += name + ':' + value + '\n';
    canonical += '\n' + signedHeaders(request) + '\n' + request.payloadHash;
    return canonical;
}

QByteArray sigV4Authorization(const SigV4Request &request, const SigV4Scope &scope, QByteArrayView accessKeyId,
                              QByteArrayView secretAccessKey)
{
    const QByteArray time = sigV4Time(scope.time);
    const QByteArray date = time.first(8);
    const QByteArray place = date + '/' + scope.region + '/' + scope.service + "/aws4_request";
    const QByteArray canonical = sigV4CanonicalRequest(request);
    const QByteArray toSign = Algorithm.toByteArray() + '\n' + time + '\n' + place + '\n' + sigV4Hash(canonical);

    QByteArray secret = "AWS4" + secretAccessKey.toByteArray();
    QByteArray key = hmac(secret, date);
    secret.fill('\0');
    for (const QByteArrayView part :
         {QByteArrayView(scope.region), QByteArrayView(scope.service), QByteArrayView("aws4_request")})
        key = hmac(key, part);
    const QByteArray signature = hmac(key, toSign).toHex();
    QByteArray header = Algorithm.toByteArray();
    header += " Credential=" + accessKeyId.toByteArray() + '/' + place;
    header += ", SignedHeaders=" + signedHeaders(request);
    header += ", Signature=" + signature;
    return header;
}

} // namespace Gatehouse
