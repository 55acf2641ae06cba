// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accounting/limitbook.h"

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse::Accounting {

namespace {

// Slots in which what a rolling budget begins with is read: as many as it is counted in.
constexpr int SlotsOfRolling = 60;

// The budgets that have to be told what was spent: those whose counters are new.
std::vector<Counter *> newBudgets(const CounterIndex &index, const CounterIndex &before)
{
    std::vector<Counter *> counters;
    for (const auto &[identity, counter] : index.all()) {
        const auto known = before.all().find(identity);
        if (identity.kind == EntityKind::Budget && (known == before.all().end() || known->second != counter))
            counters.push_back(counter.get());
    }
    return counters;
}

// The counters that a charge of the past belongs to.
std::vector<Counter *> countersOf(const CounterIndex &index, const Configuration &configuration, const Spend &spend)
{
    QByteArray model = spend.model;
    for (const Alias &alias : configuration.aliases) {
        if (alias.name.toUtf8() == model)
            model = alias.model.toUtf8();
    }
    std::vector<Counter *> counters = index.ofKey(spend.keyId).amounts;
    std::ranges::copy(index.ofModel(model).amounts, std::back_inserter(counters));
    std::ranges::copy(index.ofProvider(spend.providerId).amounts, std::back_inserter(counters));
    return counters;
}

CounterStatus statusOf(const CounterIndex::Identity &identity, Counter &counter, const Moment &now)
{
    CounterStatus status{.kind = identity.kind, .rule = identity.rule, .subject = counter.subject, .resetsAt = {}};
    const std::scoped_lock lock(counter.mutex);
    if (auto *rate = std::get_if<RateCount>(&counter.count)) {
        status.limit = rate->limit.amount;
        status.used = rate->window.used(rate->rate(), now.monotonic);
    } else if (const auto *places = std::get_if<PlaceCount>(&counter.count)) {
        status.limit = places->limit.amount;
        status.used = places->taken;
    } else if (auto *money = std::get_if<MoneyCount>(&counter.count)) {
        money->account.advance(money->terms(), now.wall);
        status.limit = money->terms().availableAt(now.wall).nanos();
        status.used = money->account.spent().nanos();
        status.held = money->account.held().nanos();
        if (money->budget.window.kind < Limits::WindowKind::Lifetime)
            status.resetsAt = money->account.window().end;
    }
    return status;
}

double fullness(const CounterStatus &status)
{
    return static_cast<double>(status.used + status.held) / static_cast<double>(std::max<qint64>(status.limit, 1));
}

} // namespace

LimitBook::LimitBook()
    : m_index(std::make_shared<CounterIndex>(Configuration(), CounterIndex::Known(), m_lastNumber))
{}

Result<void> LimitBook::setConfiguration(const Configuration &configuration, const Moment &now,
                                         const SpendReader &spend)
{
    const CounterIndexPtr before = index();
    const auto made = std::make_shared<const CounterIndex>(configuration, before->all(), m_lastNumber);
    // Budgets of windows that begin at one time are read together.
    std::map<std::pair<Timestamp, std::chrono::microseconds>, std::vector<Counter *>> readings;
    for (Counter *counter : newBudgets(*made, *before)) {
        const std::scoped_lock lock(counter->mutex);
        auto &money = std::get<MoneyCount>(counter->count);
        money.account.advance(money.terms(), now.wall);
        const bool isRolling = money.budget.window.kind == Limits::WindowKind::Rolling;
        const std::chrono::microseconds slot = isRolling ? money.budget.window.length : std::chrono::seconds(0);
        readings[{money.account.window().begin, slot / SlotsOfRolling}].push_back(counter);
    }
    Result<void> result;
    for (const auto &[reading, counters] : readings) {
        const auto rows = spend(reading.first, reading.second);
        if (!rows) {
            result = std::unexpected(rows.error());
            break;
        }
        for (const Spend &row : *rows) {
            for (Counter *counter : countersOf(*made, configuration, row)) {
                if (!std::ranges::contains(counters, counter))
                    continue;
                const std::scoped_lock lock(counter->mutex);
                auto &money = std::get<MoneyCount>(counter->count);
                money.account.restore(row.cost, money.terms(), row.time);
            }
        }
    }
    const std::scoped_lock lock(m_mutex);
    m_index = made;
    return result;
}

CounterIndexPtr LimitBook::index() const
{
    const std::scoped_lock lock(m_mutex);
    return m_index;
}

QList<CounterStatus> LimitBook::status(const Moment &now, qsizetype limit) const
{
    const CounterIndexPtr counters = index();
    QList<CounterStatus> list;
    for (const auto &[identity, counter] : counters->all())
        list.append(statusOf(identity, *counter, now));
    std::ranges::stable_sort(list, std::ranges::greater(), fullness);
    list.resize(std::min(list.size(), limit));
    return list;
}

QList<CounterStatus> statusOfKey(const CounterIndex &index, EntityId key, const Moment &now)
{
    const Counters &counters = index.ofKey(key);
    QList<CounterStatus> list;
    for (const auto &[identity, counter] : index.all()) {
        const auto isAmong = [&counter](const std::vector<Counter *> &those) {
            return std::ranges::contains(those, counter.get());
        };
        if (isAmong(counters.places) || isAmong(counters.requests) || isAmong(counters.amounts))
            list.append(statusOf(identity, *counter, now));
    }
    return list;
}

} // namespace Gatehouse::Accounting
