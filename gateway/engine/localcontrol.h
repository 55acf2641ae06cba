// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/snapshot.h"
#include "gateway/engine/control.h"
#include "gateway/engine/engine.h"
#include "gateway/engine/providerprobe.h"
#include "gateway/store/queryservice.h"
#include "gateway/store/secretstore.h"
#include "gateway/store/store.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace Gatehouse::Engine {

// What the command line says over what the store says. Not stored.
struct ServeOptions {
    std::optional<QString> listenAddress;
    std::optional<quint16> listenPort;
    std::optional<int> workers;
};

// The gateway of this process: store, secrets and engine together. Lives on the main thread; owned by the program.
class LocalControl final : public Control
{
    Q_OBJECT
public:
    // Takes the store over. Does not serve yet: startServing().
    [[nodiscard]] static Result<std::unique_ptr<LocalControl>> create(std::unique_ptr<Store::Store> store,
                                                                      std::unique_ptr<Store::SecretStore> secrets,
                                                                      const QString &dataDirectory,
                                                                      const ServeOptions &options, const Clock &clock);
    ~LocalControl() override; // stops at once and commits what is waiting

    [[nodiscard]] EngineStatus status() const override;
    [[nodiscard]] Configuration configuration() const override;
    [[nodiscard]] QString dataDirectory() const override { return m_dataDirectory; }
    [[nodiscard]] Store::QueryService &queries() override { return m_queries; }
    void apply(QList<Change> changes, const Actor &actor, std::function<void(Result<Configuration>)> answer) override;
    void addCredential(EntityId providerId, const QString &label, Secret secret, const Actor &actor,
                       std::function<void(Result<Configuration>)> answer) override;
    void testProvider(const Provider &provider, Secret secret, std::function<void(ProviderTest)> answer) override;
    void startServing() override;
    void stopServing() override;

    // Nobody looks at live batches: the workers need not collect them.
    void setWatched(bool watched);

    // Credentials that could not be read from the keychain or the sealed file at the start, a sentence each.
    [[nodiscard]] QStringList secretProblems() const { return m_secretProblems; }

signals:
    void servingStopped(); // after stopServing(), when the last exchange has ended or the grace time is over

private:
    LocalControl(std::unique_ptr<Store::Store> store, std::unique_ptr<Store::SecretStore> secrets,
                 const QString &dataDirectory, const ServeOptions &options, const Clock &clock);

    [[nodiscard]] Result<void> rebuildSnapshot();
    void reloadSecrets();
    [[nodiscard]] Result<void> checkedSecret(EntityId providerId, const Secret &secret) const;
    void tick();
    void takeConfiguration();

    std::unique_ptr<Store::Store> m_store;
    std::unique_ptr<Store::SecretStore> m_secretStore;
    QString m_dataDirectory;
    ServeOptions m_options;
    const Clock &m_clock;
    std::shared_ptr<const Llm::PriceCatalog> m_catalog;
    std::shared_ptr<const CredentialSecrets> m_secrets;
    QStringList m_secretProblems;
    SnapshotPtr m_snapshot;
    Engine m_engine;
    ProviderProbe m_probe;
    Store::QueryService m_queries;
    QTimer m_ticker;
    QString m_failure; // why it does not serve
    std::deque<std::pair<MonotonicTime, quint64>> m_rateSamples;
    bool m_restartWanted = false; // to take settings of the listener into use
};

} // namespace Gatehouse::Engine
