// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/openaichatparts.h"
#include "gateway/core/llm/reasoningeffort.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm::OpenAiChat {

namespace {

constexpr qsizetype MaxStops = 4;
constexpr qsizetype MaxFormatName = 64;

// Writes what stands beside the messages of one request. Lives for one call of writeRequest().
class ParameterWriter final
{
public:
    ParameterWriter(Json::Writer &json, const ChatRequest &request, const WriteTraits &traits, LossReport &losses)
        : m_json(json)
        , m_request(request)
        , m_traits(traits)
        , m_losses(losses)
        , m_isOwn(request.source == Dialect::OpenAi)
    {}
    void write();

private:
    [[nodiscard]] bool takes(Parameter parameter, bool isSet, Loss::Weight weight);
    void writeStream();
    void writeTools();
    void writeTool(const Tool &tool);
    void writeToolChoice();
    void writeLimits();
    void writeSampling();
    void writeStop();
    void writeFormat();
    void writeReasoning();
    void writeBookkeeping();
    void writeServiceTier();

    Json::Writer &m_json;
    const ChatRequest &m_request;
    const WriteTraits &m_traits;
    LossReport &m_losses;
    bool m_isOwn;
};

// Whether a parameter that is set may be written.
bool ParameterWriter::takes(Parameter parameter, bool isSet, Loss::Weight weight)
{
    if (!isSet)
        return false;
    if (std::ranges::find(m_traits.refused, parameter) == m_traits.refused.end())
        return true;
    m_losses.add(weight, parameter, "this vendor refuses it");
    return false;
}

void ParameterWriter::write()
{
    writeStream();
    writeTools();
    writeToolChoice();
    if (m_request.parallelToolCalls && (m_isOwn || !m_request.tools.isEmpty())) // refused without tools
        m_json.member("parallel_tool_calls", *m_request.parallelToolCalls);
    writeLimits();
    writeSampling();
    writeStop();
    writeFormat();
    writeReasoning();
    if (takes(Parameter::Verbosity, !m_request.verbosity.isEmpty(), Loss::Weight::Changed))
        m_json.member("verbosity", m_request.verbosity);
    writeBookkeeping();
    if (m_losses.takes(m_request.extras, {}, Loss::Weight::Meaning))
        writeExtras(m_json, m_request.extras);
}

void ParameterWriter::writeStream()
{
    if (m_request.stream)
        m_json.member("stream", true);
    else if (m_isOwn && !m_request.extras.value("(stream)").isEmpty())
        m_json.member("stream", false);
    const bool isAsked = m_isOwn ? m_request.usageAsked.has_value() : m_request.stream;
    Json::Writer options;
    options.beginObject();
    if (isAsked && m_traits.takesStreamOptions)
        options.member("include_usage", m_isOwn ? *m_request.usageAsked : true);
    writeExtras(options, m_request.extras, "stream_options");
    if (const QByteArray object = options.endObject().take(); object.size() > 2)
        m_json.rawMember("stream_options", object);
}

void ParameterWriter::writeTools()
{
    bool isOpen = false;
    for (const Tool &tool : m_request.tools) {
        if (tool.isOpaque && !m_isOwn) {
            m_losses.add(Loss::Weight::Meaning, tool.path,
                         "the tool '" + tool.name + "' is one of another vendor's own");
            continue;
        }
        if (!isOpen)
            m_json.key("tools").beginArray();
        isOpen = true;
        writeTool(tool);
    }
    if (isOpen)
        m_json.endArray();
}

void ParameterWriter::writeTool(const Tool &tool)
{
    if (tool.isOpaque) {
        m_json.raw(tool.schema);
        return;
    }
    m_json.beginObject();
    if (tool.extras.value("(untyped)").isEmpty())
        m_json.member("type", "function");
    m_json.key("function").beginObject().member("name", tool.name).optionalMember("description", tool.description);
    m_json.optionalRawMember("parameters", tool.schema).optionalMember("strict", tool.strict);
    writeExtras(m_json, tool.extras, "function");
    m_json.endObject();
    if (tool.cache) {
        if (m_isOwn || m_traits.takesCacheControl) {
            m_json.key("cache_control").beginObject().member("type", "ephemeral");
            m_json.optionalMember("ttl", tool.cache->ttl);
            writeExtras(m_json, tool.cache->extras);
            m_json.endObject();
        } else {
            m_losses.add(Loss::Weight::Hint, tool.path, "this vendor caches by itself and takes no cache marks");
        }
    }
    if (m_losses.takes(tool.extras, tool.path, Loss::Weight::Meaning))
        writeExtras(m_json, tool.extras);
    m_json.endObject();
}

QByteArrayView choiceWord(ToolChoice::Kind kind)
{
    switch (kind) {
    case ToolChoice::Kind::None:
        return "none";
    case ToolChoice::Kind::Required:
        return "required";
    case ToolChoice::Kind::Auto:
    case ToolChoice::Kind::Named:
        break;
    }
    return "auto";
}

void ParameterWriter::writeToolChoice()
{
    if (!m_request.toolChoice)
        return;
    const ToolChoice &choice = *m_request.toolChoice;
    const bool isOurs =
        m_losses.takes(choice.extras, parameterName(m_request.source, Parameter::ToolChoice), Loss::Weight::Meaning);
    if (!m_isOwn && m_request.tools.isEmpty())
        return; // refused without tools, and says nothing
    if (choice.kind == ToolChoice::Kind::Named) {
        const QByteArrayView type = isOurs && !choice.extras.value("(custom)").isEmpty() ? "custom" : "function";
        m_json.key("tool_choice").beginObject().member("type", type);
        m_json.key(type).beginObject().member("name", choice.name).endObject().endObject();
    } else if (!choice.among.isEmpty()) {
        m_json.key("tool_choice").beginObject().member("type", "allowed_tools").key("allowed_tools").beginObject();
        m_json.member("mode", choiceWord(choice.kind)).key("tools").beginArray();
        for (const QByteArray &name : choice.among) {
            m_json.beginObject().member("type", "function").key("function").beginObject();
            m_json.member("name", name).endObject().endObject();
        }
        m_json.endArray().endObject().endObject();
    } else {
        const bool isAny = isOurs && !choice.extras.value("(any)").isEmpty();
        m_json.member("tool_choice", isAny ? QByteArrayView("any") : choiceWord(choice.kind));
    }
}

void ParameterWriter::writeLimits()
{
    const bool isOld = !m_traits.takesMaxCompletionTokens || (m_isOwn && m_request.isOldMaxTokens);
    m_json.optionalMember(isOld ? "max_tokens" : "max_completion_tokens", m_request.maxOutputTokens);
}

void ParameterWriter::writeSampling()
{
    m_json.optionalRawMember("temperature", m_request.temperature);
    m_json.optionalRawMember("top_p", m_request.topP);
    if (m_isOwn)
        m_json.optionalRawMember("top_k", m_request.topK);
    else if (!m_request.topK.isEmpty())
        m_losses.add(Loss::Weight::Meaning, Parameter::TopK, "chat completions has no top_k");
    using enum Loss::Weight;
    if (takes(Parameter::Seed, !m_request.seed.isEmpty(), Meaning))
        m_json.rawMember(m_traits.seedField, m_request.seed);
    if (takes(Parameter::FrequencyPenalty, !m_request.frequencyPenalty.isEmpty(), Meaning))
        m_json.rawMember("frequency_penalty", m_request.frequencyPenalty);
    if (takes(Parameter::PresencePenalty, !m_request.presencePenalty.isEmpty(), Meaning))
        m_json.rawMember("presence_penalty", m_request.presencePenalty);
    m_json.optionalMember("n", m_request.choices);
    if (takes(Parameter::Logprobs, m_request.logprobs.has_value(), !m_request.logprobs.value_or(true) ? Hint : Meaning))
        m_json.member("logprobs", *m_request.logprobs);
    if (takes(Parameter::TopLogprobs, m_request.topLogprobs.has_value(), Meaning)) {
        // OpenAI refuses top_logprobs alone; elsewhere a number says it all.
        if (!m_isOwn && !m_request.logprobs)
            m_json.member("logprobs", true);
        m_json.member("top_logprobs", *m_request.topLogprobs);
    }
    if (takes(Parameter::LogitBias, !m_request.logitBias.isEmpty(), Meaning))
        m_json.rawMember("logit_bias", m_request.logitBias);
}

void ParameterWriter::writeStop()
{
    if (m_request.stop.isEmpty())
        return;
    if (m_isOwn && m_request.isSingleStop) {
        m_json.member("stop", m_request.stop.first());
        return;
    }
    qsizetype count = m_request.stop.size();
    if (!m_isOwn && count > MaxStops) {
        m_losses.add(Loss::Weight::Meaning, Parameter::Stop, "chat completions takes four stop sequences");
        count = MaxStops;
    }
    m_json.key("stop").beginArray();
    for (const QByteArray &stop : m_request.stop.first(count))
        m_json.string(stop);
    m_json.endArray();
}

// OpenAI: "must match ^[a-zA-Z0-9_-]+$", at most 64 characters, and it must be there.
QByteArray formatName(const QByteArray &name)
{
    QByteArray valid = name.left(MaxFormatName);
    for (char &c : valid) {
        const bool isGood = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (!isGood)
            c = '_';
    }
    return valid.isEmpty() ? "answer"_ba : valid;
}

void ParameterWriter::writeFormat()
{
    if (!m_request.format)
        return;
    const ResponseFormat &format = *m_request.format;
    const bool isOurs =
        m_losses.takes(format.extras, parameterName(m_request.source, Parameter::Format), Loss::Weight::Meaning);
    const auto writeOurs = [&](bool isSchema) {
        for (const Extras::Member &member : format.extras.members) {
            const bool isOfSchema = member.name.startsWith("json_schema.");
            if (isOurs && isOfSchema == isSchema && !member.name.startsWith('('))
                m_json.rawMember(QByteArrayView(member.name).sliced(isSchema ? 12 : 0), member.json);
        }
    };
    m_json.key("response_format").beginObject();
    const bool hasSchema = format.kind == ResponseFormat::Kind::JsonSchema && (m_isOwn || !format.schema.isEmpty());
    if (format.kind == ResponseFormat::Kind::Text) {
        m_json.member("type", "text");
    } else if (!hasSchema) {
        m_json.member("type", "json_object");
    } else {
        m_json.member("type", "json_schema").key("json_schema").beginObject();
        if (m_isOwn)
            m_json.optionalMember("name", format.name);
        else
            m_json.member("name", formatName(format.name));
        m_json.optionalMember("description", format.description);
        m_json.optionalRawMember("schema", format.schema).optionalMember("strict", format.strict);
        writeOurs(true);
        m_json.endObject();
    }
    writeOurs(false);
    m_json.endObject();
}

void ParameterWriter::writeReasoning()
{
    if (!m_request.reasoning)
        return;
    const ReasoningWish &wish = *m_request.reasoning;
    if (m_losses.takes(wish.extras, parameterName(m_request.source, Parameter::Reasoning), Loss::Weight::Hint))
        writeExtras(m_json, wish.extras);
    QByteArray effort = wish.effort;
    if (effort.isEmpty() && wish.mode == ReasoningWish::Mode::Off)
        effort = "none";
    if (effort.isEmpty() && wish.budgetTokens) {
        effort = reasoningEffort(*wish.budgetTokens);
        m_losses.add(Loss::Weight::Changed, Parameter::Reasoning, "the budget is told as the effort '" + effort + "'");
    }
    if (!wish.summary.isEmpty())
        m_losses.add(Loss::Weight::Hint, Parameter::Reasoning, "chat completions has no summaries of reasoning");
    if (effort.isEmpty())
        return;
    if (m_traits.takesReasoningEffort) {
        m_json.member("reasoning_effort", effort);
    } else if (effort != "none") {
        m_losses.add(Loss::Weight::Changed, Parameter::Reasoning, "this vendor takes no reasoning_effort");
    }
}

void ParameterWriter::writeServiceTier()
{
    static constexpr std::array Tiers = {QByteArrayView("auto"), QByteArrayView("default"), QByteArrayView("flex"),
                                         QByteArrayView("priority"), QByteArrayView("scale")};
    if (!takes(Parameter::ServiceTier, !m_request.serviceTier.isEmpty(), Loss::Weight::Hint))
        return;
    if (m_isOwn || std::ranges::find(Tiers, m_request.serviceTier) != Tiers.end())
        m_json.member("service_tier", m_request.serviceTier);
    else if (m_request.serviceTier == "standard_only" || m_request.serviceTier == "standard") // Anthropic, Gemini
        m_json.member("service_tier", "default");
    else
        m_losses.add(Loss::Weight::Hint, Parameter::ServiceTier, "chat completions has no such tier");
}

void ParameterWriter::writeBookkeeping()
{
    using enum Loss::Weight;
    if (takes(Parameter::CacheKey, !m_request.cacheKey.isEmpty(), Hint))
        m_json.member("prompt_cache_key", m_request.cacheKey);
    if (takes(Parameter::EndUser, !m_request.endUser.isEmpty(), Hint))
        m_json.member(m_request.isSafetyIdentifier ? "safety_identifier" : "user", m_request.endUser);
    if (takes(Parameter::Metadata, !m_request.metadata.isEmpty(), Hint)) {
        if (m_isOwn || m_request.store.value_or(false)) // OpenAI takes metadata of stored answers only
            m_json.rawMember("metadata", m_request.metadata);
        else if (m_request.metadata != "{}")
            m_losses.add(Hint, Parameter::Metadata, "metadata is kept with stored answers only");
    }
    writeServiceTier();
    if (takes(Parameter::Store, m_request.store.has_value(), Hint))
        m_json.member("store", *m_request.store);
}

} // namespace

Written writeRequest(const ChatRequest &request, const WriteTraits &traits)
{
    LossReport losses(request.source, Dialect::OpenAi);
    Json::Writer json;
    json.beginObject().member("model", request.model);
    writeMessages(json, request, traits, losses);
    ParameterWriter(json, request, traits, losses).write();
    return {.body = json.endObject().take(), .losses = losses.take()};
}

} // namespace Gatehouse::Llm::OpenAiChat
