// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/authorize.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/services.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

// "/responses/resp_1/cancel" -> "resp_1"; empty = the address of all of them.
QByteArray nameIn(const QByteArray &resource)
{
    const qsizetype begin = resource.indexOf('/', 1) + 1;
    if (begin == 0)
        return {};
    const qsizetype end = resource.indexOf('/', begin);
    return end < 0 ? resource.sliced(begin) : resource.sliced(begin, end - begin);
}

// What a vendor keeps for one client is nobody else's, although all use the gateway's one key there.
Result<void> findObject(Exchange &exchange, const QByteArray &id)
{
    exchange.object = exchange.services.objects.find(id, exchange.client->id);
    if (!exchange.object)
        return fail(ErrorKind::NotFound,
                    u"There is no '%1' here. What another client has made cannot be reached."_s.arg(
                        QString::fromUtf8(id.left(256))));
    return {};
}

// A new batch would show what is in the file that it reads, so that the file has to be the client's; and it goes where
// that is.
Result<void> authorizeBatch(Exchange &exchange)
{
    GH_TRY(const Json::Tree tree, Json::Tree::parse(exchange.request.body, Json::Rules::Strict));
    const QByteArray file = tree.root()["input_file_id"].text();
    return file.isEmpty() ? Result<void>() : findObject(exchange, file); // without one the vendor refuses it
}

Result<void> authorizeStored(Exchange &exchange)
{
    exchange.objectId = nameIn(exchange.resource);
    if (!exchange.objectId.isEmpty())
        return findObject(exchange, exchange.objectId);
    if (exchange.surface == Llm::Surface::Batches && exchange.request.method == "POST")
        return authorizeBatch(exchange);
    return {};
}

} // namespace

Result<void> authorize(Exchange &exchange)
{
    const Llm::SurfaceKind kind = Llm::surfaceTraits(exchange.surface).kind;
    const bool namesModel = !exchange.modelInPath.isEmpty() || Llm::isInference(exchange.surface);
    if (kind == Llm::SurfaceKind::Stored)
        return authorizeStored(exchange);
    if (!namesModel)
        return {}; // a list; it is cut to what the client may call
    Store::RequestRecord &record = exchange.record;
    if (kind == Llm::SurfaceKind::List) {
        exchange.facts.model = exchange.modelInPath;
    } else {
        GH_CHECK(readClientRequest(exchange));
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
