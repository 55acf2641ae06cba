// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/route.h"

#include "gateway/core/llm/vendors.h"
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/downgrade.h"
#include "gateway/pipeline/keptobjects.h"
#include "gateway/pipeline/keptresponse.h"
#include "gateway/pipeline/keystatus.h"
#include "gateway/pipeline/localanswers.h"
#include "gateway/pipeline/services.h"
#include "gateway/upstream/healthtable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Llm::SurfaceKind;

Error unknownModel(const Exchange &exchange)
{
    QString message = u"The model '%1' does not exist here."_s.arg(QString::fromUtf8(exchange.facts.model.left(256)));
    QStringList near;
    for (const QByteArray &name : exchange.snapshot->nearModels(*exchange.client, exchange.facts.model))
        near.append(u'\'' + QString::fromUtf8(name) + u'\'');
    if (!near.isEmpty())
        message += u" Near names: "_s + near.join(u", "_s) + u'.';
    Error error{.kind = ErrorKind::ModelNotFound, .message = message, .detail = {}};
    error.param = "model"_ba;
    return error;
}

Error nobodyServes(const Exchange &exchange)
{
    const QString surface = QString::fromLatin1(Llm::surfaceName(exchange.surface));
    Error error{.kind = ErrorKind::ModelNotFound,
                .message = exchange.facts.model.isEmpty()
                               ? u"No provider of this gateway serves %1."_s.arg(surface)
                               : u"No provider that has the model '%1' serves %2."_s.arg(
                                     QString::fromUtf8(exchange.facts.model.left(256)), surface),
                .detail = {}};
    error.param = "model"_ba;
    return error;
}

// What a vendor keeps is asked for where it is; something new goes to the provider that the client names, or the first.
Result<void> routeStored(Exchange &exchange)
{
    // The object of a new batch is the file that it reads; it is never here.
    if (exchange.object && exchange.object->providerId == 0 && !exchange.objectId.isEmpty()) {
        GH_TRY(exchange.localAnswer, keptResponse(exchange));
        return {};
    }
    exchange.targets = exchange.snapshot->targetsServing(exchange.surface);
    const QByteArray named = QByteArray::fromPercentEncoding(
        exchange.request.headers.value("x-gh-provider").value_or(QByteArrayView()).toByteArray());
    std::erase_if(exchange.targets, [&exchange, &named](const Snapshot::Target &target) {
        if (exchange.object)
            return target.provider->id != exchange.object->providerId;
        return !named.isEmpty() && target.provider->name.toUtf8() != named;
    });
    if (exchange.targets.empty())
        return std::unexpected(nobodyServes(exchange));
    exchange.targets.resize(1); // never a second one: it would be another thing there
    return {};
}

} // namespace

Result<void> route(Exchange &exchange)
{
    const Snapshot &snapshot = *exchange.snapshot;
    const SurfaceKind kind = Llm::surfaceTraits(exchange.surface).kind;
    if (kind == SurfaceKind::Stored)
        return routeStored(exchange);
    if (exchange.surface == Llm::Surface::KeyStatus) {
        exchange.localAnswer = keyStatus(exchange);
        return {};
    }
    if (kind == SurfaceKind::List && exchange.modelInPath.isEmpty()) {
        exchange.localAnswer = modelList(exchange);
        return {};
    }
    downgrade(exchange);
    exchange.targets = snapshot.targetsFor(exchange.resolvedModel);
    if (exchange.targets.empty())
        return std::unexpected(unknownModel(exchange));
    if (kind == SurfaceKind::List) {
        exchange.localAnswer = modelDescription(exchange, exchange.facts.model);
        return {};
    }
    std::erase_if(exchange.targets, [&exchange](const Snapshot::Target &target) {
        return !Llm::serves(*target.vendor, exchange.surface);
    });
    if (exchange.targets.empty() && kind == SurfaceKind::TokenCount) {
        const Snapshot::Target counted = snapshot.targetsFor(exchange.resolvedModel).front();
        exchange.localAnswer = tokenCount(exchange, estimatedInput(exchange, counted.upstreamModel));
        return {};
    }
    if (exchange.targets.empty())
        return std::unexpected(nobodyServes(exchange));
    GH_CHECK(goToFiles(exchange));
    GH_CHECK(continueResponse(exchange));
    if (exchange.targets.size() > 1) {
        const Upstream::HealthTable &health = exchange.services.health;
        std::ranges::stable_partition(exchange.targets, [&health](const Snapshot::Target &target) {
            return !health.isDown(target.provider->id);
        });
    }
    return {};
}

} // namespace Gatehouse::Pipeline
