// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboard/budgetrisk.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace Gatehouse::Ui {

class BudgetRiskList;

// The budgets that are nearest to their end, for the Overview. GUI only.
class BudgetsAtRisk final : public QWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype Most = 5;

    explicit BudgetsAtRisk(QWidget *parent);

    void setRisks(const QList<BudgetRisk> &risks, qsizetype budgets); // of so many budgets

signals:
    void opened(Gatehouse::EntityId budget); // 0 = all of them

private:
    QToolButton *m_all;
    QStackedWidget *m_pages;
    BudgetRiskList *m_list;
};

// The rows of it, painted: each has its name, money, bar and outlook, and can be clicked or chosen by key.
class BudgetRiskList final : public QWidget
{
    Q_OBJECT
public:
    explicit BudgetRiskList(QWidget *parent);

    void setRisks(const QList<BudgetRisk> &risks);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void activated(Gatehouse::EntityId budget);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintRow(QPainter &painter, const BudgetRisk &risk, const QRect &rect) const;

    QList<BudgetRisk> m_risks;
    int m_current = 0;
};

} // namespace Gatehouse::Ui
