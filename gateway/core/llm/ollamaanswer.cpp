// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/geminiparts.h"
#include "gateway/core/llm/members.h"
#include "gateway/core/llm/ollama.h"
#include "gateway/core/llm/openaierror.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

using Json::Node;
using Json::Writer;

constexpr std::array<QByteArrayView, 4> Durations = {"total_duration", "load_duration", "prompt_eval_duration",
                                                     "eval_duration"};

void addText(Choice &choice, QByteArray text)
{
    if (!text.isEmpty())
        choice.parts.append(Part{.content = TextPart{.text = std::move(text)}});
}

void addThinking(Choice &choice, QByteArray text)
{
    if (!text.isEmpty())
        choice.parts.append(Part{.content = ReasoningPart{.text = std::move(text)}});
}

} // namespace

std::optional<Usage> ollamaUsage(Node answer)
{
    const auto input = answer["prompt_eval_count"].integer();
    const auto output = answer["eval_count"].integer();
    if (!input && !output)
        return std::nullopt;
    Usage usage{.source = UsageSource::Provider};
    usage.inputUncached = std::max<qint64>(0, input.value_or(0));
    usage.output = std::max<qint64>(0, output.value_or(0));
    return usage;
}

QByteArray rawOllamaUsage(Node answer)
{
    Writer json;
    json.beginObject();
    for (const char *name : {"prompt_eval_count", "eval_count"}) {
        if (answer[name].isNumber())
            json.rawMember(name, answer[name].raw());
    }
    return json.endObject().take();
}

FinishReason finishOfOllama(QByteArrayView reason, bool hasCalls)
{
    if (reason == "length")
        return FinishReason::Length;
    return hasCalls ? FinishReason::ToolCalls : FinishReason::Stop;
}

QByteArray ollamaFinish(FinishReason reason, QByteArrayView raw)
{
    if (raw == "load" || raw == "unload")
        return raw.toByteArray();
    return reason == FinishReason::Length || reason == FinishReason::ContextWindow ? "length"_ba : "stop"_ba;
}

QByteArray ollamaTime(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC).toString(Qt::ISODate).toLatin1();
}

std::optional<qint64> secondsOfOllamaTime(const QByteArray &time)
{
    const QDateTime parsed = QDateTime::fromString(QString::fromLatin1(time), Qt::ISODateWithMs);
    return parsed.isValid() ? std::optional(parsed.toSecsSinceEpoch()) : std::nullopt;
}

ToolCallPart readOllamaCall(Node call)
{
    const Node function = call["function"];
    ToolCallPart part{.id = call["id"].text(), .name = function["name"].text(), .arguments = "{}"_ba};
    if (function["arguments"].isObject())
        part.arguments = function["arguments"].json();
    else if (function["arguments"].isString()) // some servers write OpenAI's way
        part.arguments = function["arguments"].text();
    return part;
}

void writeOllamaCall(Writer &json, const ToolCallPart &call)
{
    json.beginObject().optionalMember("id", call.id);
    json.key("function").beginObject().member("name", call.name);
    json.rawMember("arguments", geminiArguments(call).json);
    json.endObject().endObject();
}

void writeOllamaEnd(Writer &json, QByteArrayView reason, const std::optional<Usage> &usage, const Extras &extras)
{
    json.member("done", true).member("done_reason", reason);
    for (const QByteArrayView name : Durations) {
        const QByteArray own = extras.dialect == Dialect::Ollama ? extras.value(name) : QByteArray();
        json.rawMember(name, own.isEmpty() ? "0"_ba : own);
    }
    if (usage)
        json.member("prompt_eval_count", usage->inputTotal()).member("eval_count", usage->outputTotal());
}

std::optional<VendorFailure> readOllamaError(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree)
        return std::nullopt;
    const Node error = tree->root()["error"];
    if (error.isString())
        return VendorFailure{.message = error.text()};
    if (error.isObject())
        return VendorFailure{
            .message = error["message"].text(), .type = error["type"].text(), .code = error["code"].text()};
    return std::nullopt;
}

Result<ChatAnswer> readOllamaAnswer(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (readOllamaError(body))
        return std::unexpected(vendorError(body));
    if (!tree || (!tree->root()["message"].isObject() && !tree->root()["response"].isString()))
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not one of Ollama's."_s);

    Problems problems(Problems::Rules::Lenient);
    Members members(tree->root(), {}, problems);
    ChatAnswer answer{.model = members.text("model")};
    answer.created = secondsOfOllamaTime(members.text("created_at"));
    Choice choice;
    bool hasCalls = false;
    if (members.has("message")) {
        Members message(members.object("message"), {}, problems);
        (void)message.text("role");
        addThinking(choice, message.text("thinking"));
        addText(choice, message.text("content"));
        for (const QByteArray &image : message.texts("images")) {
            MediaPart media{.data = image};
            media.mediaType = geminiMediaType(media);
            choice.parts.append(Part{.content = std::move(media)});
        }
        for (const Node node : message.array("tool_calls")) {
            ToolCallPart call = readOllamaCall(node);
            if (call.name.isEmpty())
                continue;
            if (call.id.isEmpty())
                call.id = toolCallId(body, 0, choice.parts.size());
            choice.parts.append(Part{.content = std::move(call)});
            hasCalls = true;
        }
        choice.extras = message.rest(Dialect::Ollama);
    } else {
        addThinking(choice, members.text("thinking"));
        addText(choice, members.text("response"));
    }
    if (const QByteArray entries = members.array("logprobs").json(); !entries.isEmpty())
        choice.logprobs = "{\"content\":" + entries + ",\"refusal\":null}";
    (void)members.boolean("done");
    choice.rawFinish = members.text("done_reason");
    choice.finish = finishOfOllama(choice.rawFinish, hasCalls);
    answer.choices.append(std::move(choice));
    answer.usage = ollamaUsage(tree->root());
    if (answer.usage)
        answer.rawUsage = rawOllamaUsage(tree->root());
    (void)members.take("prompt_eval_count");
    (void)members.take("eval_count");
    answer.extras = members.rest(Dialect::Ollama);
    return answer;
}

Written writeOllamaAnswer(const ChatAnswer &answer, const AnswerContext &context, OllamaSurface surface)
{
    LossReport losses(Dialect::Ollama, Dialect::Ollama);
    if (answer.choices.size() > 1)
        losses.add(Loss::Weight::Meaning, "choices"_ba, "Ollama gives one answer"_ba);
    const Choice choice = answer.choices.isEmpty() ? Choice{} : answer.choices.first();
    QByteArray text;
    QByteArray thinking;
    QList<QByteArray> images;
    QList<ToolCallPart> calls;
    for (const Part &part : choice.parts) {
        if (const auto *said = std::get_if<TextPart>(&part.content))
            text += said->text;
        else if (const auto *refused = std::get_if<RefusalPart>(&part.content))
            text += refused->text;
        else if (const auto *thought = std::get_if<ReasoningPart>(&part.content))
            thinking += thought->text.isEmpty() ? thought->summary : thought->text;
        else if (const auto *call = std::get_if<ToolCallPart>(&part.content))
            calls.append(*call);
        else if (const auto *media = std::get_if<MediaPart>(&part.content); media && !media->data.isEmpty())
            images.append(media->data);
        else
            losses.add(Loss::Weight::Hint, part.path, "has no counterpart in Ollama"_ba);
    }
    Writer json;
    json.beginObject().member("model", answer.model.isEmpty() ? context.model : answer.model);
    json.member("created_at", ollamaTime(answer.created.value_or(context.created)));
    if (surface == OllamaSurface::Generate) {
        json.member("response", text).optionalMember("thinking", thinking);
    } else {
        json.key("message").beginObject().member("role", "assistant").member("content", text);
        json.optionalMember("thinking", thinking);
        if (!images.isEmpty()) {
            json.key("images").beginArray();
            for (const QByteArray &image : std::as_const(images))
                json.string(image);
            json.endArray();
        }
        if (!calls.isEmpty()) {
            json.key("tool_calls").beginArray();
            for (const ToolCallPart &call : std::as_const(calls))
                writeOllamaCall(json, call);
            json.endArray();
        }
        json.endObject();
    }
    const auto logprobs = Json::Tree::parse(choice.logprobs, Json::Rules::Lenient);
    if (logprobs && logprobs->root()["content"].isArray())
        json.rawMember("logprobs", logprobs->root()["content"].raw());
    writeOllamaEnd(json, ollamaFinish(choice.finish, choice.rawFinish), answer.usage, answer.extras);
    if (answer.extras.dialect == Dialect::Ollama) {
        for (const Extras::Member &member : answer.extras.members) {
            if (std::ranges::find(Durations, QByteArrayView(member.name)) == Durations.end())
                json.rawMember(member.name, member.json);
        }
    }
    json.endObject();
    return {.body = json.take(), .losses = losses.take()};
}

} // namespace Gatehouse::Llm
