// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/counterindex.h"
#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace Gatehouse::Accounting {

// A sum of charges, by what budgets go by.
struct Spend {
    Timestamp time = {}; // of one of them; the slot's where it was asked for in slots
    EntityId clientId = 0;
    EntityId keyId = 0;
    EntityId providerId = 0;
    QByteArray model; // as it was asked for
    Money cost = {};
};

// Where a budget that is new here, or after a start, learns what has been spent in its window: charges from a time on,
// summed up in slots of so long (0 = all together).
using SpendReader = std::function<Result<QList<Spend>>(Timestamp from, std::chrono::microseconds slot)>;

// How one counter stands, for the window and for GET /v1/gatehouse/key.
struct CounterStatus {
    EntityKind kind = EntityKind::Limit;
    EntityId rule = 0;
    QString subject;  // "client:ci"
    qint64 limit = 0; // of a budget in nano-dollars, top-up and carry-over included
    qint64 used = 0;
    qint64 held = 0;
    std::optional<Timestamp> resetsAt = {}; // of a calendar's window
    bool operator==(const CounterStatus &) const = default;
};

// All counters of limits and budgets, and which of them apply to whom. Thread-safe; owned by the engine, which tells it
// of every configuration; the workers take the index for each request.
class LimitBook final
{
public:
    LimitBook();

    // From now on requests are counted by this configuration. Counters of rules that were there before go on. Budgets
    // that are new are told what was spent in their window; what cannot be read is an error, and the configuration is
    // counted from zero.
    [[nodiscard]] Result<void> setConfiguration(const Configuration &configuration, const Moment &now,
                                                const SpendReader &spend);

    [[nodiscard]] CounterIndexPtr index() const;

    // Of all counters, those that are nearest to their limit first, at most `limit` of them.
    [[nodiscard]] QList<CounterStatus> status(const Moment &now, qsizetype limit) const;

private:
    mutable std::mutex m_mutex; // of the two below
    CounterIndexPtr m_index;
    quint64 m_lastNumber = 0;
};

// Of the counters that apply to a key.
[[nodiscard]] QList<CounterStatus> statusOfKey(const CounterIndex &index, EntityId key, const Moment &now);

} // namespace Gatehouse::Accounting
