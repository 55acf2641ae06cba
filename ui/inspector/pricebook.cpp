// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/pricebook.h"

#include "gateway/core/config/snapshot.h"

#include "resources/resources.h"

namespace Gatehouse::Ui {

PriceBook::PriceBook(Configuration configuration)
    : m_configuration(std::move(configuration))
{}

PriceBook::~PriceBook() = default;

std::optional<Llm::Price> PriceBook::priceOf(const Store::LedgerEntry &charge, const Store::RequestRecord &request)
{
    if (!m_snapshot) {
        auto catalog = Llm::PriceCatalog::parse(Resources::priceCatalog());
        if (!catalog)
            return std::nullopt;
        auto snapshot = Snapshot::create(m_configuration, std::make_shared<const CredentialSecrets>(), *catalog);
        if (!snapshot)
            return std::nullopt;
        m_snapshot = std::move(*snapshot);
    }
    for (const QString &name : {request.requestedModel, charge.model}) {
        for (const Snapshot::Target &target : m_snapshot->targetsFor(m_snapshot->resolvedModel(name.toUtf8()))) {
            if (target.provider->id != charge.providerId)
                continue;
            const auto price =
                m_snapshot->priceFor(target, charge.time, charge.usage.inputTotal(), request.serviceTier);
            if (price && price->version == charge.priceVersion)
                return price;
        }
    }
    return std::nullopt;
}

} // namespace Gatehouse::Ui
