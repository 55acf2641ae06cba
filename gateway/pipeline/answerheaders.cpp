// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/answerheaders.h"

#include "gateway/accounting/refusal.h"

#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

constexpr std::array<QByteArrayView, 4> AllowedAnswerHeaders = {"content-type", "openai-processing-ms",
                                                                "openai-version", "x-request-id"};

constexpr qsizetype MaxDroppedBytes = 1024;

} // namespace

void addGatewayHeaders(const Exchange &exchange, Http::Headers &headers)
{
    headers.add("x-gh-request-id"_ba, exchange.record.id.toByteArray());
    Accounting::addStanding(exchange.standing, headers);
    if (exchange.attempts.isEmpty())
        return;
    headers.add("x-gh-attempts"_ba, QByteArray::number(exchange.attempts.size()));
    if (exchange.outputClamp)
        headers.add("x-gh-max-output-tokens"_ba, QByteArray::number(*exchange.outputClamp));
    if (!exchange.downgradedBy.isEmpty())
        headers.add("x-gh-downgraded-by"_ba, QUrl::toPercentEncoding(exchange.downgradedBy, " "_ba));
    QByteArray dropped;
    for (const Llm::Loss &loss : exchange.losses) {
        if (dropped.size() < MaxDroppedBytes)
            dropped += (dropped.isEmpty() ? "" : ", ") + loss.param;
    }
    if (!dropped.isEmpty())
        headers.add("x-gh-dropped-params"_ba, QUrl::toPercentEncoding(QString::fromUtf8(dropped), ", []"_ba));
    if (exchange.servedBy) {
        headers.add("x-gh-provider"_ba, QUrl::toPercentEncoding(exchange.servedBy->provider->name, " "_ba));
        headers.add("x-gh-model"_ba, exchange.servedBy->upstreamModel);
    } else if (const int status = exchange.attempts.last().status; status >= 400) {
        headers.add("x-gh-upstream-status"_ba, QByteArray::number(status));
    }
}

Http::Headers allowedAnswerHeaders(const Http::Headers &vendor)
{
    Http::Headers allowed;
    for (const Http::Field &field : vendor) {
        const bool isAllowed = std::ranges::any_of(
            AllowedAnswerHeaders, [&field](QByteArrayView name) { return Http::equalsIgnoringCase(field.name, name); });
        if (isAllowed)
            allowed.add(field.name, field.value);
    }
    return allowed;
}

} // namespace Gatehouse::Pipeline
