// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/vendortry.h"

#include "gateway/pipeline/services.h"
#include "gateway/pipeline/vendoranswer.h"
#include "gateway/upstream/accesstokens.h"
#include "gateway/upstream/healthtable.h"
#include "gateway/upstream/transport.h"
#include "gateway/upstream/vendorauth.h"
#include "gateway/upstream/vendorcall.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

const Credential *credentialAt(const Exchange &exchange, const Upstream::AttemptPlan::Step &step)
{
    const auto &credentials = exchange.snapshot->credentialsOf(exchange.targets[step.target].provider->id);
    return step.credential < credentials.size() ? credentials[step.credential] : nullptr;
}

QByteArrayView secretOf(const Exchange &exchange, const Credential *credential)
{
    if (!credential)
        return {};
    const auto secret = exchange.snapshot->secrets().find(credential->id);
    return secret == exchange.snapshot->secrets().end() ? QByteArrayView() : secret->second.reveal();
}

void judgeProvider(Exchange &exchange, const TryOutcome &outcome, EntityId provider)
{
    if (exchange.clientGone)
        return; // says nothing about the vendor
    if (!outcome.error || outcome.verdict == Upstream::Verdict::NoRoom
        || (outcome.error->kind == ErrorKind::UpstreamRejected && outcome.error->upstreamStatus < 500))
        exchange.services.health.succeeded(provider);
    else
        exchange.services.health.failed(provider, errorShape(outcome.error->kind).code, outcome.error->message);
}

void noteError(Store::AttemptRecord &row, const Error &error)
{
    row.errorCode = errorShape(error.kind).code;
    row.message = error.message.left(512);
}

std::chrono::microseconds since(const Exchange &exchange, MonotonicTime started)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(exchange.services.clock.monotonic() - started);
}

// Nothing was sent: the vendor's dialect cannot say what the client wants.
TryOutcome refusedHere(Exchange &exchange, Error error)
{
    noteError(exchange.attempts.last(), error);
    return {.error = std::move(error), .verdict = Upstream::Verdict::NextTarget};
}

// Nothing was sent: there is no access token to send it with. As with a key that the vendor refuses.
TryOutcome withoutToken(Exchange &exchange, Upstream::AccessTokenFailure failure, const Provider &provider,
                        MonotonicTime started)
{
    Store::AttemptRecord &row = exchange.attempts.last();
    row.duration = since(exchange, started);
    noteError(row, failure.error);
    TryOutcome outcome{.error = std::move(failure.error), .verdict = failure.verdict};
    judgeProvider(exchange, outcome, provider.id);
    return outcome;
}

void addAttempt(Exchange &exchange, Timestamp startedAt, const Snapshot::Target &target, const Credential *credential)
{
    exchange.attempts.append({.number = static_cast<int>(exchange.attempts.size()) + 1,
                              .providerId = target.provider->id,
                              .credentialId = credential ? credential->id : 0,
                              .model = QString::fromUtf8(target.upstreamModel),
                              .startedAt = startedAt,
                              .errorCode = {},
                              .message = {}});
}

// The token for a service account's document: the one that is kept, or another that is waited for. Ends early when the
// client leaves.
QCoro::Task<Upstream::AccessTokenResult> accessToken(ExchangePtr exchange, const Provider *provider,
                                                     const Credential *credential)
{
    const Services &services = exchange->services;
    const QByteArrayView document = secretOf(*exchange, credential); // the snapshot's
    if (auto kept = services.accessTokens.kept(document))
        co_return kept;
    const MonotonicTime before = services.clock.monotonic();
    Upstream::AccessTokenWait wait(services.accessTokens, *provider, document);
    exchange->interrupt = [&wait] { wait.abort(); };
    Upstream::AccessTokenResult result = co_await wait;
    exchange->interrupt = nullptr;
    exchange->vendorTime += services.clock.monotonic() - before;
    co_return result;
}

} // namespace

QCoro::Task<TryOutcome> tryVendor(ExchangePtr exchange, Upstream::AttemptPlan::Step step)
{
    const Services &services = exchange->services;
    const Snapshot::Target target = exchange->targets[step.target];
    const Credential *credential = credentialAt(*exchange, step);
    QByteArrayView secret = secretOf(*exchange, credential);
    addAttempt(*exchange, services.clock.now(), target, credential);

    const MonotonicTime started = services.clock.monotonic();
    auto request = vendorRequest(*exchange, target);
    if (!request) // another vendor may be able to say it
        co_return refusedHere(*exchange, std::move(request.error()));
    Upstream::AccessTokenPtr token;
    if (Upstream::needsAccessToken(*target.vendor, secret)) {
        auto result = co_await accessToken(exchange, target.provider, credential);
        if (!result)
            co_return withoutToken(*exchange, std::move(result.error()), *target.provider, started);
        token = *std::move(result);
        secret = token->reveal();
        exchange->accessTokens.push_back(token);
    }
    const VendorRoute route = request->route;
    Upstream::addCredential(request->http, *target.vendor, target.host, secret, services.clock.now());
    Upstream::VendorCall call(services.transport, *target.provider, std::move(request->http));
    exchange->interrupt = [&call] { call.abort(); };
    VendorAnswer answer(*exchange, call, route, secret);
    std::optional<TryOutcome> outcome;
    Http::CallResult measured;
    while (!outcome) {
        const MonotonicTime before = services.clock.monotonic();
        Upstream::VendorCall::Event event = co_await call.next();
        exchange->vendorTime += services.clock.monotonic() - before;
        if (event.kind == Upstream::VendorCall::Event::Kind::End)
            measured = event.result;
        outcome = answer.take(event, target);
    }
    exchange->interrupt = nullptr;
    exchange->response->onDrained(nullptr);
    answer.keepFacts();

    Store::AttemptRecord &row = exchange->attempts.last();
    row.connect = measured.isConnectionReused ? std::chrono::microseconds(0) : measured.connected;
    row.firstByte = measured.firstByte;
    row.duration = since(*exchange, started);
    row.status = answer.status();
    if (outcome->error)
        noteError(row, *outcome->error);
    if (row.status == 401 && token)
        services.accessTokens.drop(token);
    judgeProvider(*exchange, *outcome, target.provider->id);
    // Sent and then given up by the client: the vendor may well have been at work, so that it is never silently free
    // (R19b).
    if (exchange->clientGone && measured.isRequestSent && !exchange->servedBy)
        exchange->servedBy = target;
    co_return *std::move(outcome);
}

} // namespace Gatehouse::Pipeline
