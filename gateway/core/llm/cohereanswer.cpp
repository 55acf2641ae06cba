// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/cohere.h"
#include "gateway/core/llm/cohereparts.h"
#include "gateway/core/llm/openaianswer.h"
#include "gateway/core/llm/openaierror.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace Cohere {

namespace {

constexpr Dialect Ours = Dialect::Cohere;

void readMessage(Json::Node node, Choice &choice, Problems &problems)
{
    Members message(node, {}, problems);
    message.text("role");
    if (const QByteArray plan = message.text("tool_plan"); !plan.isEmpty())
        choice.parts.append(Part{.content = ReasoningPart{.text = plan}});
    const Json::Node content = message.take("content");
    if (!content.text().isEmpty())
        choice.parts.append(Part{.content = TextPart{.text = content.text(), .citations = {}}});
    const qsizetype first = choice.parts.size();
    QList<qsizetype> places; // of the contents among the parts; -1 = an empty text
    if (content.isArray()) {
        for (const Json::Node piece : content) {
            Part part;
            if (piece["type"].is("text"))
                part.content = TextPart{.text = piece["text"].text(), .citations = {}};
            else if (piece["type"].is("thinking"))
                part.content = ReasoningPart{.text = piece["thinking"].text()};
            else
                part.content = OpaquePart{.type = piece["type"].text(), .json = piece.json()};
            const auto *text = std::get_if<TextPart>(&part.content);
            places.append(text && text->text.isEmpty() ? -1 : choice.parts.size());
            if (places.last() >= 0)
                choice.parts.append(std::move(part));
        }
    }
    for (const Json::Node citation : message.array("citations")) {
        const qsizetype index = citation["content_index"].integer().value_or(0);
        qsizetype place = index >= 0 && index < places.size() ? places[index] : first - 1;
        if (place < 0 || place >= choice.parts.size()
            || !std::holds_alternative<TextPart>(choice.parts[place].content)) {
            const auto isText = [](const Part &part) { return std::holds_alternative<TextPart>(part.content); };
            const auto found = std::ranges::find_if(choice.parts, isText);
            place = found == choice.parts.end() ? -1 : found - choice.parts.begin();
        }
        if (place >= 0)
            std::get<TextPart>(choice.parts[place].content).citations.append(readCitation(citation));
    }
    for (const Json::Node call : message.array("tool_calls")) {
        choice.parts.append(Part{.content = ToolCallPart{.id = call["id"].text(),
                                                         .name = call["function"]["name"].text(),
                                                         .arguments = readArguments(call["function"])}});
    }
}

} // namespace

QByteArray readArguments(Json::Node function)
{
    const Json::Node node = function["arguments"];
    const QByteArray arguments = node.isObject() ? node.json() : node.text();
    return arguments.isEmpty() || arguments == "null" ? "{}"_ba : arguments;
}

FinishReason readFinishReason(QByteArrayView word)
{
    if (word.isEmpty())
        return FinishReason::None;
    if (word == "STOP_SEQUENCE")
        return FinishReason::StopSequence;
    if (word == "MAX_TOKENS")
        return FinishReason::Length;
    if (word == "TOOL_CALL")
        return FinishReason::ToolCalls;
    if (word == "ERROR_TOXIC")
        return FinishReason::ContentFilter;
    if (word == "ERROR_LIMIT")
        return FinishReason::ContextWindow;
    if (word.startsWith("ERROR") || word == "TIMEOUT" || word == "USER_CANCEL")
        return FinishReason::Error;
    return FinishReason::Stop;
}

QByteArrayView finishReasonWord(FinishReason reason)
{
    switch (reason) {
    case FinishReason::StopSequence:
        return "STOP_SEQUENCE";
    case FinishReason::Length:
        return "MAX_TOKENS";
    case FinishReason::ContextWindow:
        return "ERROR_LIMIT";
    case FinishReason::ToolCalls:
        return "TOOL_CALL";
    case FinishReason::ContentFilter:
    case FinishReason::Refusal:
        return "ERROR_TOXIC";
    case FinishReason::Error:
        return "ERROR";
    case FinishReason::None:
    case FinishReason::Stop:
    case FinishReason::Pause:
        break;
    }
    return "COMPLETE";
}

std::optional<Usage> readUsage(Json::Node usage)
{
    // What is billed leaves out what Cohere itself puts into the prompt; cached tokens are a part of all of them.
    const bool isBilled = usage["billed_units"].isObject();
    const Json::Node counted = isBilled ? usage["billed_units"] : usage["tokens"];
    const auto input = counted["input_tokens"].integer();
    const auto output = counted["output_tokens"].integer();
    if ((!input && !output) || input.value_or(0) < 0 || output.value_or(0) < 0)
        return std::nullopt;
    Usage read{.inputUncached = input.value_or(0), .output = output.value_or(0), .source = UsageSource::Provider};
    if (!isBilled)
        read.inputCacheRead = std::clamp<qint64>(usage["cached_tokens"].integer().value_or(0), 0, read.inputUncached);
    read.inputUncached -= read.inputCacheRead;
    return read;
}

QByteArray usageObject(const Usage &usage)
{
    Json::Writer json;
    json.beginObject();
    for (const QByteArrayView name : {QByteArrayView("billed_units"), QByteArrayView("tokens")}) {
        json.key(name).beginObject().member("input_tokens", usage.inputTotal());
        json.member("output_tokens", usage.outputTotal()).endObject();
    }
    return json.member("cached_tokens", usage.cacheReadTotal()).endObject().take();
}

Citation readCitation(Json::Node node)
{
    Problems problems(Problems::Rules::Lenient);
    Members members(node, {}, problems);
    Citation citation{.text = members.text("text"), .start = members.integer("start"), .end = members.integer("end")};
    for (const Json::Node source : members.peek("sources")) {
        const Json::Node document = source["document"];
        if (citation.url.isEmpty())
            citation.url = document["url"].text();
        if (citation.title.isEmpty())
            citation.title = document["title"].text();
    }
    citation.extras = members.rest(Ours);
    return citation;
}

void writeExtras(Json::Writer &json, const Extras &extras)
{
    if (extras.dialect != Ours)
        return;
    for (const Extras::Member &member : extras.members) {
        if (!member.name.startsWith('('))
            json.rawMember(member.name, member.json);
    }
}

void writeCitation(Json::Writer &json, const Citation &citation)
{
    json.beginObject().member("start", citation.start.value_or(0)).member("end", citation.end.value_or(0));
    json.member("text", citation.text);
    if (citation.extras.dialect == Ours && !citation.extras.value("sources").isEmpty()) {
        writeExtras(json, citation.extras);
    } else {
        json.key("sources").beginArray().beginObject().member("type", "document").member("id", citation.url);
        json.key("document").beginObject().member("url", citation.url).member("title", citation.title);
        json.endObject().endObject().endArray().member("type", "TEXT_CONTENT");
    }
    json.endObject();
}

std::optional<VendorFailure> readFailure(Json::Node root)
{
    if (!root.isObject() || !root["message"].isString())
        return std::nullopt;
    const OpenAiErrorText text = readOpenAiError(root.raw());
    return VendorFailure{.message = text.message, .type = text.type, .code = text.code};
}

Result<ChatAnswer> readAnswer(const QByteArray &body)
{
    const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
    if (!tree || !tree->root().isObject())
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer is not a JSON object."_s);
    if (!tree->root()["message"].isObject()) {
        if (readFailure(tree->root()))
            return std::unexpected(vendorError(body));
        return fail(ErrorKind::UpstreamInvalid, u"The vendor's answer has no message."_s);
    }
    Problems problems(Problems::Rules::Lenient);
    Members members(tree->root(), {}, problems);
    ChatAnswer answer{.id = members.text("id"), .model = members.text("model")};
    Choice choice{.rawFinish = members.text("finish_reason")};
    choice.finish = readFinishReason(choice.rawFinish);
    readMessage(members.object("message"), choice, problems);
    answer.choices.append(std::move(choice));
    const Json::Node usage = members.object("usage");
    answer.usage = readUsage(usage);
    answer.rawUsage = usage.json();
    answer.extras = members.rest(Ours);
    return answer;
}

Written writeAnswer(const ChatAnswer &answer, const AnswerContext &context)
{
    LossReport losses(Ours, Ours);
    Json::Writer json;
    const Choice choice = answer.choices.isEmpty() ? Choice{} : answer.choices.first();
    if (answer.choices.size() > 1)
        losses.add(Loss::Weight::Meaning, "choices", "Cohere gives one answer");
    json.beginObject().member("id", answer.id.isEmpty() ? context.id : answer.id);
    json.member("finish_reason", finishReasonWord(choice.finish));
    json.key("message").beginObject().member("role", "assistant").key("content").beginArray();
    QList<std::pair<qsizetype, Citation>> citations;
    qsizetype index = 0;
    for (const Part &part : choice.parts) {
        if (const auto *text = std::get_if<TextPart>(&part.content)) {
            json.beginObject().member("type", "text").member("text", text->text).endObject();
            for (const Citation &citation : text->citations)
                citations.append({index, citation});
            ++index;
        } else if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content)) {
            json.beginObject().member("type", "thinking").member("thinking", reasoning->text).endObject();
            ++index;
        } else if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
            json.beginObject().member("type", "text").member("text", refusal->text).endObject();
            ++index;
        } else if (!std::holds_alternative<ToolCallPart>(part.content)) {
            losses.add(Loss::Weight::Changed, "choices", "Cohere answers in text and calls only");
        }
    }
    json.endArray();
    bool isOpen = false;
    for (qsizetype number = 0; number < choice.parts.size(); ++number) {
        const auto *call = std::get_if<ToolCallPart>(&choice.parts[number].content);
        if (!call)
            continue;
        if (!isOpen)
            json.key("tool_calls").beginArray();
        isOpen = true;
        const QByteArray id = call->id.isEmpty() ? toolCallId(answer.id, 0, number) : call->id;
        json.beginObject().member("id", id).member("type", "function").key("function").beginObject();
        json.member("name", call->name).member("arguments", call->arguments).endObject().endObject();
    }
    if (isOpen)
        json.endArray();
    if (!citations.isEmpty()) {
        json.key("citations").beginArray();
        for (const auto &[place, citation] : std::as_const(citations)) {
            Citation placed = citation;
            if (placed.extras.value("content_index").isEmpty() && place > 0 && placed.extras.dialect == Ours)
                placed.extras.members.append({.name = "content_index"_ba, .json = QByteArray::number(place)});
            writeCitation(json, placed);
        }
        json.endArray();
    }
    json.endObject();
    if (answer.usage) {
        const auto raw = Json::Tree::parse(answer.rawUsage, Json::Rules::Lenient);
        const bool isOurs = raw && raw->root()["tokens"].isObject();
        json.rawMember("usage", isOurs ? answer.rawUsage : usageObject(*answer.usage));
    }
    return {.body = json.endObject().take(), .losses = losses.take()};
}

} // namespace Cohere

const ChatDialect &cohereDialect()
{
    static constexpr ChatDialect dialect{
        .readRequest = [](const QByteArray &body, const RequestAddress &) { return Cohere::readRequest(body); },
        .writeRequest = [](const ChatRequest &request, const WriteTraits &) { return Cohere::writeRequest(request); },
        .readAnswer = Cohere::readAnswer,
        .writeAnswer = Cohere::writeAnswer,
        .decoder = Cohere::decoder,
        .encoder = Cohere::encoder,
        .readError =
            [](const QByteArray &body) {
                const auto tree = Json::Tree::parse(body, Json::Rules::Lenient);
                return tree ? Cohere::readFailure(tree->root()) : std::nullopt;
            },
    };
    return dialect;
}

} // namespace Gatehouse::Llm
