// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/config/entities.h"
#include "ui/common/formdialog.h"

class QDateTimeEdit;
class QLabel;
class QLineEdit;

namespace Gatehouse::Ui {

// More for a budget until a time, with a reason; who gave it is in the record of changes. GUI only; deletes itself when
// closed.
class TopUpForm final : public FormDialog
{
    Q_OBJECT
public:
    TopUpForm(Engine::Control &control, const Clock &clock, const Budget &budget, QWidget *parent);

protected:
    void save() override;

private:
    void build();
    [[nodiscard]] bool check();
    void update();
    [[nodiscard]] Timestamp until() const;

    const Clock &m_clock;
    Budget m_budget;
    QLineEdit *m_amount;
    QLabel *m_amountProblem;
    QDateTimeEdit *m_until;
    QLabel *m_untilProblem;
    QLineEdit *m_reason;
    QLabel *m_reasonProblem;
    QLabel *m_sentence;
};

} // namespace Gatehouse::Ui
