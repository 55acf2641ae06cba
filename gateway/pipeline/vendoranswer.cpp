// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/vendoranswer.h"

#include "gateway/core/llm/embeddings.h"
#include "gateway/core/llm/factscollector.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/translation.h"
#include "gateway/pipeline/answerheaders.h"
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/keptobjects.h"
#include "gateway/pipeline/services.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Event = Upstream::VendorCall::Event;

constexpr qsizetype MaxErrorBodyBytes = 256 * 1024;

void capture(Exchange &exchange, QByteArrayView bytes)
{
    const qint64 room = exchange.snapshot->settings().maxStoredBodyBytes - exchange.capturedAnswer.size();
    exchange.answerTruncated = exchange.answerTruncated || bytes.size() > room;
    exchange.capturedAnswer += bytes.first(std::min<qsizetype>(bytes.size(), std::max<qint64>(room, 0)));
}

TryOutcome invalid(Error error, bool isStarted)
{
    // Before anything has been written, a vendor that sends rubbish is as good as one that is down.
    return {.error = std::move(error), .verdict = isStarted ? Upstream::Verdict::Final : Upstream::Verdict::NextTarget};
}

// Whether a list was asked for of what a vendor keeps for all clients.
bool isObjectList(const Exchange &exchange)
{
    return Llm::surfaceTraits(exchange.surface).kind == Llm::SurfaceKind::Stored && exchange.objectId.isEmpty()
           && exchange.request.method == "GET";
}

// Whether a vendor's errors look as the client expects them. What passes through need not be answered by a vendor of
// the client's dialect: rerankings are Cohere's, and many vendors have them beside OpenAI's API.
bool hasErrorsOf(Llm::Dialect client, Llm::Dialect vendor)
{
    const auto shape = [](Llm::Dialect dialect) {
        return dialect == Llm::Dialect::OpenAiResponses ? Llm::Dialect::OpenAi : dialect;
    };
    return shape(client) == shape(vendor);
}

bool isContentType(const Http::Headers &headers, QByteArrayView wanted)
{
    const QByteArrayView type = headers.value("content-type").value_or(QByteArrayView());
    return type.size() >= wanted.size() && Http::equalsIgnoringCase(type.first(wanted.size()), wanted);
}

} // namespace

VendorAnswer::VendorAnswer(Exchange &exchange, Upstream::VendorCall &call, const VendorRoute &route,
                           QByteArrayView secret)
    : m_exchange(exchange)
    , m_call(call)
    , m_route(route)
    , m_secret(secret)
{}

std::optional<TryOutcome> VendorAnswer::take(Event &event, const Snapshot::Target &target)
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

void VendorAnswer::keepFacts()
{
    if (m_relay)
        m_exchange.answer = m_exchange.answerStream->answer();
}

std::optional<TryOutcome> VendorAnswer::head(Http::ResponseHead head, const Snapshot::Target &target)
{
    m_head = std::move(head);
    if (m_head.status < 200 || m_head.status >= 300)
        return std::nullopt;
    m_exchange.servedBy = target;
    const Llm::SurfaceKind kind = Llm::surfaceTraits(m_exchange.surface).kind;
    const bool isAnything = kind == Llm::SurfaceKind::PassThrough || kind == Llm::SurfaceKind::Stored;
    // Sound and files are as good as a stream: they are not gathered here first. Lists always are: they have to be cut
    // to what is the client's.
    if (isAnything ? isContentType(m_head.headers, "application/json") || isObjectList(m_exchange)
                   : !m_exchange.facts.stream)
        return std::nullopt;
    if (!isAnything && !isContentType(m_head.headers, Llm::contentTypeOf(m_route.framing)))
        return invalid(
            {.kind = ErrorKind::UpstreamInvalid,
             .message = u"Provider '%1' did not answer with a stream of events."_s.arg(target.provider->name),
             .detail = {}},
            false);
    m_exchange.answerStream =
        answerStream(m_exchange, m_route, m_head.headers.value("content-type").value_or(QByteArrayView()));
    Http::Headers headers = allowedAnswerHeaders(m_head.headers);
    if (m_route.isTranslated)
        headers.set("Content-Type"_ba, Llm::contentTypeOf(clientFraming(m_exchange)).toByteArray());
    m_relay.emplace(m_exchange, *m_exchange.answerStream, std::move(headers),
                    m_route.isTranslated ? StreamRelay::Capture::Yes : StreamRelay::Capture::No);
    m_exchange.response->onDrained([this] { m_call.setPaused(false); });
    return std::nullopt;
}

std::optional<TryOutcome> VendorAnswer::body(QByteArrayView bytes)
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

std::optional<TryOutcome> VendorAnswer::end(const Http::CallResult &result, const Snapshot::Target &target)
{
    const bool isSuccess = m_head.status >= 200 && m_head.status < 300;
    if (m_head.status >= 300 && result.failure != Http::CallFailure::Aborted)
        return rejected(target.provider->name);
    if (result.failure != Http::CallFailure::None && !(m_relay && m_exchange.answerStream->isComplete())) {
        const bool isStarted = m_exchange.response->isStarted();
        auto verdict = Upstream::verdictOnFailure(result.failure, result.isRequestSent);
        if (isStarted)
            verdict = Upstream::Verdict::Final;
        return TryOutcome{.error = Upstream::errorOfFailure(result.failure, target.provider->name), .verdict = verdict};
    }
    if (!isSuccess)
        return TryOutcome{.error = Upstream::errorOfFailure(Http::CallFailure::InvalidAnswer, target.provider->name),
                          .verdict = Upstream::Verdict::NextTarget};
    return m_relay ? streamEnd() : wholeEnd();
}

TryOutcome VendorAnswer::streamEnd()
{
    if (auto ended = m_relay->end(); !ended)
        return invalid(std::move(ended.error()), m_exchange.response->isStarted());
    return {};
}

TryOutcome VendorAnswer::wholeEnd()
{
    m_exchange.answerHeaders = allowedAnswerHeaders(m_head.headers);
    if (auto read = readWhole(); !read)
        return invalid(std::move(read.error()), false);
    m_exchange.status = m_head.status;
    m_exchange.wholeAnswer = true;
    return {};
}

Result<void> VendorAnswer::translateChat()
{
    GH_TRY(auto translated, Llm::translateAnswer(Llm::chatDialect(m_route.dialect), clientDialect(m_exchange), m_body,
                                                 answerContext(m_exchange)));
    m_exchange.answer = std::move(translated.facts);
    m_exchange.lastBytes = std::move(translated.body);
    return {};
}

Result<void> VendorAnswer::translateEmbeddings()
{
    GH_TRY(const Llm::EmbeddingsAnswer answer, Llm::readEmbeddingsAnswer(m_route.dialect, m_body));
    m_exchange.answer = {.id = answer.id,
                         .model = answer.model,
                         .finishReason = {},
                         .usage = answer.usage,
                         .rawUsage = answer.rawUsage,
                         .outputText = {}};
    m_exchange.lastBytes = Llm::writeEmbeddingsAnswer(m_exchange.dialect, answer, *m_exchange.embeddings).body;
    return {};
}

// Facts, and the body for the client.
Result<void> VendorAnswer::readWhole()
{
    using Llm::SurfaceKind;
    const SurfaceKind kind = Llm::surfaceTraits(m_exchange.surface).kind;
    if (m_route.isTranslated) {
        GH_CHECK(kind == SurfaceKind::Embeddings ? translateEmbeddings() : translateChat());
        m_exchange.clientAnswer = m_exchange.lastBytes;
        m_exchange.answerHeaders.set("Content-Type"_ba, "application/json"_ba);
        return {};
    }
    if (kind == SurfaceKind::Chat && m_route.dialect != Llm::Dialect::OpenAi) {
        GH_TRY(const Llm::ChatAnswer answer, Llm::chatDialect(m_route.dialect).readAnswer(m_body));
        m_exchange.answer = Llm::factsOf(answer);
    } else if (kind == SurfaceKind::Embeddings && m_route.dialect != Llm::Dialect::OpenAi) {
        GH_TRY(const Llm::EmbeddingsAnswer answer, Llm::readEmbeddingsAnswer(m_route.dialect, m_body));
        m_exchange.answer.usage = answer.usage;
        m_exchange.answer.rawUsage = answer.rawUsage;
    } else if (kind == SurfaceKind::Chat || kind == SurfaceKind::Text || kind == SurfaceKind::Embeddings) {
        GH_TRY(m_exchange.answer, Llm::readOpenAiAnswer(m_exchange.surface, m_body));
    } else if (const auto facts = Llm::readOpenAiAnswer(m_exchange.surface, m_body)) {
        m_exchange.answer = *facts; // usage, where a picture or a transcription has some
    }
    m_exchange.lastBytes = isObjectList(m_exchange) ? ownObjects(m_exchange, m_body) : m_body;
    return {};
}

// A vendor's answer with status >= 400 as our error. Its own words go to the client only where the client's request is
// at fault; the others could tell about the gateway's keys and accounts.
TryOutcome VendorAnswer::rejected(const QString &provider)
{
    TryOutcome outcome{.error = {}, .verdict = Upstream::verdictOnStatus(m_head.status)};
    Error error{.kind = ErrorKind::UpstreamRejected, .message = {}, .detail = {}};
    error.upstreamStatus = m_head.status;
    const Llm::OpenAiErrorText text = Llm::readOpenAiError(m_body);
    const bool echoesSecret = !m_secret.isEmpty() && m_body.contains(m_secret);
    switch (outcome.verdict) {
    case Upstream::Verdict::NextCredential:
        error.kind = ErrorKind::UpstreamCredentialsExhausted;
        error.message =
            u"Provider '%1' refused the gateway's key (%2). An administrator has to replace it."_s.arg(provider).arg(
                m_head.status);
        break;
    case Upstream::Verdict::NoRoom:
        error.kind = ErrorKind::UpstreamRateLimited;
        error.message = u"Provider '%1' takes no more requests for now (429)."_s.arg(provider);
        break;
    case Upstream::Verdict::Final:
        if (!text.message.isEmpty() && !echoesSecret) {
            error.message = QString::fromUtf8(text.message);
            if (!m_route.isTranslated && hasErrorsOf(m_exchange.dialect, m_route.dialect))
                m_exchange.lastBytes = m_body; // the vendor's own error object
            break;
        }
        [[fallthrough]];
    default:
        error.message = u"Provider '%1' answered with status %2."_s.arg(provider).arg(m_head.status);
    }
    error.retryAfter = Upstream::retryAfter(m_head.headers, m_exchange.services.clock.now());
    outcome.error = std::move(error);
    return outcome;
}

} // namespace Gatehouse::Pipeline
