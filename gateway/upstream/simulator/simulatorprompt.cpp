// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulatorprompt.h"

#include "gateway/core/llm/tokens.h"

#include <algorithm>
#include <string_view>

namespace Gatehouse::Upstream {

namespace {

constexpr qint64 TokensPerMessage = 3; // OpenAI's cookbook: every message is wrapped in three tokens,
constexpr qint64 TokensOfReply = 3;    // and the reply is primed with three
constexpr qint64 TokensPerImage = 85;  // a low-detail image
constexpr qint64 CacheMinimum = 1024;  // OpenAI, prompt caching: from 1,024 tokens on,
constexpr qint64 CacheStep = 128;      // in steps of 128
constexpr int MostChoices = 16;
constexpr std::size_t MostPrompts = 64;

// The text of a message: a string, or the text parts of an array.
std::string textOf(const SimulatorJson &content)
{
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    if (content.is_array()) {
        for (const auto &part : content) {
            const auto piece = part.is_string() ? part.get<std::string>() : stringOf(part, "text");
            if (!text.empty() && !piece.empty())
                text += '\n';
            text += piece;
        }
    }
    return text;
}

qint64 imagesIn(const SimulatorJson &content)
{
    if (!content.is_array())
        return 0;
    return std::ranges::count_if(content, [](const auto &part) { return stringOf(part, "type") == "image_url"; });
}

void readCommon(const SimulatorJson &body, SimulatorPrompt &prompt)
{
    prompt.model = stringOf(body, "model");
    if (prompt.model.starts_with("sim/"))
        prompt.model.erase(0, 4);
    prompt.stream = boolOf(body, "stream");
    prompt.includeUsage = boolOf(memberOf(body, "stream_options"), "include_usage");
    prompt.choices = static_cast<int>(std::clamp<qint64>(integerOf(body, "n").value_or(1), 1, MostChoices));
    prompt.maxTokens = integerOf(body, "max_completion_tokens");
    if (!prompt.maxTokens)
        prompt.maxTokens = integerOf(body, "max_tokens");
    const auto &stop = memberOf(body, "stop");
    if (stop.is_string())
        prompt.stops.push_back(stop.get<std::string>());
    if (stop.is_array()) {
        for (const auto &one : stop) {
            if (one.is_string())
                prompt.stops.push_back(one.get<std::string>());
        }
    }
    std::erase_if(prompt.stops, [](const auto &one) { return one.empty(); });
}

void readResponseFormat(const SimulatorJson &body, SimulatorPrompt &prompt)
{
    const auto &format = memberOf(body, "response_format");
    const auto type = stringOf(format, "type");
    prompt.wantsJson = type == "json_object" || type == "json_schema";
    if (type == "json_schema")
        prompt.schema = memberOf(memberOf(format, "json_schema"), "schema");
}

void readTools(const SimulatorJson &body, SimulatorPrompt &prompt)
{
    const auto &tools = memberOf(body, "tools");
    if (!tools.is_array())
        return;
    for (const auto &tool : tools) {
        const bool isCustom = stringOf(tool, "type") == "custom";
        const auto &definition = memberOf(tool, isCustom ? "custom" : "function");
        if (auto name = stringOf(definition, "name"); !name.empty()) {
            prompt.tools.push_back({.name = std::move(name),
                                    .description = stringOf(definition, "description"),
                                    .parameters = memberOf(definition, "parameters"),
                                    .isCustom = isCustom});
        }
    }
    const auto &parallel = memberOf(body, "parallel_tool_calls");
    if (parallel.is_boolean())
        prompt.parallelTools = parallel.get<bool>();

    const auto &choice = memberOf(body, "tool_choice");
    const bool isForbidden = choice.is_string() && choice.get<std::string>() == "none";
    prompt.forcedTool = stringOf(memberOf(choice, "function"), "name");
    if (prompt.forcedTool.empty())
        prompt.forcedTool = stringOf(memberOf(choice, "custom"), "name");
    const bool isRequired =
        (choice.is_string() && choice.get<std::string>() == "required") || !prompt.forcedTool.empty();
    // A model calls tools when the user speaks and answers in words once it has the results.
    prompt.mayCallTools = !prompt.tools.empty() && !isForbidden && (prompt.lastRole == "user" || isRequired);
}

} // namespace

const SimulatorJson &memberOf(const SimulatorJson &object, std::string_view name)
{
    static const SimulatorJson none;
    if (!object.is_object())
        return none;
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

std::string dumped(const SimulatorJson &value)
{
    return value.dump(-1, ' ', false, SimulatorJson::error_handler_t::replace);
}

std::string stringOf(const SimulatorJson &object, std::string_view name)
{
    const auto &member = memberOf(object, name);
    return member.is_string() ? member.get<std::string>() : std::string();
}

bool boolOf(const SimulatorJson &object, std::string_view name)
{
    const auto &member = memberOf(object, name);
    return member.is_boolean() && member.get<bool>();
}

std::optional<qint64> integerOf(const SimulatorJson &object, std::string_view name)
{
    const auto &member = memberOf(object, name);
    if (!member.is_number_integer())
        return std::nullopt;
    return member.get<qint64>();
}

qint64 SimulatorCounter::count(std::string_view text) const
{
    if (m_tokenizer)
        return m_tokenizer->count(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return static_cast<qint64>((text.size() + 3) / 4);
}

SimulatorPrompt readChatPrompt(const SimulatorJson &body, const SimulatorCounter &counter)
{
    SimulatorPrompt prompt;
    readCommon(body, prompt);
    qint64 beforeLast = 0;
    bool hasAnswered = false;
    const auto &messages = memberOf(body, "messages");
    prompt.promptTokens = messages.is_array() ? TokensOfReply : 0;
    for (const auto &message : messages) {
        beforeLast = prompt.promptTokens;
        prompt.lastRole = stringOf(message, "role");
        const auto &content = memberOf(message, "content");
        const auto text = textOf(content);
        const auto &calls = memberOf(message, "tool_calls");
        prompt.promptTokens += TokensPerMessage + counter.count(prompt.lastRole) + counter.count(text)
                               + imagesIn(content) * TokensPerImage
                               + (calls.is_null() ? 0 : counter.count(dumped(calls)));
        hasAnswered = hasAnswered || prompt.lastRole == "assistant";
        if (prompt.lastRole == "user")
            prompt.lastText = text;
        prompt.toolResult = prompt.lastRole == "tool" ? text : std::string();
    }
    if (const auto &tools = memberOf(body, "tools"); !tools.is_null()) {
        const auto tokens = counter.count(dumped(tools));
        prompt.promptTokens += tokens;
        beforeLast += tokens;
    }
    // What an earlier turn of the same conversation sent is in the vendor's cache by now.
    if (hasAnswered && beforeLast >= CacheMinimum)
        prompt.cachedTokens = beforeLast / CacheStep * CacheStep;
    prompt.texts = {prompt.lastText};
    readResponseFormat(body, prompt);
    readTools(body, prompt);
    return prompt;
}

SimulatorPrompt readCompletionPrompt(const SimulatorJson &body, const SimulatorCounter &counter)
{
    SimulatorPrompt prompt;
    readCommon(body, prompt);
    prompt.lastRole = "user";
    prompt.echo = boolOf(body, "echo");
    const auto &given = memberOf(body, "prompt");
    if (given.is_string())
        prompt.texts = {given.get<std::string>()};
    if (given.is_array()) {
        for (const auto &one : given) {
            if (one.is_string() && prompt.texts.size() < MostPrompts)
                prompt.texts.push_back(one.get<std::string>());
        }
    }
    for (const auto &text : prompt.texts)
        prompt.promptTokens += counter.count(text);
    if (prompt.texts.empty()) { // token numbers, whose words are not known here
        prompt.texts = {std::string()};
        prompt.promptTokens = given.is_array() ? static_cast<qint64>(given.size()) : 0;
    }
    prompt.lastText = prompt.texts.back();
    return prompt;
}

} // namespace Gatehouse::Upstream
