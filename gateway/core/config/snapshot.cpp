// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/snapshot.h"

#include "gateway/core/base/glob.h"
#include "gateway/core/base/similar.h"
#include "gateway/core/llm/servicetier.h"
#include "gateway/core/llm/vendors.h"

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

constexpr qsizetype MaxNearModels = 3;

// The simulator's models that clients would choose; the store knows them only as "sim/*". They make the list of a new
// gateway one that can be worked with.
constexpr std::array<QByteArrayView, 3> SimulatorModels{"sim/chat", "sim/echo", "sim/embedding"};

// What the simulator's answers cost when no catalogue knows the model: 0.15 and 0.60 US dollars per million tokens, the
// price of a small model, so that the first request shows a cost. The version says that it is made up.
Llm::Price illustrativePrice()
{
    return {.input = 150'000'000, .output = 600'000'000, .version = u"simulator, illustrative"_s};
}

Llm::Price priceOf(const PriceOverride &own)
{
    return {.input = own.input,
            .cacheRead = own.cacheRead,
            .cacheWrite = own.cacheWrite,
            .output = own.output,
            .version = u"own #%1"_s.arg(own.id)};
}

const PriceOverride *newestOf(const std::vector<const PriceOverride *> &prices, const Snapshot::Target &target,
                              Timestamp time)
{
    const PriceOverride *best = nullptr;
    const auto rank = [](const PriceOverride &price) { return std::tuple(price.providerId != 0, price.effectiveFrom); };
    for (const PriceOverride *price : prices) {
        const bool holds =
            price->effectiveFrom <= time && (price->providerId == 0 || price->providerId == target.provider->id);
        if (holds && (!best || rank(*price) > rank(*best)))
            best = price;
    }
    return best;
}

// The name at the vendor for a name asked for. A star in it stands for what the only star of the glob stood for, so
// that "openai/*" can be sold as "*".
QByteArray upstreamName(const QByteArray &offered, const QByteArray &upstream, const QByteArray &asked)
{
    if (upstream.isEmpty())
        return asked;
    const qsizetype hole = upstream.indexOf('*');
    const qsizetype star = offered.indexOf('*');
    if (hole < 0 || offered.count('*') != 1)
        return upstream;
    const qsizetype behind = offered.size() - star - 1;
    const QByteArrayView part = QByteArrayView(asked).sliced(star).chopped(behind);
    return upstream.first(hole) + part.toByteArray() + upstream.sliced(hole + 1);
}

} // namespace

Result<std::shared_ptr<const Snapshot>> Snapshot::create(Configuration configuration,
                                                         std::shared_ptr<const CredentialSecrets> secrets,
                                                         std::shared_ptr<const Llm::PriceCatalog> catalog)
{
    std::shared_ptr<Snapshot> snapshot(new Snapshot);
    GH_TRY(snapshot->m_settings, settingsFrom(configuration.settings));
    snapshot->m_configuration = std::move(configuration);
    snapshot->m_secrets = secrets ? std::move(secrets) : std::make_shared<const CredentialSecrets>();
    snapshot->m_catalog = std::move(catalog);
    GH_CHECK(snapshot->index());
    return snapshot;
}

// The pointers that the tables below hold are into m_configuration, which is never changed again.
Result<void> Snapshot::index()
{
    const Configuration &configuration = m_configuration;
    for (const Client &client : configuration.clients) {
        ModelRules &rules = m_modelRules[client.id];
        for (const QString &pattern : client.allowedModels)
            rules.allowed.append(pattern.toUtf8());
        for (const QString &pattern : client.deniedModels)
            rules.denied.append(pattern.toUtf8());
    }
    GH_CHECK(indexKeys());
    for (const Alias &alias : configuration.aliases)
        m_aliases.insert(alias.name.toUtf8(), alias.model.toUtf8());
    for (const Credential &credential : configuration.credentials) {
        if (credential.enabled)
            m_credentials[credential.providerId].push_back(&credential);
    }
    for (auto &credentials : m_credentials)
        std::ranges::sort(credentials, {}, &Credential::id);
    for (const PriceOverride &price : configuration.prices) {
        if (isGlob(price.model.toUtf8()))
            m_globPrices.push_back(&price);
        else
            m_prices[price.model.toUtf8()].push_back(&price);
    }
    // The longest pattern says most about a model.
    std::ranges::stable_sort(m_globPrices, std::ranges::greater(),
                             [](const PriceOverride *price) { return price->model.size(); });
    indexOffers();
    return {};
}

Result<void> Snapshot::indexKeys()
{
    QHash<EntityId, const Client *> clients;
    for (const Client &client : std::as_const(m_configuration).clients)
        clients.insert(client.id, &client);
    for (const ApiKey &key : std::as_const(m_configuration).keys) {
        const Client *client = clients.value(key.clientId);
        if (!client) {
            return fail(ErrorKind::Settings,
                        u"The key '%1' belongs to client %2, which does not exist."_s.arg(key.name).arg(key.clientId));
        }
        if (m_keys.contains(key.publicId))
            return fail(ErrorKind::Settings,
                        u"Two keys have the public id '%1'."_s.arg(QLatin1StringView(key.publicId)));
        KeyEntry entry{.key = &key, .client = client};
        for (const QString &address : key.allowedAddresses) {
            // One that is not understood lets nobody in, rather than everybody.
            entry.networks.push_back(IpNetwork::fromText(address).value_or(IpNetwork()));
        }
        for (const QString &name : key.allowedSurfaces)
            entry.surfaces.push_back(Llm::surfaceFromName(name.toUtf8()).value_or(Llm::Surface()));
        m_keys.insert(key.publicId, std::move(entry));
    }
    return {};
}

void Snapshot::indexOffers()
{
    bool hasVendor = false;
    for (const Provider &provider : std::as_const(m_configuration).providers) {
        const bool isSimulator = provider.type == ProviderType::Simulator;
        if (!provider.enabled || (isSimulator && !m_settings.simulatorEnabled))
            continue;
        m_providers.insert(provider.id, &provider);
        hasVendor = hasVendor || !isSimulator;
        if (isSimulator)
            m_simulatorOffers.push_back(offerOf(provider, "*"_ba, {}));
    }
    m_onlySimulator = !hasVendor && !m_simulatorOffers.empty();
    for (const Model &model : std::as_const(m_configuration).models) {
        const Provider *provider = m_providers.value(model.providerId);
        if (!provider || !model.enabled)
            continue;
        const Offer offer = offerOf(*provider, model.name.toUtf8(), model.upstreamName.toUtf8());
        if (isGlob(offer.name))
            m_globOffers.push_back(offer);
        else
            m_offers[offer.name].push_back(offer);
    }
    std::ranges::stable_sort(m_globOffers, std::ranges::greater(),
                             [](const Offer &offer) { return offer.name.size(); });
}

Snapshot::Offer Snapshot::offerOf(const Provider &provider, const QByteArray &name,
                                  const QByteArray &upstreamName) const
{
    return {.provider = &provider,
            .vendor = &vendorOf(provider),
            .basePath = basePathOf(provider),
            .host = hostOf(provider),
            .name = name,
            .upstreamName = upstreamName,
            .catalogProvider = catalogProviderOf(provider)};
}

QString Snapshot::catalogProviderOf(const Provider &provider) const
{
    if (!provider.catalogProvider.isEmpty() || !m_catalog)
        return provider.catalogProvider;
    // A named vendor has its own prices wherever it is reached; a compatible server is known by its host.
    const QByteArrayView known = vendorOf(provider).catalogProvider;
    return known.isEmpty() ? m_catalog->providerForUrl(baseUrlOf(provider)) : QString::fromLatin1(known);
}

const Snapshot::KeyEntry *Snapshot::findKey(const QByteArray &publicId) const
{
    const auto found = m_keys.constFind(publicId);
    return found == m_keys.constEnd() ? nullptr : &*found;
}

bool Snapshot::isModelAllowed(const Client &client, QByteArrayView model) const
{
    const auto rules = m_modelRules.constFind(client.id);
    if (rules == m_modelRules.constEnd())
        return false; // not a client of this configuration
    if (rules->allowed.isEmpty() && rules->denied.isEmpty())
        return true;
    const auto isAmong = [](const QList<QByteArray> &patterns, QByteArrayView name) {
        return std::ranges::any_of(patterns, [name](const QByteArray &pattern) { return matchesGlob(pattern, name); });
    };
    const auto mayUse = [&](QByteArrayView name) {
        return (rules->allowed.isEmpty() || isAmong(rules->allowed, name)) && !isAmong(rules->denied, name);
    };
    const QByteArray asked = model.toByteArray();
    const QByteArray resolved = resolvedModel(asked);
    return mayUse(asked) && (resolved == asked || mayUse(resolved));
}

QByteArray Snapshot::resolvedModel(const QByteArray &model) const
{
    return m_aliases.value(model, model);
}

std::vector<Snapshot::Target> Snapshot::targetsFor(const QByteArray &model) const
{
    const QByteArray name = resolvedModel(model);
    std::vector<Target> targets;
    const auto add = [&](const Offer &offer) {
        const bool isListed =
            std::ranges::any_of(targets, [&](const Target &target) { return target.provider == offer.provider; });
        if (!isListed) {
            targets.push_back({.provider = offer.provider,
                               .vendor = offer.vendor,
                               .basePath = offer.basePath,
                               .host = offer.host,
                               .upstreamModel = upstreamName(offer.name, offer.upstreamName, name),
                               .catalogProvider = offer.catalogProvider});
        }
    };
    if (const auto exact = m_offers.constFind(name); exact != m_offers.constEnd())
        std::ranges::for_each(*exact, add);
    for (const Offer &offer : m_globOffers) {
        if (matchesGlob(offer.name, name))
            add(offer);
    }
    if (m_onlySimulator && targets.empty()) // a model that was given to a simulator by name is that one's
        std::ranges::for_each(m_simulatorOffers, add);
    std::ranges::sort(targets, {},
                      [](const Target &target) { return std::tuple(target.provider->priority, target.provider->id); });
    return targets;
}

std::vector<Snapshot::Target> Snapshot::targetsServing(Llm::Surface surface) const
{
    std::vector<Target> targets;
    for (const Provider *provider : std::as_const(m_providers)) {
        const Offer offer = offerOf(*provider, {}, {});
        if (Llm::serves(*offer.vendor, surface))
            targets.push_back({.provider = provider,
                               .vendor = offer.vendor,
                               .basePath = offer.basePath,
                               .host = offer.host,
                               .upstreamModel = {},
                               .catalogProvider = offer.catalogProvider});
    }
    std::ranges::sort(targets, {},
                      [](const Target &target) { return std::tuple(target.provider->priority, target.provider->id); });
    return targets;
}

QList<QByteArray> Snapshot::modelsVisibleTo(const Client &client) const
{
    QList<QByteArray> names;
    for (auto offer = m_offers.constBegin(); offer != m_offers.constEnd(); ++offer)
        names.append(offer.key());
    for (auto alias = m_aliases.constBegin(); alias != m_aliases.constEnd(); ++alias) {
        if (!targetsFor(alias.key()).empty())
            names.append(alias.key());
    }
    for (const QByteArrayView simulated : SimulatorModels) {
        if (!m_simulatorOffers.empty() && !targetsFor(simulated.toByteArray()).empty())
            names.append(simulated.toByteArray());
    }
    names.removeIf([&](const QByteArray &name) { return !isModelAllowed(client, name); });
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

QList<QByteArray> Snapshot::nearModels(const Client &client, const QByteArray &model) const
{
    QStringList known;
    for (const QByteArray &name : modelsVisibleTo(client))
        known.append(QString::fromUtf8(name));
    QList<QByteArray> near;
    for (const QString &name : similarWords(QString::fromUtf8(model), known, MaxNearModels))
        near.append(name.toUtf8());
    return near;
}

const std::vector<const Credential *> &Snapshot::credentialsOf(EntityId providerId) const
{
    static const std::vector<const Credential *> none;
    const auto found = m_credentials.constFind(providerId);
    return found == m_credentials.constEnd() ? none : *found;
}

// The newest in force; one of the provider's own before one that holds at every provider.
const PriceOverride *Snapshot::ownPrice(const Target &target, Timestamp time) const
{
    const auto found = m_prices.constFind(target.upstreamModel);
    return found == m_prices.constEnd() ? nullptr : newestOf(*found, target, time);
}

const PriceOverride *Snapshot::fallbackPrice(const Target &target, Timestamp time) const
{
    std::vector<const PriceOverride *> matching;
    for (const PriceOverride *price : m_globPrices) {
        if (!matching.empty() && price->model.size() < matching.front()->model.size())
            break;
        if (matchesGlob(price->model.toUtf8(), target.upstreamModel))
            matching.push_back(price);
    }
    return newestOf(matching, target, time);
}

std::optional<Llm::Price> Snapshot::priceFor(const Target &target, Timestamp time, qint64 inputTokens,
                                             QByteArrayView tier) const
{
    const auto price = usualPriceFor(target, time, inputTokens);
    if (!price || tier.isEmpty())
        return price;
    return Llm::priceAtTier(*price, target.catalogProvider, QString::fromUtf8(target.upstreamModel), tier);
}

std::optional<Llm::Price> Snapshot::usualPriceFor(const Target &target, Timestamp time, qint64 inputTokens) const
{
    if (const PriceOverride *own = ownPrice(target, time))
        return priceOf(*own);
    const QString model = QString::fromUtf8(target.upstreamModel);
    if (target.provider->type == ProviderType::Simulator) {
        const auto price = m_catalog ? m_catalog->findByModel(model, time, inputTokens) : std::nullopt;
        return price ? price : illustrativePrice();
    }
    if (m_catalog && !target.catalogProvider.isEmpty()) {
        if (const auto price = m_catalog->find(target.catalogProvider, model, time, inputTokens))
            return price;
    }
    const PriceOverride *fallback = fallbackPrice(target, time);
    return fallback ? std::optional(priceOf(*fallback)) : std::nullopt;
}

} // namespace Gatehouse
