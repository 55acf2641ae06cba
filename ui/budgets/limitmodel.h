// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budgets/rulemodel.h"

namespace Gatehouse::Ui {

// The limits on requests, tokens and concurrency, with what is used of each at this moment.
class LimitModel final : public RuleModel
{
    Q_OBJECT
public:
    enum Column { StateColumn, SubjectColumn, NameColumn, UnitColumn, LimitColumn, UseColumn, UsedColumn, ColumnCount };

    using RuleModel::RuleModel;

    void setConfiguration(const Configuration &configuration);
    [[nodiscard]] std::optional<Limit> limit(EntityId id) const;

    [[nodiscard]] bool isOwn(const Accounting::CounterStatus &counter) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QVariant text(const Row &row, const Limit &limit, int column);
    [[nodiscard]] static Fullness stateOf(const Row &row);

    QList<Limit> m_limits;
};

} // namespace Gatehouse::Ui
