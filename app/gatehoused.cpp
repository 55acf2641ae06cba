// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehoused: the engine without a window.
#include "app/bootstrap.h"
#include "app/commandline.h"
#include "app/configimport.h"
#include "app/exitcode.h"
#include "app/firstrun.h"
#include "app/ownedgateway.h"
#include "app/signalhandler.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

// One run of the daemon: takes the document over, serves, ends on a signal. Lives on the main thread, in main().
class Daemon final : public QObject
{
public:
    Daemon(OwnedGateway &gateway, const ServeArguments &arguments)
        : m_gateway(gateway)
        , m_control(gateway.control())
        , m_arguments(arguments)
    {
        connect(&m_signals, &SignalHandler::endRequested, this, &Daemon::end);
        connect(&m_signals, &SignalHandler::reloadRequested, this, &Daemon::reload);
        connect(&m_control, &Engine::LocalControl::servingStopped, this, [] { QCoreApplication::exit(0); });
    }

    void start()
    {
        if (m_arguments.configFile.isEmpty()) {
            serve();
            return;
        }
        importDocument(m_control, m_arguments.configFile, Engine::Unnamed::Keep, actor(u"import"_s),
                       [this](const Result<QStringList> &result) {
                           if (result)
                               serve();
                           else
                               QCoreApplication::exit(reportError(result.error()));
                       });
    }

private:
    void serve()
    {
        m_control.startServing();
        const auto status = m_control.status();
        if (status.state != Engine::EngineState::Serving) {
            QCoreApplication::exit(reportError({.kind = ErrorKind::Io, .message = status.message, .detail = {}}));
            return;
        }
        print(u"ready %1\n"_s.arg(status.address));
        if (!m_arguments.firstRun)
            return;
        makeFirstClient(m_control, m_gateway.clock().now(), [](const Result<QString> &text) {
            if (text)
                print(*text);
            else
                reportNote(text.error().message);
        });
    }

    // The first signal lets running answers end, the second does not wait for them.
    void end()
    {
        const auto state = m_control.status().state;
        if (std::exchange(m_isEnding, true) || state != Engine::EngineState::Serving) {
            QCoreApplication::exit(0);
            return;
        }
        m_control.stopServing();
    }

    void reload()
    {
        if (m_arguments.configFile.isEmpty()) {
            reportNote(u"SIGHUP reloads the document of --config; there is none."_s);
            return;
        }
        importDocument(m_control, m_arguments.configFile, Engine::Unnamed::Keep, actor(u"import"_s),
                       [](const Result<QStringList> &result) {
                           if (result)
                               reportNote(u"Reloaded: %1 changes."_s.arg(result->size()));
                           else
                               reportNote(result.error().message + u" The configuration is as it was.");
                       });
    }

    OwnedGateway &m_gateway;
    Engine::LocalControl &m_control;
    const ServeArguments &m_arguments;
    SignalHandler m_signals;
    bool m_isEnding = false;
};

int run(int argc, char **argv)
{
    if (const auto prepared = prepareProcess(u"gatehoused"_s); !prepared)
        return reportError(prepared.error());
    const auto arguments = readServeArguments(Program::Daemon, argc, argv);
    if (!arguments)
        return arguments.error();
    QCoreApplication application(argc, argv);
    nameApplication(u"gatehoused"_s);
    auto gateway = OwnedGateway::open(arguments->dataDirectory, arguments->serve, Watch::OnDemand);
    if (!gateway)
        return reportError(gateway.error());
    for (const auto &notice : (*gateway)->notices())
        reportNote(notice);
    Daemon daemon(**gateway, *arguments);
    QMetaObject::invokeMethod(&daemon, &Daemon::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

} // namespace Gatehouse::App

int main(int argc, char **argv)
{
    return Gatehouse::App::run(argc, argv);
}
