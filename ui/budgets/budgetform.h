// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "ui/common/formdialog.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace Gatehouse::Ui {

class SubjectPicker;

// Makes a budget, or edits one. What is wrong stands at its field, what it will do in a sentence below; the form stays
// open until the gateway has taken the change. GUI only; deletes itself when closed.
class BudgetForm final : public FormDialog
{
    Q_OBJECT
public:
    BudgetForm(Engine::Control &control, const Clock &clock, const Budget &budget, QWidget *parent); // id 0 = a new one

signals:
    void saved(Gatehouse::EntityId budgetId);

protected:
    void save() override;
    void stored(const Configuration &configuration) override;

private:
    void build();
    void fill();
    void update();
    [[nodiscard]] bool check();
    [[nodiscard]] Budget edited() const;

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
    QComboBox *m_downgrade;
    QSpinBox *m_downgradeAt;
    QLabel *m_sentence;
};

} // namespace Gatehouse::Ui
