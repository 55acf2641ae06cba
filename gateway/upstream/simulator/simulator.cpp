// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulator.h"

#include "gateway/upstream/simulator/simulatorembeddings.h"
#include "gateway/upstream/simulator/simulatorprompt.h"
#include "gateway/upstream/simulator/simulatorrandom.h"
#include "gateway/upstream/simulator/simulatorreply.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace Gatehouse::Upstream {

namespace {

using std::chrono::milliseconds;

constexpr auto Models = std::to_array<SimulatorModel>({
    {"sim/chat", "Answers in words at a believable pace; calls tools and writes JSON when asked."},
    {"sim/fast", "The same without any delay."},
    {"sim/slow", "The same, three seconds to the first token and five tokens a second."},
    {"sim/long", "A very long answer at a believable pace."},
    {"sim/echo", "Repeats the last message without delay."},
    {"sim/embedding", "Embeddings of 1,536 numbers; texts that share words are near each other."},
    {"sim/flaky", "Answers 529 to one prompt in four."},
    {"sim/error-400", "The request is refused as invalid."},
    {"sim/error-401", "The vendor's key is refused."},
    {"sim/error-403", "The key may not use the model."},
    {"sim/error-404", "The vendor does not know the model."},
    {"sim/error-408", "The vendor waited too long for the request."},
    {"sim/error-429", "Too many requests, with Retry-After: 1."},
    {"sim/error-500", "The vendor failed."},
    {"sim/error-502", "The vendor's own gateway failed."},
    {"sim/error-503", "The vendor is not available."},
    {"sim/error-529", "The vendor is overloaded."},
    {"sim/error-midstream", "A stream that begins well and ends in an error event."},
    {"sim/cut", "The connection breaks in the middle of the answer."},
    {"sim/stall", "An answer that begins and then stands still for ever."},
    {"sim/hang", "Nothing ever comes, not even a head."},
    {"sim/garbage", "An answer that is not JSON."},
});

struct Failure {
    int status;
    const char *type;
    const char *code;
    const char *message;
};
constexpr auto Failures = std::to_array<Failure>({
    {400, "invalid_request_error", "invalid_value",
     "The simulator refuses this request, as its model name asks it to."},
    {401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided."},
    {403, "permission_error", "model_access_denied", "The key has no access to this model."},
    {404, "invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it."},
    {408, "timeout_error", "request_timeout", "The request took too long to arrive."},
    {429, "rate_limit_error", "rate_limit_exceeded", "Rate limit reached. Please try again in 1s."},
    {500, "server_error", "server_error", "The server had an error while processing your request."},
    {502, "server_error", "bad_gateway", "Bad gateway."},
    {503, "server_error", "service_unavailable", "The engine is currently overloaded, please try again later."},
    {529, "overloaded_error", "overloaded", "Overloaded."},
});

constexpr qsizetype MostSchemaBytes = 256 * 1024;
constexpr std::size_t EventsBeforeTrouble = 12; // of a stream that goes wrong

struct Pace {
    double firstMilliseconds = 0;
    double perEventMilliseconds = 0;
};

Pace paceOf(const std::string &model, SimulatorRandom &random)
{
    const double first = random.between(150, 600);
    const double perSecond = random.between(30, 120);
    if (model == "slow")
        return {3000, 200};
    if (model.empty() || model == "fast" || model == "echo" || model.starts_with("error") || model == "cut"
        || model == "stall" || model == "garbage")
        return {};
    return {first, 1000 / perSecond};
}

milliseconds rounded(double value)
{
    return milliseconds(std::llround(value));
}

QByteArray failureBody(const char *type, const char *code, const std::string &message,
                       const SimulatorJson &param = nullptr)
{
    const SimulatorJson body = {{"error", {{"message", message}, {"type", type}, {"param", param}, {"code", code}}}};
    return QByteArray::fromStdString(dumped(body));
}

Http::Headers headersFor(QByteArray contentType, quint64 seed)
{
    return {{"Content-Type", std::move(contentType)},
            {"x-request-id", "req_sim" + QByteArray::number(seed, 16)},
            {"openai-processing-ms", QByteArray::number(static_cast<qulonglong>(seed % 900 + 50))}};
}

SimulatorAnswer whole(int status, QByteArray body, quint64 seed)
{
    SimulatorAnswer answer;
    answer.status = status;
    answer.headers = headersFor("application/json"_ba, seed);
    answer.chunks.push_back({milliseconds(0), std::move(body)});
    return answer;
}

SimulatorAnswer refusal(const QByteArray &message, const QByteArray &param, quint64 seed)
{
    return whole(400, failureBody("invalid_request_error", "invalid_value", message.toStdString(), param.toStdString()),
                 seed);
}

SimulatorAnswer failure(const Failure &shape, quint64 seed)
{
    auto answer = whole(shape.status, failureBody(shape.type, shape.code, shape.message), seed);
    if (shape.status == 429) {
        answer.headers.add("Retry-After"_ba, "1"_ba);
        answer.headers.add("x-ratelimit-remaining-requests"_ba, "0"_ba);
    }
    return answer;
}

// The failure that a model name asks for, or that befalls a flaky one.
std::optional<SimulatorAnswer> failureOf(const std::string &model, quint64 seed)
{
    int status = model == "flaky" && SimulatorRandom(seed).chance(0.25) ? 529 : 0;
    if (model.starts_with("error-"))
        status = QByteArray::fromStdString(model.substr(6)).toInt();
    for (const auto &shape : Failures) {
        if (shape.status == status)
            return failure(shape, seed);
    }
    return std::nullopt;
}

SimulatorAnswer streamed(std::vector<QByteArray> events, const Pace &pace, quint64 seed)
{
    SimulatorAnswer answer;
    answer.headers = headersFor("text/event-stream; charset=utf-8"_ba, seed);
    answer.headers.add("Cache-Control"_ba, "no-cache"_ba);
    answer.headAfter = rounded(pace.firstMilliseconds);
    double due = 0;
    milliseconds told{0};
    for (auto &event : events) {
        const auto at = rounded(due);
        answer.chunks.push_back({at - told, std::move(event)});
        told = at;
        due += pace.perEventMilliseconds;
    }
    return answer;
}

// Makes a good answer go wrong in the way that the model's name asks for.
void spoil(SimulatorAnswer &answer, const std::string &model, bool isStream)
{
    const bool isMidstream = model == "error-midstream";
    if (!isMidstream && model != "cut" && model != "stall" && model != "garbage")
        return;
    if (!isStream) {
        auto &body = answer.chunks.front().bytes;
        if (model == "garbage")
            body = "<html><body>Service temporarily unavailable</body></html>"_ba;
        else
            body.truncate(body.size() / 2);
    } else if (answer.chunks.size() > EventsBeforeTrouble) {
        answer.chunks.resize(EventsBeforeTrouble);
    } else {
        answer.chunks.pop_back();
    }
    if (model == "garbage" && isStream)
        answer.chunks.push_back({milliseconds(0), "data: {\"id\": not json\n\n"_ba});
    if (model == "cut" || (isMidstream && !isStream))
        answer.ending = SimulatorEnding::Cut;
    if (model == "stall")
        answer.ending = SimulatorEnding::Hang;
    if (isMidstream && isStream) {
        answer.chunks.push_back(
            {milliseconds(0),
             "data: "
                 + failureBody("server_error", "server_error", "The server had an error while processing your request.")
                 + "\n\n"});
    }
}

SimulatorAnswer chatAnswer(const SimulatorJson &body, const SimulatorRequest &request, quint64 seed)
{
    const bool isChat = request.surface == Llm::Surface::ChatCompletions;
    const SimulatorCounter counter(request.tokenizer);
    if (isChat && (!memberOf(body, "messages").is_array() || memberOf(body, "messages").empty()))
        return refusal("'messages' must be an array with at least one message."_ba, "messages"_ba, seed);
    if (!isChat && memberOf(body, "prompt").is_null())
        return refusal("'prompt' is missing."_ba, "prompt"_ba, seed);
    const auto prompt = isChat ? readChatPrompt(body, counter) : readCompletionPrompt(body, counter);
    if (static_cast<qsizetype>(dumped(prompt.schema).size()) > MostSchemaBytes)
        return refusal("The schema is too large."_ba, "response_format"_ba, seed);

    SimulatorRandom random(seed);
    const auto pace = paceOf(prompt.model, random);
    const auto reply = replyTo(prompt, counter, random);
    const SimulatorFrame frame{
        .isChat = isChat,
        .id = (isChat ? "chatcmpl-sim" : "cmpl-sim") + QByteArray::number(seed, 36).toStdString(),
        .model = stringOf(body, "model"),
        .created = std::chrono::duration_cast<std::chrono::seconds>(request.now.time_since_epoch()).count()};
    SimulatorAnswer answer;
    if (prompt.stream) {
        answer = streamed(replyEvents(frame, prompt, reply), pace, seed);
    } else {
        answer = whole(200, replyBody(frame, prompt, reply), seed);
        answer.headAfter =
            rounded(pace.firstMilliseconds + pace.perEventMilliseconds * static_cast<double>(reply.completionTokens));
    }
    spoil(answer, prompt.model, prompt.stream);
    return answer;
}

} // namespace

std::span<const SimulatorModel> simulatorModels()
{
    return Models;
}

SimulatorAnswer simulate(const SimulatorRequest &request)
{
    const auto seed = simulatorSeed({request.body.constData(), static_cast<std::size_t>(request.body.size())});
    const auto body = SimulatorJson::parse(request.body.cbegin(), request.body.cend(), nullptr, false);
    if (!body.is_object())
        return refusal("The body is not a JSON object."_ba, {}, seed);
    auto model = stringOf(body, "model");
    if (model.starts_with("sim/"))
        model.erase(0, 4);
    if (model == "hang")
        return {.status = 0, .headers = {}, .headAfter = {}, .chunks = {}, .ending = SimulatorEnding::Hang};
    if (auto failed = failureOf(model, seed))
        return *std::move(failed);
    if (request.surface != Llm::Surface::Embeddings)
        return chatAnswer(body, request, seed);
    auto embeddings = embeddingsBody(body, SimulatorCounter(request.tokenizer));
    if (!embeddings)
        return refusal(embeddings.error().message.toUtf8(), embeddings.error().param, seed);
    auto answer = whole(200, *std::move(embeddings), seed);
    SimulatorRandom random(seed);
    answer.headAfter = rounded(paceOf(model, random).firstMilliseconds / 4);
    spoil(answer, model, false);
    return answer;
}

} // namespace Gatehouse::Upstream
