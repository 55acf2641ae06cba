// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

namespace Gatehouse::Ui {

MainWindow::MainWindow(const Context &context, Theme &theme, const QList<PageEntry> &pages)
{
    Q_UNUSED(context) Q_UNUSED(theme) Q_UNUSED(pages)
}

} // namespace Gatehouse::Ui
