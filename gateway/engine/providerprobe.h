// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/secret.h"
#include "gateway/engine/control.h"
#include "gateway/http/client.h"
#include "gateway/upstream/tokencounter.h"
#include "gateway/upstream/transport.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace Gatehouse::Engine {

// Connection tests: one GET of a vendor's model list each, or, of a service account's document, one exchange for an
// access token. Lives on the main thread with connections of its own, so
// that a test says nothing about the traffic's pools and cannot disturb them; owned by LocalControl.
class ProviderProbe final : public QObject
{
    Q_OBJECT
public:
    explicit ProviderProbe(const Clock &clock, QObject *parent = nullptr);
    ~ProviderProbe() override;

    void test(const Provider &provider, QByteArrayView secret, std::function<void(ProviderTest)> answer);

private:
    struct Run;
    void exchangeDocument(const Provider &provider, QByteArrayView document, std::unique_ptr<Run> run);
    void finish(Run *run, const Http::CallResult &result);
    void finishExchange(Run *run);
    void tell(Run *run, const ProviderTest &test);

    const Clock &m_clock;
    Http::ClientPool m_pool;
    Upstream::TokenCounter m_tokens; // none are counted; the transport wants it for the simulator
    std::unique_ptr<Upstream::Transport> m_transport;
    std::vector<std::unique_ptr<Run>> m_runs;
};

} // namespace Gatehouse::Engine
