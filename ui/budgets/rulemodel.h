// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/limitbook.h"
#include "gateway/core/config/entities.h"
#include "ui/common/roles.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace Gatehouse::Ui {

// Limits or budgets, a row for each subject that one counts by itself, with how it stands. Takes values; a change of
// the numbers touches only the rows it is about, so that selection and scroll position survive live data. GUI only;
// owned by the page.
class RuleModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum OwnRoles {
        IdRole = OwnRole, // EntityId of the rule
        EnabledRole,
        FullnessRole, // double: what is used and held, of the limit; absent where nothing is counted
    };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] virtual bool isOwn(const Accounting::CounterStatus &counter) const = 0;
    void setCounters(const QList<Accounting::CounterStatus> &counters);
    [[nodiscard]] int rowOf(EntityId rule) const; // the first; -1 = none
    [[nodiscard]] int nearlyFullCount() const;    // rows from 80 % on

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;

protected:
    struct Row {
        EntityId rule = 0;
        bool isEnabled = true;
        QString subject; // the counter's label; empty = nothing is counted yet
        std::optional<Accounting::CounterStatus> counter;
        bool operator==(const Row &) const = default;
    };
    // A rule as it stands in the configuration.
    struct Rule {
        EntityId id = 0;
        bool isEnabled = true;
    };

    void setRules(std::vector<Rule> rules);
    [[nodiscard]] const Row &rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] static double fullnessOf(const Row &row);

private:
    void update();

    std::vector<Rule> m_rules;
    QList<Accounting::CounterStatus> m_counters;
    std::vector<Row> m_rows;
};

// What is used and held, of the limit; 1 = all of it. From NearlyFull on it is shown as a risk everywhere.
inline constexpr double NearlyFull = 0.8;
[[nodiscard]] double fullnessOf(const Accounting::CounterStatus &counter);

// How full something is, as a badge says it: the word and its meaning. Never told by colour alone.
struct Fullness {
    Tone tone = Tone::Ok;
    QString text;
};
[[nodiscard]] Fullness fullnessBadge(bool isEnabled, double fullness, const QString &fullText, Tone fullTone);

} // namespace Gatehouse::Ui
