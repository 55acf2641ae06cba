// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages.h"

#include <QMainWindow>

namespace Gatehouse::Ui {

class Theme;

// The window: it arranges pages and shows the state of the gateway, nothing else. GUI only; owned by the program.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const Context &context, Theme &theme, const QList<PageEntry> &pages = allPages());
};

} // namespace Gatehouse::Ui
