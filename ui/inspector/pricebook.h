// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/core/llm/pricing.h"
#include "gateway/store/records.h"

#include <memory>
#include <optional>

namespace Gatehouse {
class Snapshot;
}

namespace Gatehouse::Ui {

// Finds the price that a charge was made with: the price in force at its time, when it is the very version that the
// ledger names. A price that has been changed or removed since is not guessed. Reads the price list when it is first
// asked. Lives on one thread.
class PriceBook final
{
public:
    explicit PriceBook(Configuration configuration);
    ~PriceBook();

    [[nodiscard]] std::optional<Llm::Price> priceOf(const Store::LedgerEntry &charge,
                                                    const Store::RequestRecord &request);

private:
    Configuration m_configuration;
    std::shared_ptr<const Snapshot> m_snapshot;
};

} // namespace Gatehouse::Ui
