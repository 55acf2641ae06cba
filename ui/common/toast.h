// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QTimer;
class QToolButton;

namespace Gatehouse::Ui {

// A note at the bottom of the window that goes by itself after ten seconds, with Undo where there is something to undo.
// GUI only.
class Toast final : public QWidget
{
    Q_OBJECT
public:
    explicit Toast(QWidget *parent);
    void showNotice(const QString &text, std::function<void()> undo);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; // stays at its parent's lower edge

private:
    void place();
    QLabel *m_text;
    QToolButton *m_undoButton;
    QTimer *m_timer;
    std::function<void()> m_undo;
};

} // namespace Gatehouse::Ui
