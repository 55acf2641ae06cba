// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/pricelist.h"
#include "gateway/core/llm/pricing.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr qsizetype LabelDigits = 8;

// The models of one provider, ready to be found: one vendor lists 691, nearly all by their exact names.
struct ModelIndex {
    QHash<QString, std::size_t> byName; // the first model that has this exact name among its names
    std::vector<std::size_t> byRule;    // models with any other kind of rule
};

bool hasOtherRules(const PriceMatch &match)
{
    if (match.kind == PriceMatch::Kind::Or)
        return std::ranges::any_of(match.parts, hasOtherRules);
    return match.kind != PriceMatch::Kind::Equals;
}

void addNames(ModelIndex &index, const PriceMatch &match, std::size_t model)
{
    if (match.kind == PriceMatch::Kind::Equals && !index.byName.contains(match.text))
        index.byName.insert(match.text, model);
    if (match.kind == PriceMatch::Kind::Or) {
        for (const PriceMatch &part : match.parts)
            addNames(index, part, model);
    }
}

ModelIndex indexOf(const PricedProvider &provider)
{
    ModelIndex index;
    for (std::size_t i = 0; i < provider.models.size(); ++i) {
        addNames(index, provider.models[i].match, i);
        if (hasOtherRules(provider.models[i].match))
            index.byRule.push_back(i);
    }
    return index;
}

// The first model of the list that a name matches.
const PricedModel *findModel(const PricedProvider &provider, const ModelIndex &index, const QString &name)
{
    std::size_t first = index.byName.value(name, provider.models.size());
    for (const std::size_t i : index.byRule) {
        if (i >= first)
            break;
        if (provider.models[i].match.matches(name))
            first = i;
    }
    return first < provider.models.size() ? &provider.models[first] : nullptr;
}

std::optional<Price> priceAt(const PricedModel &model, Timestamp time, qint64 inputTokens)
{
    for (const DatedPrice &price : std::views::reverse(model.prices)) {
        if (!price.holdsAt(time))
            continue;
        for (const PriceTier &tier : std::views::reverse(price.tiers)) {
            if (tier.above == 0 || inputTokens > tier.above)
                return tier.price;
        }
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

struct PriceCatalog::Private {
    std::vector<PricedProvider> providers;
    std::vector<ModelIndex> indexes; // one for each provider
    QHash<QString, std::size_t> byId;

    // At a provider, or at those whose models it sells.
    const PricedModel *find(std::size_t provider, const QString &model) const
    {
        if (const PricedModel *found = findModel(providers[provider], indexes[provider], model))
            return found;
        for (const QString &id : providers[provider].fallbacks) {
            const auto other = byId.constFind(id);
            if (other == byId.constEnd())
                continue;
            if (const PricedModel *found = findModel(providers[*other], indexes[*other], model))
                return found;
        }
        return nullptr;
    }
};

PriceCatalog::PriceCatalog()
    : d(std::make_unique<Private>())
{}
PriceCatalog::~PriceCatalog() = default;

Result<std::shared_ptr<const PriceCatalog>> PriceCatalog::parse(const QByteArray &json)
{
    const QByteArray digest = QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex().first(LabelDigits);
    std::shared_ptr<PriceCatalog> catalog(new PriceCatalog);
    GH_TRY(catalog->d->providers, readPriceList(json, u"catalogue "_s + QString::fromLatin1(digest)));
    for (std::size_t i = 0; i < catalog->d->providers.size(); ++i) {
        catalog->d->indexes.push_back(indexOf(catalog->d->providers[i]));
        catalog->d->byId.insert(catalog->d->providers[i].id, i);
    }
    return catalog;
}

std::optional<Price> PriceCatalog::find(QStringView provider, QStringView model, Timestamp time,
                                        qint64 inputTokens) const
{
    const auto index = d->byId.constFind(provider.toString());
    if (index == d->byId.constEnd())
        return std::nullopt;
    const QString name = model.toString();
    const PricedModel *found = d->find(*index, name);
    // Vendors take names in any case; the list writes them small.
    if (!found)
        found = d->find(*index, name.toLower());
    return found ? priceAt(*found, time, inputTokens) : std::nullopt;
}

std::optional<Price> PriceCatalog::findByModel(QStringView model, Timestamp time, qint64 inputTokens) const
{
    for (const PricedProvider &provider : d->providers) {
        if (!provider.modelMatch || !provider.modelMatch->matches(model))
            continue;
        if (const std::optional<Price> price = find(provider.id, model, time, inputTokens))
            return price;
    }
    return std::nullopt;
}

QString PriceCatalog::providerForUrl(QStringView url) const
{
    for (const PricedProvider &provider : d->providers) {
        if (!provider.apiPattern.pattern().isEmpty() && provider.apiPattern.matchView(url).hasMatch())
            return provider.id;
    }
    return {};
}

qsizetype PriceCatalog::modelCount() const
{
    qsizetype count = 0;
    for (const PricedProvider &provider : d->providers)
        count += static_cast<qsizetype>(provider.models.size());
    return count;
}

} // namespace Gatehouse::Llm
