// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicusage.h"

#include <algorithm>

namespace Gatehouse::Llm {

namespace {

std::optional<qint64> count(Json::Node number)
{
    const auto value = number.integer();
    return value && *value >= 0 ? value : std::nullopt;
}

std::optional<Usage> usageOf(Json::Node object)
{
    const auto input = count(object["input_tokens"]);
    const auto output = count(object["output_tokens"]);
    if (!input && !output)
        return std::nullopt;
    Usage usage{.source = UsageSource::Provider};
    usage.inputUncached = input.value_or(0);
    usage.inputCacheRead = count(object["cache_read_input_tokens"]).value_or(0);
    const Json::Node split = object["cache_creation"];
    usage.inputCacheWriteLong = count(split["ephemeral_1h_input_tokens"]).value_or(0);
    // The total is there always, the split in newer answers only.
    const qint64 brief = count(split["ephemeral_5m_input_tokens"]).value_or(0);
    const qint64 written = count(object["cache_creation_input_tokens"]).value_or(brief + usage.inputCacheWriteLong);
    usage.inputCacheWriteLong = std::min(usage.inputCacheWriteLong, written);
    usage.inputCacheWrite = written - usage.inputCacheWriteLong;
    usage.outputReasoning =
        std::min(output.value_or(0), count(object["output_tokens_details"]["thinking_tokens"]).value_or(0));
    usage.output = output.value_or(0) - usage.outputReasoning;
    usage.toolCalls = count(object["server_tool_use"]["web_search_requests"]).value_or(0);
    return usage;
}

// Whether an object of usage is Anthropic's: others that count input_tokens have a total or details beside it.
bool isOwn(Json::Node object)
{
    return object["input_tokens"].isNumber() && object["output_tokens"].isNumber() && !object["total_tokens"].exists()
           && !object["input_tokens_details"].exists();
}

} // namespace

void AnthropicUsage::merge(Json::Node object)
{
    if (!object.isObject())
        return;
    for (const Json::Node member : object) {
        if (member.isNull())
            continue;
        const QByteArray name = member.name();
        const auto known = std::ranges::find(m_members, name, &std::pair<QByteArray, QByteArray>::first);
        if (known == m_members.end())
            m_members.append({name, member.json()});
        else
            known->second = member.json();
    }
}

std::optional<Usage> AnthropicUsage::usage() const
{
    const auto tree = Json::Tree::parse(raw(), Json::Rules::Lenient);
    return tree ? usageOf(tree->root()) : std::nullopt;
}

QByteArray AnthropicUsage::raw() const
{
    if (m_members.isEmpty())
        return {};
    Json::Writer json;
    json.beginObject();
    for (const auto &[name, value] : m_members)
        json.rawMember(name, value);
    return json.endObject().take();
}

void writeAnthropicUsage(Json::Writer &json, const std::optional<Usage> &usage, const QByteArray &raw)
{
    const auto tree = Json::Tree::parse(raw, Json::Rules::Lenient);
    if (tree && isOwn(tree->root()) && usageOf(tree->root()) == usage) {
        json.raw(raw);
        return;
    }
    const Usage known = usage.value_or(Usage{});
    json.beginObject();
    json.member("input_tokens", known.inputUncached + known.inputAudio + known.inputImage + known.inputVideo);
    json.member("cache_creation_input_tokens", known.inputCacheWrite + known.inputCacheWriteLong);
    json.member("cache_read_input_tokens", known.cacheReadTotal());
    json.key("cache_creation").beginObject();
    json.member("ephemeral_5m_input_tokens", known.inputCacheWrite);
    json.member("ephemeral_1h_input_tokens", known.inputCacheWriteLong).endObject();
    json.member("output_tokens", known.outputTotal());
    if (known.outputReasoning > 0)
        json.key("output_tokens_details").beginObject().member("thinking_tokens", known.outputReasoning).endObject();
    if (known.toolCalls > 0)
        json.key("server_tool_use").beginObject().member("web_search_requests", known.toolCalls).endObject();
    json.endObject();
}

} // namespace Gatehouse::Llm
