// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/delay.h"

#include <utility>

namespace Gatehouse::Upstream {

Delay::Delay(std::chrono::milliseconds duration)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Delay::finish);
    m_timer.start(duration);
}

void Delay::finish()
{
    m_over = true;
    m_timer.stop();
    // Resumed from the event loop, never from within the caller: the waiter destroys this object.
    if (m_waiter) {
        QMetaObject::invokeMethod(
            this, [waiter = std::exchange(m_waiter, nullptr)] { waiter.resume(); }, Qt::QueuedConnection);
    }
}

} // namespace Gatehouse::Upstream
