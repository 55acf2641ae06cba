// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/record.h"

#include "gateway/pipeline/answerheaders.h"
#include "gateway/pipeline/services.h"
#include "gateway/store/journal.h"
#include "gateway/store/writer.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

std::chrono::microseconds micros(std::chrono::nanoseconds duration)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(duration);
}

void complete(Exchange &exchange)
{
    Store::RequestRecord &record = exchange.record;
    const auto latency = exchange.services.clock.monotonic() - exchange.startedMonotonic;
    record.latency = micros(latency);
    record.overhead =
        micros(std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(latency) - exchange.vendorTime));
    if (exchange.firstContentAt)
        record.firstToken = micros(*exchange.firstContentAt - exchange.startedMonotonic);
    record.httpStatus = exchange.clientGone && !exchange.isCutOff ? 499 : exchange.status;
    record.answerSizeBytes = exchange.response->bytesWritten() + exchange.lastBytes.size();
}

void deliver(Exchange &exchange)
{
    if (exchange.clientGone)
        return;
    if (!exchange.wholeAnswer) {
        // Sound or a file that breaks off has no words to end with: the connection breaks, so that a part is never
        // taken for the whole.
        if (exchange.lastBytes.isEmpty() && exchange.record.state != Store::RequestState::Answered)
            exchange.response->abort();
        else
            exchange.response->finish(exchange.lastBytes);
        return;
    }
    addGatewayHeaders(exchange, exchange.answerHeaders);
    if (exchange.record.pricing == Store::Pricing::Priced)
        exchange.answerHeaders.add("x-gh-cost-usd"_ba, exchange.record.cost.toUsd().toLatin1());
    exchange.response->send(exchange.status, exchange.answerHeaders, exchange.lastBytes);
}

// A vendor may repeat the key it was given, in an error above all: it must not come to rest in the store (R48).
QByteArray withoutSecrets(QByteArray bytes, const Exchange &exchange)
{
    const auto remove = [&bytes](const Secret &secret) {
        if (!secret.isEmpty() && bytes.contains(secret.reveal()))
            bytes.replace(secret.reveal(), "[key removed]");
    };
    for (const auto &[id, secret] : exchange.snapshot->secrets())
        remove(secret);
    for (const auto &token : exchange.accessTokens)
        remove(*token);
    return bytes;
}

QList<Store::BodyRecord> storedBodies(Exchange &exchange)
{
    QList<Store::BodyRecord> bodies;
    if (!exchange.client || exchange.client->contentLevel != ContentLevel::Full || !Llm::isInference(exchange.surface))
        return bodies;
    const qint64 limit = exchange.snapshot->settings().maxStoredBodyBytes;
    const auto add = [&bodies, limit](Store::BodyPart part, const QByteArray &bytes, bool isTruncated) {
        if (!bytes.isEmpty())
            bodies.append({.part = part, .bytes = bytes.left(limit), .truncated = isTruncated || bytes.size() > limit});
    };
    add(Store::BodyPart::ClientRequest, exchange.request.body, false);
    add(Store::BodyPart::UpstreamRequest, exchange.upstreamBody, false);
    add(Store::BodyPart::UpstreamAnswer, withoutSecrets(exchange.capturedAnswer, exchange), exchange.answerTruncated);
    add(Store::BodyPart::ClientAnswer, exchange.clientAnswer, false);
    // What the gateway itself said, where it did not pass on what the vendor said.
    if (exchange.clientAnswer.isEmpty() && exchange.record.state != Store::RequestState::Answered
        && exchange.lastBytes != exchange.capturedAnswer)
        add(Store::BodyPart::ClientAnswer, withoutSecrets(exchange.lastBytes, exchange), false);
    return bodies;
}

} // namespace

void record(Exchange &exchange)
{
    complete(exchange);
    const Services &services = exchange.services;
    if (exchange.journalSlot)
        services.journal.finish(*exchange.journalSlot, exchange.record, exchange.ledger);
    else
        exchange.journalSlot = services.journal.enterFinished(exchange.record, exchange.ledger);

    deliver(exchange);

    services.observer.requestEnded(exchange.record);
    services.writer.finish({.request = exchange.record,
                            .attempts = std::move(exchange.attempts),
                            .ledger = std::move(exchange.ledger),
                            .bodies = storedBodies(exchange),
                            .journalSlot = exchange.journalSlot.value_or(0)});
}

} // namespace Gatehouse::Pipeline
