// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/totals.h"

#include <limits>

namespace Gatehouse::Store {

namespace {

void increase(qint64 &sum, qint64 value)
{
    if (__builtin_add_overflow(sum, value, &sum))
        sum = value > 0 ? std::numeric_limits<qint64>::max() : std::numeric_limits<qint64>::min();
}

void increase(Llm::Usage &sum, const Llm::Usage &usage)
{
    for (const Llm::UsagePart &part : Llm::UsageParts)
        increase(sum.*part.value, usage.*part.value);
}

} // namespace

void addRequest(Totals &totals, const RequestRecord &request)
{
    ++totals.requests;
    switch (request.state) {
    case RequestState::Running:
        break;
    case RequestState::Answered:
        ++totals.answered;
        // Only answers: refusals within a tenth of a millisecond would make every percentile look good.
        totals.latency.add(request.latency);
        if (request.firstToken.count() > 0)
            totals.firstToken.add(request.firstToken);
        break;
    case RequestState::ClientError:
    case RequestState::Denied:
        ++totals.clientErrors;
        break;
    case RequestState::UpstreamError:
    case RequestState::GatewayError:
    case RequestState::Interrupted:
        ++totals.upstreamErrors;
        break;
    case RequestState::ClientClosed:
        ++totals.clientClosed;
        break;
    }
    if (request.pricing == Pricing::Unpriced)
        ++totals.unpriced;
    increase(totals.usage, request.usage);
    totals.cost += request.cost;
}

void addTotals(Totals &totals, const Totals &other)
{
    increase(totals.requests, other.requests);
    increase(totals.answered, other.answered);
    increase(totals.clientErrors, other.clientErrors);
    increase(totals.upstreamErrors, other.upstreamErrors);
    increase(totals.clientClosed, other.clientClosed);
    increase(totals.unpriced, other.unpriced);
    increase(totals.usage, other.usage);
    totals.cost += other.cost;
    totals.latency.merge(other.latency);
    totals.firstToken.merge(other.firstToken);
}

std::chrono::microseconds bucketLength(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute:
        return std::chrono::minutes(1);
    case Bucket::Hour:
        return std::chrono::hours(1);
    case Bucket::Day:
        break;
    }
    return std::chrono::days(1);
}

Timestamp bucketStart(Bucket bucket, Timestamp time)
{
    const auto length = bucketLength(bucket);
    const auto since = time.time_since_epoch();
    auto into = since % length;
    if (into.count() < 0) // before 1970, after somebody set the clock so
        into += length;
    return Timestamp(since - into);
}

} // namespace Gatehouse::Store
