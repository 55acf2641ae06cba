// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline/clientrequest.h"

#include "gateway/core/base/jsontree.h"
#include "gateway/core/base/multipart.h"
#include "gateway/core/llm/members.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/vendors.h"
#include "gateway/pipeline/services.h"
#include "gateway/upstream/tokencounter.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Pipeline {

namespace {

using Llm::Dialect;
using Llm::Surface;
using Llm::SurfaceKind;

Result<void> readOpenAi(Exchange &exchange)
{
    GH_TRY(exchange.openAi, Llm::readOpenAiRequest(exchange.surface, exchange.request.body, exchange.modelInPath));
    exchange.facts = *exchange.openAi;
    return {};
}

Result<void> readChat(Exchange &exchange)
{
    GH_TRY(const Llm::ChatRequest *request, neutralRequest(exchange));
    exchange.facts = Llm::factsOf(*request);
    return {};
}

Result<void> readEmbeddings(Exchange &exchange)
{
    GH_TRY(exchange.embeddings,
           Llm::readEmbeddingsRequest(exchange.dialect, exchange.request.body, {.model = exchange.modelInPath}));
    exchange.facts.model = exchange.embeddings->model;
    return {};
}

// The model of a request that passes through: a member of the JSON document, or a field of the form.
Result<void> readModelAlone(Exchange &exchange)
{
    const QByteArray &body = exchange.request.body;
    const QByteArray boundary =
        Multipart::boundaryOf(exchange.request.headers.value("content-type").value_or(QByteArrayView()));
    if (!boundary.isEmpty()) {
        GH_TRY(exchange.modelValue, Multipart::fieldValue(body, boundary, "model"));
        exchange.isForm = true;
        if (exchange.modelValue)
            exchange.facts.model = body.mid(exchange.modelValue->offset, exchange.modelValue->length);
    } else {
        GH_TRY(const Json::Tree tree, Json::Tree::parse(body, Json::Rules::Strict));
        Llm::Problems problems(Llm::Problems::Rules::Strict);
        Llm::Members members(tree.root(), {}, problems);
        if (members.has("model"))
            exchange.modelValue = members.peek("model").range();
        exchange.facts.model = members.text("model");
        exchange.facts.stream = members.boolean("stream").value_or(false);
        if (problems.first())
            return std::unexpected(*problems.first());
    }
    if (exchange.facts.model.isEmpty())
        exchange.facts.model = exchange.modelInPath;
    if (exchange.facts.model.isEmpty()) {
        Error error{.kind = ErrorKind::InvalidRequest, .message = u"'model' is missing or empty."_s, .detail = {}};
        error.param = "model"_ba;
        return std::unexpected(std::move(error));
    }
    return {};
}

} // namespace

Result<void> readClientRequest(Exchange &exchange)
{
    switch (Llm::surfaceTraits(exchange.surface).kind) {
    case SurfaceKind::Chat:
        return exchange.dialect == Dialect::OpenAi ? readOpenAi(exchange) : readChat(exchange);
    case SurfaceKind::Text:
        return readOpenAi(exchange);
    case SurfaceKind::Embeddings:
        return exchange.dialect == Dialect::OpenAi ? readOpenAi(exchange) : readEmbeddings(exchange);
    case SurfaceKind::TokenCount:
        return readChat(exchange);
    case SurfaceKind::PassThrough:
        return readModelAlone(exchange);
    case SurfaceKind::Stored:
    case SurfaceKind::List:
    case SurfaceKind::None:
        break;
    }
    return {};
}

// Ollama has two addresses for chat with requests of their own; everything else has one.
const Llm::ChatDialect &clientDialect(const Exchange &exchange)
{
    return exchange.surface == Surface::OllamaGenerate ? Llm::ollamaGenerateDialect()
                                                       : Llm::chatDialect(exchange.dialect);
}

QByteArray modelledBody(const Exchange &exchange)
{
    const bool isInPathAlone = exchange.openAi && exchange.openAi->modelValue.length == 0;
    return isInPathAlone ? Llm::withModel(exchange.request.body, exchange.modelInPath) : exchange.request.body;
}

Result<const Llm::ChatRequest *> neutralRequest(Exchange &exchange)
{
    if (!exchange.chat) {
        GH_TRY(exchange.chat,
               clientDialect(exchange).readRequest(modelledBody(exchange),
                                                   {.model = exchange.modelInPath, .stream = exchange.streamInPath}));
    }
    return &*exchange.chat;
}

Llm::Framing clientFraming(const Exchange &exchange)
{
    if (exchange.dialect == Dialect::Ollama)
        return Llm::Framing::Lines;
    if (exchange.dialect == Dialect::Gemini && !exchange.request.query.contains("alt=sse"))
        return Llm::Framing::Array;
    return Llm::Framing::Sse;
}

Llm::AnswerContext answerContext(const Exchange &exchange)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(exchange.startedAt.time_since_epoch());
    return {.id = exchange.record.id.toByteArray(),
            .model = exchange.facts.model,
            .created = seconds.count(),
            .usageAsked = exchange.openAi ? exchange.openAi->usageAsked : true,
            .framing = clientFraming(exchange),
            .namesEveryPiece = Llm::vendorOfClient(userAgentOf(exchange)) != nullptr,
            .request = exchange.chat ? &*exchange.chat : nullptr};
}

bool allowsDropping(const Exchange &exchange)
{
    const QByteArrayView wish = exchange.request.headers.value("x-gh-unsupported-params").value_or(QByteArrayView());
    return Http::equalsIgnoringCase(wish, "drop");
}

Error clientClosed()
{
    return {.kind = ErrorKind::ClientClosed, .message = u"The client closed the connection."_s, .detail = {}};
}

QByteArrayView userAgentOf(const Exchange &exchange)
{
    return exchange.request.headers.value("user-agent").value_or(QByteArrayView());
}

qint64 estimatedInput(Exchange &exchange, QByteArrayView upstreamModel)
{
    Upstream::TokenCounter &tokens = exchange.services.tokens;
    const SurfaceKind kind = Llm::surfaceTraits(exchange.surface).kind;
    const bool isConversation = kind == SurfaceKind::Chat || kind == SurfaceKind::TokenCount;
    if (isConversation && exchange.dialect != Dialect::OpenAi) {
        // The formulas are known for OpenAI's form of a conversation.
        if (!exchange.chat)
            return 0;
        const Llm::Written written = Llm::chatDialect(Dialect::OpenAi).writeRequest(*exchange.chat, {});
        return tokens.inputTokens(upstreamModel, Surface::ChatCompletions, written.body);
    }
    if (exchange.embeddings) {
        qint64 sum = 0;
        for (const QByteArray &text : exchange.embeddings->texts)
            sum += tokens.outputTokens(upstreamModel, text);
        return sum;
    }
    if (!exchange.openAi)
        return 0; // files and the like: no tokens that could be counted here
    return tokens.inputTokens(upstreamModel, exchange.surface, exchange.request.body);
}

} // namespace Gatehouse::Pipeline
