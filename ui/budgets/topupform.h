// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/config/entities.h"

#include <QDialog>

class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class InlineMessage;

// More for a budget until a time, with a reason; who gave it is in the record of changes. GUI only; deletes itself when
// closed.
class TopUpForm final : public QDialog
{
    Q_OBJECT
public:
    TopUpForm(Engine::Control &control, const Clock &clock, const Budget &budget, QWidget *parent);

private:
    void build();
    [[nodiscard]] bool check();
    void update();
    void save();
    void finish(const Result<Configuration> &result);
    [[nodiscard]] Timestamp until() const;

    Engine::Control &m_control;
    const Clock &m_clock;
    Budget m_budget;
    QLineEdit *m_amount;
    QLabel *m_amountProblem;
    QDateTimeEdit *m_until;
    QLabel *m_untilProblem;
    QLineEdit *m_reason;
    QLabel *m_reasonProblem;
    QLabel *m_sentence;
    InlineMessage *m_message;
    QPushButton *m_save;
};

} // namespace Gatehouse::Ui
