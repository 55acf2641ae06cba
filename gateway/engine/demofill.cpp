// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/demofill.h"

#include "gateway/core/base/json.h"
#include "gateway/core/config/snapshot.h"
#include "gateway/engine/demostory.h"
#include "gateway/store/store.h"
#include "gateway/store/writer.h"
#include "gateway/upstream/simulator/simulatorrandom.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ranges>

#include "resources/resources.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::Engine {

namespace {

using Upstream::SimulatorRandom;

constexpr int Hours = 30 * 24;
constexpr qint64 WithBodies = 400;  // of the newest
constexpr qint64 FlushEvery = 5000; // requests; what waits in the writer's queue is bounded by it
constexpr auto FlushTimeout = 60s;
constexpr auto TroubleBefore = 34min; // the vendor is overloaded since then
constexpr double TroubleShare = 0.4;

// How much is going on in an hour of the local day.
double rhythmWeight(DemoStory::Rhythm rhythm, const QDateTime &hour)
{
    const int clock = hour.time().hour();
    const bool isWorkday = hour.date().dayOfWeek() <= 5;
    constexpr std::array Day{2, 1, 1, 1, 1, 2, 4, 9, 18, 26, 28, 34, 22, 26, 28, 27, 28, 24, 12, 6, 5, 4, 3, 3};
    const double office = Day[static_cast<std::size_t>(clock)] * (isWorkday ? 1.0 : 0.16);
    switch (rhythm) {
    case DemoStory::Rhythm::Office:
        return office;
    case DemoStory::Rhythm::Night:
        return clock == 0 ? 90 : clock == 23 ? 30 : 1 + office * 0.15;
    case DemoStory::Rhythm::Always:
        return 6 + office * 0.7;
    }
    return office;
}

qint64 logBetween(SimulatorRandom &random, int least, int most)
{
    return std::llround(least * std::pow(static_cast<double>(most) / least, random.fraction()));
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// What a failure looks like in the row and in the try.
struct Trouble {
    Store::RequestState state;
    int httpStatus;   // to the client
    int vendorStatus; // 0 = none
    ErrorKind kind;
    const char16_t *message;
    double share; // of all requests
};
constexpr auto Troubles = std::to_array<Trouble>({
    {Store::RequestState::UpstreamError, 429, 429, ErrorKind::UpstreamRateLimited,
     u"Rate limit reached. Please try again in 8s.", 0.0022},
    {Store::RequestState::UpstreamError, 502, 500, ErrorKind::UpstreamInvalid,
     u"The server had an error while processing your request.", 0.0012},
    {Store::RequestState::UpstreamError, 504, 0, ErrorKind::UpstreamTimeout, u"No byte of an answer in 60 s.", 0.0009},
    {Store::RequestState::ClientError, 400, 400, ErrorKind::ContextLengthExceeded,
     u"The prompt is longer than the model's context.", 0.0011},
    {Store::RequestState::ClientClosed, 499, 200, ErrorKind::ClientClosed,
     u"The client left before the end of the answer.", 0.0025},
    {Store::RequestState::Denied, 403, -1, ErrorKind::ModelNotAllowed, u"This client may not use the model.", 0.0008},
});

// Invents one request after the other. Lives for one call of fillDemo().
class Inventor
{
public:
    Inventor(SnapshotPtr snapshot, Timestamp now, quint64 seed)
        : m_snapshot(std::move(snapshot))
        , m_now(now)
        , m_random(seed)
    {
        const auto &stories = DemoStory::clients();
        const auto end = QDateTime::fromMSecsSinceEpoch(toMicroseconds(now) / 1000);
        for (const auto &story : stories) {
            m_clientWeights.push_back((m_clientWeights.empty() ? 0 : m_clientWeights.back()) + story.weight);
            std::vector<double> sums;
            for (int hour = 0; hour < Hours; ++hour) {
                // The company grows a little from week to week.
                const double weight =
                    rhythmWeight(story.rhythm, end.addSecs((hour - Hours) * 3600 + 1800)) * (0.8 + 0.4 * hour / Hours);
                sums.push_back((sums.empty() ? 0 : sums.back()) + weight);
            }
            m_hourWeights.push_back(std::move(sums));
        }
        for (const auto &client : m_snapshot->configuration().clients)
            m_clientIds.insert(client.name, client.id);
        for (const auto &key : m_snapshot->configuration().keys)
            m_keyIds.insert(key.clientId, key.id);
    }

    // When the requests were, oldest first, and whose.
    struct Moment {
        Timestamp time;
        std::size_t client;
    };
    std::vector<Moment> moments(qint64 count)
    {
        std::vector<Moment> all;
        all.reserve(static_cast<std::size_t>(count));
        for (qint64 i = 0; i < count; ++i) {
            const auto client = pick(m_clientWeights);
            const auto hour = static_cast<qint64>(pick(m_hourWeights[client]));
            const auto back = std::chrono::microseconds((Hours - hour) * 3'600'000'000LL
                                                        - static_cast<qint64>(m_random.fraction() * 3.6e9));
            all.push_back({.time = m_now - back, .client = client});
        }
        std::ranges::sort(all, {}, [](const Moment &moment) { return std::pair(moment.time, moment.client); });
        return all;
    }

    Store::FinishedRequest request(const Moment &moment, bool withBodies)
    {
        const auto &story = DemoStory::clients()[moment.client];
        Store::FinishedRequest finished;
        auto &row = finished.request;
        row.id = idAt(moment.time);
        row.startedAt = moment.time;
        row.clientId = m_clientIds.value(text(story.name));
        row.keyId = m_keyIds.value(row.clientId);
        row.stream = m_random.below(100) < story.streamPercent;
        row.requestedModel = text(pickModel(story));
        row.sourceAddress = u"10.20.%1.%2"_s.arg(moment.client).arg(m_random.between(10, 60));
        row.userAgent = story.rhythm == DemoStory::Rhythm::Night ? u"OpenAI/Python 2.8.0"_s : u"OpenAI/JS 6.9.1"_s;
        const auto talks = DemoStory::talksOf(story.name);
        const auto &talk = talks[m_random.below(static_cast<int>(talks.size()))];
        row.hasTools = !talk.toolName.empty();
        const int number = m_random.between(1000, 9999);
        row.requestSizeBytes = logBetween(m_random, story.leastInput, story.mostInput) * 4;
        tryTargets(finished, story, row.requestSizeBytes / 4);
        for (std::size_t stage = 0; stage < Store::StageCount; ++stage)
            row.stages[stage] = std::chrono::microseconds(m_random.between(2, 30));
        row.overhead = std::chrono::microseconds(m_random.between(180, 900));
        row.stages[static_cast<std::size_t>(Store::Stage::Attempt)] = row.latency - row.overhead;
        row.answerSizeBytes = row.usage.outputTotal() * (row.stream ? 190 : 4) + 420;
        if (withBodies)
            addBodies(finished, talk, number);
        return finished;
    }

private:
    template <typename Number>
    std::size_t pick(const std::vector<Number> &sums)
    {
        const auto point = static_cast<Number>(m_random.fraction() * static_cast<double>(sums.back()));
        return static_cast<std::size_t>(std::ranges::upper_bound(sums, point) - sums.begin());
    }

    std::string_view pickModel(const DemoStory::DemoClient &story)
    {
        int total = 0;
        for (const auto &share : story.models)
            total += share.weight;
        int point = m_random.below(total);
        for (const auto &share : story.models) {
            point -= share.weight;
            if (point < 0)
                return share.model;
        }
        return story.models.front().model;
    }

    RequestId idAt(Timestamp time)
    {
        RequestId id;
        const auto milliseconds = static_cast<quint64>(toMicroseconds(time) / 1000);
        for (std::size_t i = 0; i < 6; ++i)
            id.bytes[i] = static_cast<quint8>(milliseconds >> (8 * (5 - i)));
        for (std::size_t i = 6; i < id.bytes.size(); ++i)
            id.bytes[i] = static_cast<quint8>(m_random.below(256));
        return id;
    }

    const Trouble *pickTrouble()
    {
        double point = m_random.fraction();
        for (const auto &trouble : Troubles) {
            point -= trouble.share;
            if (point < 0)
                return &trouble;
        }
        return nullptr;
    }

    // The tries at the vendors, until one answers or none is left.
    void tryTargets(Store::FinishedRequest &finished, const DemoStory::DemoClient &story, qint64 inputTokens)
    {
        auto &row = finished.request;
        const auto targets = m_snapshot->targetsFor(row.requestedModel.toUtf8());
        const auto *trouble = pickTrouble();
        if (trouble && trouble->state == Store::RequestState::Denied) {
            end(row, *trouble);
            row.latency = std::chrono::microseconds(m_random.between(150, 900));
            return;
        }
        auto elapsed = std::chrono::microseconds(m_random.between(200, 900));
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const auto &target = targets[i];
            const bool isOverloaded = target.provider->name == text(DemoStory::TroubledProvider)
                                      && row.startedAt > m_now - TroubleBefore && m_random.chance(TroubleShare);
            Store::AttemptRecord attempt;
            attempt.number = static_cast<int>(i) + 1;
            attempt.providerId = target.provider->id;
            attempt.model = QString::fromUtf8(target.upstreamModel);
            attempt.startedAt = row.startedAt + elapsed;
            row.attemptCount = attempt.number;
            row.providerId = target.provider->id;
            row.usedModel = attempt.model;
            if (isOverloaded) {
                attempt.status = 529;
                attempt.errorCode = errorShape(ErrorKind::UpstreamRateLimited).code;
                attempt.message = u"Overloaded"_s;
                attempt.firstByte = attempt.duration = std::chrono::milliseconds(m_random.between(180, 700));
                elapsed += attempt.duration;
                finished.attempts.append(attempt);
                continue;
            }
            answer(finished, attempt, target, story, inputTokens, trouble);
            elapsed += attempt.duration;
            row.latency = elapsed + std::chrono::microseconds(m_random.between(60, 300));
            if (row.firstToken > 0us)
                row.firstToken += attempt.startedAt - row.startedAt;
            return;
        }
        row.latency = elapsed;
        end(row, {Store::RequestState::UpstreamError, 503, 529, ErrorKind::NoHealthyTarget,
                  u"Every provider of the model failed; the last said: Overloaded.", 0});
    }

    static void end(Store::RequestRecord &row, const Trouble &trouble)
    {
        row.state = trouble.state;
        row.httpStatus = trouble.httpStatus;
        row.errorCode = errorShape(trouble.kind).code;
        row.errorMessage = QString::fromUtf16(trouble.message);
    }

    // A try that reaches the vendor: answered, or ended by `trouble`.
    void answer(Store::FinishedRequest &finished, Store::AttemptRecord &attempt, const Snapshot::Target &target,
                const DemoStory::DemoClient &story, qint64 inputTokens, const Trouble *trouble)
    {
        auto &row = finished.request;
        const qint64 output = logBetween(m_random, story.leastOutput, story.mostOutput);
        const bool isSlow = target.provider->catalogProvider.isEmpty();
        const auto first =
            std::chrono::microseconds(logBetween(m_random, isSlow ? 900'000 : 260'000, isSlow ? 4'000'000 : 1'900'000));
        const auto perToken = std::chrono::microseconds(m_random.between(6'000, isSlow ? 30'000 : 14'000));
        attempt.connect = m_random.chance(0.06) ? std::chrono::microseconds(m_random.between(9'000, 60'000))
                                                : std::chrono::microseconds(0);
        attempt.firstByte = first;
        attempt.duration = first + perToken * output;
        attempt.status = 200;
        qint64 written = output;
        if (trouble) {
            end(row, *trouble);
            attempt.status = trouble->vendorStatus;
            attempt.errorCode = row.errorCode;
            attempt.message = row.errorMessage;
            written = trouble->state == Store::RequestState::ClientClosed ? output / 3 : 0;
            attempt.duration = trouble->kind == ErrorKind::UpstreamTimeout
                                   ? std::chrono::microseconds(60'000'000)
                                   : std::chrono::microseconds(first + perToken * written);
        } else {
            row.state = Store::RequestState::Answered;
            row.httpStatus = 200;
            row.finishReason = m_random.chance(0.03) ? "length"_ba : "stop"_ba;
        }
        finished.attempts.append(attempt);
        if (written == 0)
            return;
        row.firstToken = row.stream ? first : std::chrono::microseconds(0);
        charge(finished, attempt, target, story, inputTokens, written, trouble != nullptr);
    }

    void charge(Store::FinishedRequest &finished, const Store::AttemptRecord &attempt, const Snapshot::Target &target,
                const DemoStory::DemoClient &story, qint64 inputTokens, qint64 outputTokens, bool isPartial)
    {
        auto &row = finished.request;
        const qint64 cached = m_random.chance(0.7) ? inputTokens * story.cachedPercent / 100 / 128 * 128 : 0;
        row.usage.inputUncached = inputTokens - cached;
        row.usage.inputCacheRead = cached;
        row.usage.output = outputTokens;
        row.usage.source = isPartial ? Llm::UsageSource::Partial : Llm::UsageSource::Provider;
        row.pricing = Store::Pricing::Unpriced;
        if (const auto price = m_snapshot->priceFor(target, row.startedAt, inputTokens)) {
            row.pricing = Store::Pricing::Priced;
            row.cost = Llm::costOf(*price, row.usage).total;
            row.priceVersion = price->version;
        }
        finished.ledger.append({.requestId = row.id,
                                .attempt = attempt.number,
                                .kind = Store::LedgerEntry::Kind::Charge,
                                .time = attempt.startedAt + attempt.duration,
                                .clientId = row.clientId,
                                .keyId = row.keyId,
                                .providerId = row.providerId,
                                .model = row.usedModel,
                                .usage = row.usage,
                                .cost = row.cost,
                                .pricing = row.pricing,
                                .priceVersion = row.priceVersion});
    }

    static void addBodies(Store::FinishedRequest &finished, const DemoStory::DemoTalk &talk, int number)
    {
        auto &row = finished.request;
        const auto model = row.requestedModel.toStdString();
        const auto request = DemoStory::requestBody(talk, model, number, row.stream);
        row.requestSizeBytes = request.size();
        finished.bodies.append({.part = Store::BodyPart::ClientRequest, .bytes = request});
        if (row.attemptCount == 0)
            return;
        finished.bodies.append(
            {.part = Store::BodyPart::UpstreamRequest,
             .bytes = DemoStory::requestBody(talk, row.usedModel.toStdString(), number, row.stream)});
        if (row.state != Store::RequestState::Answered)
            return;
        const auto answer = row.stream ? streamBody(row, talk) : wholeBody(row, talk);
        row.answerSizeBytes = answer.size();
        finished.bodies.append({.part = Store::BodyPart::UpstreamAnswer, .bytes = answer});
        finished.bodies.append({.part = Store::BodyPart::ClientAnswer, .bytes = answer});
    }

    static QByteArray usageJson(const Llm::Usage &usage)
    {
        return R"({"prompt_tokens": )" + QByteArray::number(usage.inputTotal()) + R"(, "completion_tokens": )"
               + QByteArray::number(usage.outputTotal()) + R"(, "total_tokens": )"
               + QByteArray::number(usage.inputTotal() + usage.outputTotal())
               + R"(, "prompt_tokens_details": {"cached_tokens": )" + QByteArray::number(usage.inputCacheRead) + "}}";
    }

    static QByteArray frame(const Store::RequestRecord &row, QByteArrayView object)
    {
        return R"({"id": "chatcmpl-)" + row.id.toByteArray().last(20) + R"(", "object": ")" + object
               + R"(", "created": )" + QByteArray::number(toMicroseconds(row.startedAt) / 1'000'000) + R"(, "model": )"
               + Json::quoted(row.usedModel.toUtf8());
    }

    static QByteArrayView answerText(const DemoStory::DemoTalk &talk)
    {
        return {talk.assistant.data(), static_cast<qsizetype>(talk.assistant.size())};
    }

    static QByteArray wholeBody(const Store::RequestRecord &row, const DemoStory::DemoTalk &talk)
    {
        return frame(row, "chat.completion")
               + R"(, "choices": [{"index": 0, "message": {"role": "assistant", "content": )"
               + Json::quoted(answerText(talk)) + R"(}, "finish_reason": ")" + row.finishReason + R"("}], "usage": )"
               + usageJson(row.usage) + '}';
    }

    static QByteArray streamBody(const Store::RequestRecord &row, const DemoStory::DemoTalk &talk)
    {
        const auto head = "data: " + frame(row, "chat.completion.chunk");
        QByteArray body =
            head
            + R"(, "choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": null}]})"
            + "\n\n";
        const auto words = answerText(talk).toByteArray().split(' ');
        for (qsizetype i = 0; i < words.size(); ++i)
            body += head + R"(, "choices": [{"index": 0, "delta": {"content": )"
                    + Json::quoted(i == 0 ? words[i] : ' ' + words[i]) + R"(}, "finish_reason": null}]})" + "\n\n";
        body += head + R"(, "choices": [{"index": 0, "delta": {}, "finish_reason": ")" + row.finishReason + R"("}]})"
                + "\n\n";
        return body + head + R"(, "choices": [], "usage": )" + usageJson(row.usage) + "}\n\ndata: [DONE]\n\n";
    }

    SnapshotPtr m_snapshot;
    Timestamp m_now;
    SimulatorRandom m_random;
    std::vector<int> m_clientWeights;
    std::vector<std::vector<double>> m_hourWeights;
    QHash<QString, EntityId> m_clientIds;
    QHash<EntityId, EntityId> m_keyIds;
};

Result<void> waitForWriter(Store::Writer &writer)
{
    if (writer.flush(FlushTimeout))
        return {};
    const auto health = writer.health();
    return fail(ErrorKind::Io,
                health.message.isEmpty() ? u"The store does not take the rows in time."_s : health.message);
}

} // namespace

Result<DemoFilled> fillDemo(Store::Store &store, const DemoFillOptions &options)
{
    const auto now = options.clock->now();
    if (store.configuration().clients.isEmpty()) {
        GH_CHECK(store.apply(DemoStory::configuration(now), {.name = u"gatehouse"_s, .source = u"demo"_s}));
    }
    GH_TRY(const auto catalog, Llm::PriceCatalog::parse(Resources::priceCatalog()));
    GH_TRY(auto snapshot,
           Snapshot::create(store.configuration(), std::make_shared<const CredentialSecrets>(), catalog));
    Inventor inventor(std::move(snapshot), now, options.seed);
    const auto moments = inventor.moments(options.requests);
    DemoFilled filled;
    for (const auto &moment : moments) {
        auto request = inventor.request(moment, filled.requests >= options.requests - WithBodies);
        filled.cost += request.request.cost;
        ++filled.requests;
        store.writer().finish(std::move(request));
        if (filled.requests % FlushEvery == 0)
            GH_CHECK(waitForWriter(store.writer()));
    }
    GH_CHECK(waitForWriter(store.writer()));
    return filled;
}

Result<DemoFilled> fillDemoStore(const DemoFillOptions &options)
{
    GH_TRY(const auto store, Store::Store::open({.dataDirectory = options.dataDirectory, .clock = options.clock}));
    return fillDemo(*store, options);
}

} // namespace Gatehouse::Engine
