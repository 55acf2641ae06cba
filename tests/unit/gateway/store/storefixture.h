// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/journal.h"
#include "gateway/store/reader.h"
#include "gateway/store/store.h"
#include "gateway/store/writer.h"
#include "tests/support/clocks.h"

#include <QTemporaryDir>

#include <random>

// What the store's tests share: a store in a temporary directory, and believable traffic.
namespace Gatehouse::Test {

inline Store::RequestRecord requestAt(Timestamp time)
{
    Store::RequestRecord request;
    request.id = RequestId::generate(time);
    request.startedAt = time;
    request.state = Store::RequestState::Answered;
    request.clientId = 1;
    request.keyId = 2;
    request.providerId = 3;
    request.requestedModel = QStringLiteral("fast");
    request.usedModel = QStringLiteral("gpt-5-mini");
    request.httpStatus = 200;
    request.finishReason = "stop";
    request.serviceTier = "default";
    request.attemptCount = 1;
    request.usage = {.inputUncached = 812,
                     .inputCacheRead = 64,
                     .inputCacheReadAudio = 5,
                     .inputCacheReadImage = 6,
                     .inputImage = 255,
                     .inputVideo = 8,
                     .output = 120,
                     .outputImage = 7,
                     .outputVideo = 9,
                     .toolCalls = 2,
                     .source = Llm::UsageSource::Provider};
    request.cost = Money::fromNanos(443'000);
    request.pricing = Store::Pricing::Priced;
    request.priceVersion = QStringLiteral("catalogue 2026-07-02 openai/gpt-5-mini");
    request.latency = std::chrono::milliseconds(730);
    request.firstToken = std::chrono::milliseconds(210);
    request.overhead = std::chrono::microseconds(48);
    request.stages[7] = std::chrono::milliseconds(729);
    request.requestSizeBytes = 3211;
    request.answerSizeBytes = 640;
    request.sourceAddress = QStringLiteral("192.168.1.17");
    request.userAgent = QStringLiteral("OpenAI/JS 5.20.0");
    request.endUser = QStringLiteral("user-4711");
    return request;
}

inline Store::LedgerEntry chargeOf(const Store::RequestRecord &request)
{
    Store::LedgerEntry charge;
    charge.requestId = request.id;
    charge.time = request.startedAt + request.latency;
    charge.clientId = request.clientId;
    charge.keyId = request.keyId;
    charge.providerId = request.providerId;
    charge.model = request.usedModel;
    charge.usage = request.usage;
    charge.cost = request.cost;
    charge.pricing = request.pricing;
    charge.priceVersion = request.priceVersion;
    return charge;
}

inline Store::FinishedRequest finishedAt(Timestamp time)
{
    Store::FinishedRequest finished;
    finished.request = requestAt(time);
    finished.ledger = {chargeOf(finished.request)};
    Store::AttemptRecord attempt;
    attempt.providerId = 3;
    attempt.credentialId = 4;
    attempt.model = QStringLiteral("gpt-5-mini-2025-08-07");
    attempt.startedAt = time + std::chrono::microseconds(40);
    attempt.firstByte = std::chrono::milliseconds(200);
    attempt.duration = std::chrono::milliseconds(729);
    attempt.status = 200;
    finished.attempts = {attempt};
    return finished;
}

// A request of one of several clients, models and fates.
inline Store::FinishedRequest randomFinished(Timestamp time, std::mt19937 &random)
{
    const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned int>(below)); };
    Store::FinishedRequest finished = finishedAt(time);
    Store::RequestRecord &request = finished.request;
    request.clientId = 1 + pick(3);
    request.keyId = request.clientId * 10 + pick(2);
    request.providerId = 1 + pick(2);
    request.usedModel = pick(2) == 0 ? QStringLiteral("gpt-5-mini") : QStringLiteral("claude-haiku");
    request.requestedModel = pick(3) == 0 ? QStringLiteral("fast") : request.usedModel;
    request.state = static_cast<Store::RequestState>(pick(3) == 0 ? 1 + pick(6) : 1);
    request.stream = pick(2) == 0;
    request.latency = std::chrono::milliseconds(1 + pick(5000));
    request.cost = Money::fromNanos(pick(1'000'000));
    request.httpStatus = request.state == Store::RequestState::Answered ? 200 : 502;
    if (request.state != Store::RequestState::Answered)
        request.errorCode = "upstream_timeout";
    finished.ledger = {chargeOf(request)};
    return finished;
}

// An open store that can be closed and opened again.
class OpenStore final
{
public:
    FakeClock clock;
    QTemporaryDir directory;
    std::unique_ptr<Store::Store> store;

    [[nodiscard]] QString path() const { return directory.path() + QStringLiteral("/data"); }
    [[nodiscard]] QString database() const { return path() + QStringLiteral("/gatehouse.db"); }
    Result<void> open()
    {
        store.reset();
        auto opened = Store::Store::open({.dataDirectory = path(), .clock = &clock});
        if (!opened)
            return std::unexpected(opened.error());
        store = std::move(*opened);
        return {};
    }
    bool flush() { return store->writer().flush(std::chrono::seconds(10)); }
    [[nodiscard]] std::unique_ptr<Store::Reader> reader() const
    {
        auto reader = Store::Reader::open(path());
        return reader ? std::move(*reader) : nullptr;
    }
};

} // namespace Gatehouse::Test

// Fails the test with the error's words when a Result has none of its value.
#define VERIFY_RESULT(result)                                                                                          \
    do {                                                                                                               \
        const auto &verified = (result);                                                                               \
        QVERIFY2(verified, verified ? "" : qPrintable(verified.error().message + u' ' + verified.error().detail));     \
    } while (false)
