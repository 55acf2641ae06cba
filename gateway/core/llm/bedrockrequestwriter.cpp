// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/anthropicmodel.h"
#include "gateway/core/llm/anthropicschema.h"
#include "gateway/core/llm/bedrock.h"
#include "gateway/core/llm/bedrockblocks.h"
#include "gateway/core/llm/reasoningeffort.h"
#include "gateway/core/llm/turns.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

constexpr auto Self = Dialect::Bedrock;
constexpr auto Hint = Loss::Weight::Hint;
constexpr auto Changed = Loss::Weight::Changed;
constexpr auto Meaning = Loss::Weight::Meaning;
constexpr qint64 MinThinkingTokens = 1'024;

// Writes one request: its own as it was, another's such that Converse takes it.
class RequestWriting final
{
public:
    explicit RequestWriting(const ChatRequest &request)
        : m_request(request)
        , m_isOwn(request.source == Self)
        , m_isClaude(request.model.contains("claude"))
        , m_losses(request.source, Self)
        , m_blocks{.isOwn = m_isOwn,
                   .takesSigned = m_isOwn || (request.source == Dialect::Anthropic && m_isClaude),
                   .losses = m_losses}
    {}

    Written write()
    {
        decideThinking();
        m_json.beginObject();
        writeMessages();
        writeInference();
        writeTools();
        writeModelFields();
        writeFormat();
        writeBookkeeping();
        loseTheRest();
        if (m_losses.takes(m_request.extras, {}, Meaning)) {
            Extras extras = m_request.extras;
            extras.members.removeIf([](const Extras::Member &member) {
                return member.name.startsWith("inferenceConfig.") || member.name.startsWith("toolConfig.")
                       || member.name.startsWith("additionalModelRequestFields.");
            });
            Bedrock::writeExtras(m_json, extras);
        }
        return {.body = m_json.endObject().take(), .losses = m_losses.take()};
    }

private:
    void writeList(QByteArrayView name, const QList<QByteArray> &blocks)
    {
        m_json.key(name).beginArray();
        for (const QByteArray &block : blocks)
            m_json.raw(block);
        m_json.endArray();
    }

    // What stood in an inner object that the model has no place for.
    void writeRest(Json::Writer &json, QByteArrayView prefix)
    {
        for (const Extras::Member &member : m_request.extras.members) {
            if (m_isOwn && member.name.startsWith(prefix))
                json.rawMember(member.name.sliced(prefix.size()), member.json);
        }
    }

    void writeMessages()
    {
        QList<QByteArray> system;
        QList<Turn> turns;
        bool hasSystem = false;
        if (m_isOwn) {
            for (const Message &message : m_request.messages) {
                QList<QByteArray> blocks;
                for (const Part &part : message.parts)
                    blocks += Bedrock::writeBlocks(part, m_blocks);
                hasSystem = hasSystem || message.role == Role::System;
                if (message.role == Role::System)
                    system += blocks;
                else
                    turns.append({.role = message.role, .blocks = blocks});
            }
        } else {
            Turns made = alternatingTurns(
                m_request, m_losses, [this](const Part &part, Role) { return Bedrock::writeBlocks(part, m_blocks); });
            system = made.system;
            turns = made.turns;
            hasSystem = !system.isEmpty();
        }
        if (hasSystem)
            writeList("system", system);
        m_json.key("messages").beginArray();
        for (const Turn &turn : std::as_const(turns)) {
            m_json.beginObject().member("role", turn.role == Role::Assistant ? "assistant" : "user");
            writeList("content", turn.blocks);
            m_json.endObject();
        }
        m_json.endArray();
    }

    void writeInference()
    {
        Json::Writer config;
        config.beginObject();
        const bool isThinking = !m_isOwn && m_isClaude && (m_budget || !m_effort.isEmpty());
        const bool isWithout = !m_isOwn && anthropicModelVersion(m_request.model) >= AnthropicWithoutSampling;
        config.optionalMember("maxTokens", m_maxTokens);
        const auto number = [&](QByteArrayView name, Parameter parameter, const QByteArray &value) {
            if (!value.isEmpty() && (isThinking || isWithout))
                m_losses.add(Changed, parameter, "the model does not take it here");
            else
                config.optionalRawMember(name, value);
        };
        if (!m_isOwn && m_request.temperature.toDouble() > 1.0 && !isThinking && !isWithout) {
            m_losses.add(Changed, Parameter::Temperature, "Converse's temperatures end at 1");
            config.rawMember("temperature", "1");
        } else {
            number("temperature", Parameter::Temperature, m_request.temperature);
        }
        number("topP", Parameter::TopP, m_request.topP);
        QList<QByteArray> stop;
        for (const QByteArray &sequence : m_request.stop) {
            if (m_isOwn || !sequence.trimmed().isEmpty())
                stop.append(sequence);
            else
                m_losses.add(Meaning, Parameter::Stop, "Converse does not stop at white space");
        }
        if (!stop.isEmpty()) {
            config.key("stopSequences").beginArray();
            for (const QByteArray &sequence : std::as_const(stop))
                config.string(sequence);
            config.endArray();
        }
        writeRest(config, "inferenceConfig.");
        const QByteArray written = config.endObject().take();
        if (written != "{}" || !m_request.extras.value("(inferenceConfig)").isEmpty())
            m_json.rawMember("inferenceConfig", written);
    }

    void writeTools()
    {
        const ToolChoice choice = m_request.toolChoice.value_or(ToolChoice{});
        QList<QByteArray> tools;
        for (const Tool &tool : m_request.tools) {
            if (choice.kind == ToolChoice::Kind::None && !m_isOwn)
                break;
            if (tool.isOpaque && !m_isOwn) {
                m_losses.add(Meaning, tool.path, "'"_ba + tool.name + "' is a tool of another vendor's");
                continue;
            }
            if (!tool.isOpaque && !choice.among.isEmpty() && !choice.among.contains(tool.name))
                continue;
            tools.append(tool.isOpaque ? tool.schema : writeTool(tool));
            if (tool.cache)
                tools.append(Bedrock::cachePoint(*tool.cache));
        }
        if (!choice.among.isEmpty())
            m_losses.add(Changed, Parameter::ToolChoice, "Converse has no list of allowed tools; others are left out");
        if (choice.kind == ToolChoice::Kind::None && !m_request.tools.isEmpty() && !m_isOwn)
            m_losses.add(Changed, Parameter::ToolChoice, "Converse cannot forbid tools; they are left out");
        if (tools.isEmpty() && !m_isOwn)
            declareUsedTools(tools);
        if (tools.isEmpty())
            return;
        m_json.key("toolConfig").beginObject();
        writeList("tools", tools);
        if (m_request.toolChoice && choice.kind != ToolChoice::Kind::None) {
            m_json.key("toolChoice").beginObject();
            if (choice.kind == ToolChoice::Kind::Named)
                m_json.key("tool").beginObject().member("name", choice.name).endObject();
            else
                m_json.key(choice.kind == ToolChoice::Kind::Required ? "any" : "auto").beginObject().endObject();
            m_json.endObject();
        }
        writeRest(m_json, "toolConfig.");
        m_json.endObject();
    }

    // Converse refuses calls in the history without any tools.
    void declareUsedTools(QList<QByteArray> &tools)
    {
        QList<QByteArray> names;
        for (const Message &message : m_request.messages) {
            for (const Part &part : message.parts) {
                const auto *call = std::get_if<ToolCallPart>(&part.content);
                if (call && !names.contains(call->name))
                    names.append(call->name);
            }
        }
        for (const QByteArray &name : std::as_const(names))
            tools.append(writeTool(Tool{.name = name}));
        if (!names.isEmpty())
            m_losses.add(Changed, Parameter::Tools, "Converse wants the tools of earlier calls declared; they were");
    }

    QByteArray writeTool(const Tool &tool)
    {
        Json::Writer json;
        json.beginObject().key("toolSpec").beginObject().member("name", tool.name);
        json.optionalMember("description", tool.description);
        const QByteArray schema = m_isOwn ? tool.schema : Anthropic::inputSchema(tool.schema);
        if (!schema.isEmpty())
            json.key("inputSchema").beginObject().rawMember("json", schema).endObject();
        if (tool.strict && (m_isOwn || *tool.strict))
            json.member("strict", *tool.strict);
        if (m_losses.takes(tool.extras, tool.path, Meaning))
            Bedrock::writeExtras(json, tool.extras);
        return json.endObject().endObject().take();
    }

    // Claude takes a budget or, from 4.6 on, an effort; gpt-oss an effort; nothing is known of others.
    void decideThinking()
    {
        m_maxTokens = m_request.maxOutputTokens;
        const ReasoningWish wish = m_request.reasoning.value_or(ReasoningWish{});
        if (m_isOwn) {
            m_budget = wish.budgetTokens;
            m_effort = wish.effort;
            return;
        }
        if (wish.mode == ReasoningWish::Mode::Off || wish.effort == "none"
            || (wish.effort.isEmpty() && !wish.budgetTokens && wish.mode == ReasoningWish::Mode::Unsaid))
            return;
        const auto giveUp = [this](const char *reason) { m_losses.add(Changed, Parameter::Reasoning, reason); };
        const QByteArray effort = !wish.effort.isEmpty() ? wish.effort
                                  : wish.budgetTokens    ? reasoningEffort(*wish.budgetTokens)
                                                         : "medium"_ba;
        if (!m_isClaude) {
            if (!m_request.model.contains("gpt-oss"))
                return giveUp("how this model is made to think is not known");
            m_effort = effort == "minimal" ? "low"_ba : effort == "xhigh" || effort == "max" ? "high"_ba : effort;
        } else if (anthropicModelVersion(m_request.model) >= AnthropicAdaptive) {
            m_effort = effort == "minimal" ? "low"_ba : effort == "xhigh" ? "max"_ba : effort;
        } else {
            const auto isResult = [](const Part &part) { return std::holds_alternative<ToolResultPart>(part.content); };
            if (m_request.toolChoice && m_request.toolChoice->kind >= ToolChoice::Kind::Required)
                return giveUp("the model does not think where a tool is forced");
            if (!m_blocks.takesSigned && !m_request.messages.isEmpty()
                && std::ranges::any_of(m_request.messages.back().parts, isResult))
                return giveUp("the call before has no reasoning of this model's to go on from");
            if (m_maxTokens && *m_maxTokens <= MinThinkingTokens)
                return giveUp("thinking takes 1,024 tokens at least, and maxTokens has to be more");
            const qint64 asked =
                wish.budgetTokens.value_or(-1) > 0 ? *wish.budgetTokens : reasoningBudget(effort).value_or(8'192);
            qint64 budget = std::max(asked, MinThinkingTokens);
            if (m_maxTokens)
                budget = std::min(budget, std::max(MinThinkingTokens, *m_maxTokens - 1));
            else
                m_maxTokens = budget + 8'192;
            if (budget != asked)
                giveUp("the budget has to be 1,024 or more and less than maxTokens");
            m_budget = budget;
            return;
        }
        if (m_effort != effort)
            giveUp("the nearest effort that the model knows was taken");
    }

    void writeModelFields()
    {
        Json::Writer fields;
        fields.beginObject();
        const bool isOldName =
            m_request.reasoning && !m_request.reasoning->extras.value("(reasoning_config)").isEmpty();
        if (m_budget) {
            fields.key(isOldName ? "reasoning_config" : "thinking").beginObject().member("type", "enabled");
            fields.member("budget_tokens", *m_budget).endObject();
        }
        if (!m_effort.isEmpty() && m_isClaude && !m_isOwn) {
            fields.key("thinking").beginObject().member("type", "adaptive").endObject();
            fields.key("output_config").beginObject().member("effort", m_effort).endObject();
        } else {
            fields.optionalMember("reasoning_effort", m_effort);
        }
        const bool isThinking = m_budget || !m_effort.isEmpty();
        if (m_isOwn || (m_isClaude && !isThinking && anthropicModelVersion(m_request.model) < AnthropicWithoutSampling))
            fields.optionalRawMember("top_k", m_request.topK);
        else if (!m_request.topK.isEmpty())
            m_losses.add(m_isClaude ? Changed : Meaning, Parameter::TopK, "the model does not take it here");
        writeRest(fields, "additionalModelRequestFields.");
        if (const QByteArray written = fields.endObject().take(); written != "{}")
            m_json.rawMember("additionalModelRequestFields", written);
    }

    void writeFormat()
    {
        if (!m_request.format || m_request.format->kind == ResponseFormat::Kind::Text)
            return;
        const ResponseFormat &format = *m_request.format;
        if (format.kind == ResponseFormat::Kind::JsonObject) {
            m_losses.add(Meaning, Parameter::Format, "Converse answers in JSON with a schema only");
            return;
        }
        QList<QByteArray> leftOut;
        const QByteArray schema = m_isOwn ? format.schema : Anthropic::answerSchema(format.schema, leftOut);
        for (const QByteArray &keyword : std::as_const(leftOut))
            m_losses.add(Changed, Parameter::Format, "Converse takes no '"_ba + keyword + "' in the schema");
        m_json.key("outputConfig").beginObject().key("textFormat").beginObject().member("type", "json_schema");
        m_json.key("structure").beginObject().key("jsonSchema").beginObject().member("schema", schema);
        m_json.optionalMember("name", format.name).optionalMember("description", format.description);
        if (m_losses.takes(format.extras, parameterName(m_request.source, Parameter::Format), Meaning))
            Bedrock::writeExtras(m_json, format.extras);
        m_json.endObject().endObject().endObject().endObject();
    }

    void writeBookkeeping()
    {
        if (m_isOwn) {
            m_json.optionalRawMember("requestMetadata", m_request.metadata);
            if (!m_request.serviceTier.isEmpty())
                m_json.key("serviceTier").beginObject().member("type", m_request.serviceTier).endObject();
            return;
        }
        const auto lose = [this](bool isSaid, Parameter parameter) {
            if (isSaid)
                m_losses.add(Hint, parameter, "Converse keeps no such note");
        };
        lose(!m_request.metadata.isEmpty() && m_request.metadata != "{}", Parameter::Metadata);
        lose(!m_request.endUser.isEmpty(), Parameter::EndUser);
        lose(!m_request.cacheKey.isEmpty(), Parameter::CacheKey);
        lose(m_request.store == true, Parameter::Store);
        lose(!m_request.serviceTier.isEmpty() && m_request.serviceTier != "auto" && m_request.serviceTier != "default",
             Parameter::ServiceTier);
    }

    void loseTheRest()
    {
        const auto lose = [this](bool isSaid, Parameter parameter, Loss::Weight weight = Meaning) {
            if (isSaid)
                m_losses.add(weight, parameter, "Converse has no such parameter");
        };
        const auto isNonZero = [](const QByteArray &number) { return !number.isEmpty() && number.toDouble() != 0.0; };
        lose(!m_request.seed.isEmpty(), Parameter::Seed);
        lose(isNonZero(m_request.frequencyPenalty), Parameter::FrequencyPenalty);
        lose(isNonZero(m_request.presencePenalty), Parameter::PresencePenalty);
        lose(m_request.choices.value_or(1) > 1, Parameter::Choices);
        lose(m_request.logprobs == true, Parameter::Logprobs);
        lose(m_request.topLogprobs.value_or(0) > 0, Parameter::TopLogprobs);
        lose(!m_request.logitBias.isEmpty() && m_request.logitBias != "{}", Parameter::LogitBias);
        lose(m_request.parallelToolCalls == false && !m_request.tools.isEmpty(), Parameter::ParallelToolCalls, Changed);
        lose(!m_request.verbosity.isEmpty() && m_request.verbosity != "medium", Parameter::Verbosity, Changed);
    }

    const ChatRequest &m_request;
    bool m_isOwn;
    bool m_isClaude;
    LossReport m_losses;
    Bedrock::BlockContext m_blocks;
    Json::Writer m_json;
    std::optional<qint64> m_maxTokens;
    std::optional<qint64> m_budget;
    QByteArray m_effort;
};

} // namespace

Written writeBedrockRequest(const ChatRequest &request, const WriteTraits &)
{
    return RequestWriting(request).write();
}

} // namespace Gatehouse::Llm
