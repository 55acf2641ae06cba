// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/counter.h"
#include "gateway/core/base/glob.h"

#include <QHash>

#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace Gatehouse::Accounting {

using CounterPtr = std::shared_ptr<Counter>;

// The counters that apply to something, by when they are asked: places and requests before anything is known of the
// cost (stage 3), tokens and money when it is (stage 6). Each list is in the order of the numbers.
struct Counters {
    std::vector<Counter *> places;
    std::vector<Counter *> requests;
    std::vector<Counter *> amounts;
};

// Which counters a request is counted by, for one configuration: prepared, so that asking costs the same for one key
// and for a thousand. Immutable; shared by the workers and kept by the requests.
class CounterIndex final
{
public:
    // What a counter is of: a rule, and whom it counts. Counters with the same identity are the same in every
    // configuration, so that an edit forgets nothing.
    struct Identity {
        EntityKind kind = EntityKind::Limit;
        EntityId rule = 0;
        QString subject;
        auto operator<=>(const Identity &) const = default;
    };
    using Known = std::map<Identity, CounterPtr>;

    // The counters of a configuration: those that are known, with the rule's present numbers, and new ones.
    // `lastNumber` numbers the new ones.
    CounterIndex(const Configuration &configuration, const Known &known, quint64 &lastNumber);

    // By the organisation, the team, the client and the key.
    [[nodiscard]] const Counters &ofKey(EntityId key) const;
    // By the model, as it is asked for with aliases resolved, and by the provider.
    [[nodiscard]] Counters ofModel(const QByteArray &model) const;
    [[nodiscard]] const Counters &ofProvider(EntityId provider) const;
    [[nodiscard]] bool hasProviderCounters() const { return !m_providers.isEmpty(); }

    [[nodiscard]] const Known &all() const { return m_all; }

private:
    struct ModelCounter {
        QByteArray pattern;
        std::vector<Counter *> Counters::*list;
        Counter *counter;
    };

    template <typename Rule>
    void add(const Configuration &configuration, const QList<Rule> &rules, EntityKind kind, const Known &known,
             quint64 &lastNumber);

    Known m_all;
    QHash<EntityId, Counters> m_keys;
    QHash<EntityId, Counters> m_providers;
    std::vector<ModelCounter> m_models;
    Counters m_organisation; // of keys that have nothing else
};

using CounterIndexPtr = std::shared_ptr<const CounterIndex>;

} // namespace Gatehouse::Accounting
