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

// Makes a rate limit, or edits one; as BudgetForm. GUI only; deletes itself when closed.
class LimitForm final : public QDialog
{
    Q_OBJECT
public:
    LimitForm(Engine::Control &control, const Limit &limit, QWidget *parent); // id 0 = a new one

signals:
    void saved(Gatehouse::EntityId limitId);

private:
    void build();
    void fill();
    void save();
    void update();
    [[nodiscard]] bool check();
    [[nodiscard]] Limit edited() const;
    void finish(const Result<Configuration> &result);

    Engine::Control &m_control;
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
    InlineMessage *m_message;
    QPushButton *m_save;
};

} // namespace Gatehouse::Ui
