// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/geminithinking.h"

#include "gateway/core/llm/reasoningeffort.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

namespace {

bool isGemini3(QByteArrayView model)
{
    return model.contains("gemini-3");
}

bool isPro(QByteArrayView model)
{
    return model.contains("pro");
}

bool isOld(QByteArrayView model)
{
    return model.contains("gemini-1") || model.contains("gemini-2.0");
}

void setLevel(GeminiThinking &thinking, QByteArrayView effort, QByteArrayView model)
{
    thinking.level = effort.toByteArray();
    if (effort == "minimal" && isPro(model))
        thinking.level = "low"_ba;
    else if (effort == "medium" && model.contains("gemini-3-pro"))
        thinking.level = "high"_ba;
    else if (effort == "xhigh" || effort == "max")
        thinking.level = "high"_ba;
    else if (effort == "none")
        thinking.level = isPro(model) ? "low"_ba : "minimal"_ba;
    if (thinking.level != effort)
        thinking.change = "the model thinks at level "_ba + thinking.level + " instead";
}

void setBudget(GeminiThinking &thinking, qint64 budget, QByteArrayView model)
{
    qint64 least = 0;
    qint64 most = 32'768;
    if (model.contains("lite")) {
        least = budget == 0 ? 0 : 512;
        most = 24'576;
    } else if (isPro(model)) {
        least = 128;
    } else {
        most = 24'576;
    }
    thinking.budget = std::clamp(budget, least, most);
    if (thinking.budget != budget)
        thinking.change = "the model thinks with a budget of "_ba + QByteArray::number(*thinking.budget) + " instead";
}

bool showsThoughts(const ReasoningWish &wish, Dialect source)
{
    if (!wish.summary.isEmpty())
        return true;
    const bool isOn = wish.mode == ReasoningWish::Mode::On || wish.mode == ReasoningWish::Mode::Adaptive;
    return isOn && source != Dialect::OpenAi && source != Dialect::OpenAiResponses;
}

} // namespace

bool wantsThoughtSignatures(QByteArrayView model)
{
    return isGemini3(model);
}

GeminiThinking geminiThinking(const ReasoningWish &wish, QByteArrayView model, Dialect source)
{
    using Mode = ReasoningWish::Mode;
    GeminiThinking thinking;
    const bool isOff = wish.mode == Mode::Off || wish.effort == "none";
    if (isOld(model)) {
        if (!isOff && (wish.mode != Mode::Unsaid || !wish.effort.isEmpty()))
            thinking.change = "the model does not think"_ba;
        return thinking;
    }
    thinking.includeThoughts = wish.includeText;
    if (!isOff && !wish.includeText && showsThoughts(wish, source))
        thinking.includeThoughts = true;

    const auto effortBudget = reasoningBudget(wish.effort);
    if (isOff) {
        isGemini3(model) ? setLevel(thinking, "none", model) : setBudget(thinking, 0, model);
    } else if (wish.budgetTokens && *wish.budgetTokens > 0) {
        if (isGemini3(model)) {
            setLevel(thinking, reasoningEffort(*wish.budgetTokens), model);
            thinking.change = "the model is told a level, not a budget"_ba;
        } else {
            setBudget(thinking, *wish.budgetTokens, model);
        }
    } else if (effortBudget) {
        isGemini3(model) ? setLevel(thinking, wish.effort, model) : setBudget(thinking, *effortBudget, model);
    } else if (!wish.effort.isEmpty()) {
        thinking.change = "is not a known effort"_ba;
    } else if ((wish.mode == Mode::On || wish.mode == Mode::Adaptive) && !isGemini3(model)) {
        thinking.budget = -1;
    }
    return thinking;
}

} // namespace Gatehouse::Llm
