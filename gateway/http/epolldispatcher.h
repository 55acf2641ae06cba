// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <memory>

namespace Gatehouse::Http {

// An event dispatcher for worker threads on Linux whose cost does not grow with the number of idle connections (DESIGN
// 6). For QThread::setEventDispatcher, before the thread starts; the thread owns it. Where there is no epoll, nullptr:
// Qt's own is used.
[[nodiscard]] std::unique_ptr<QAbstractEventDispatcher> makeEpollDispatcher();

} // namespace Gatehouse::Http
