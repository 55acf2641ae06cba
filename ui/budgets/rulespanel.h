// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;

namespace Gatehouse::Ui {

class EmptyState;
class RuleModel;
class TableView;

// A table of limits or of budgets with what can be done with them. GUI only; owned by the page, as is the model.
class RulesPanel final : public QWidget
{
    Q_OBJECT
public:
    struct Words {
        QString name; // objectName: "budgets"
        QString title;
        QString add; // "New budget…"
        QString emptyTitle;
        QString emptySentence;
        QString icon;
    };
    RulesPanel(RuleModel &model, const Words &words, QWidget *parent);

    [[nodiscard]] TableView *table() const { return m_table; }
    // A further button before the others, that is for the chosen rule.
    void addButton(QPushButton *button);
    void select(EntityId rule);
    [[nodiscard]] EntityId selected() const; // 0 = none

signals:
    void addRequested();
    void editRequested(Gatehouse::EntityId rule);
    void removeRequested(Gatehouse::EntityId rule);
    void enableRequested(Gatehouse::EntityId rule, bool enabled);

private:
    void updateButtons();

    RuleModel &m_model;
    TableView *m_table;
    QStackedWidget *m_pages;
    QHBoxLayout *m_bar;
    QList<QPushButton *> m_forChosen; // enabled while a rule is chosen
    QPushButton *m_edit;
    QPushButton *m_enable;
    QPushButton *m_remove;
};

} // namespace Gatehouse::Ui
