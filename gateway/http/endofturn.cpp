// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/endofturn.h"

#include <QCoreApplication>
#include <QEvent>

namespace Gatehouse::Http {

void EndOfTurn::request()
{
    if (std::exchange(m_isRequested, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool EndOfTurn::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_isRequested = false;
    m_work();
    return true;
}

} // namespace Gatehouse::Http
