// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/rulemodel.h"

#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

namespace {

// Where a budget begins to worry, and where it has to be looked at (FEATURES 1.7).
constexpr double AlertFrom = 0.95;

} // namespace

void RuleModel::setCounters(const QList<Accounting::CounterStatus> &counters)
{
    m_counters.clear();
    for (const Accounting::CounterStatus &counter : counters) {
        if (isOwn(counter))
            m_counters.append(counter);
    }
    update();
}

void RuleModel::setRules(std::vector<Rule> rules)
{
    m_rules = std::move(rules);
    update();
}

void RuleModel::update()
{
    std::vector<Row> rows;
    for (const Rule &rule : m_rules) {
        const std::size_t first = rows.size();
        for (const Accounting::CounterStatus &counter : std::as_const(m_counters)) {
            if (counter.rule == rule.id && rule.isEnabled)
                rows.push_back({.rule = rule.id, .isEnabled = true, .subject = counter.subject, .counter = counter});
        }
        if (rows.size() == first)
            rows.push_back({.rule = rule.id, .isEnabled = rule.isEnabled, .subject = {}, .counter = {}});
        // Counters come the fullest first; a row keeps its place.
        std::sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                  [](const Row &a, const Row &b) { return a.subject.localeAwareCompare(b.subject) < 0; });
    }
    const bool isSame = std::ranges::equal(rows, m_rows, [](const Row &a, const Row &b) {
        return a.rule == b.rule && a.subject == b.subject && a.isEnabled == b.isEnabled;
    });
    if (!isSame) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool hasChanged = rows[i] != m_rows[i];
        m_rows[i] = rows[i];
        if (hasChanged)
            emit dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), columnCount() - 1));
    }
}

int RuleModel::rowOf(EntityId rule) const
{
    const auto found = std::ranges::find(m_rows, rule, &Row::rule);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int RuleModel::nearlyFullCount() const
{
    return static_cast<int>(
        std::ranges::count_if(m_rows, [](const Row &row) { return row.counter && fullnessOf(row) >= NearlyFull; }));
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

double RuleModel::fullnessOf(const Row &row)
{
    return row.counter ? Ui::fullnessOf(*row.counter) : 0;
}

double fullnessOf(const Accounting::CounterStatus &counter)
{
    const auto used = static_cast<double>(counter.used + counter.held);
    if (counter.limit <= 0)
        return used > 0 ? 1.0 : 0.0;
    return used / static_cast<double>(counter.limit);
}

Fullness fullnessBadge(bool isEnabled, double fullness, const QString &fullText, Tone fullTone)
{
    if (!isEnabled)
        return {.tone = Tone::Neutral, .text = Tr::tr("Off")};
    if (fullness >= 1.0)
        return {.tone = fullTone, .text = fullText};
    if (fullness >= AlertFrom)
        return {.tone = Tone::Error, .text = Tr::tr("Nearly used up")};
    if (fullness >= NearlyFull)
        return {.tone = Tone::Warning, .text = Tr::tr("Running low")};
    return {.tone = Tone::Ok, .text = Tr::tr("OK")};
}

} // namespace Gatehouse::Ui
