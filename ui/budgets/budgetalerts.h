// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/accounting/limitbook.h"
#include "gateway/core/config/entities.h"

#include <QHash>
#include <QObject>

namespace Gatehouse::Ui {

// Tells of each budget when it has passed 50, 80, 95 and 100 %: once in a window, the highest mark alone. A mark counts
// again in the same window when the budget has fallen clearly below it, as after a top-up. What had been passed before
// the window was opened is not told. Takes values; GUI only; owned by the window.
class BudgetAlerts final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void setCounters(const Configuration &configuration, const QList<Accounting::CounterStatus> &counters);

signals:
    void alert(const QString &text, Gatehouse::EntityId budget);

private:
    struct Told {
        int mark = 0; // the highest that was passed and told
        std::optional<Timestamp> resetsAt;
    };
    void look(const Budget &budget, const Accounting::CounterStatus &counter);

    QHash<QString, Told> m_told; // by rule and subject
    bool m_isFirst = true;
};

} // namespace Gatehouse::Ui
