// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/keystatus.h"

#include "gateway/accounting/limitbook.h"
#include "gateway/core/base/jsonwriter.h"
#include "gateway/core/config/jsonfields.h"
#include "gateway/pipeline/countersof.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Accounting::CounterStatus;

// A rule's own JSON form says its unit and window in the words of the configuration.
template <typename Rule>
QJsonObject formOf(const QList<Rule> &rules, EntityId id)
{
    const auto found = std::ranges::find(rules, id, &Rule::id);
    return found == rules.end() ? QJsonObject() : toJson(*found);
}

QByteArray usd(qint64 nanos)
{
    return Money::fromNanos(nanos).toUsd().toLatin1();
}

void writeLimit(Json::Writer &json, const CounterStatus &status, const QJsonObject &rule)
{
    json.beginObject()
        .member("scope", status.subject.toUtf8())
        .member("name", rule["name"_L1].toString().toUtf8())
        .member("unit", rule["unit"_L1].toString().toUtf8())
        .member("period_seconds", rule["period"_L1].toInteger())
        .member("limit", status.limit)
        .member("used", status.used)
        .member("remaining", std::max<qint64>(status.limit - status.used, 0))
        .endObject();
}

void writeBudget(Json::Writer &json, const CounterStatus &status, const QJsonObject &rule)
{
    json.beginObject()
        .member("scope", status.subject.toUtf8())
        .member("name", rule["name"_L1].toString().toUtf8())
        .member("enforcement", rule["enforcement"_L1].toString().toUtf8())
        .member("limit_usd", usd(status.limit))
        .member("spend_usd", usd(status.used))
        .member("reserved_usd", usd(status.held))
        .member("remaining_usd", usd(std::max<qint64>(status.limit - status.used - status.held, 0)))
        .member("reset_interval", rule["window"_L1].toString().toUtf8());
    if (status.resetsAt)
        json.member("resets_at", JsonFields::timeToText(*status.resetsAt).toLatin1());
    else
        json.nullMember("resets_at");
    json.endObject();
}

} // namespace

QByteArray keyStatus(const Exchange &exchange)
{
    const Configuration &configuration = exchange.snapshot->configuration();
    const auto statuses = Accounting::statusOfKey(*exchange.counters, exchange.key->id, momentOf(exchange));
    Json::Writer json;
    json.beginObject()
        .member("object", "gatehouse.key")
        .member("public_id", exchange.key->publicId)
        .member("name", exchange.key->name.toUtf8())
        .member("client", exchange.client->name.toUtf8())
        .member("team", exchange.client->team.toUtf8());
    json.key("limits").beginArray();
    for (const CounterStatus &status : statuses) {
        if (status.kind == EntityKind::Limit)
            writeLimit(json, status, formOf(configuration.limits, status.rule));
    }
    json.endArray().key("budgets").beginArray();
    for (const CounterStatus &status : statuses) {
        if (status.kind == EntityKind::Budget)
            writeBudget(json, status, formOf(configuration.budgets, status.rule));
    }
    return json.endArray().endObject().take();
}

} // namespace Gatehouse::Pipeline
