// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/authenticate.h"

#include "gateway/core/base/ids.h"
#include "gateway/pipeline/services.h"

#include <QUrlQuery>

#include <sodium.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

constexpr QByteArrayView Bearer = "bearer ";

// What the official SDKs of OpenAI, Anthropic, Google and Azure send.
constexpr std::array<QByteArrayView, 3> KeyHeaders = {"x-api-key", "x-goog-api-key", "api-key"};

Error invalidKey()
{
    return {
        .kind = ErrorKind::InvalidApiKey,
        .message =
            u"The API key is not valid. Keys of this gateway look like sk-gh-…; an administrator can make one on the page Clients & Keys."_s,
        .detail = {}};
}

// Every key that the request carries. Two that differ are refused, so that no rule can be passed by one and judged by
// the other (R24).
Result<QByteArray> carriedKey(const Http::Request &request)
{
    QByteArray found;
    const auto take = [&found](QByteArrayView key) {
        if (!found.isEmpty() && found != key)
            return false;
        found = key.toByteArray();
        return true;
    };
    for (const Http::Field &field : request.headers) {
        bool agrees = true;
        if (Http::equalsIgnoringCase(field.name, "authorization")) {
            const QByteArrayView value = QByteArrayView(field.value).trimmed();
            if (value.size() > Bearer.size() && Http::equalsIgnoringCase(value.first(Bearer.size()), Bearer))
                agrees = take(value.sliced(Bearer.size()).trimmed());
            else if (!value.isEmpty())
                return std::unexpected(invalidKey());
        } else if (std::ranges::any_of(KeyHeaders, [&field](QByteArrayView name) {
                       return Http::equalsIgnoringCase(field.name, name);
                   })) {
            agrees = take(QByteArrayView(field.value).trimmed());
        }
        if (!agrees)
            return fail(ErrorKind::InvalidApiKey, u"The request carries two different API keys. Send one."_s);
    }
    if (!request.query.isEmpty()) {
        const QUrlQuery query(QString::fromLatin1(request.query));
        for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
            if (name == "key"_L1 && !take(value.toLatin1()))
                return fail(ErrorKind::InvalidApiKey, u"The request carries two different API keys. Send one."_s);
        }
    }
    if (found.isEmpty())
        return fail(ErrorKind::MissingApiKey, u"No API key supplied. Send Authorization: Bearer sk-gh-…"_s);
    return found;
}

} // namespace

Result<void> authenticate(Exchange &exchange)
{
    GH_TRY(const QByteArray written, carriedKey(exchange.request));
    const auto publicId = ClientKey::publicIdOf(written);
    if (!publicId)
        return std::unexpected(invalidKey());
    const Snapshot::KeyEntry *entry = exchange.snapshot->findKey(*publicId);
    const QByteArray hash = ClientKey::hashOf(written);
    if (!entry || entry->key->secretHash.size() != hash.size()
        || sodium_memcmp(entry->key->secretHash.constData(), hash.constData(), static_cast<std::size_t>(hash.size()))
               != 0)
        return std::unexpected(invalidKey());

    // From here on the caller has shown that the key is theirs: the request is attributed, also when it is refused.
    exchange.client = entry->client;
    exchange.key = entry->key;
    exchange.record.clientId = entry->client->id;
    exchange.record.keyId = entry->key->id;
    if (!entry->key->enabled)
        return fail(ErrorKind::DisabledApiKey,
                    u"This API key has been disabled. Ask an administrator of the gateway."_s);
    if (!entry->client->enabled)
        return fail(ErrorKind::DisabledApiKey,
                    u"Client '%1' has been disabled. Ask an administrator of the gateway."_s.arg(entry->client->name));
    if (entry->key->expiresAt && *entry->key->expiresAt <= exchange.startedAt)
        return fail(ErrorKind::ExpiredApiKey,
                    u"This API key has expired. Ask an administrator of the gateway for a new one."_s);
    const QString &address = exchange.record.sourceAddress;
    if (!entry->networks.empty()
        && std::ranges::none_of(entry->networks, [&](const IpNetwork &network) { return network.contains(address); }))
        return fail(ErrorKind::AddressNotAllowed,
                    u"This API key may not be used from %1. Ask an administrator of the gateway."_s.arg(address));
    if (!entry->surfaces.empty() && Llm::isInference(exchange.surface)
        && !std::ranges::contains(entry->surfaces, exchange.surface))
        return fail(ErrorKind::SurfaceNotAllowed, u"This API key may not be used for %1. It is for %2."_s.arg(
                                                      QString::fromLatin1(Llm::surfaceName(exchange.surface)),
                                                      entry->key->allowedSurfaces.join(u", "_s)));
    return {};
}

} // namespace Gatehouse::Pipeline
