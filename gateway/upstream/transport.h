// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/snapshot.h"
#include "gateway/http/client.h"

#include <memory>

namespace Gatehouse::Upstream {

class TokenCounter;

// Starts calls to vendors: over the network, or at the simulator in this process, which looks the same from outside.
// Lives on one worker thread; owned by the worker; outlives its calls.
class Transport
{
public:
    virtual ~Transport() = default;
    // `request.target` is the whole path and query (vendorTarget()).
    [[nodiscard]] virtual std::unique_ptr<Http::ClientCall> start(const Provider &provider, Http::ClientRequest request,
                                                                  Http::CallCallbacks callbacks) = 0;
};

[[nodiscard]] std::unique_ptr<Transport> makeTransport(Http::ClientPool &pool, TokenCounter &tokens);

// Host, port and TLS of a provider's base URL. Settings: the URL is not one of http or https with a host.
[[nodiscard]] Result<Http::Endpoint> endpointOf(const Provider &provider);

} // namespace Gatehouse::Upstream
