// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropic.h"
#include "gateway/core/llm/anthropicblocks.h"
#include "gateway/core/llm/anthropicmodel.h"
#include "gateway/core/llm/anthropicschema.h"
#include "gateway/core/llm/reasoningeffort.h"
#include "gateway/core/llm/turns.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Anthropic;
constexpr QByteArrayView ConfigPrefix = "output_config."; // of extras that stood in there
constexpr qint64 MinThinkingTokens = 1'024;
constexpr auto Hint = Loss::Weight::Hint;
constexpr auto Changed = Loss::Weight::Changed;
constexpr auto Meaning = Loss::Weight::Meaning;

// Writes one request. What was read from this dialect is written as it was, whatever the vendor says to it; what comes
// from another one is made such that the vendor takes it.
class RequestWriting final
{
public:
    RequestWriting(const ChatRequest &request, const WriteTraits &traits)
        : m_request(request)
        , m_traits(traits)
        , m_isOwn(request.source == Self)
        , m_version(anthropicModelVersion(request.model))
        , m_losses(request.source, Self)
        , m_blocks{.isOwn = m_isOwn, .takesSigned = m_isOwn || request.source == Dialect::Bedrock, .losses = m_losses}
    {}

    Written write()
    {
        decideThinking();
        m_json.beginObject().member("model", m_request.model);
        writeMessages();
        writeTools();
        writeToolChoice();
        writeLimits();
        writeSampling();
        writeOutput();
        writeBookkeeping();
        loseTheRest();
        if (m_losses.takes(m_request.extras, {}, Meaning)) {
            Extras extras = m_request.extras;
            extras.members.removeIf([](const Extras::Member &member) { return member.name.startsWith(ConfigPrefix); });
            Anthropic::writeExtras(m_json, extras);
        }
        return {.body = m_json.endObject().take(), .losses = m_losses.take()};
    }

private:
    void writeBlocks(QByteArrayView name, const QList<QByteArray> &blocks)
    {
        m_json.key(name).beginArray();
        for (const QByteArray &block : blocks)
            m_json.raw(block);
        m_json.endArray();
    }

    void writeMessages()
    {
        if (m_isOwn)
            return writeOwnMessages();
        const Turns turns = alternatingTurns(m_request, m_losses, [this](const Part &part, Role) {
            const QByteArray block = Anthropic::writeBlock(part, m_blocks);
            return block.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{block};
        });
        if (!turns.system.isEmpty())
            writeBlocks("system", turns.system);
        m_json.key("messages").beginArray();
        for (const Turn &turn : turns.turns) {
            m_json.beginObject().member("role", turn.role == Role::Assistant ? "assistant" : "user");
            writeBlocks("content", turn.blocks);
            m_json.endObject();
        }
        m_json.endArray();
    }

    void writeContent(QByteArrayView name, const Message &message)
    {
        const auto *text = message.parts.size() == 1 ? std::get_if<TextPart>(&message.parts.first().content) : nullptr;
        if (message.isPlainText && text) {
            m_json.member(name, text->text);
            return;
        }
        QList<QByteArray> blocks;
        for (const Part &part : message.parts) {
            if (const QByteArray block = Anthropic::writeBlock(part, m_blocks); !block.isEmpty())
                blocks.append(block);
        }
        writeBlocks(name, blocks);
    }

    // The instructions before all turns are `system`, unless they were read from between the turns.
    void writeOwnMessages()
    {
        const auto isTop = [](const Message &message) {
            return message.role == Role::System && !message.path.startsWith("messages[");
        };
        const auto firstTurn = std::ranges::find_if_not(m_request.messages, isTop);
        Message system{.role = Role::System, .isPlainText = m_request.instructionsArePlain};
        for (auto message = m_request.messages.begin(); message != firstTurn; ++message)
            system.parts += message->parts;
        if (firstTurn != m_request.messages.begin())
            writeContent("system", system);
        m_json.key("messages").beginArray();
        for (auto message = firstTurn; message != m_request.messages.end(); ++message) {
            m_json.beginObject().member("role", message->role == Role::Assistant ? "assistant"
                                                : message->role == Role::User    ? "user"
                                                                                 : "system");
            writeContent("content", *message);
            Anthropic::writeExtras(m_json, message->extras);
            m_json.endObject();
        }
        m_json.endArray();
    }

    bool isAllowed(const Tool &tool) const
    {
        const ToolChoice choice = m_request.toolChoice.value_or(ToolChoice{});
        return choice.among.isEmpty() || tool.isOpaque || choice.among.contains(tool.name);
    }

    void writeTools()
    {
        m_hasTools = false;
        QList<QByteArray> tools;
        for (const Tool &tool : m_request.tools) {
            if (!isAllowed(tool))
                continue;
            if (tool.isOpaque && !m_isOwn) {
                m_losses.add(Meaning, tool.path, "'"_ba + tool.name + "' is a tool of another vendor's");
                continue;
            }
            tools.append(tool.isOpaque ? tool.schema : writeTool(tool));
        }
        m_hasTools = !tools.isEmpty();
        if (m_hasTools)
            writeBlocks("tools", tools);
        if (m_request.toolChoice && !m_request.toolChoice->among.isEmpty())
            m_losses.add(Changed, Parameter::ToolChoice, "Anthropic has no list of allowed tools; others are left out");
    }

    QByteArray writeTool(const Tool &tool)
    {
        Json::Writer json;
        json.beginObject().member("name", tool.name).optionalMember("description", tool.description);
        if (m_isOwn)
            json.optionalRawMember("description", tool.extras.value("(description)")); // "" was said
        const QByteArray schema = m_isOwn ? tool.schema : Anthropic::inputSchema(tool.schema);
        json.optionalRawMember("input_schema", schema);
        if (tool.strict && (m_isOwn || *tool.strict))
            json.member("strict", *tool.strict);
        Anthropic::writeCacheMark(json, tool.cache);
        if (m_losses.takes(tool.extras, tool.path, Meaning))
            Anthropic::writeExtras(json, tool.extras);
        return json.endObject().take();
    }

    void writeToolChoice()
    {
        using Kind = ToolChoice::Kind;
        const bool isSerial = m_request.parallelToolCalls == false;
        // There is no place for it but in a choice, and none for a choice without tools.
        if (!m_request.toolChoice && !isSerial)
            return;
        if (!m_hasTools && !m_isOwn) {
            if (m_request.toolChoice && m_request.toolChoice->kind >= Kind::Required)
                m_losses.add(Meaning, Parameter::ToolChoice, "there are no tools to choose from");
            return;
        }
        ToolChoice choice = m_request.toolChoice.value_or(ToolChoice{});
        if (choice.kind == Kind::Required && choice.among.size() == 1) {
            choice.kind = Kind::Named;
            choice.name = choice.among.first();
        }
        m_json.key("tool_choice").beginObject();
        switch (choice.kind) {
        case Kind::Auto:
            m_json.member("type", "auto");
            break;
        case Kind::None:
            m_json.member("type", "none");
            break;
        case Kind::Required:
            m_json.member("type", "any");
            break;
        case Kind::Named:
            m_json.member("type", "tool").member("name", choice.name);
            break;
        }
        if (m_request.parallelToolCalls && choice.kind != Kind::None && (m_isOwn || isSerial))
            m_json.member("disable_parallel_tool_use", isSerial);
        if (m_losses.takes(choice.extras, parameterName(m_request.source, Parameter::ToolChoice), Meaning))
            Anthropic::writeExtras(m_json, choice.extras);
        m_json.endObject();
    }

    // Whether the last turn gives results to a call that was made without thinking: Anthropic then refuses a budget.
    bool isAnsweringUnthought() const
    {
        const auto isResult = [](const Part &part) { return std::holds_alternative<ToolResultPart>(part.content); };
        return !m_blocks.takesSigned && !m_request.messages.isEmpty()
               && std::ranges::any_of(m_request.messages.back().parts, isResult);
    }

    void decideThinking()
    {
        m_wish = m_request.reasoning.value_or(ReasoningWish{});
        m_maxTokens = m_request.maxOutputTokens;
        if (m_isOwn)
            return;
        const bool isAsked =
            m_wish.mode != ReasoningWish::Mode::Unsaid || !m_wish.effort.isEmpty() || m_wish.budgetTokens.has_value();
        const bool isOff =
            m_wish.mode == ReasoningWish::Mode::Off || m_wish.effort == "none" || m_wish.budgetTokens == 0;
        if (isOff) {
            m_wish = ReasoningWish{.mode = ReasoningWish::Mode::Off};
        } else if (isAsked) {
            m_version >= AnthropicAdaptive ? wishEffort() : wishBudget();
        } else {
            m_wish.mode = ReasoningWish::Mode::Unsaid;
        }
        if (!m_maxTokens)
            m_maxTokens = m_traits.maxOutputTokensIfUnsaid
                          + (m_wish.mode == ReasoningWish::Mode::On ? m_wish.budgetTokens.value_or(0) : 0);
    }

    // Models that decide themselves how long to think take a word.
    void wishEffort()
    {
        if (m_wish.effort.isEmpty() && m_wish.budgetTokens) {
            m_wish.effort = *m_wish.budgetTokens < 0 ? QByteArray() : reasoningEffort(*m_wish.budgetTokens);
            if (*m_wish.budgetTokens > 0)
                m_losses.add(Changed, Parameter::Reasoning, "the model takes an effort, no budget of tokens");
        }
        const QByteArray asked = m_wish.effort;
        if (asked == "minimal")
            m_wish.effort = "low";
        else if (asked == "xhigh" && m_version < AnthropicWithoutSampling)
            m_wish.effort = "max";
        if (m_wish.effort != asked)
            m_losses.add(Changed, Parameter::Reasoning, "the nearest effort that Anthropic knows was taken");
        m_wish.budgetTokens.reset();
        m_wish.mode = ReasoningWish::Mode::Adaptive;
        if (!m_wish.summary.isEmpty())
            m_wish.includeText = true;
    }

    void wishBudget()
    {
        const auto giveUp = [this](const char *reason) {
            m_losses.add(Changed, Parameter::Reasoning, reason);
            m_wish = ReasoningWish{};
        };
        if (m_request.toolChoice && m_request.toolChoice->kind >= ToolChoice::Kind::Required)
            return giveUp("Anthropic does not think where a tool is forced");
        if (isAnsweringUnthought())
            return giveUp("the call before has no reasoning of Anthropic's to go on from");
        const QByteArray effort = m_wish.effort.isEmpty() ? "medium"_ba : m_wish.effort;
        const qint64 asked =
            m_wish.budgetTokens.value_or(-1) > 0 ? *m_wish.budgetTokens : reasoningBudget(effort).value_or(8'192);
        qint64 budget = std::max(asked, MinThinkingTokens);
        if (m_maxTokens && *m_maxTokens <= MinThinkingTokens)
            return giveUp("thinking takes 1,024 tokens at least, and max_tokens has to be more");
        if (m_maxTokens)
            budget = std::min(budget, std::max(MinThinkingTokens, *m_maxTokens - 1));
        if (budget != asked)
            m_losses.add(Changed, Parameter::Reasoning, "the budget has to be 1,024 or more and less than max_tokens");
        m_wish.mode = ReasoningWish::Mode::On;
        m_wish.budgetTokens = budget;
        m_wish.effort.clear();
        m_wish.includeText.reset(); // these models always show it
    }

    bool isThinking() const
    {
        return m_wish.mode == ReasoningWish::Mode::On || m_wish.mode == ReasoningWish::Mode::Adaptive;
    }

    void writeLimits()
    {
        if (m_maxTokens)
            m_json.member("max_tokens", *m_maxTokens);
        QList<QByteArray> stop;
        for (const QByteArray &sequence : m_request.stop) {
            if (m_isOwn || !sequence.trimmed().isEmpty())
                stop.append(sequence);
            else
                m_losses.add(Meaning, Parameter::Stop, "Anthropic does not stop at white space");
        }
        if (stop.isEmpty())
            return;
        m_json.key("stop_sequences").beginArray();
        for (const QByteArray &sequence : std::as_const(stop))
            m_json.string(sequence);
        m_json.endArray();
    }

    void writeSampling()
    {
        if (m_isOwn) {
            m_json.optionalRawMember("temperature", m_request.temperature);
            m_json.optionalRawMember("top_p", m_request.topP).optionalRawMember("top_k", m_request.topK);
            return;
        }
        const char *why = isThinking()                            ? "Anthropic does not take it while it thinks"
                          : m_version >= AnthropicWithoutSampling ? "the model does not take it"
                                                                  : nullptr;
        const auto write = [this, why](QByteArrayView name, Parameter parameter, const QByteArray &number) {
            if (number.isEmpty())
                return;
            if (why)
                m_losses.add(Changed, parameter, why);
            else
                m_json.rawMember(name, number);
        };
        if (!why && m_request.temperature.toDouble() > 1.0) {
            m_json.rawMember("temperature", "1");
            m_losses.add(Changed, Parameter::Temperature, "Anthropic's temperatures end at 1");
        } else if (!(why && m_request.temperature.toDouble() == 1.0)) { // the default is no loss
            write("temperature", Parameter::Temperature, m_request.temperature);
        }
        if (!why && !m_request.temperature.isEmpty() && !m_request.topP.isEmpty()
            && m_version >= AnthropicOneSampling) {
            if (m_request.topP.toDouble() != 1.0)
                m_losses.add(Changed, Parameter::TopP, "the model takes temperature or top_p, not both");
        } else if (!(why && m_request.topP.toDouble() == 1.0)) {
            write("top_p", Parameter::TopP, m_request.topP);
        }
        write("top_k", Parameter::TopK, m_request.topK);
    }

    void writeOutput()
    {
        if (m_wish.mode != ReasoningWish::Mode::Unsaid) {
            m_json.key("thinking").beginObject();
            m_json.member("type", m_wish.mode == ReasoningWish::Mode::On    ? "enabled"
                                  : m_wish.mode == ReasoningWish::Mode::Off ? "disabled"
                                                                            : "adaptive");
            m_json.optionalMember("budget_tokens", m_wish.budgetTokens);
            if (m_wish.includeText)
                m_json.member("display", *m_wish.includeText ? "summarized" : "omitted");
            if (m_losses.takes(m_wish.extras, parameterName(m_request.source, Parameter::Reasoning), Hint))
                Anthropic::writeExtras(m_json, m_wish.extras);
            m_json.endObject();
        }
        Json::Writer config;
        config.beginObject().optionalMember("effort", m_wish.effort);
        writeFormat(config);
        for (const Extras::Member &member : m_request.extras.members) {
            if (m_isOwn && member.name.startsWith(ConfigPrefix))
                config.rawMember(member.name.sliced(ConfigPrefix.size()), member.json);
        }
        if (const QByteArray written = config.endObject().take(); written != "{}")
            m_json.rawMember("output_config", written);
    }

    void writeFormat(Json::Writer &config)
    {
        if (!m_request.format || m_request.format->kind == ResponseFormat::Kind::Text)
            return;
        const ResponseFormat &format = *m_request.format;
        if (format.kind == ResponseFormat::Kind::JsonObject) {
            m_losses.add(Meaning, Parameter::Format, "Anthropic answers in JSON with a schema only");
            return;
        }
        QList<QByteArray> leftOut;
        const QByteArray schema = m_isOwn ? format.schema : Anthropic::answerSchema(format.schema, leftOut);
        for (const QByteArray &keyword : std::as_const(leftOut))
            m_losses.add(Changed, Parameter::Format, "Anthropic takes no '"_ba + keyword + "' in the schema");
        if (!format.name.isEmpty() || !format.description.isEmpty())
            m_losses.add(Hint, Parameter::Format, "Anthropic's schemas have no name and no description");
        config.key("format").beginObject().member("type", "json_schema").optionalRawMember("schema", schema);
        if (m_losses.takes(format.extras, parameterName(m_request.source, Parameter::Format), Meaning))
            Anthropic::writeExtras(config, format.extras);
        config.endObject();
    }

    void writeBookkeeping()
    {
        if (m_request.stream || !m_request.extras.value("(stream)").isEmpty())
            m_json.member("stream", m_request.stream);
        const auto metadata = Json::Tree::parse(m_request.metadata, Json::Rules::Lenient);
        if (!m_request.endUser.isEmpty() || (m_isOwn && metadata)) {
            m_json.key("metadata").beginObject().optionalMember("user_id", m_request.endUser);
            if (m_isOwn && metadata) {
                for (const Json::Node member : metadata->root())
                    m_json.rawMember(member.name(), member.raw());
            }
            m_json.endObject();
        }
        if (!m_isOwn && metadata && metadata->root().size() > 0)
            m_losses.add(Hint, Parameter::Metadata, "Anthropic keeps the user's id only");
        if (m_isOwn || m_request.serviceTier == "auto")
            m_json.optionalMember("service_tier", m_request.serviceTier);
        else if (m_request.serviceTier == "default")
            m_json.member("service_tier", "standard_only");
        else if (!m_request.serviceTier.isEmpty())
            m_losses.add(Hint, Parameter::ServiceTier, "Anthropic has no such tier");
    }

    void loseTheRest()
    {
        const auto lose = [this](bool isSaid, Loss::Weight weight, Parameter parameter, const char *reason) {
            if (isSaid)
                m_losses.add(weight, parameter, reason);
        };
        const auto isNonZero = [](const QByteArray &number) { return !number.isEmpty() && number.toDouble() != 0.0; };
        lose(!m_request.seed.isEmpty(), Meaning, Parameter::Seed, "Anthropic has no seeds");
        lose(isNonZero(m_request.frequencyPenalty), Meaning, Parameter::FrequencyPenalty, "Anthropic has no penalties");
        lose(isNonZero(m_request.presencePenalty), Meaning, Parameter::PresencePenalty, "Anthropic has no penalties");
        lose(m_request.choices.value_or(1) > 1, Meaning, Parameter::Choices, "Anthropic gives one answer");
        lose(m_request.logprobs == true, Meaning, Parameter::Logprobs, "Anthropic tells no probabilities");
        lose(m_request.topLogprobs.value_or(0) > 0, Meaning, Parameter::TopLogprobs,
             "Anthropic tells no probabilities");
        lose(!m_request.logitBias.isEmpty() && m_request.logitBias != "{}", Meaning, Parameter::LogitBias,
             "Anthropic has no biases");
        lose(!m_request.verbosity.isEmpty() && m_request.verbosity != "medium", Changed, Parameter::Verbosity,
             "Anthropic has no levels of verbosity");
        lose(!m_request.cacheKey.isEmpty(), Hint, Parameter::CacheKey, "Anthropic's cache has no keys");
        lose(m_request.store == true, Hint, Parameter::Store, "Anthropic stores no answers");
    }

    const ChatRequest &m_request;
    const WriteTraits &m_traits;
    bool m_isOwn;
    int m_version;
    LossReport m_losses;
    Anthropic::BlockContext m_blocks;
    Json::Writer m_json;
    ReasoningWish m_wish; // as it is written
    std::optional<qint64> m_maxTokens;
    bool m_hasTools = false;
};

} // namespace

Written writeAnthropicRequest(const ChatRequest &request, const WriteTraits &traits)
{
    return RequestWriting(request, traits).write();
}

} // namespace Gatehouse::Llm
