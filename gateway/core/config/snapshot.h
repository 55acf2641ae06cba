// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/ipnetwork.h"
#include "gateway/core/base/result.h"
#include "gateway/core/base/secret.h"
#include "gateway/core/config/entities.h"
#include "gateway/core/config/settings.h"
#include "gateway/core/llm/pricing.h"
#include "gateway/core/llm/surface.h"

#include <QByteArray>
#include <QHash>

#include <memory>
#include <unordered_map>
#include <vector>

namespace Gatehouse {

// The vendors' keys in clear, by credential id. Held in memory only. Immutable after it is filled; shared by the
// snapshots.
using CredentialSecrets = std::unordered_map<EntityId, Secret>;

// Everything the engine needs of the configuration, prepared for the request path: immutable, shared by all threads. A
// request keeps the one it started with (DESIGN 5).
class Snapshot final
{
public:
    // What a client may be sent to for a model name: one provider, and the name the model has there.
    struct Target {
        const Provider *provider = nullptr;
        const Llm::Vendor *vendor = nullptr;
        QByteArray basePath; // of the provider's base URL, without a slash at its end
        QByteArray host;     // of it, with the port where it is not the scheme's own: the Host header
        QByteArray upstreamModel;
        QString catalogProvider; // whose prices apply
    };
    struct KeyEntry {
        const ApiKey *key = nullptr;
        const Client *client = nullptr;
        std::vector<IpNetwork> networks = {};    // where it may come from; empty = anywhere
        std::vector<Llm::Surface> surfaces = {}; // what it may call; empty = everything
    };

    // `secrets` and `catalog` may be shared with other snapshots. Error: the configuration contradicts itself; the
    // message says where.
    [[nodiscard]] static Result<std::shared_ptr<const Snapshot>>
    create(Configuration configuration, std::shared_ptr<const CredentialSecrets> secrets,
           std::shared_ptr<const Llm::PriceCatalog> catalog);

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    [[nodiscard]] const Settings &settings() const { return m_settings; }
    [[nodiscard]] const CredentialSecrets &secrets() const { return *m_secrets; }

    // The key with this public id; nothing when there is none.
    [[nodiscard]] const KeyEntry *findKey(const QByteArray &publicId) const;

    // Whether the client's allowed models (exact names and globs) include a model and its denied ones do not. Aliases
    // are resolved first: the name asked for and the name it stands for must both be allowed (FEATURES 1.2).
    [[nodiscard]] bool isModelAllowed(const Client &client, QByteArrayView model) const;

    // The name an alias stands for, or the name itself.
    [[nodiscard]] QByteArray resolvedModel(const QByteArray &model) const;

    // Where a model can be had: enabled models at enabled providers, by priority, then by id; of one provider's models
    // an exact name goes before globs and a longer glob before a shorter. While the simulator is the only provider it
    // has every model. Empty = the model is unknown.
    [[nodiscard]] std::vector<Target> targetsFor(const QByteArray &model) const;

    // Enabled providers whose vendor serves a surface, by priority, then by id: for what concerns no model.
    [[nodiscard]] std::vector<Target> targetsServing(Llm::Surface surface) const;

    // Whether the simulator answers for every model, since no other provider is enabled.
    [[nodiscard]] bool isSimulatorAnswering() const { return m_onlySimulator; }

    // Every name that the client may ask for: models without globs, aliases, and the simulator's main ones. Sorted.
    [[nodiscard]] QList<QByteArray> modelsVisibleTo(const Client &client) const;

    // Up to three known names near an unknown one.
    [[nodiscard]] QList<QByteArray> nearModels(const Client &client, const QByteArray &model) const;

    // Enabled credentials of a provider, in order of id.
    [[nodiscard]] const std::vector<const Credential *> &credentialsOf(EntityId providerId) const;

    // The price in force: the administrator's own (for the name at the vendor, at this provider before at every one)
    // before the catalogue's, and that before an own one for a pattern of names, which is a fallback for what nobody
    // knows; nothing = unpriced. What the simulator answers has the price that the model has at its own vendor, or an
    // illustrative one, so that costs can be seen before there is a vendor. `tier` is the vendor's word for its service
    // tier (llm/servicetier.h).
    [[nodiscard]] std::optional<Llm::Price> priceFor(const Target &target, Timestamp time, qint64 inputTokens,
                                                     QByteArrayView tier = {}) const;

private:
    // Names and globs.
    struct ModelRules {
        QList<QByteArray> allowed;
        QList<QByteArray> denied;
    };
    // A model of the configuration, prepared for looking up.
    struct Offer {
        const Provider *provider = nullptr;
        const Llm::Vendor *vendor = nullptr;
        QByteArray basePath;
        QByteArray host;
        QByteArray name;
        QByteArray upstreamName; // empty = as asked
        QString catalogProvider;
    };

    Snapshot() = default;
    [[nodiscard]] Result<void> index();
    void indexOffers();
    [[nodiscard]] Result<void> indexKeys();
    [[nodiscard]] Offer offerOf(const Provider &provider, const QByteArray &name, const QByteArray &upstreamName) const;
    [[nodiscard]] QString catalogProviderOf(const Provider &provider) const;
    [[nodiscard]] std::optional<Llm::Price> usualPriceFor(const Target &target, Timestamp time,
                                                          qint64 inputTokens) const;
    [[nodiscard]] const PriceOverride *ownPrice(const Target &target, Timestamp time) const;
    [[nodiscard]] const PriceOverride *fallbackPrice(const Target &target, Timestamp time) const;

    Configuration m_configuration;
    Settings m_settings;
    std::shared_ptr<const CredentialSecrets> m_secrets;
    std::shared_ptr<const Llm::PriceCatalog> m_catalog;
    bool m_onlySimulator = false;
    QHash<QByteArray, KeyEntry> m_keys;
    QHash<QByteArray, QByteArray> m_aliases;
    QHash<EntityId, ModelRules> m_modelRules; // of each client
    QHash<EntityId, std::vector<const Credential *>> m_credentials;
    QHash<EntityId, const Provider *> m_providers;                  // enabled ones
    QHash<QByteArray, std::vector<Offer>> m_offers;                 // by exact name
    std::vector<Offer> m_globOffers;                                // longest name first
    std::vector<Offer> m_simulatorOffers;                           // of every model, while m_onlySimulator
    QHash<QByteArray, std::vector<const PriceOverride *>> m_prices; // by model
    std::vector<const PriceOverride *> m_globPrices;                // of patterns, the longest first
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace Gatehouse
