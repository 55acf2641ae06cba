// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/limitbook.h"
#include "gateway/core/base/ids.h"
#include "gateway/core/config/snapshot.h"
#include "gateway/pipeline/exchange.h"
#include "gateway/pipeline/services.h"
#include "gateway/store/journal.h"
#include "gateway/store/writer.h"
#include "gateway/upstream/accesstokens.h"
#include "gateway/upstream/healthtable.h"
#include "gateway/upstream/tokencounter.h"
#include "tests/support/clocks.h"
#include "tests/support/fakeresponse.h"
#include "tests/support/scriptedtransport.h"

#include <QTemporaryDir>

#include "resources/resources.h"

// A workbench for the spine: everything a stage needs, with vendors that follow scripts and a writer that keeps what it
// is given.
namespace Gatehouse::Test {

class RecordingWriter final : public Store::Writer
{
public:
    void finish(Store::FinishedRequest request) override { m_finished.append(std::move(request)); }
    [[nodiscard]] Store::WriterHealth health() const override { return {}; }
    [[nodiscard]] bool isAccepting() const override { return m_isAccepting; }
    bool flush(std::chrono::milliseconds) override { return true; }

    void setAccepting(bool accepting) { m_isAccepting = accepting; }
    [[nodiscard]] const QList<Store::FinishedRequest> &finished() const { return m_finished; }

private:
    QList<Store::FinishedRequest> m_finished;
    bool m_isAccepting = true;
};

class CountingObserver final : public Pipeline::Observer
{
public:
    void requestStarted(const Store::RequestRecord &) override { ++m_started; }
    void requestEnded(const Store::RequestRecord &) override { ++m_ended; }
    [[nodiscard]] int started() const { return m_started; }
    [[nodiscard]] int ended() const { return m_ended; }

private:
    int m_started = 0;
    int m_ended = 0;
};

// Two providers with the model gpt-5-mini, one client with one key. Tests change `configuration` before the first
// exchange.
class SpineBench
{
public:
    SpineBench()
        : key(ClientKey::generate())
        , journal(*Store::Journal::open(folder.filePath(QStringLiteral("journal"))))
        , services{.clock = clock,
                   .transport = transport,
                   .accessTokens = accessTokens,
                   .health = health,
                   .tokens = tokens,
                   .objects = objects,
                   .limits = limits,
                   .journal = *journal,
                   .writer = writer,
                   .observer = observer}
    {
        Client client;
        client.id = 1;
        client.name = QStringLiteral("ci");
        configuration.clients = {client};
        ApiKey stored;
        stored.id = 2;
        stored.clientId = 1;
        stored.publicId = key.publicId;
        stored.secretHash = ClientKey::hashOf(key.key.reveal());
        configuration.keys = {stored};
        for (const EntityId id : {10, 11}) {
            Provider provider;
            provider.id = id;
            provider.name = QStringLiteral("vendor-%1").arg(id);
            provider.baseUrl = QStringLiteral("http://127.0.0.1:9/v1");
            provider.catalogProvider = QStringLiteral("openai");
            provider.priority = static_cast<int>(id);
            provider.retries = 0;
            configuration.providers.append(provider);
            Model model;
            model.id = id + 10;
            model.providerId = id;
            model.name = QStringLiteral("gpt-5-mini");
            configuration.models.append(model);
        }
    }

    [[nodiscard]] SnapshotPtr snapshot() const
    {
        auto made = Snapshot::create(configuration, secrets, catalog);
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        return *made;
    }

    // A chat request with the client's key.
    [[nodiscard]] Pipeline::ExchangePtr exchange(const QByteArray &body) const
    {
        auto made = std::make_shared<Pipeline::Exchange>(services);
        made->snapshot = snapshot();
        made->request.method = "POST";
        made->request.path = "/v1/chat/completions";
        made->request.headers.add("Authorization", "Bearer " + key.key.reveal());
        made->request.body = body;
        made->surface = Llm::Surface::ChatCompletions;
        made->response = std::make_shared<FakeResponse>();
        made->startedAt = clock.now();
        made->startedMonotonic = clock.monotonic();
        made->record.id = RequestId::generate(made->startedAt);
        made->record.startedAt = made->startedAt;
        made->record.surface = made->surface;
        std::weak_ptr<Pipeline::Exchange> weak = made;
        made->response->onClosed([weak] {
            if (const auto gone = weak.lock()) {
                gone->clientGone = true;
                if (gone->interrupt)
                    gone->interrupt();
            }
        });
        return made;
    }

    [[nodiscard]] static FakeResponse &responseOf(const Pipeline::ExchangePtr &exchange)
    {
        return static_cast<FakeResponse &>(*exchange->response);
    }

    QTemporaryDir folder;
    FakeClock clock;
    ClientKey key;
    Configuration configuration;
    std::shared_ptr<CredentialSecrets> secrets = std::make_shared<CredentialSecrets>();
    std::shared_ptr<const Llm::PriceCatalog> catalog = *Llm::PriceCatalog::parse(Resources::priceCatalog());
    ScriptedTransport transport;
    Upstream::AccessTokens accessTokens{transport, clock};
    Upstream::HealthTable health{clock};
    Upstream::TokenCounter tokens;
    Upstream::StoredObjects objects;
    Accounting::LimitBook limits;
    std::unique_ptr<Store::Journal> journal;
    RecordingWriter writer;
    CountingObserver observer;
    Pipeline::Services services;
};

} // namespace Gatehouse::Test
