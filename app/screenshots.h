// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

namespace Gatehouse::Ui {
class MainWindow;
}

namespace Gatehouse::App {

// Draws the pages of the window, light and dark, into PNG files: "overview-light.png". Lives on the main thread; owned
// by main().
class Screenshots final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QString directory;
        QString page;       // "requests"; empty = every page
        QString appearance; // "light", "dark"; empty = both
    };
    Screenshots(Ui::MainWindow &window, Ui::Theme &theme, Options options);

    void start();

signals:
    void finished(bool isComplete); // false: a picture could not be written

private:
    struct Picture {
        QString page; // "page.requests"
        Ui::Appearance appearance;
    };
    void next();
    void prepare();
    void take();

    Ui::MainWindow &m_window;
    Ui::Theme &m_theme;
    Options m_options;
    QList<Picture> m_pictures; // still to be taken; the first is being taken
    QTimer m_timer;
};

} // namespace Gatehouse::App
