// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/serviceaccount.h"

#include "gateway/core/base/jsonreader.h"
#include "gateway/core/base/jsontext.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/base/rs256.h"

#include <sodium.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

constexpr QByteArrayView Scope = "https://www.googleapis.com/auth/cloud-platform";
constexpr std::chrono::seconds Lifetime{3600}; // the longest that Google takes
constexpr QLatin1StringView NotWhole = "The key begins like a JSON document but is none. Give the whole file."_L1;

// The string values that matter, without their escapes.
struct Members {
    QByteArray type;
    QByteArray clientEmail;
    QByteArray keyId;
    QByteArray tokenUri;
    Secret privateKey;
};

QByteArray *placeOf(Members &members, QByteArrayView name)
{
    if (name == "type")
        return &members.type;
    if (name == "client_email")
        return &members.clientEmail;
    if (name == "private_key_id")
        return &members.keyId;
    return name == "token_uri" ? &members.tokenUri : nullptr;
}

Result<Members> readMembers(QByteArrayView document)
{
    Members members;
    Json::Reader reader(document, Json::Rules::Strict);
    if (reader.next() != Json::Token::ObjectBegin)
        return fail(ErrorKind::Settings, NotWhole);
    while (reader.nextKey()) {
        const QByteArray name = reader.text().toByteArray();
        if (reader.next() != Json::Token::String) {
            reader.skip();
        } else if (name == "private_key") {
            // Not by the reader's text(), which keeps a copy that nobody wipes.
            const QByteArrayView token = reader.raw();
            members.privateKey = Secret(Json::unescaped(token.sliced(1, token.size() - 2)));
        } else if (QByteArray *const place = placeOf(members, name)) {
            *place = reader.text().toByteArray();
        }
    }
    if (reader.hasFailed() || reader.next() != Json::Token::End)
        return fail(ErrorKind::Settings, NotWhole);
    return members;
}

// This machine by its name or a literal address; "127.0.0.1.example.com" is somewhere else.
bool isThisMachine(const QString &host)
{
    if (host == "localhost"_L1 || host == "::1"_L1)
        return true;
    const QStringList parts = host.split(u'.');
    return parts.size() == 4 && parts.first() == "127"_L1 && std::ranges::all_of(parts, [](const QString &part) {
               bool isNumber = false;
               const uint value = part.toUInt(&isNumber);
               return isNumber && value < 256;
           });
}

bool isTokenAddress(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment()
           && (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isThisMachine(url.host())));
}

std::unexpected<Error> missing(QLatin1StringView member)
{
    return fail(ErrorKind::Settings, u"The service account's document has no \"%1\"."_s.arg(member));
}

QByteArray encoded(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

bool isServiceAccountDocument(QByteArrayView secret)
{
    return secret.trimmed().startsWith('{');
}

Result<ServiceAccount> readServiceAccount(QByteArrayView document)
{
    GH_TRY(Members members, readMembers(document.trimmed()));
    if (members.type != "service_account")
        return fail(ErrorKind::Settings,
                    u"The JSON document is not that of a service account: its \"type\" is another."_s);
    if (members.clientEmail.isEmpty())
        return missing("client_email"_L1);
    if (members.privateKey.isEmpty())
        return missing("private_key"_L1);
    if (members.tokenUri.isEmpty())
        return missing("token_uri"_L1);
    const QUrl tokenUri(QString::fromUtf8(members.tokenUri), QUrl::StrictMode);
    if (!isTokenAddress(tokenUri))
        return fail(ErrorKind::Settings,
                    u"The \"token_uri\" of the service account's document is not an address with https."_s);
    if (!isRs256Key(members.privateKey.reveal()))
        return fail(ErrorKind::Settings, u"The \"private_key\" of the service account's document cannot be read: it "
                                         "must be an RSA key of at least 2048 bits in PEM."_s);
    return ServiceAccount{.clientEmail = std::move(members.clientEmail),
                          .keyId = std::move(members.keyId),
                          .privateKey = std::move(members.privateKey),
                          .tokenUri = tokenUri};
}

Result<QByteArray> serviceAccountAssertion(const ServiceAccount &account, Timestamp now)
{
    const qint64 issuedAt = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    Json::Writer header;
    header.beginObject().member("alg", "RS256").member("typ", "JWT").optionalMember("kid", account.keyId).endObject();
    Json::Writer claims;
    claims.beginObject()
        .member("iss", account.clientEmail)
        .member("scope", Scope)
        .member("aud", account.tokenUri.toEncoded())
        .member("iat", issuedAt)
        .member("exp", issuedAt + Lifetime.count())
        .endObject();
    QByteArray assertion = encoded(header.take()) + '.' + encoded(claims.take());
    const auto signature = rs256Signature(assertion, account.privateKey.reveal());
    if (!signature)
        return fail(ErrorKind::Settings, u"The service account's key cannot sign."_s);
    assertion += '.' + encoded(*signature);
    return assertion;
}

QByteArray fingerprintOf(QByteArrayView document)
{
    QByteArray fingerprint(crypto_generichash_BYTES, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(fingerprint.data()), crypto_generichash_BYTES,
                       reinterpret_cast<const unsigned char *>(document.data()),
                       static_cast<unsigned long long>(document.size()), nullptr, 0);
    return fingerprint;
}

QString lastFourOf(QByteArrayView secret)
{
    const auto last = [](QByteArrayView text) {
        return QString::fromLatin1(text.last(std::min<qsizetype>(4, text.size())));
    };
    if (!isServiceAccountDocument(secret))
        return last(secret);
    const auto account = readServiceAccount(secret);
    return account ? last(account->keyId) : QString();
}

} // namespace Gatehouse
