// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/transport.h"

#include "gateway/upstream/simulatorcall.h"

#include <QHash>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Gatehouse::Upstream {

namespace {

constexpr int DefaultHttpPort = 80;
constexpr int DefaultHttpsPort = 443;

class NetworkTransport final : public Transport
{
public:
    NetworkTransport(Http::ClientPool &pool, TokenCounter &tokens)
        : m_pool(pool)
        , m_tokens(tokens)
    {}

    std::unique_ptr<Http::ClientCall> start(const Provider &provider, Http::ClientRequest request,
                                            Http::CallCallbacks callbacks) override
    {
        if (provider.type == ProviderType::Simulator)
            return std::make_unique<SimulatorCall>(m_tokens, std::move(request), std::move(callbacks));
        return m_pool.start(endpointAt(provider), std::move(request), std::move(callbacks));
    }

private:
    // Reading a URL costs more than the rest of a call's beginning, so that each is read once.
    struct Address {
        QString baseUrl; // of which the endpoint was made
        Http::Endpoint endpoint;
    };

    const Http::Endpoint &endpointAt(const Provider &provider)
    {
        Address &address = m_addresses[provider.id];
        const Http::Endpoint &known = address.endpoint;
        if (known.host.isEmpty() || address.baseUrl != provider.baseUrl || known.proxyUrl != provider.proxyUrl
            || known.caFile != provider.caFile) {
            // Saved providers have been checked; an endpoint without a host fails like a name that cannot be resolved.
            address = {.baseUrl = provider.baseUrl, .endpoint = endpointOf(provider).value_or(Http::Endpoint{})};
        }
        return address.endpoint;
    }

    QHash<EntityId, Address> m_addresses;
    Http::ClientPool &m_pool;
    TokenCounter &m_tokens;
};

} // namespace

std::unique_ptr<Transport> makeTransport(Http::ClientPool &pool, TokenCounter &tokens)
{
    return std::make_unique<NetworkTransport>(pool, tokens);
}

Result<Http::Endpoint> endpointOf(const Provider &provider)
{
    const QUrl url(baseUrlOf(provider), QUrl::StrictMode);
    const bool isTls = url.scheme() == "https"_L1;
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || (!isTls && url.scheme() != "http"_L1)) {
        return fail(ErrorKind::Settings,
                    u"'%1' is not a base URL. It looks like https://api.openai.com/v1, without user or password."_s.arg(
                        provider.baseUrl));
    }
    return Http::Endpoint{.host = url.host(QUrl::FullyEncoded),
                          .port = static_cast<quint16>(url.port(isTls ? DefaultHttpsPort : DefaultHttpPort)),
                          .tls = isTls,
                          .proxyUrl = provider.proxyUrl,
                          .caFile = provider.caFile};
}

} // namespace Gatehouse::Upstream
