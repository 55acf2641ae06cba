// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/authorize.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

Result<void> authorize(Exchange &exchange)
{
    if (exchange.surface == Llm::Surface::Models)
        return {}; // the list itself is cut to what the client may call
    Store::RequestRecord &record = exchange.record;
    if (exchange.surface == Llm::Surface::Model) {
        exchange.facts.model = exchange.modelInPath;
    } else {
        GH_TRY(exchange.facts, Llm::readOpenAiRequest(exchange.surface, exchange.request.body));
        record.stream = exchange.facts.stream;
        record.hasTools = exchange.facts.hasTools;
        record.hasImages = exchange.facts.hasImages;
        record.endUser = QString::fromUtf8(exchange.facts.endUser.left(256));
    }
    record.requestedModel = QString::fromUtf8(exchange.facts.model.left(256));
    exchange.resolvedModel = exchange.snapshot->resolvedModel(exchange.facts.model);
    if (!exchange.snapshot->isModelAllowed(*exchange.client, exchange.facts.model)) {
        Error error{.kind = ErrorKind::ModelNotAllowed,
                    .message =
                        u"Client '%1' may not use model '%2'."_s.arg(exchange.client->name, record.requestedModel),
                    .detail = {}};
        error.param = "model"_ba;
        return std::unexpected(std::move(error));
    }
    return {};
}

} // namespace Gatehouse::Pipeline
