// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/vendorauth.h"

#include "gateway/core/base/serviceaccount.h"
#include "gateway/core/base/sigv4.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Upstream {

namespace {

void addBearer(Http::Headers &headers, QByteArrayView secret)
{
    headers.add("Authorization"_ba, "Bearer "_ba + secret);
}

// "bedrock-runtime.eu-central-1.amazonaws.com" -> "eu-central-1"; the first region where the host does not say.
QByteArray regionOf(QByteArrayView host)
{
    const QList<QByteArray> labels = host.toByteArray().split('.');
    return labels.size() >= 4 && labels[labels.size() - 2] == "amazonaws" ? labels[1] : "us-east-1"_ba;
}

// "ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]". The headers that are signed are those that no hop changes.
void sign(Http::ClientRequest &request, QByteArrayView host, const QList<QByteArray> &key, Timestamp now)
{
    const qint64 time = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    const qsizetype question = request.target.indexOf('?');
    SigV4Request signedRequest{
        .method = request.method,
        .path = question < 0 ? request.target : request.target.first(question),
        .query = question < 0 ? QByteArray() : request.target.sliced(question + 1),
        .headers = {{"host"_ba, host.toByteArray()}, {"x-amz-date"_ba, sigV4Time(time)}},
        .payloadHash = sigV4Hash(request.body),
    };
    if (key.size() > 2)
        signedRequest.headers.append({"x-amz-security-token"_ba, key.sliced(2).join(':')});
    for (const auto &[name, value] : std::as_const(signedRequest.headers).sliced(1))
        request.headers.add(name, value);
    const SigV4Scope scope{.region = regionOf(host), .service = "bedrock"_ba, .time = time};
    request.headers.add("Authorization"_ba, sigV4Authorization(signedRequest, scope, key[0], key[1]));
}

} // namespace

bool needsAccessToken(const Llm::Vendor &vendor, QByteArrayView secret)
{
    return vendor.auth == Llm::AuthScheme::GoogleAccessToken && isServiceAccountDocument(secret);
}

Result<void> checkSecret(const Llm::Vendor &vendor, QByteArrayView secret)
{
    if (needsAccessToken(vendor, secret))
        return readServiceAccount(secret).transform([](const ServiceAccount &) {});
    return {};
}

void addCredential(Http::ClientRequest &request, const Llm::Vendor &vendor, QByteArrayView host, QByteArrayView secret,
                   Timestamp now)
{
    if (secret.isEmpty())
        return;
    Http::Headers &headers = request.headers;
    switch (vendor.auth) {
    case Llm::AuthScheme::None:
        break;
    case Llm::AuthScheme::Bearer:
        addBearer(headers, secret);
        break;
    case Llm::AuthScheme::GoogleAccessToken:
        if (!needsAccessToken(vendor, secret)) // a document is sent to nobody
            addBearer(headers, secret);
        break;
    case Llm::AuthScheme::XApiKey:
        headers.add("x-api-key"_ba, secret.toByteArray());
        break;
    case Llm::AuthScheme::GoogleApiKey:
        headers.add("x-goog-api-key"_ba, secret.toByteArray());
        break;
    case Llm::AuthScheme::AzureApiKey:
        headers.add("api-key"_ba, secret.toByteArray());
        break;
    case Llm::AuthScheme::AwsSigV4: {
        const QList<QByteArray> parts = secret.toByteArray().split(':');
        if (parts.size() < 2) // a Bedrock API key
            addBearer(headers, secret);
        else
            sign(request, host, parts, now);
        break;
    }
    }
}

} // namespace Gatehouse::Upstream
