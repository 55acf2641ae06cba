// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulatordialects.h"

#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/passthrough.h"
#include "gateway/core/llm/translation.h"
#include "gateway/core/llm/vendors.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Upstream {

namespace {

using Llm::Dialect;

constexpr QByteArrayView Tail = ":streamGenerateContent";

QByteArray between(QByteArrayView target, QByteArrayView before, QByteArrayView after)
{
    const qsizetype begin = target.indexOf(before) + before.size();
    const qsizetype end = target.lastIndexOf(after);
    return end < begin ? QByteArray()
                       : QByteArray::fromPercentEncoding(target.sliced(begin, end - begin).toByteArray());
}

SimulatorAnswer refused(const SimulatedCall &call, const Error &error)
{
    SimulatorAnswer answer;
    answer.status = httpStatus(error);
    answer.headers.add("Content-Type"_ba, "application/json"_ba);
    answer.chunks.push_back({.bytes = Llm::errorBody(call.dialect, error)});
    return answer;
}

// The same pieces at the same times in another dialect. What the last bytes are is known once all have come.
void translateStream(const SimulatedCall &call, const Llm::AnswerContext &context, SimulatorAnswer &answer)
{
    Llm::TranslatedStream stream(Llm::chatDialect(Dialect::OpenAi), Llm::chatDialect(call.dialect), context);
    for (TimedChunk &chunk : answer.chunks) {
        QByteArray out;
        const Result<void> fed = stream.feed(std::exchange(chunk.bytes, {}), out);
        chunk.bytes = fed ? out : out + stream.fail(fed.error());
        if (!fed)
            return;
    }
    if (answer.ending == SimulatorEnding::Complete && !answer.chunks.empty()) {
        QByteArray &last = answer.chunks.back().bytes;
        if (stream.close(last))
            last += stream.end();
    }
    std::erase_if(answer.chunks, [](const TimedChunk &chunk) { return chunk.bytes.isEmpty(); });
}

} // namespace

SimulatedCall simulatedCall(QByteArrayView target)
{
    SimulatedCall call;
    const qsizetype query = target.indexOf('?');
    const QByteArrayView path = query < 0 ? target : target.first(query);
    if (path.endsWith("/embeddings")) {
        call.surface = Llm::Surface::Embeddings;
    } else if (path.endsWith("/completions") && !path.endsWith("/chat/completions")) {
        call.surface = Llm::Surface::Completions;
    } else if (path.endsWith("/messages")) {
        call.dialect = Dialect::Anthropic;
    } else if (path.endsWith("/responses")) {
        call.dialect = Dialect::OpenAiResponses;
    } else if (path.endsWith(":generateContent") || path.endsWith(Tail)) {
        call.dialect = Dialect::Gemini;
        call.stream = path.endsWith(Tail);
        call.model = between(path, "/models/", ":");
    } else if (path.endsWith("/converse") || path.endsWith("/converse-stream")) {
        call.dialect = Dialect::Bedrock;
        call.stream = path.endsWith("-stream");
        call.model = between(path, "/model/", "/converse");
    } else if (path.endsWith("/api/chat")) {
        call.dialect = Dialect::Ollama;
    } else if (path.endsWith("/chat")) {
        call.dialect = Dialect::Cohere;
    }
    return call;
}

SimulatorAnswer simulateIn(const SimulatedCall &call, SimulatorRequest request)
{
    request.surface = call.surface;
    if (call.dialect == Dialect::OpenAi)
        return simulate(request);
    const Llm::ChatDialect &caller = Llm::chatDialect(call.dialect);
    const Llm::ChatDialect &own = Llm::chatDialect(Dialect::OpenAi);
    auto read = caller.readRequest(request.body, {.model = call.model, .stream = call.stream});
    if (!read)
        return refused(call, read.error());
    read->usageAsked = read->stream ? std::optional(true) : std::nullopt;
    request.body = own.writeRequest(*read, {}).body;
    SimulatorAnswer answer = simulate(request);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(request.now.time_since_epoch());
    const Llm::AnswerContext context{
        .id = "sim"_ba, .model = read->model, .created = seconds.count(), .request = &*read};
    if (answer.status >= 400) {
        for (TimedChunk &chunk : answer.chunks) {
            if (auto error = Llm::translateError(own, call.dialect, chunk.bytes, answer.status))
                chunk.bytes = *error;
        }
    } else if (read->stream) {
        translateStream(call, context, answer);
        answer.headers.set("Content-Type"_ba, Llm::contentTypeOf(Llm::vendorFraming(call.dialect)).toByteArray());
    } else if (answer.ending == SimulatorEnding::Complete && answer.chunks.size() == 1) {
        if (auto translated = Llm::translateAnswer(own, caller, answer.chunks.front().bytes, context))
            answer.chunks.front().bytes = translated->body;
    }
    return answer;
}

} // namespace Gatehouse::Upstream
