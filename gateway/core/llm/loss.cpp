// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/loss.h"

#include "gateway/core/llm/dialect.h"

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

struct Row {
    Parameter parameter;
    QByteArrayView openAi;
    QByteArrayView responses;
    QByteArrayView anthropic;
    QByteArrayView gemini;
    QByteArrayView bedrock;
    QByteArrayView cohere;
    QByteArrayView ollama;
};

// WIRE 5.3. An empty name: the dialect has no such parameter.
constexpr std::array Rows = {
    Row{Parameter::MaxOutputTokens, "max_completion_tokens", "max_output_tokens", "max_tokens",
        "generationConfig.maxOutputTokens", "inferenceConfig.maxTokens", "max_tokens", "options.num_predict"},
    Row{Parameter::Temperature, "temperature", "temperature", "temperature", "generationConfig.temperature",
        "inferenceConfig.temperature", "temperature", "options.temperature"},
    Row{Parameter::TopP, "top_p", "top_p", "top_p", "generationConfig.topP", "inferenceConfig.topP", "p",
        "options.top_p"},
    Row{Parameter::TopK, "top_k", "", "top_k", "generationConfig.topK", "", "k", "options.top_k"},
    Row{Parameter::Seed, "seed", "", "", "generationConfig.seed", "", "seed", "options.seed"},
    Row{Parameter::FrequencyPenalty, "frequency_penalty", "", "", "generationConfig.frequencyPenalty", "",
        "frequency_penalty", "options.frequency_penalty"},
    Row{Parameter::PresencePenalty, "presence_penalty", "", "", "generationConfig.presencePenalty", "",
        "presence_penalty", "options.presence_penalty"},
    Row{Parameter::Stop, "stop", "", "stop_sequences", "generationConfig.stopSequences",
        "inferenceConfig.stopSequences", "stop_sequences", "options.stop"},
    Row{Parameter::Choices, "n", "", "", "generationConfig.candidateCount", "", "", ""},
    Row{Parameter::Logprobs, "logprobs", "include", "", "generationConfig.responseLogprobs", "", "logprobs",
        "logprobs"},
    Row{Parameter::TopLogprobs, "top_logprobs", "top_logprobs", "", "generationConfig.logprobs", "", "",
        "top_logprobs"},
    Row{Parameter::LogitBias, "logit_bias", "", "", "", "", "", ""},
    Row{Parameter::Format, "response_format", "text.format", "output_config.format",
        "generationConfig.responseMimeType", "outputConfig", "response_format", "format"},
    Row{Parameter::Reasoning, "reasoning_effort", "reasoning", "thinking", "generationConfig.thinkingConfig",
        "additionalModelRequestFields", "thinking", "think"},
    Row{Parameter::Verbosity, "verbosity", "text.verbosity", "", "", "", "", ""},
    Row{Parameter::CacheKey, "prompt_cache_key", "prompt_cache_key", "", "", "", "", ""},
    Row{Parameter::EndUser, "user", "user", "metadata.user_id", "", "", "", ""},
    Row{Parameter::Metadata, "metadata", "metadata", "metadata", "labels", "requestMetadata", "", ""},
    Row{Parameter::ServiceTier, "service_tier", "service_tier", "service_tier", "serviceTier", "serviceTier", "", ""},
    Row{Parameter::Store, "store", "store", "", "store", "", "", ""},
    Row{Parameter::ToolChoice, "tool_choice", "tool_choice", "tool_choice", "toolConfig.functionCallingConfig",
        "toolConfig.toolChoice", "tool_choice", "tool_choice"},
    Row{Parameter::ParallelToolCalls, "parallel_tool_calls", "parallel_tool_calls",
        "tool_choice.disable_parallel_tool_use", "", "", "", ""},
    Row{Parameter::Tools, "tools", "tools", "tools", "tools", "toolConfig.tools", "tools", "tools"},
};

// Members without a neutral place whose loss is known to matter little or not at all.
struct KnownMember {
    Dialect dialect;
    QByteArrayView name;
    QByteArrayView json;                // only this value; empty = any
    std::optional<Loss::Weight> weight; // nothing = no loss
};

constexpr std::array KnownMembers = {
    // Items repeat what the vendor said about them in the answer before.
    KnownMember{Dialect::OpenAiResponses, "id", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "status", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "message.phase", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "logprobs", {}, Loss::Weight::Hint},
    // Mistral's library says it of every turn of the assistant.
    KnownMember{Dialect::OpenAi, "prefix", "false", std::nullopt},
    // Where a call stood in the stream that it came in; libraries send it back.
    KnownMember{Dialect::OpenAi, "index", {}, Loss::Weight::Hint},
    // Of a tool's result: that of the call, which its id names.
    KnownMember{Dialect::OpenAi, "name", {}, std::nullopt},
    // What the answer shall carry besides; how it is cached, padded and billed.
    KnownMember{Dialect::OpenAiResponses, "include", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "stream_options", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "prompt_cache_retention", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "prompt_cache_options", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "safety_identifier", {}, Loss::Weight::Hint},
    KnownMember{Dialect::OpenAiResponses, "client_metadata", {}, Loss::Weight::Hint}, // Codex
    KnownMember{Dialect::OpenAiResponses, "truncation", "\"disabled\"", std::nullopt},
    KnownMember{Dialect::OpenAiResponses, "truncation", "\"auto\"", Loss::Weight::Changed},
    KnownMember{Dialect::OpenAiResponses, "background", "false", std::nullopt},
    KnownMember{Dialect::OpenAiResponses, "defer_loading", "false", std::nullopt},
    // Who called a tool, how long something is kept, what the vendor's own server does with the context.
    KnownMember{Dialect::Anthropic, "caller", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Anthropic, "cache_control", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Anthropic, "anthropic_version", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Anthropic, "inference_geo", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Anthropic, "context_management", {}, Loss::Weight::Changed},
    KnownMember{Dialect::Anthropic, "defer_loading", {}, Loss::Weight::Changed},
    KnownMember{Dialect::Anthropic, "eager_input_streaming", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Anthropic, "input_examples", {}, Loss::Weight::Changed},
    KnownMember{Dialect::Anthropic, "type", "\"custom\"", std::nullopt},
    KnownMember{Dialect::Anthropic, "citations", R"({"enabled":false})", std::nullopt},
    KnownMember{Dialect::Bedrock, "performanceConfig", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Bedrock, "requestMetadata", {}, Loss::Weight::Hint},
    // A signature says nothing to anybody but its own vendor.
    KnownMember{Dialect::Gemini, "thoughtSignature", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Gemini, "thought_signature", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Gemini, "labels", {}, Loss::Weight::Hint},
    KnownMember{Dialect::Gemini, "safetySettings", {}, Loss::Weight::Changed},
    KnownMember{Dialect::Gemini, "safety_settings", {}, Loss::Weight::Changed},
    KnownMember{Dialect::Gemini, "generationConfig.responseModalities", "[\"TEXT\"]", std::nullopt},
    KnownMember{Dialect::Gemini, "generationConfig.mediaResolution", {}, Loss::Weight::Changed},
    // Ollama: how long the model stays loaded.
    KnownMember{Dialect::Ollama, "keep_alive", {}, Loss::Weight::Hint},
};

// Nothing = the loss says nothing.
std::optional<Loss::Weight> weightOf(Dialect dialect, const Extras::Member &member, Loss::Weight weight)
{
    if (member.name.startsWith('(') || member.json == "null" || member.json == "[]" || member.json == "\"\"")
        return std::nullopt;
    for (const KnownMember &known : KnownMembers) {
        if (known.dialect == dialect && known.name == member.name
            && (known.json.isEmpty() || known.json == member.json))
            return known.weight;
    }
    return weight;
}

} // namespace

QByteArrayView parameterName(Dialect dialect, Parameter parameter)
{
    for (const Row &row : Rows) {
        if (row.parameter != parameter)
            continue;
        QByteArrayView name;
        switch (dialect) {
        case Dialect::OpenAi:
            name = row.openAi;
            break;
        case Dialect::OpenAiResponses:
            name = row.responses;
            break;
        case Dialect::Anthropic:
            name = row.anthropic;
            break;
        case Dialect::Gemini:
            name = row.gemini;
            break;
        case Dialect::Bedrock:
            name = row.bedrock;
            break;
        case Dialect::Cohere:
            name = row.cohere;
            break;
        case Dialect::Ollama:
            name = row.ollama;
            break;
        }
        return name.isEmpty() ? row.openAi : name;
    }
    return {};
}

void LossReport::add(Loss::Weight weight, Parameter parameter, QByteArray reason)
{
    add(weight, parameterName(m_source, parameter).toByteArray(), std::move(reason));
}

void LossReport::add(Loss::Weight weight, QByteArray path, QByteArray reason)
{
    m_losses.append({.weight = weight, .param = std::move(path), .reason = std::move(reason)});
}

bool LossReport::takes(const Extras &extras, QByteArrayView path, Loss::Weight weight)
{
    if (extras.isEmpty())
        return false;
    if (extras.dialect == m_target)
        return true;
    for (const Extras::Member &member : extras.members) {
        const auto loss = weightOf(extras.dialect, member, weight);
        if (!loss)
            continue;
        add(*loss, path.isEmpty() ? member.name : path.toByteArray() + '.' + member.name,
            "has no counterpart in "_ba + dialectName(m_target));
    }
    return false;
}

} // namespace Gatehouse::Llm
