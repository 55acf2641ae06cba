// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signalhandler.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace Gatehouse::App {

namespace {

std::array<int, 2> sockets{-1, -1}; // the handler can reach nothing else
constexpr std::array Handled{SIGTERM, SIGINT, SIGHUP};

extern "C" void forwardSignal(int number)
{
    const int error = errno;
    const char byte = static_cast<char>(number);
    // A full socket means that a signal of the kind waits already.
    [[maybe_unused]] const auto written = ::write(sockets[0], &byte, 1);
    errno = error;
}

void handleAll(void (*handler)(int))
{
    for (const int number : Handled) {
        struct sigaction action = {};
        action.sa_handler = handler;
        sigemptyset(&action.sa_mask);
        action.sa_flags = SA_RESTART;
        sigaction(number, &action, nullptr);
    }
}

} // namespace

SignalHandler::SignalHandler(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, sockets.data()) != 0)
        return; // then a signal ends the process as if this were not here
    m_notifier = std::make_unique<QSocketNotifier>(sockets[1], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SignalHandler::read);
    handleAll(forwardSignal);
    std::signal(SIGPIPE, SIG_IGN);
}

SignalHandler::~SignalHandler()
{
    handleAll(SIG_DFL);
    m_notifier.reset();
    for (int &socket : sockets) {
        if (socket >= 0)
            ::close(socket);
        socket = -1;
    }
}

void SignalHandler::read()
{
    char byte = 0;
    while (::read(sockets[1], &byte, 1) == 1) {
        if (byte == SIGHUP)
            emit reloadRequested();
        else
            emit endRequested();
    }
}

} // namespace Gatehouse::App
