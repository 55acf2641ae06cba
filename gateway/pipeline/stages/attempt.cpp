// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/stages/attempt.h"

#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/services.h"
#include "gateway/pipeline/vendortry.h"
#include "gateway/store/journal.h"
#include "gateway/upstream/attemptplan.h"
#include "gateway/upstream/delay.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

Upstream::AttemptPlan planFor(const Exchange &exchange)
{
    std::vector<Upstream::AttemptPlan::Target> targets;
    targets.reserve(exchange.targets.size());
    for (const Snapshot::Target &target : exchange.targets) {
        targets.push_back({.credentials = exchange.snapshot->credentialsOf(target.provider->id).size(),
                           .retries = target.provider->retries,
                           .deadline = target.provider->totalTimeout});
    }
    return Upstream::AttemptPlan(std::move(targets));
}

// From here on a vendor may be at work for this request: it must be found after a crash (R1b).
bool enterJournal(Exchange &exchange)
{
    const Snapshot::Target &target = exchange.targets.front();
    exchange.journalSlot =
        exchange.services.journal.enter(exchange.record, {.requestId = exchange.record.id,
                                                          .attempt = 1,
                                                          .kind = Store::LedgerEntry::Kind::Unknown,
                                                          .time = exchange.startedAt,
                                                          .clientId = exchange.record.clientId,
                                                          .keyId = exchange.record.keyId,
                                                          .providerId = target.provider->id,
                                                          .model = QString::fromUtf8(target.upstreamModel),
                                                          .usage = {},
                                                          .cost = exchange.held,
                                                          .pricing = Store::Pricing::Unpriced,
                                                          .priceVersion = {}});
    return exchange.journalSlot.has_value();
}

// Waits before another try; false when the client left meanwhile.
QCoro::Task<bool> pause(ExchangePtr exchange, std::chrono::milliseconds duration)
{
    if (duration.count() > 0 && !exchange->clientGone) {
        const MonotonicTime before = exchange->services.clock.monotonic();
        Upstream::Delay delay(duration);
        exchange->interrupt = [&delay] { delay.finish(); };
        co_await delay.wait();
        exchange->interrupt = nullptr;
        exchange->vendorTime += exchange->services.clock.monotonic() - before;
    }
    co_return !exchange->clientGone;
}

} // namespace

QCoro::Task<Result<void>> attempt(ExchangePtr exchange)
{
    if (!exchange->localAnswer.isNull()) {
        exchange->status = 200;
        exchange->wholeAnswer = true;
        exchange->lastBytes = exchange->localAnswer;
        exchange->answerHeaders.add("Content-Type"_ba, "application/json"_ba);
        co_return {};
    }
    const bool isCharged = Llm::surfaceTraits(exchange->surface).kind != Llm::SurfaceKind::Stored;
    if (isCharged && !enterJournal(*exchange))
        co_return fail(ErrorKind::Overloaded,
                       u"The gateway has too many requests on their way. Try again in a moment."_s);

    Upstream::AttemptPlan plan = planFor(*exchange);
    for (auto step = plan.first();;) {
        const bool goOn = co_await pause(exchange, step->pause);
        if (!goOn)
            co_return std::unexpected(clientClosed());
        const TryOutcome outcome = co_await tryVendor(exchange, *step);
        if (!outcome.error)
            co_return {};
        if (exchange->clientGone)
            co_return std::unexpected(clientClosed());
        const auto elapsed = exchange->services.clock.monotonic() - exchange->startedMonotonic;
        const Upstream::AttemptPlan::Failure failure{.verdict = outcome.verdict,
                                                     .retryAfter = outcome.error->retryAfter,
                                                     .elapsed =
                                                         std::chrono::duration_cast<std::chrono::milliseconds>(elapsed),
                                                     .chance = QRandomGenerator::global()->generateDouble()};
        if (exchange->response->isStarted())
            co_return std::unexpected(*outcome.error);
        exchange->servedBy.reset(); // nothing of this vendor's answer has reached the client
        step = plan.after(failure);
        if (!step)
            co_return std::unexpected(*outcome.error);
        // What a failed try left behind must not be taken for the next one's.
        exchange->lastBytes.clear();
        exchange->capturedAnswer.clear();
        exchange->answer = {};
        exchange->answerStream.reset();
        exchange->clientAnswer.clear();
    }
}

} // namespace Gatehouse::Pipeline
