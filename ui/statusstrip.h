// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"
#include "ui/common/page.h"

#include <QWidget>

class QLabel;
class QTimer;
class QToolButton;

namespace Gatehouse::Ui {

// The status bar: state, address (click copies), in flight, requests a second, spent today; store size at the right.
// GUI only.
class StatusStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusStrip(const Context &context, QWidget *parent);
    void setStatus(const Engine::EngineStatus &status);
    void setActive(bool active); // asks the store for today's spend only while seen

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void ask();
    QLabel *addFigure(const QString &accessibleName);
    void copyAddress();
    Context m_context;
    QToolButton *m_state;
    QToolButton *m_address;
    QLabel *m_inFlight;
    QLabel *m_rate;
    QLabel *m_today;
    QLabel *m_size;
    QTimer *m_timer;
};

} // namespace Gatehouse::Ui
