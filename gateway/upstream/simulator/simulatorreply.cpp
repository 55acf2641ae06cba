// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulatorreply.h"

#include "gateway/upstream/simulator/simulatorprose.h"
#include "gateway/upstream/simulator/simulatorschema.h"

#include <QString>

#include <algorithm>
#include <array>
#include <ranges>

namespace Gatehouse::Upstream {

namespace {

constexpr qint64 TokensPerCall = 8; // what the wrapping of a tool call costs
constexpr std::size_t MostCalls = 8;
constexpr std::size_t LongText = 1200; // sentences of sim/long

std::string token(SimulatorRandom &random, std::size_t length)
{
    constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string text;
    while (text.size() < length)
        text += Alphabet[static_cast<std::size_t>(random.below(static_cast<int>(Alphabet.size())))];
    return text;
}

std::string lowered(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toLower().toStdString();
}

// How much a prompt speaks of a tool: its name in words, then the words of its name and description.
int mentions(const SimulatorTool &tool, const std::string &prompt)
{
    std::string name = lowered(tool.name);
    if (prompt.find(name) != std::string::npos)
        return 100;
    std::ranges::replace(name, '_', ' ');
    std::ranges::replace(name, '-', ' ');
    if (prompt.find(name) != std::string::npos)
        return 100;
    int score = 0;
    for (const auto &[text, weight] : {std::pair(name, 10), std::pair(lowered(tool.description), 1)}) {
        for (const auto &word : topicsOf(text))
            score += prompt.find(lowered(word)) != std::string::npos ? weight : 0;
    }
    return score;
}

// Which of the tools are called: the one that is asked for; all that the prompt speaks of clearly; else the nearest.
std::vector<const SimulatorTool *> chosenTools(const SimulatorPrompt &prompt)
{
    if (!prompt.forcedTool.empty()) {
        for (const auto &tool : prompt.tools) {
            if (tool.name == prompt.forcedTool)
                return {&tool};
        }
    }
    const auto text = lowered(prompt.lastText);
    std::vector<std::pair<int, const SimulatorTool *>> ranked;
    for (const auto &tool : prompt.tools)
        ranked.emplace_back(mentions(tool, text), &tool);
    std::ranges::stable_sort(ranked, std::greater(), [](const auto &entry) { return entry.first; });

    constexpr int Clearly = 10;
    std::size_t count = 1;
    if (prompt.parallelTools.value_or(true)) {
        count = static_cast<std::size_t>(
            std::ranges::count_if(ranked, [](const auto &entry) { return entry.first >= Clearly; }));
        count = std::clamp<std::size_t>(count, prompt.parallelTools.value_or(false) ? 2 : 1, MostCalls);
    }
    std::vector<const SimulatorTool *> tools;
    for (const auto &entry : ranked | std::views::take(count))
        tools.push_back(entry.second);
    return tools;
}

SimulatorCall callOf(const SimulatorTool &tool, const SimulatorPrompt &prompt, SimulatorRandom &random)
{
    SimulatorCall call{
        .id = "call_" + token(random, 24), .name = tool.name, .arguments = {}, .isCustom = tool.isCustom};
    if (tool.isCustom)
        call.arguments = prompt.lastText;
    else
        call.arguments = dumped(tool.parameters.is_object() ? valueUnder(tool.parameters, prompt.lastText, random)
                                                            : SimulatorJson::object());
    return call;
}

SimulatorJson anyObject(const SimulatorPrompt &prompt, SimulatorRandom &random)
{
    const auto topics = topicsOf(prompt.lastText);
    return {{"answer", "The main point is " + topics[0] + ", together with " + topics[1] + "."},
            {"topics", topics},
            {"confidence", static_cast<double>(random.between(70, 98)) / 100}};
}

std::string textFor(const SimulatorPrompt &prompt, const std::string &text, SimulatorRandom &random)
{
    if (prompt.model == "echo")
        return text;
    if (prompt.wantsJson)
        return dumped(prompt.schema.is_object() ? valueUnder(prompt.schema, text, random) : anyObject(prompt, random));
    if (!prompt.toolResult.empty()) {
        const auto result = piecesOf(prompt.toolResult);
        std::string quoted;
        for (const auto &piece : result | std::views::take(60))
            quoted += piece;
        return "Here is what came back: " + quoted + (result.size() > 60 ? " …" : "") + "\n\n"
               + simulatorProse("briefly, " + text, random);
    }
    auto prose = simulatorProse(text, random);
    if (prompt.model == "long") {
        for (std::size_t i = 0; i < LongText / 10; ++i)
            prose += "\n\n" + simulatorProse("explain " + text, random);
    }
    return prose;
}

// Cuts at the first stop sequence. True = there was one.
bool stopAt(std::string &text, const std::vector<std::string> &stops)
{
    auto first = std::string::npos;
    for (const auto &stop : stops)
        first = std::min(first, text.find(stop));
    if (first == std::string::npos)
        return false;
    text.resize(first);
    return true;
}

// Cuts where the tokens are used up and returns how many the text has. `isCut` says whether something was lost.
qint64 limitTokens(std::string &text, std::optional<qint64> limit, const SimulatorCounter &counter, bool &isCut)
{
    const auto total = counter.count(text);
    if (!limit || total <= *limit)
        return total;
    isCut = true;
    std::string kept;
    for (const auto &piece : piecesOf(text)) {
        if (counter.count(kept + piece) > *limit)
            break;
        kept += piece;
    }
    text = std::move(kept);
    return std::max<qint64>(*limit, 0);
}

SimulatorChoice choiceOf(const SimulatorPrompt &prompt, const std::string &text, const SimulatorCounter &counter,
                         SimulatorRandom &random, qint64 &tokens)
{
    SimulatorChoice choice;
    bool isCut = false;
    if (prompt.mayCallTools) {
        auto left = prompt.maxTokens;
        for (const auto *tool : chosenTools(prompt)) {
            if (left && *left <= 0)
                break;
            auto call = callOf(*tool, prompt, random);
            const auto used = limitTokens(call.arguments, left, counter, isCut) + TokensPerCall;
            tokens += used;
            if (left)
                *left -= used;
            choice.calls.push_back(std::move(call));
        }
        choice.finishReason = isCut ? "length" : "tool_calls";
        return choice;
    }
    choice.text = textFor(prompt, text, random);
    if (prompt.echo)
        choice.text = text + choice.text;
    stopAt(choice.text, prompt.stops);
    tokens += limitTokens(choice.text, prompt.maxTokens, counter, isCut);
    choice.finishReason = isCut ? "length" : "stop";
    return choice;
}

SimulatorJson usageOf(const SimulatorPrompt &prompt, const SimulatorReply &reply)
{
    return {{"prompt_tokens", prompt.promptTokens},
            {"completion_tokens", reply.completionTokens},
            {"total_tokens", prompt.promptTokens + reply.completionTokens},
            {"prompt_tokens_details", {{"cached_tokens", prompt.cachedTokens}, {"audio_tokens", 0}}},
            {"completion_tokens_details",
             {{"reasoning_tokens", 0},
              {"audio_tokens", 0},
              {"accepted_prediction_tokens", 0},
              {"rejected_prediction_tokens", 0}}}};
}

SimulatorJson callJson(const SimulatorCall &call, const std::string &arguments)
{
    if (call.isCustom)
        return {{"id", call.id}, {"type", "custom"}, {"custom", {{"name", call.name}, {"input", arguments}}}};
    return {{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", arguments}}}};
}

SimulatorJson framed(const SimulatorFrame &frame, std::string_view object)
{
    return {{"id", frame.id}, {"object", object}, {"created", frame.created}, {"model", frame.model}};
}

QByteArray bytesOf(const SimulatorJson &json)
{
    return QByteArray::fromStdString(dumped(json));
}

// Writes the events of a stream. Holds what they have in common.
class EventWriter
{
public:
    EventWriter(const SimulatorFrame &frame, const SimulatorPrompt &prompt)
        : m_prompt(prompt)
        , m_isChat(frame.isChat)
    {
        m_frame = framed(frame, frame.isChat ? "chat.completion.chunk" : "text_completion");
        if (frame.isChat)
            m_frame["service_tier"] = "default";
        m_frame["system_fingerprint"] = "fp_simulator";
    }

    void delta(std::size_t index, SimulatorJson content, const char *finish = nullptr)
    {
        SimulatorJson choice = {{"index", index}};
        if (m_isChat)
            choice["delta"] = std::move(content);
        else
            choice["text"] = std::move(content);
        choice["logprobs"] = nullptr;
        choice["finish_reason"] = finish ? SimulatorJson(finish) : SimulatorJson();
        auto event = m_frame;
        event["choices"] = SimulatorJson::array({std::move(choice)});
        if (m_prompt.includeUsage)
            event["usage"] = nullptr;
        events.push_back("data: " + bytesOf(event) + "\n\n");
    }

    void usage(SimulatorJson usage)
    {
        auto event = m_frame;
        event["choices"] = SimulatorJson::array();
        event["usage"] = std::move(usage);
        events.push_back("data: " + bytesOf(event) + "\n\n");
    }

    std::vector<QByteArray> events;

private:
    const SimulatorPrompt &m_prompt;
    SimulatorJson m_frame;
    bool m_isChat;
};

void writeCalls(EventWriter &writer, std::size_t index, const std::vector<SimulatorCall> &calls)
{
    for (std::size_t number = 0; number < calls.size(); ++number) {
        const auto &call = calls[number];
        SimulatorJson head = {{"index", number}};
        head.update(callJson(call, {}));
        writer.delta(index, {{"tool_calls", SimulatorJson::array({std::move(head)})}});
        const char *kind = call.isCustom ? "custom" : "function";
        for (const auto &piece : piecesOf(call.arguments)) {
            const SimulatorJson part = {{call.isCustom ? "input" : "arguments", piece}};
            writer.delta(index,
                         {{"tool_calls", SimulatorJson::array({SimulatorJson{{"index", number}, {kind, part}}})}});
        }
    }
}

} // namespace

SimulatorReply replyTo(const SimulatorPrompt &prompt, const SimulatorCounter &counter, SimulatorRandom &random)
{
    SimulatorReply reply;
    for (const auto &text : prompt.texts) {
        for (int i = 0; i < prompt.choices; ++i)
            reply.choices.push_back(choiceOf(prompt, text, counter, random, reply.completionTokens));
    }
    return reply;
}

QByteArray replyBody(const SimulatorFrame &frame, const SimulatorPrompt &prompt, const SimulatorReply &reply)
{
    auto body = framed(frame, frame.isChat ? "chat.completion" : "text_completion");
    auto &choices = body["choices"] = SimulatorJson::array();
    for (std::size_t index = 0; index < reply.choices.size(); ++index) {
        const auto &choice = reply.choices[index];
        SimulatorJson json = {{"index", index}};
        if (frame.isChat) {
            SimulatorJson message = {{"role", "assistant"},
                                     {"content", choice.calls.empty() ? SimulatorJson(choice.text) : SimulatorJson()}};
            for (const auto &call : choice.calls)
                message["tool_calls"].push_back(callJson(call, call.arguments));
            message["refusal"] = nullptr;
            message["annotations"] = SimulatorJson::array();
            json["message"] = std::move(message);
        } else {
            json["text"] = choice.text;
        }
        json["logprobs"] = nullptr;
        json["finish_reason"] = choice.finishReason;
        choices.push_back(std::move(json));
    }
    body["usage"] = usageOf(prompt, reply);
    if (frame.isChat)
        body["service_tier"] = "default";
    body["system_fingerprint"] = "fp_simulator";
    return bytesOf(body);
}

std::vector<QByteArray> replyEvents(const SimulatorFrame &frame, const SimulatorPrompt &prompt,
                                    const SimulatorReply &reply)
{
    EventWriter writer(frame, prompt);
    for (std::size_t index = 0; index < reply.choices.size(); ++index) {
        const auto &choice = reply.choices[index];
        if (frame.isChat) {
            const auto content = choice.calls.empty() ? SimulatorJson("") : SimulatorJson();
            writer.delta(index, {{"role", "assistant"}, {"content", content}, {"refusal", nullptr}});
        }
        writeCalls(writer, index, choice.calls);
        for (const auto &piece : piecesOf(choice.text))
            writer.delta(index, frame.isChat ? SimulatorJson{{"content", piece}} : SimulatorJson(piece));
        writer.delta(index, frame.isChat ? SimulatorJson::object() : SimulatorJson(""), choice.finishReason.c_str());
    }
    if (prompt.includeUsage)
        writer.usage(usageOf(prompt, reply));
    writer.events.emplace_back("data: [DONE]\n\n");
    return std::move(writer.events);
}

} // namespace Gatehouse::Upstream
