// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/limitbook.h"
#include "gateway/core/config/entities.h"
#include "ui/common/roles.h"

#include <QList>
#include <QString>

namespace Gatehouse::Ui {

// A budget as the Overview shows it: how full it is, and where that leads within its own window.
struct BudgetRisk {
    EntityId budget = 0;
    QString subject; // "Client ci"
    QString window;  // "Month"
    Money used = {}; // spent and held
    Money limit = {};
    Bar bar = {};
    double fullness = 0;
    QString outlook; // "Runs out 20 Nov", "59 % at reset, 1 Dec"; empty where nothing can be said
    Tone tone = Tone::Neutral;
    bool operator==(const BudgetRisk &) const = default;
};

// The budgets that are nearest to their end, the fullest first, at most `limit` of them. The outlook goes on as the
// window has gone so far, and says nothing before a twentieth of it has passed. Pure.
[[nodiscard]] QList<BudgetRisk> budgetRisks(const Configuration &configuration,
                                            const QList<Accounting::CounterStatus> &counters, Timestamp now,
                                            qsizetype limit);

} // namespace Gatehouse::Ui
