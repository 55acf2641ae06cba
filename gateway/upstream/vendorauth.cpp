// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/vendorauth.h"

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

} // namespace

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
    case Llm::AuthScheme::GoogleServiceAccount:
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
        if (parts.size() < 2) { // a Bedrock API key
            addBearer(headers, secret);
            break;
        }
        break;
    }
    }
}

} // namespace Gatehouse::Upstream
