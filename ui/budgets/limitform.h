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

// Makes a rate limit, or edits one; as BudgetForm. GUI only; deletes itself when closed.
class LimitForm final : public FormDialog
{
    Q_OBJECT
public:
    LimitForm(Engine::Control &control, const Limit &limit, QWidget *parent); // id 0 = a new one

signals:
    void saved(Gatehouse::EntityId limitId);

protected:
    void save() override;
    void stored(const Configuration &configuration) override;

private:
    void build();
    void fill();
    void update();
    [[nodiscard]] bool check();
    [[nodiscard]] Limit edited() const;

    Limit m_limit;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    SubjectPicker *m_subject;
    QComboBox *m_unit;
    QLineEdit *m_amount;
    QLabel *m_amountProblem;
    QSpinBox *m_period;
    QComboBox *m_periodUnit;
    QWidget *m_periodRow;
    QLabel *m_periodLabel = nullptr;
    QSpinBox *m_queue;
    QSpinBox *m_wait;
    QWidget *m_queueRow;
    QLabel *m_queueLabel = nullptr;
    QLabel *m_sentence;
};

} // namespace Gatehouse::Ui
