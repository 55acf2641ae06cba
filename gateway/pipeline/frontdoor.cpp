// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/frontdoor.h"

#include "gateway/core/llm/errorbody.h"
#include "gateway/pipeline/originguard.h"
#include "gateway/pipeline/pipeline.h"
#include "gateway/store/writer.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

constexpr QByteArrayView JsonType = "application/json";
constexpr QByteArrayView FormType = "multipart/form-data";
constexpr std::chrono::milliseconds RetrySoon{1'000};

Error error(ErrorKind kind, QString message)
{
    return {.kind = kind, .message = std::move(message), .detail = {}};
}

// A body must say that it is JSON: the media types that a web page may send without being asked are others (R43). Forms
// are taken only where files are sent.
std::optional<Error> checkBodyHeaders(const Http::Headers &headers, SurfaceMatch::Body body)
{
    const QByteArrayView type = headers.value("content-type").value_or(QByteArrayView());
    const qsizetype end = type.indexOf(';');
    const QByteArrayView media = (end < 0 ? type : type.first(end)).trimmed();
    const bool isForm = body == SurfaceMatch::Body::JsonOrForm && Http::equalsIgnoringCase(media, FormType);
    if (!isForm && !Http::equalsIgnoringCase(media, JsonType))
        return error(ErrorKind::UnsupportedMediaType,
                     body == SurfaceMatch::Body::JsonOrForm
                         ? u"The body must have Content-Type: application/json or multipart/form-data."_s
                         : u"The body must have Content-Type: application/json."_s);
    const auto encoding = headers.value("content-encoding");
    if (encoding && !Http::equalsIgnoringCase(*encoding, "identity"))
        return error(ErrorKind::UnsupportedMediaType,
                     u"Compressed bodies are not taken; send it without Content-Encoding."_s);
    return std::nullopt;
}

ExchangePtr makeExchange(const Services &services, SnapshotPtr snapshot, Http::Request request,
                         std::shared_ptr<Http::Response> response, SurfaceMatch match)
{
    auto exchange = std::make_shared<Exchange>(services);
    exchange->snapshot = std::move(snapshot);
    exchange->request = std::move(request);
    exchange->response = std::move(response);
    exchange->surface = match.surface;
    exchange->dialect = Llm::surfaceTraits(match.surface).dialect;
    exchange->modelInPath = std::move(match.model);
    exchange->streamInPath = match.stream;
    if (Llm::surfaceTraits(match.surface).kind != Llm::SurfaceKind::Chat) // whose address is the vendor's alone
        exchange->resource = match.resource.toByteArray();
    exchange->startedAt = services.clock.now();
    exchange->startedMonotonic = exchange->request.startedAt;
    Store::RequestRecord &record = exchange->record;
    record.id = RequestId::generate(exchange->startedAt);
    record.startedAt = exchange->startedAt;
    record.surface = match.surface;
    record.requestSizeBytes = exchange->request.body.size();
    record.sourceAddress = exchange->request.peer.toString();
    record.userAgent =
        QString::fromLatin1(exchange->request.headers.value("user-agent").value_or(QByteArrayView()).left(256));
    return exchange;
}

} // namespace

FrontDoor::FrontDoor(const Services &services, DoorState &state, SnapshotPtr snapshot)
    : m_services(services)
    , m_state(state)
    , m_snapshot(std::move(snapshot))
    , m_tasks(state.inFlight)
{}

void FrontDoor::setSnapshot(SnapshotPtr snapshot)
{
    m_snapshot = std::move(snapshot);
}

std::optional<Error> FrontDoor::checkHead(const Http::Request &head) const
{
    const Settings &settings = m_snapshot->settings();
    if (!isHostAllowed(head.headers.value("host").value_or(QByteArrayView()), settings, m_state.port))
        return error(ErrorKind::MisdirectedRequest,
                     u"This gateway does not answer to that host name. An administrator can add it in Settings."_s);
    if (!isOriginAllowed(head.headers, settings))
        return error(ErrorKind::OriginNotAllowed,
                     u"Web pages of that origin may not call this gateway. An administrator can add it in Settings."_s);
    const auto match = surfaceAt(head.path, head.method);
    if (!match)
        return error(ErrorKind::SurfaceNotFound, u"There is nothing at this address. Base URLs of SDKs end in /v1."_s);
    if (!match->takes(head.method))
        return error(ErrorKind::MethodNotAllowed, u"This address takes %1 only."_s.arg(
                                                      QString::fromLatin1(match->methods).replace(u" "_s, u" and "_s)));
    if (match->health != SurfaceMatch::Health::No)
        return std::nullopt;
    if (match->body != SurfaceMatch::Body::None) {
        if (auto wrong = checkBodyHeaders(head.headers, match->body))
            return wrong;
    }
    if (m_state.isDraining || m_state.inFlight >= settings.maxInFlight) {
        Error busy = m_state.isDraining
                         ? error(ErrorKind::Draining, u"The gateway is going down. Try again in a moment."_s)
                         : error(ErrorKind::Overloaded,
                                 u"The gateway has too many requests on their way. Try again in a moment."_s);
        busy.retryAfter = RetrySoon;
        return busy;
    }
    return std::nullopt;
}

QByteArray FrontDoor::refusalBody(const Error &error, QByteArrayView path) const
{
    return Llm::errorBody(dialectOfPath(path), error);
}

void FrontDoor::handle(Http::Request request, std::shared_ptr<Http::Response> response)
{
    auto match = surfaceAt(request.path, request.method);
    Q_ASSERT(match); // checkHead() refuses the others
    if (match->health != SurfaceMatch::Health::No) {
        answerHealth(*match, *response);
        return;
    }
    ExchangePtr exchange =
        makeExchange(m_services, m_snapshot, std::move(request), std::move(response), std::move(*match));
    exchange->response->onClosed([this, weak = std::weak_ptr(exchange)] {
        if (const ExchangePtr gone = weak.lock()) {
            gone->clientGone = true;
            gone->isCutOff = m_isEnding;
            if (gone->interrupt)
                gone->interrupt();
        }
    });
    ++m_state.requests;
    m_tasks.spawn(run(std::move(exchange)));
}

void FrontDoor::answerHealth(const SurfaceMatch &match, Http::Response &response) const
{
    const bool isReady =
        match.health == SurfaceMatch::Health::Alive || (!m_state.isDraining && m_services.writer.isAccepting());
    response.send(isReady ? 200 : 503, {{"Content-Type"_ba, "application/json"_ba}},
                  isReady ? R"({"status":"ok"})"_ba : R"({"status":"not ready"})"_ba);
}

} // namespace Gatehouse::Pipeline
