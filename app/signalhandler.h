// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace Gatehouse::App {

// The signals of the operating system as Qt signals: a handler may do nearly nothing, so it writes a byte into a socket
// that the event loop reads. Lives on the main thread; one in a process, owned by main().
class SignalHandler final : public QObject
{
    Q_OBJECT
public:
    explicit SignalHandler(QObject *parent = nullptr);
    ~SignalHandler() override; // the signals have their default meaning again

signals:
    void endRequested();    // SIGTERM or SIGINT
    void reloadRequested(); // SIGHUP

private:
    void read();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Gatehouse::App
