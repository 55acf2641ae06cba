// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/downgrade.h"

#include "gateway/accounting/holds.h"
#include "gateway/pipeline/countersof.h"
#include "gateway/pipeline/services.h"

namespace Gatehouse::Pipeline {

void downgrade(Exchange &exchange)
{
    const Llm::SurfaceKind kind = Llm::surfaceTraits(exchange.surface).kind;
    if (!exchange.counters || (kind != Llm::SurfaceKind::Chat && kind != Llm::SurfaceKind::Text))
        return; // a picture or a vector of another model is another thing
    const Accounting::Counters counters = countersOf(exchange, *exchange.counters);
    const auto found = Accounting::downgradeOf(counters.amounts, momentOf(exchange));
    if (!found)
        return;
    const Snapshot &snapshot = *exchange.snapshot;
    const QByteArray asked = found->model.toUtf8();
    const QByteArray model = snapshot.resolvedModel(asked);
    if (model == exchange.resolvedModel || !snapshot.isModelAllowed(*exchange.client, asked)
        || snapshot.targetsFor(model).empty())
        return;
    exchange.resolvedModel = model;
    exchange.downgradedBy = found->budget;
}

} // namespace Gatehouse::Pipeline
