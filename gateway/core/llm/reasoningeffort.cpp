// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/reasoningeffort.h"

#include <algorithm>
#include <array>

namespace Gatehouse::Llm {

namespace {

struct Row {
    QByteArrayView effort;
    qint64 budget;
};

constexpr std::array Rows = {Row{"none", 0},      Row{"minimal", 1'024}, Row{"low", 1'024}, Row{"medium", 8'192},
                             Row{"high", 24'576}, Row{"xhigh", 32'768},  Row{"max", 32'768}};

// Budgets are nearer to the effort before a bound than to the one behind it: the bounds are the geometric means.
struct Bound {
    qint64 budget;
    QByteArrayView effort;
};
constexpr std::array Bounds = {Bound{0, "none"}, Bound{2'896, "low"}, Bound{14'189, "medium"}, Bound{28'377, "high"}};

} // namespace

std::optional<qint64> reasoningBudget(QByteArrayView effort)
{
    const auto found = std::ranges::find(Rows, effort, &Row::effort);
    return found == Rows.end() ? std::nullopt : std::optional(found->budget);
}

QByteArray reasoningEffort(qint64 budgetTokens)
{
    for (const Bound &bound : Bounds) {
        if (budgetTokens <= bound.budget)
            return bound.effort.toByteArray();
    }
    return "xhigh";
}

} // namespace Gatehouse::Llm
