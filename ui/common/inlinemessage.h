// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colours.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace Gatehouse::Ui {

// What happened, to whom, and what to do, in place: bold start, sentence, buttons, close. 36 px; grows with its text.
// Never modal. GUI only.
class InlineMessage final : public QWidget
{
    Q_OBJECT
public:
    explicit InlineMessage(QWidget *parent = nullptr);

    enum class Closing : quint8 { Closable, Stays };
    // Shows the message; `what` is bold. Buttons of an earlier message go.
    void showMessage(Tone tone, const QString &what, const QString &rest = {}, Closing closing = Closing::Closable);
    QPushButton *addButton(const QString &text); // owned by the message
    void clear();                                // hides it

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Info;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QToolButton *m_close;
};

} // namespace Gatehouse::Ui
