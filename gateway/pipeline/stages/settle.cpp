// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/settle.h"

#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/pricing.h"
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/countersof.h"
#include "gateway/pipeline/keptobjects.h"
#include "gateway/pipeline/services.h"
#include "gateway/upstream/tokencounter.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

Store::RequestState stateOf(const Result<void> &outcome)
{
    using enum Store::RequestState;
    if (outcome)
        return Answered;
    switch (outcome.error().kind) {
    case ErrorKind::ClientClosed:
        return ClientClosed;
    case ErrorKind::MissingApiKey:
    case ErrorKind::InvalidApiKey:
    case ErrorKind::ExpiredApiKey:
    case ErrorKind::DisabledApiKey:
    case ErrorKind::AddressNotAllowed:
    case ErrorKind::ModelNotAllowed:
    case ErrorKind::ProviderNotAllowed:
    case ErrorKind::SurfaceNotAllowed:
    case ErrorKind::ConditionDenied:
        return Denied;
    case ErrorKind::UpstreamRateLimited:
    case ErrorKind::UpstreamInvalid:
    case ErrorKind::UpstreamUnreachable:
    case ErrorKind::UpstreamTimeout:
    case ErrorKind::UpstreamCredentialsExhausted:
    case ErrorKind::NoHealthyTarget:
        return UpstreamError;
    case ErrorKind::UpstreamRejected:
        // A redirect is no answer either: it is never followed.
        return outcome.error().upstreamStatus >= 500 || outcome.error().upstreamStatus < 400 ? UpstreamError
                                                                                             : ClientError;
    default:
        return errorShape(outcome.error().kind).status >= 500 ? GatewayError : ClientError;
    }
}

// What the exchange used at the vendor that answered, or began to.
Llm::Usage usageOf(Exchange &exchange, bool isComplete)
{
    if (exchange.answer.usage)
        return *exchange.answer.usage;
    const QByteArray &model = exchange.servedBy->upstreamModel;
    Llm::Usage usage;
    usage.inputUncached = estimatedInput(exchange, model);
    usage.output = exchange.services.tokens.outputTokens(model, exchange.answer.outputText);
    usage.source = isComplete ? Llm::UsageSource::Estimated : Llm::UsageSource::Partial;
    return usage;
}

void charge(Exchange &exchange, bool isComplete)
{
    Store::RequestRecord &record = exchange.record;
    record.usage = usageOf(exchange, isComplete);
    auto price = exchange.snapshot->priceFor(*exchange.servedBy, exchange.startedAt, record.usage.inputTotal(),
                                             record.serviceTier);
    // A picture or a minute of sound without numbers of the vendor's: what it costs is not known, which is not nothing.
    const bool isKnown =
        exchange.answer.usage || Llm::surfaceTraits(exchange.surface).kind != Llm::SurfaceKind::PassThrough;
    if (price && !isKnown && price->perRequest == 0)
        price.reset();
    record.pricing = price ? Store::Pricing::Priced : Store::Pricing::Unpriced;
    if (price) {
        record.cost = Llm::costOf(*price, record.usage).total;
        record.priceVersion = price->version;
    }
    exchange.ledger.append({.requestId = record.id,
                            .attempt = record.attemptCount,
                            .kind = Store::LedgerEntry::Kind::Charge,
                            .time = exchange.services.clock.now(),
                            .clientId = record.clientId,
                            .keyId = record.keyId,
                            .providerId = exchange.servedBy->provider->id,
                            .model = QString::fromUtf8(exchange.servedBy->upstreamModel),
                            .usage = record.usage,
                            .cost = record.cost,
                            .pricing = record.pricing,
                            .priceVersion = record.priceVersion,
                            .rawUsage = exchange.answer.rawUsage});
}

} // namespace

void settle(Exchange &exchange, const Result<void> &outcome)
{
    Store::RequestRecord &record = exchange.record;
    record.state = exchange.clientGone ? Store::RequestState::ClientClosed : stateOf(outcome);
    record.attemptCount = static_cast<int>(exchange.attempts.size());
    record.finishReason = exchange.answer.finishReason.left(64);
    record.serviceTier = exchange.answer.serviceTier.left(64);
    if (exchange.servedBy) {
        record.providerId = exchange.servedBy->provider->id;
        record.usedModel = QString::fromUtf8(exchange.servedBy->upstreamModel);
        // Looking at what a vendor keeps costs nothing.
        if (Llm::surfaceTraits(exchange.surface).kind != Llm::SurfaceKind::Stored)
            charge(exchange, outcome.has_value());
        if (outcome)
            keepObjects(exchange);
    }
    settleCounters(exchange);
    if (exchange.isCutOff) {
        // Not "interrupted": that is what the next start finds in the journal, with a charge that nobody knows. This
        // one is known.
        record.state = Store::RequestState::GatewayError;
        record.errorCode = errorShape(ErrorKind::Draining).code;
        record.errorMessage = u"Gatehouse ended while this request was running."_s;
        return;
    }
    if (outcome)
        return;

    const Error &error = outcome.error();
    record.errorCode = errorShape(error.kind).code;
    record.errorMessage = error.message;
    if (exchange.response->isStarted()) {
        // The head has gone: the error ends the stream in the client's dialect, so that a cut answer is never taken for
        // a whole one.
        exchange.lastBytes =
            exchange.answerStream ? exchange.answerStream->fail(error) : Llm::errorEvent(exchange.dialect, error);
        return;
    }
    exchange.status = httpStatus(error);
    exchange.wholeAnswer = true;
    if (exchange.lastBytes.isEmpty()) // else it is the vendor's own error body, passed on
        exchange.lastBytes = Llm::errorBody(exchange.dialect, error);
    exchange.answerHeaders.set("Content-Type"_ba, "application/json"_ba);
    if (exchange.status == 401)
        exchange.answerHeaders.set("WWW-Authenticate"_ba, "Bearer"_ba);
    if (error.retryAfter)
        exchange.answerHeaders.set("Retry-After"_ba, QByteArray::number((error.retryAfter->count() + 999) / 1000));
}

} // namespace Gatehouse::Pipeline
