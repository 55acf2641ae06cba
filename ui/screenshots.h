// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"

#include <QObject>
#include <QString>

#include <functional>

class QTimer;

namespace Gatehouse::Ui {

class MainWindow;
class Questions;
class Theme;

// Pictures of every page, light and dark, 1440 x 900: DIR/01-overview-light.png and so on. Waits until the store has answered each page.
// GUI only; the window, theme and questions outlive it.
class Screenshots final : public QObject
{
    Q_OBJECT
public:
    Screenshots(MainWindow &window, Theme &theme, const Questions &questions, const QString &directory, QObject *parent = nullptr);
    // Calls `done` once: after the last picture, or with what could not be written.
    void start(std::function<void(Result<void>)> done);

private:
    void next();
    void poll();
    void grab();
    void finish(Result<void> result);
    MainWindow &m_window;
    Theme &m_theme;
    const Questions &m_questions;
    QString m_directory;
    QTimer *m_timer;
    int m_position = -1; // pages light, then pages dark
    int m_quietPolls = 0;
    int m_polls = 0;
    std::function<void(Result<void>)> m_done;
};

} // namespace Gatehouse::Ui
