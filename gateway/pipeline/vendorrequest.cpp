// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/vendorrequest.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/multipart.h"
#include "gateway/core/llm/meteredevents.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/openairequest.h"
#include "gateway/core/llm/passthrough.h"
#include "gateway/core/llm/vendors.h"
#include "gateway/pipeline/clientrequest.h"
#include "gateway/pipeline/services.h"

#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Llm::Dialect;
using Llm::SurfaceKind;

// Headers of a client that are part of its dialect and mean something to a vendor of the same.
constexpr std::array<QByteArrayView, 2> AnthropicHeaders = {"anthropic-version", "anthropic-beta"};

VendorRoute routeTo(const Exchange &exchange, const Llm::Vendor &vendor)
{
    VendorRoute route;
    switch (Llm::surfaceTraits(exchange.surface).kind) {
    case SurfaceKind::Chat:
        route.dialect = Llm::chatDialectAt(vendor, exchange.dialect);
        route.isTranslated = route.dialect != exchange.dialect;
        if (exchange.dialect == Dialect::OpenAi) {
            const Llm::Vendor *own = Llm::vendorOfClient(userAgentOf(exchange));
            const bool isOwn = own && own->type == vendor.type;
            route.isTranslated =
                route.isTranslated || (own && !isOwn) || (!vendor.traits.ownClient.isEmpty() && !isOwn);
        }
        break;
    case SurfaceKind::Embeddings:
        // Ollama takes OpenAI's form too; where it is another's it is translated to the vendor's own.
        route.dialect = vendor.features.testFlag(Llm::VendorFeature::OpenAiChat) && exchange.dialect == Dialect::OpenAi
                            ? Dialect::OpenAi
                            : vendor.dialect;
        route.isTranslated = route.dialect != exchange.dialect;
        break;
    case SurfaceKind::TokenCount:
        route.dialect = vendor.dialect;
        break;
    default:
        route.dialect = vendor.dialect == Dialect::Cohere ? Dialect::Cohere : Dialect::OpenAi;
        break;
    }
    if (exchange.isRewritten)
        route.isTranslated = true;
    // Ollama's /api/generate asks for a conversation in a form of its own.
    if (exchange.surface == Llm::Surface::OllamaGenerate)
        route.isTranslated = true;
    route.framing = Llm::vendorFraming(route.dialect);
    if (!route.isTranslated && route.dialect == Dialect::Gemini)
        route.framing = clientFraming(exchange);
    return route;
}

Error unsupported(const Llm::Loss &loss, const Snapshot::Target &target)
{
    Error error{.kind = ErrorKind::UnsupportedParameter,
                .message = u"'%1' cannot be carried out at provider '%2': %3. Leave it out, or allow it to be dropped "
                           "with the header x-gh-unsupported-params: drop."_s.arg(
                               QString::fromUtf8(loss.param), target.provider->name, QString::fromUtf8(loss.reason)),
                .detail = {}};
    error.param = loss.param;
    return error;
}

Result<void> keepLosses(Exchange &exchange, QList<Llm::Loss> losses, const Snapshot::Target &target)
{
    exchange.losses = std::move(losses);
    if (allowsDropping(exchange))
        return {};
    const auto fatal = std::ranges::find(exchange.losses, Llm::Loss::Weight::Meaning, &Llm::Loss::weight);
    if (fatal != exchange.losses.end())
        return std::unexpected(unsupported(*fatal, target));
    return {};
}

Result<QByteArray> translatedBody(Exchange &exchange, const VendorRoute &route, const Snapshot::Target &target)
{
    Llm::Written written;
    if (exchange.embeddings || Llm::surfaceTraits(exchange.surface).kind == SurfaceKind::Embeddings) {
        if (!exchange.embeddings) {
            GH_TRY(exchange.embeddings, Llm::readEmbeddingsRequest(exchange.dialect, modelledBody(exchange),
                                                                   {.model = exchange.modelInPath}));
        }
        Llm::EmbeddingsRequest request = *exchange.embeddings;
        request.model = target.upstreamModel;
        written = Llm::writeEmbeddingsRequest(route.dialect, request);
    } else {
        GH_TRY(const Llm::ChatRequest *read, neutralRequest(exchange));
        Llm::ChatRequest request = *read;
        request.model = target.upstreamModel;
        if (exchange.outputClamp)
            request.maxOutputTokens = exchange.outputClamp;
        request.stream = exchange.facts.stream;
        request.usageAsked = exchange.facts.stream ? std::optional(true) : std::nullopt;
        written = Llm::chatDialect(route.dialect).writeRequest(request, target.vendor->traits);
    }
    GH_CHECK(keepLosses(exchange, std::move(written.losses), target));
    return std::move(written.body);
}

// Gemini's clients say the model in the body too, once for each text: it has to be the address's.
QByteArray splicedGeminiBody(const QByteArray &body, const QByteArray &model)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Strict); // has been read before: it is good
    if (!tree)
        return body;
    std::vector<Json::Splice> splices;
    const QByteArray name = Json::quoted(QByteArray("models/" + model));
    const auto replaceIn = [&splices, &name](Json::Node object) {
        if (object["model"].exists())
            splices.push_back({.range = object["model"].range(), .replacement = name});
    };
    replaceIn(tree->root());
    for (const Json::Node request : tree->root()["requests"])
        replaceIn(request);
    std::ranges::sort(splices, {}, [](const Json::Splice &splice) { return splice.range.offset; });
    return Json::spliced(body, splices);
}

// A body whose model stands in the address alone.
QByteArray bodyWithModel(const Exchange &exchange, const QByteArray &model)
{
    const QByteArray &body = exchange.request.body;
    if (exchange.dialect != Dialect::OpenAi)
        return body; // Gemini's vendors find it in their address too
    if (!exchange.isForm)
        return Llm::withModel(body, model);
    const auto type = exchange.request.headers.value("content-type").value_or(QByteArrayView());
    return Multipart::withField(body, Multipart::boundaryOf(type), "model", model);
}

// The client's own bytes with the model's name replaced.
QByteArray splicedBody(Exchange &exchange, const Snapshot::Target &target)
{
    const QByteArray &body = exchange.request.body;
    if (exchange.surface == Llm::Surface::GeminiEmbed)
        return exchange.facts.model == target.upstreamModel ? body : splicedGeminiBody(body, target.upstreamModel);
    if (!exchange.modelValue && exchange.facts.model == exchange.modelInPath)
        return exchange.modelInPath.isEmpty() ? body : bodyWithModel(exchange, target.upstreamModel);
    if (exchange.facts.model == target.upstreamModel)
        return body;
    if (!exchange.modelValue) {
        const auto tree = Json::Tree::parse(body, Json::Rules::Strict); // has been read before: it is good
        if (tree)
            exchange.modelValue = tree->root()["model"].range();
    }
    if (!exchange.modelValue || exchange.modelValue->length == 0)
        return body;
    const Json::Splice splice{.range = *exchange.modelValue,
                              .replacement =
                                  exchange.isForm ? target.upstreamModel : Json::quoted(target.upstreamModel)};
    return Json::spliced(body, std::span(&splice, 1));
}

Result<QByteArray> bodyFor(Exchange &exchange, const VendorRoute &route, const Snapshot::Target &target)
{
    if (route.isTranslated)
        return translatedBody(exchange, route, target);
    if (exchange.openAi) {
        const Llm::WriteTraits &traits = target.vendor->traits;
        const bool isNewName = traits.takesMaxCompletionTokens && exchange.surface == Llm::Surface::ChatCompletions;
        return Llm::openAiUpstreamBody(
            exchange.request.body, *exchange.openAi, target.upstreamModel,
            {.usage = traits.takesStreamOptions ? Llm::UsageWish::Ask : Llm::UsageWish::Leave,
             .maxOutputTokens = exchange.outputClamp,
             .maxOutputName = isNewName ? QByteArrayView("max_completion_tokens") : QByteArrayView("max_tokens")});
    }
    return splicedBody(exchange, target);
}

void addHeaders(Exchange &exchange, const VendorRoute &route, Http::ClientRequest &request)
{
    Http::Headers &headers = request.headers;
    const QByteArrayView type = exchange.request.headers.value("content-type").value_or(QByteArrayView());
    if (!request.body.isEmpty()) // a form's type names its boundary; every other body is JSON
        headers.add("Content-Type"_ba,
                    Multipart::boundaryOf(type).isEmpty() ? "application/json"_ba : type.toByteArray());
    const SurfaceKind kind = Llm::surfaceTraits(exchange.surface).kind;
    const bool isAnything = kind == SurfaceKind::PassThrough || kind == SurfaceKind::Stored;
    headers.add("Accept"_ba, isAnything              ? "*/*"_ba
                             : exchange.facts.stream ? Llm::contentTypeOf(route.framing).toByteArray()
                                                     : "application/json"_ba);
    headers.add("User-Agent"_ba, "Gatehouse/" GATEHOUSE_VERSION ""_ba);
    headers.add("X-Client-Request-Id"_ba, exchange.record.id.toByteArray());
    if (route.dialect == Dialect::Anthropic && exchange.dialect == Dialect::Anthropic) {
        for (const QByteArrayView name : AnthropicHeaders) {
            if (const auto value = exchange.request.headers.value(name))
                headers.add(name.toByteArray(), value->toByteArray());
        }
    }
    if (route.dialect == Dialect::Anthropic && !headers.value("anthropic-version"))
        headers.add("anthropic-version"_ba, "2023-06-01"_ba);
}

// What a client adds to an address that is passed on, such as the page of a list. Its key may stand there too, and the
// version of an API: those are between the client and us.
QByteArray queryFor(const Exchange &exchange)
{
    if (Llm::surfaceTraits(exchange.surface).kind != SurfaceKind::Stored)
        return {};
    QUrlQuery query(QString::fromLatin1(exchange.request.query));
    query.removeAllQueryItems(u"key"_s);
    query.removeAllQueryItems(u"api-version"_s);
    return query.toString(QUrl::FullyEncoded).toLatin1();
}

} // namespace

Result<VendorRequest> vendorRequest(Exchange &exchange, const Snapshot::Target &target)
{
    const Provider &provider = *target.provider;
    VendorRequest made;
    exchange.losses.clear(); // an attempt before this one may have had some
    made.route = routeTo(exchange, *target.vendor);
    Http::ClientRequest &request = made.http;
    request.method = exchange.request.method;
    GH_TRY(request.body, bodyFor(exchange, made.route, target));
    exchange.upstreamBody = request.body == exchange.request.body ? QByteArray() : request.body;
    request.target = Llm::vendorTarget(*target.vendor, target.basePath,
                                       {.surface = exchange.surface,
                                        .dialect = made.route.dialect,
                                        .model = target.upstreamModel,
                                        .stream = exchange.facts.stream,
                                        .resource = exchange.resource});
    if (made.route.framing == Llm::Framing::Array)
        request.target.replace("?alt=sse", "");
    if (const QByteArray query = queryFor(exchange); !query.isEmpty())
        request.target += (request.target.contains('?') ? '&' : '?') + query;
    addHeaders(exchange, made.route, request);
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(exchange.services.clock.monotonic()
                                                                               - exchange.startedMonotonic);
    request.timeouts = {.connect = provider.connectTimeout,
                        .firstByte = provider.firstByteTimeout,
                        .idle = provider.idleTimeout,
                        .total = std::max(provider.totalTimeout - elapsed, std::chrono::milliseconds(1))};
    return made;
}

std::unique_ptr<Llm::AnswerStream> answerStream(const Exchange &exchange, const VendorRoute &route,
                                                QByteArrayView contentType)
{
    if (route.isTranslated)
        return std::make_unique<Llm::TranslatedStream>(Llm::chatDialect(route.dialect), clientDialect(exchange),
                                                       answerContext(exchange));
    if (Llm::surfaceTraits(exchange.surface).kind != SurfaceKind::Chat && !exchange.openAi) {
        const QByteArrayView events = Llm::contentTypeOf(Llm::Framing::Sse);
        if (Http::equalsIgnoringCase(contentType.first(std::min(contentType.size(), events.size())), events))
            return std::make_unique<Llm::MeteredEvents>();
        return std::make_unique<Llm::RawStream>();
    }
    if (exchange.openAi)
        return std::make_unique<Llm::OpenAiStream>(
            exchange.surface, exchange.openAi->usageAsked ? Llm::UsageEvent::Show : Llm::UsageEvent::Hide);
    return std::make_unique<Llm::PassThroughStream>(route.dialect, route.framing);
}

} // namespace Gatehouse::Pipeline
