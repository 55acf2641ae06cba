// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/vendortry.h"

#include "gateway/pipeline/answerheaders.h"
#include "gateway/pipeline/services.h"
#include "gateway/pipeline/streamrelay.h"
#include "gateway/upstream/healthtable.h"
#include "gateway/upstream/transport.h"
#include "gateway/upstream/vendorcall.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Event = Upstream::VendorCall::Event;

constexpr qsizetype MaxErrorBodyBytes = 256 * 1024;

QByteArrayView resourceOf(Llm::Surface surface)
{
    switch (surface) {
    case Llm::Surface::Completions:
        return "/completions";
    case Llm::Surface::Embeddings:
        return "/embeddings";
    default:
        return "/chat/completions";
    }
}

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

// The request to the vendor is built, never copied: of the client's own only the body goes on (R30b).
Http::ClientRequest vendorRequest(Exchange &exchange, const Snapshot::Target &target, const Credential *credential)
{
    const Provider &provider = *target.provider;
    Http::ClientRequest request;
    request.target = resourceOf(exchange.surface).toByteArray();
    request.headers.add("Content-Type"_ba, "application/json"_ba);
    request.headers.add("Accept"_ba, exchange.facts.stream ? "text/event-stream"_ba : "application/json"_ba);
    request.headers.add("User-Agent"_ba, "Gatehouse/" GATEHOUSE_VERSION ""_ba);
    request.headers.add("X-Client-Request-Id"_ba, exchange.record.id.toByteArray());
    if (const QByteArrayView secret = secretOf(exchange, credential); !secret.isEmpty())
        request.headers.add("Authorization"_ba, "Bearer "_ba + secret);
    request.body = Llm::openAiUpstreamBody(exchange.request.body, exchange.facts, target.upstreamModel);
    exchange.upstreamBody = request.body == exchange.request.body ? QByteArray() : request.body;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(exchange.services.clock.monotonic()
                                                                               - exchange.startedMonotonic);
    request.timeouts = {.connect = provider.connectTimeout,
                        .firstByte = provider.firstByteTimeout,
                        .idle = provider.idleTimeout,
                        .total = std::max(provider.totalTimeout - elapsed, std::chrono::milliseconds(1))};
    return request;
}

void capture(Exchange &exchange, QByteArrayView bytes)
{
    const qint64 room = exchange.snapshot->settings().maxStoredBodyBytes - exchange.capturedAnswer.size();
    exchange.answerTruncated = exchange.answerTruncated || bytes.size() > room;
    exchange.capturedAnswer += bytes.first(std::min<qsizetype>(bytes.size(), std::max<qint64>(room, 0)));
}

// A vendor's answer with status >= 400 as our error. Its own words go to the client only where the client's request is
// at fault; the others could tell about the gateway's keys and accounts.
TryOutcome rejected(Exchange &exchange, const QString &provider, const Http::ResponseHead &head, const QByteArray &body,
                    QByteArrayView secret)
{
    TryOutcome outcome{.error = {}, .verdict = Upstream::verdictOnStatus(head.status)};
    Error error{.kind = ErrorKind::UpstreamRejected, .message = {}, .detail = {}};
    error.upstreamStatus = head.status;
    const Llm::OpenAiErrorText text = Llm::readOpenAiError(body);
    const bool echoesSecret = !secret.isEmpty() && body.contains(secret);
    switch (outcome.verdict) {
    case Upstream::Verdict::NextCredential:
        error.kind = ErrorKind::UpstreamCredentialsExhausted;
        error.message =
            u"Provider '%1' refused the gateway's key (%2). An administrator has to replace it."_s.arg(provider).arg(
                head.status);
        break;
    case Upstream::Verdict::NoRoom:
        error.kind = ErrorKind::UpstreamRateLimited;
        error.message = u"Provider '%1' takes no more requests for now (429)."_s.arg(provider);
        break;
    case Upstream::Verdict::Final:
        if (!text.message.isEmpty() && !echoesSecret) {
            error.message = QString::fromUtf8(text.message);
            exchange.lastBytes = body; // same dialect: the vendor's own error object
            break;
        }
        [[fallthrough]];
    default:
        error.message = u"Provider '%1' answered with status %2."_s.arg(provider).arg(head.status);
    }
    error.retryAfter = Upstream::retryAfter(head.headers, exchange.services.clock.now());
    outcome.error = std::move(error);
    return outcome;
}

TryOutcome invalid(Error error, bool isStarted)
{
    // Before anything has been written, a vendor that sends rubbish is as good as one that is down.
    return {.error = std::move(error), .verdict = isStarted ? Upstream::Verdict::Final : Upstream::Verdict::NextTarget};
}

// Takes the events of one call and makes an answer of them. Lives in the coroutine of one attempt.
class AnswerReader final
{
public:
    AnswerReader(Exchange &exchange, Upstream::VendorCall &call, QByteArrayView secret)
        : m_exchange(exchange)
        , m_call(call)
        , m_secret(secret)
    {}

    // The outcome once it is known; events that come after it are not looked at.
    std::optional<TryOutcome> take(Event &event, const Snapshot::Target &target)
    {
        switch (event.kind) {
        case Event::Kind::Head:
            return head(std::move(event.head), target);
        case Event::Kind::Body:
            return body(event.bytes);
        case Event::Kind::End:
            return end(event.result, target);
        }
        return std::nullopt;
    }

    [[nodiscard]] int status() const { return m_head.status; }
    void keepFacts()
    {
        if (m_relay)
            m_exchange.answer = m_relay->answer();
    }

private:
    std::optional<TryOutcome> head(Http::ResponseHead head, const Snapshot::Target &target)
    {
        m_head = std::move(head);
        if (m_head.status < 200 || m_head.status >= 300)
            return std::nullopt;
        m_exchange.servedBy = target;
        if (!m_exchange.facts.stream)
            return std::nullopt;
        const QByteArrayView type = m_head.headers.value("content-type").value_or(QByteArrayView());
        if (type.size() < 17 || !Http::equalsIgnoringCase(type.first(17), "text/event-stream"))
            return invalid(
                {.kind = ErrorKind::UpstreamInvalid,
                 .message = u"Provider '%1' did not answer with a stream of events."_s.arg(target.provider->name),
                 .detail = {}},
                false);
        m_relay.emplace(m_exchange, allowedAnswerHeaders(m_head.headers));
        m_exchange.response->onDrained([this] { m_call.setPaused(false); });
        return std::nullopt;
    }

    std::optional<TryOutcome> body(QByteArrayView bytes)
    {
        capture(m_exchange, bytes);
        if (!m_relay) {
            if (m_head.status < 400 || m_body.size() < MaxErrorBodyBytes)
                m_body += bytes;
            return std::nullopt;
        }
        if (auto fed = m_relay->feed(bytes); !fed)
            return invalid(std::move(fed.error()), m_exchange.response->isStarted());
        if (m_exchange.response->isCongested())
            m_call.setPaused(true);
        return std::nullopt;
    }

    std::optional<TryOutcome> end(const Http::CallResult &result, const Snapshot::Target &target)
    {
        const bool isSuccess = m_head.status >= 200 && m_head.status < 300;
        if (m_head.status >= 300 && result.failure != Http::CallFailure::Aborted)
            return rejected(m_exchange, target.provider->name, m_head, m_body, m_secret);
        if (result.failure != Http::CallFailure::None && !(m_relay && m_relay->isComplete())) {
            const bool isStarted = m_exchange.response->isStarted();
            auto verdict = Upstream::verdictOnFailure(result.failure, result.isRequestSent);
            if (isStarted)
                verdict = Upstream::Verdict::Final;
            return TryOutcome{.error = Upstream::errorOfFailure(result.failure, target.provider->name),
                              .verdict = verdict};
        }
        if (!isSuccess)
            return TryOutcome{.error =
                                  Upstream::errorOfFailure(Http::CallFailure::InvalidAnswer, target.provider->name),
                              .verdict = Upstream::Verdict::NextTarget};
        return m_relay ? streamEnd() : wholeEnd();
    }

    TryOutcome streamEnd()
    {
        if (auto ended = m_relay->end(); !ended)
            return invalid(std::move(ended.error()), m_exchange.response->isStarted());
        return {};
    }

    TryOutcome wholeEnd()
    {
        auto answer = Llm::readOpenAiAnswer(m_exchange.surface, m_body);
        if (!answer)
            return invalid(std::move(answer.error()), false);
        m_exchange.answer = std::move(*answer);
        m_exchange.status = m_head.status;
        m_exchange.wholeAnswer = true;
        m_exchange.lastBytes = m_body;
        m_exchange.answerHeaders = allowedAnswerHeaders(m_head.headers);
        return {};
    }

    Exchange &m_exchange;
    Upstream::VendorCall &m_call;
    QByteArrayView m_secret;
    Http::ResponseHead m_head;
    QByteArray m_body; // of an answer that is not streamed
    std::optional<StreamRelay> m_relay;
};

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

} // namespace

QCoro::Task<TryOutcome> tryVendor(ExchangePtr exchange, Upstream::AttemptPlan::Step step)
{
    const Services &services = exchange->services;
    const Snapshot::Target target = exchange->targets[step.target];
    const Credential *credential = credentialAt(*exchange, step);
    const QByteArrayView secret = secretOf(*exchange, credential);
    addAttempt(*exchange, services.clock.now(), target, credential);

    const MonotonicTime started = services.clock.monotonic();
    Upstream::VendorCall call(services.transport, *target.provider, vendorRequest(*exchange, target, credential));
    exchange->interrupt = [&call] { call.abort(); };
    AnswerReader reader(*exchange, call, secret);
    std::optional<TryOutcome> outcome;
    Http::CallResult measured;
    while (!outcome) {
        const MonotonicTime before = services.clock.monotonic();
        Event event = co_await call.next();
        exchange->vendorTime += services.clock.monotonic() - before;
        if (event.kind == Event::Kind::End)
            measured = event.result;
        outcome = reader.take(event, target);
    }
    exchange->interrupt = nullptr;
    exchange->response->onDrained(nullptr);
    reader.keepFacts();

    Store::AttemptRecord &row = exchange->attempts.last();
    row.connect = measured.isConnectionReused ? std::chrono::microseconds(0) : measured.connected;
    row.firstByte = measured.firstByte;
    row.duration = std::chrono::duration_cast<std::chrono::microseconds>(services.clock.monotonic() - started);
    row.status = reader.status();
    if (outcome->error) {
        row.errorCode = errorShape(outcome->error->kind).code;
        row.message = outcome->error->message.left(512);
    }
    judgeProvider(*exchange, *outcome, target.provider->id);
    // Sent and then given up by the client: the vendor may well have been at work, so that it is never silently free
    // (R19b).
    if (exchange->clientGone && measured.isRequestSent && !exchange->servedBy)
        exchange->servedBy = target;
    co_return *std::move(outcome);
}

} // namespace Gatehouse::Pipeline
