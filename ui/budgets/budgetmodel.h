// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budgets/rulemodel.h"

namespace Gatehouse::Ui {

// The budgets with what is spent, held and left of each.
class BudgetModel final : public RuleModel
{
    Q_OBJECT
public:
    enum Column {
        StateColumn,
        SubjectColumn,
        NameColumn,
        WindowColumn,
        UseColumn,
        SpentColumn,
        HeldColumn,
        LimitColumn,
        LeftColumn,
        ResetColumn,
        ColumnCount
    };

    using RuleModel::RuleModel;

    void setConfiguration(const Configuration &configuration, Timestamp now);
    [[nodiscard]] std::optional<Budget> budget(EntityId id) const;

    [[nodiscard]] bool isOwn(const Accounting::CounterStatus &counter) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const Row &row, const Budget &budget, int column) const;
    [[nodiscard]] static Fullness stateOf(const Row &row, const Budget &budget);

    QList<Budget> m_budgets;
    Timestamp m_now = {};
};

} // namespace Gatehouse::Ui
