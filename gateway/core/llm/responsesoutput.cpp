// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/responsesoutput.h"

#include "gateway/core/llm/responsesitems.h"
#include "gateway/core/llm/responsesparameters.h"
#include "gateway/core/llm/responsesparts.h"
#include "gateway/core/llm/toolcallid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::Responses {

namespace {

constexpr Dialect Own = Dialect::OpenAiResponses;

// The members that every response of OpenAI's has.
QByteArray instructionsOf(const ChatRequest &request)
{
    QByteArray joined;
    for (const Message &message : request.messages) {
        if (request.source == Own ? !hasNote(message.extras, Note::Instructions) : message.role != Role::System)
            break;
        for (const Part &part : message.parts) {
            if (const auto *text = std::get_if<TextPart>(&part.content); text && !text->text.isEmpty())
                joined += (joined.isEmpty() ? ""_ba : "\n\n"_ba) + text->text;
        }
    }
    return joined;
}

void writeText(Json::Writer &json, QByteArrayView name, QByteArrayView text)
{
    text.isEmpty() ? json.nullMember(name) : json.member(name, text);
}

void writeJson(Json::Writer &json, QByteArrayView name, QByteArrayView value, QByteArrayView otherwise = "null")
{
    json.rawMember(name, value.isEmpty() ? otherwise : value);
}

QByteArray numberOf(const std::optional<qint64> &value)
{
    return value ? QByteArray::number(*value) : QByteArray();
}

void writeTools(Json::Writer &json, const ChatRequest &request)
{
    json.key("tool_choice");
    request.toolChoice ? writeToolChoice(json, *request.toolChoice, request.source)
                       : static_cast<void>(json.string("auto"));
    json.key("tools").beginArray();
    for (const Tool &tool : request.tools) {
        if (canWriteTool(tool, request.source))
            writeTool(json, tool, request.source, nullptr);
    }
    json.endArray();
}

// What an answer repeats of its request. What the client left unsaid is null, or the default where null is not allowed.
void writeEcho(Json::Writer &json, const ChatRequest &request)
{
    const auto extra = [&request](QByteArrayView name) { return noteOf(request.extras, name); };
    writeJson(json, "background", extra("background"), "false");
    writeText(json, "instructions", instructionsOf(request));
    writeJson(json, "max_output_tokens", numberOf(request.maxOutputTokens));
    writeJson(json, "max_tool_calls", extra("max_tool_calls"));
    json.member("parallel_tool_calls", request.parallelToolCalls.value_or(true));
    writeJson(json, "previous_response_id", extra("previous_response_id"));
    writeText(json, "prompt_cache_key", request.cacheKey);
    json.key("reasoning");
    if (request.reasoning) {
        json.beginObject();
        writeText(json, "effort", request.reasoning->effort);
        writeText(json, "summary", request.reasoning->summary);
        json.endObject();
    } else {
        json.raw(R"({"effort":null,"summary":null})");
    }
    const bool isSafety = request.isSafetyIdentifier;
    writeText(json, "safety_identifier", isSafety ? request.endUser : QByteArray());
    json.member("store", request.store.value_or(false)); // the gateway keeps nothing that nobody asked it to keep
    writeJson(json, "temperature", request.temperature);
    json.key("text").beginObject().key("format");
    writeFormat(json, request.format.value_or(ResponseFormat{}));
    json.optionalMember("verbosity", request.verbosity).endObject();
    writeTools(json, request);
    json.member("top_logprobs", request.topLogprobs.value_or(0));
    writeJson(json, "top_p", request.topP);
    writeJson(json, "truncation", extra("truncation"), R"("disabled")");
    writeText(json, "user", isSafety ? QByteArray() : request.endUser);
    writeJson(json, "metadata", request.metadata, "{}");
}

// The same where the vendor has said it, with what its SDK needs and it has left out.
void writeVendors(Json::Writer &json, const Extras &vendors)
{
    const auto missing = [&vendors](QByteArrayView name) { return !hasNote(vendors, name); };
    writeRest(json, vendors);
    for (const QByteArrayView name : {QByteArrayView("instructions"), QByteArrayView("metadata"),
                                      QByteArrayView("temperature"), QByteArrayView("top_p")}) {
        if (missing(name))
            json.nullMember(name);
    }
    if (missing("parallel_tool_calls"))
        json.member("parallel_tool_calls", true);
    if (missing("tool_choice"))
        json.member("tool_choice", "auto");
    if (missing("tools"))
        json.key("tools").beginArray().endArray();
}

QByteArray reasoningJson(const Part &part, const ReasoningPart &reasoning, const QByteArray &id)
{
    // OpenAI's models show their reasoning as a summary, and that is what its clients look at; only servers of open
    // weights show the text itself.
    const bool isSummary = part.extras.dialect != Own && reasoning.summary.isEmpty();
    Json::Writer json;
    json.beginObject().member("id", id).member("type", "reasoning").key("summary");
    writeTexts(json, "summary_text", isSummary ? reasoning.text : reasoning.summary,
               noteOf(part.extras, Note::Summary));
    if (!reasoning.text.isEmpty() && !isSummary) {
        json.key("content");
        writeTexts(json, "reasoning_text", reasoning.text, noteOf(part.extras, Note::Content));
    }
    // Another vendor's signature is no encrypted content: the client would send it to OpenAI.
    if (reasoning.signer == Own)
        json.optionalMember("encrypted_content", reasoning.signature);
    writeRest(json, part.extras);
    return json.endObject().take();
}

} // namespace

QByteArray responseId(const QByteArray &given, const AnswerContext &context)
{
    const QByteArray &id = given.isEmpty() ? context.id : given;
    if (id.startsWith("resp_"))
        return id;
    QByteArray clean = "resp_"_ba;
    for (const char c : id) {
        const bool isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        clean += isWord || c == '-' ? c : '_';
    }
    return clean;
}

QByteArray responseJson(const Frame &frame, const QList<QByteArray> &output)
{
    Json::Writer json;
    json.beginObject().member("id", frame.id).member("object", "response").member("created_at", frame.created);
    json.member("status", frame.status);
    writeJson(json, "error", frame.error);
    json.key("incomplete_details");
    frame.incompleteReason.isEmpty() ? json.null()
                                     : json.beginObject().member("reason", frame.incompleteReason).endObject();
    json.member("model", frame.model).key("output").beginArray();
    for (const QByteArray &item : output)
        json.raw(item);
    json.endArray();
    if (frame.vendors)
        writeVendors(json, *frame.vendors);
    else
        writeEcho(json, frame.request ? *frame.request : ChatRequest{.source = Own});
    writeText(json, "service_tier", frame.serviceTier);
    writeJson(json, "usage", frame.usage);
    return json.endObject().take();
}

Ending endingOf(FinishReason reason, const QByteArray &raw, bool hasRefusal)
{
    switch (reason) {
    case FinishReason::Length:
    case FinishReason::ContextWindow:
        return {.status = "incomplete", .incompleteReason = "max_output_tokens"_ba};
    case FinishReason::Refusal:
        if (hasRefusal)
            break;
        [[fallthrough]];
    case FinishReason::ContentFilter:
        return {.status = "incomplete", .incompleteReason = "content_filter"_ba};
    case FinishReason::Error:
        if (raw == "cancelled")
            return {.status = "cancelled"};
        return {.status = "failed",
                .error = R"({"code":"server_error","message":"The model did not come to an end."})"_ba};
    case FinishReason::None: // of a response that goes on in the background
        if (raw == "queued" || raw == "in_progress")
            return {.status = raw == "queued" ? QByteArrayView("queued") : QByteArrayView("in_progress")};
        break;
    default:
        break;
    }
    return {};
}

bool isMessageContent(const Part &part)
{
    if (std::holds_alternative<OpaquePart>(part.content))
        return part.extras.dialect == Own && (!beginsItem(part) || itemNoteHas(part.extras, "content"));
    return std::holds_alternative<TextPart>(part.content) || std::holds_alternative<RefusalPart>(part.content);
}

QByteArray contentJson(const Part &part, QByteArrayView logprobs)
{
    if (const auto *opaque = std::get_if<OpaquePart>(&part.content))
        return opaque->json;
    Json::Writer json;
    json.beginObject();
    if (const auto *refusal = std::get_if<RefusalPart>(&part.content)) {
        json.member("type", "refusal").member("refusal", refusal->text);
    } else if (const auto *text = std::get_if<TextPart>(&part.content)) {
        json.member("type", "output_text").member("text", text->text).key("annotations").beginArray();
        for (const Citation &citation : text->citations)
            writeAnnotation(json, placedIn(citation, text->text));
        json.endArray().key("logprobs").beginArray();
        if (!logprobs.isEmpty())
            json.raw(logprobs);
        json.endArray();
    }
    writeRest(json, part.extras);
    return json.endObject().take();
}

QByteArray messageJson(const Part &first, const QByteArray &id, QByteArrayView status, const QList<QByteArray> &content)
{
    Json::Writer json;
    json.beginObject().member("id", id).member("type", "message").member("status", status);
    json.member("role", "assistant").key("content").beginArray();
    for (const QByteArray &piece : content)
        json.raw(piece);
    json.endArray();
    writeRest(json, first.extras, "message.");
    return json.endObject().take();
}

QByteArray idOfItem(const Part &part, QByteArrayView answerId, qsizetype place)
{
    if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content))
        return reasoning->id.isEmpty() ? itemId("rs", answerId, place) : reasoning->id;
    if (QByteArray id = itemNoteText(part.extras, "id"); !id.isEmpty())
        return id;
    if (const auto *call = std::get_if<ToolCallPart>(&part.content))
        return itemId(call->isCustom ? "ctc" : "fc", answerId, place);
    return itemId(std::holds_alternative<MediaPart>(part.content) ? "ig" : "msg", answerId, place);
}

QByteArrayView whyNoItem(const Part &part)
{
    if (const auto *media = std::get_if<MediaPart>(&part.content))
        return media->kind == MediaPart::Kind::Image && !media->data.isEmpty()
                   ? QByteArrayView()
                   : QByteArrayView("the responses API has no such output");
    if (std::holds_alternative<OpaquePart>(part.content) && !beginsItem(part))
        return "only its own dialect knows this";
    if (std::holds_alternative<ToolResultPart>(part.content))
        return "the responses API has no such output";
    return {};
}

QByteArray itemJson(const Part &part, const QByteArray &id, QByteArrayView status)
{
    if (const auto *opaque = std::get_if<OpaquePart>(&part.content))
        return opaque->json;
    if (const auto *reasoning = std::get_if<ReasoningPart>(&part.content))
        return reasoningJson(part, *reasoning, id);
    Json::Writer json;
    json.beginObject().member("id", id);
    if (const auto *media = std::get_if<MediaPart>(&part.content)) {
        json.member("type", "image_generation_call").member("status", status).member("result", media->data);
        return json.endObject().take();
    }
    const auto *call = std::get_if<ToolCallPart>(&part.content);
    if (!call)
        return json.endObject().take();
    json.member("type", call->isCustom ? "custom_tool_call" : "function_call");
    if (!call->isCustom)
        json.member("status", status);
    json.member("call_id", joinedToolCallId(call->id, call->signature)).member("name", call->name);
    json.member(call->isCustom ? "input" : "arguments", call->arguments);
    writeRest(json, part.extras);
    return json.endObject().take();
}

} // namespace Gatehouse::Llm::Responses
