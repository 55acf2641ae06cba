// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/page.h"

namespace Gatehouse::Ui {

Page::Page(const Context &context, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(title)
{
    setObjectName(name);
    setAccessibleName(title);
    setBackgroundRole(QPalette::Base); // pages stand on white, the shell around them on the window colour
    setAutoFillBackground(true);
}

void Page::setActive(bool active)
{
    if (active == m_isActive)
        return;
    m_isActive = active;
    active ? activate() : deactivate();
}

} // namespace Gatehouse::Ui
