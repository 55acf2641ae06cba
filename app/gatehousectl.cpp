// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl: the store and the running gateway from the command line.
#include "app/bootstrap.h"
#include "app/commandline.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/exitcode.h"

#include <QCoreApplication>
#include <QDir>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

int run(int argc, char **argv)
{
    if (const auto prepared = prepareProcess(u"gatehousectl"_s); !prepared)
        return reportError(prepared.error());
    QCoreApplication application(argc, argv);
    nameApplication(u"gatehousectl"_s);
    CLI::App app("Look at and change a Gatehouse store; a running gateway takes changes over at once.\n"
                 "Examples:\n"
                 "  gatehousectl clients add docs-search\n"
                 "  gatehousectl keys create docs-search\n"
                 "  gatehousectl usage --by model --since 7d --json",
                 "gatehousectl");
    CtlSession session;
    CtlAction action;
    std::string data;
    app.add_option("--data-dir", data, "Where the store is (default: " + defaultDataDirectory().toStdString() + ")");
    app.add_flag("--json", session.isJson, "Print data as JSON");
    app.set_version_flag("--version", GATEHOUSE_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // --json and --data-dir may stand anywhere
    addConfigCommands(app, session, action);
    addClientCommands(app, session, action);
    addProviderCommands(app, session, action);
    addModelCommands(app, session, action);
    addPriceCommands(app, session, action);
    addUsageCommands(app, session, action);
    addRequestCommands(app, session, action);
    addRuleCommands(app, session, action);
    addStoreCommands(app, session, action);
    addTranslateCommands(app, session, action);
    if (const auto code = parseArguments(app, argc, argv))
        return *code;

    session.dataDirectory =
        data.empty() ? defaultDataDirectory() : QDir(QString::fromLocal8Bit(data.c_str())).absolutePath();
    const auto result = action();
    return result ? *result : reportError(result.error());
}

} // namespace

} // namespace Gatehouse::App

int main(int argc, char **argv)
{
    return Gatehouse::App::run(argc, argv);
}
