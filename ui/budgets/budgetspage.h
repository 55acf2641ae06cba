// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

class QSplitter;
class QTimer;

namespace Gatehouse::Ui {

class BudgetModel;
class InlineMessage;
class LimitModel;
class PageHeader;
class Removals;
class RulesPanel;

// Budgets & Limits: what may be spent and how often, by whom, and how each stands at this moment. GUI only.
class BudgetsPage final : public Page
{
    Q_OBJECT
public:
    explicit BudgetsPage(const Context &context, QWidget *parent = nullptr);
    ~BudgetsPage() override;

    void reload() override;
    void showEntity(qint64 id) override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    void preparePicture() override;

protected:
    void activate() override;
    void deactivate() override;

private:
    void connectPanels();
    void updateFromConfiguration();
    void updateCounters();
    void updateSubtitle();
    void editBudget(EntityId id); // 0 = a new one
    [[nodiscard]] Store::RequestFilter requestsOf(const Budget &budget) const;
    void editLimit(EntityId id);
    void apply(const Change &change);
    void showError(const QString &what, const Error &error);

    BudgetModel *m_budgets;
    LimitModel *m_limits;
    Removals *m_removals;
    QTimer *m_tick;
    PageHeader *m_header;
    InlineMessage *m_message;
    QSplitter *m_splitter;
    RulesPanel *m_budgetPanel;
    RulesPanel *m_limitPanel;
};

} // namespace Gatehouse::Ui
