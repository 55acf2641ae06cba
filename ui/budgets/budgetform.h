// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class InlineMessage;
class SubjectPicker;

// Makes a budget, or edits one. What is wrong stands at its field, what it will do in a sentence below; the form stays
// open until the gateway has taken the change. GUI only; deletes itself when closed.
class BudgetForm final : public QDialog
{
    Q_OBJECT
public:
    BudgetForm(Engine::Control &control, const Clock &clock, const Budget &budget, QWidget *parent); // id 0 = a new one

signals:
    void saved(Gatehouse::EntityId budgetId);

private:
    void build();
    void fill();
    void save();
    void update();
    [[nodiscard]] bool check();
    [[nodiscard]] Budget edited() const;
    void finish(const Result<Configuration> &result);

    Engine::Control &m_control;
    const Clock &m_clock;
    Budget m_budget;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    SubjectPicker *m_subject;
    QLineEdit *m_amount;
    QLabel *m_amountProblem;
    QComboBox *m_window;
    QComboBox *m_zone;
    QSpinBox *m_hours;
    QComboBox *m_enforcement;
    QComboBox *m_unpriced;
    QLabel *m_sentence;
    InlineMessage *m_message;
    QPushButton *m_save;
};

} // namespace Gatehouse::Ui
