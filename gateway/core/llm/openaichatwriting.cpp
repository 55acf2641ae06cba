// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/openaichatparts.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

// Objects inside parts, tools and messages whose unknown members are kept as "name.member".
constexpr std::array InnerObjects = {
    QByteArrayView("image_url."), QByteArrayView("video_url."),    QByteArrayView("input_audio."),
    QByteArrayView("file."),      QByteArrayView("function."),     QByteArrayView("custom."),
    QByteArrayView("message."),   QByteArrayView("url_citation."), QByteArrayView("stream_options."),
};

} // namespace

QByteArray mediaUrl(const MediaPart &media)
{
    if (media.data.isEmpty())
        return media.url;
    const QByteArray type = media.mediaType.isEmpty() ? "application/octet-stream"_ba : media.mediaType;
    return "data:" + type + ";base64," + media.data;
}

void writeExtras(Json::Writer &json, const Extras &extras, QByteArrayView prefix)
{
    if (extras.dialect != Dialect::OpenAi)
        return;
    for (const Extras::Member &member : extras.members) {
        if (member.name.startsWith('('))
            continue;
        const auto isInner = [&member](QByteArrayView inner) { return member.name.startsWith(inner); };
        const bool isOfInner = std::ranges::any_of(InnerObjects, isInner);
        if (prefix.isEmpty() && !isOfInner)
            json.rawMember(member.name, member.json);
        else if (!prefix.isEmpty() && isOfInner && member.name.startsWith(prefix) && member.name[prefix.size()] == '.')
            json.rawMember(QByteArrayView(member.name).sliced(prefix.size() + 1), member.json);
    }
}

QByteArray thinkingBlock(const ReasoningPart &reasoning)
{
    if (!reasoning.signer || (reasoning.signature.isEmpty() && reasoning.redacted.isEmpty()))
        return {};
    Json::Writer json;
    json.beginObject();
    if (reasoning.redacted.isEmpty()) {
        json.member("type", "thinking").member("thinking", reasoning.text);
        json.member("signature", reasoning.signature);
    } else {
        json.member("type", "redacted_thinking").member("data", reasoning.redacted);
    }
    if (*reasoning.signer != Dialect::Anthropic)
        json.member("signer", dialectName(*reasoning.signer)).optionalMember("id", reasoning.id);
    return json.endObject().take();
}

void writeAnnotation(Json::Writer &json, const Citation &citation)
{
    json.beginObject().member("type", "url_citation").key("url_citation").beginObject();
    json.member("url", citation.url).member("title", citation.title);
    json.optionalMember("content", citation.text);
    json.member("start_index", citation.start.value_or(0)).member("end_index", citation.end.value_or(0));
    writeExtras(json, citation.extras, "url_citation");
    json.endObject();
    writeExtras(json, citation.extras);
    json.endObject();
}

QByteArrayView finishReasonWord(FinishReason reason, QByteArrayView raw)
{
    switch (reason) {
    case FinishReason::None:
        return {};
    case FinishReason::ToolCalls:
        return raw == "function_call" ? raw : QByteArrayView("tool_calls");
    case FinishReason::Length:
    case FinishReason::ContextWindow:
        return "length";
    case FinishReason::ContentFilter:
    case FinishReason::Refusal:
        return "content_filter";
    case FinishReason::Error:
        return "error";
    case FinishReason::Stop:
    case FinishReason::StopSequence:
    case FinishReason::Pause:
        break;
    }
    return "stop";
}

// The vendor's own object where it is one of ours and its sums are right (xAI counts reasoning beside completion).
QByteArray usageObject(const Usage &usage, const QByteArray &raw)
{
    if (const auto tree = Json::Tree::parse(raw, Json::Rules::Lenient)) {
        const Json::Node root = tree->root();
        const auto prompt = root["prompt_tokens"].integer();
        const auto completion = root["completion_tokens"].integer();
        const auto total = root["total_tokens"].integer();
        if (prompt && completion && total && *prompt == usage.inputTotal() && *completion == usage.outputTotal()
            && *total == *prompt + *completion && root["prompt_tokens_details"].exists())
            return raw;
    }
    Json::Writer json;
    json.beginObject().member("prompt_tokens", usage.inputTotal()).member("completion_tokens", usage.outputTotal());
    json.member("total_tokens", usage.inputTotal() + usage.outputTotal());
    json.key("prompt_tokens_details").beginObject().member("cached_tokens", usage.cacheReadTotal());
    if (const qint64 written = usage.inputCacheWrite + usage.inputCacheWriteLong; written > 0)
        json.member("cache_write_tokens", written);
    json.member("audio_tokens", usage.inputAudio).endObject();
    json.key("completion_tokens_details").beginObject().member("reasoning_tokens", usage.outputReasoning);
    json.member("audio_tokens", usage.outputAudio);
    json.member("accepted_prediction_tokens", 0).member("rejected_prediction_tokens", 0).endObject();
    return json.endObject().take();
}

} // namespace Gatehouse::Llm::OpenAiChat
