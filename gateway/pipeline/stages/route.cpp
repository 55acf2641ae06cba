// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/route.h"

#include "gateway/core/base/json.h"
#include "gateway/pipeline/services.h"
#include "gateway/upstream/healthtable.h"
#include "gateway/upstream/simulator/simulator.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

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

// The model object of OpenAI's API reference. Who owns a model is the provider that would answer first.
QByteArray modelObject(const Snapshot &snapshot, const QByteArray &name)
{
    const auto targets = snapshot.targetsFor(snapshot.resolvedModel(name));
    const QByteArray owner = targets.empty() ? "gatehouse"_ba : targets.front().provider->name.toUtf8();
    return R"({"id":)"_ba + Json::quoted(name) + R"(,"object":"model","created":0,"owned_by":)"_ba + Json::quoted(owner)
           + '}';
}

// The names that the client may ask for. The simulator's own are listed for as long as it answers any.
QList<QByteArray> listedModels(const Exchange &exchange)
{
    const Snapshot &snapshot = *exchange.snapshot;
    QList<QByteArray> names = snapshot.modelsVisibleTo(*exchange.client);
    for (const Upstream::SimulatorModel &model : Upstream::simulatorModels()) {
        const QByteArray name = model.name.toByteArray();
        if (!names.contains(name) && snapshot.isModelAllowed(*exchange.client, name)
            && !snapshot.targetsFor(name).empty())
            names.append(name);
    }
    return names;
}

} // namespace

Result<void> route(Exchange &exchange)
{
    const Snapshot &snapshot = *exchange.snapshot;
    if (exchange.surface == Llm::Surface::Models) {
        QByteArray list = R"({"object":"list","data":[)"_ba;
        for (const QByteArray &name : listedModels(exchange)) {
            if (!list.endsWith('['))
                list += ',';
            list += modelObject(snapshot, name);
        }
        exchange.localAnswer = list + "]}"_ba;
        return {};
    }
    exchange.targets = snapshot.targetsFor(exchange.resolvedModel);
    if (exchange.targets.empty())
        return std::unexpected(unknownModel(exchange));
    if (exchange.surface == Llm::Surface::Model) {
        exchange.localAnswer = modelObject(snapshot, exchange.facts.model);
        return {};
    }
    if (exchange.targets.size() > 1) {
        const Upstream::HealthTable &health = exchange.services.health;
        std::ranges::stable_partition(exchange.targets, [&health](const Snapshot::Target &target) {
            return !health.isDown(target.provider->id);
        });
    }
    return {};
}

} // namespace Gatehouse::Pipeline
