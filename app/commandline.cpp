// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/bootstrap.h"
#include "app/exitcode.h"
#include "gateway/core/base/similar.h"

#include <QDir>
#include <QHostAddress>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

// The subcommand that the arguments have reached.
const CLI::App *deepest(const CLI::App *app)
{
    const auto reached = app->get_subcommands();
    return reached.empty() ? app : deepest(reached.back());
}

// What a person means by an argument that nothing takes.
QString unexpected(const CLI::App &app)
{
    const auto extras = app.remaining(true);
    const auto *command = deepest(&app);
    const QString word = QString::fromStdString(extras.empty() ? std::string() : extras.front());
    QStringList known;
    if (word.startsWith(u'-')) {
        for (const auto *option : command->get_options())
            known.append(QString::fromStdString(option->get_name()));
        return u"There is no option '%1'.%2 See '%3 --help'."_s.arg(
            word.section(u'=', 0, 0), didYouMean(word, known), QString::fromStdString(command->get_display_name()));
    }
    for (const auto *one : command->get_subcommands([](const CLI::App *) { return true; }))
        known.append(QString::fromStdString(one->get_name()));
    return u"'%1' is not expected here.%2 See '%3 --help'."_s.arg(word, didYouMean(word, known),
                                                                  QString::fromStdString(command->get_display_name()));
}

} // namespace

std::optional<int> parseArguments(CLI::App &app, int argc, char **argv)
{
    // CLI11 throws; nothing of it leaves this function.
    try {
        app.parse(argc, argv);
    } catch (const CLI::ExtrasError &) {
        return reportError({.kind = ErrorKind::Usage, .message = unexpected(app), .detail = {}});
    } catch (const CLI::RequiredError &) {
        if (app.remaining_size(true) > 0) // a mistyped command is not a missing one
            return reportError({.kind = ErrorKind::Usage, .message = unexpected(app), .detail = {}});
        const auto *command = deepest(&app);
        print(QString::fromStdString(command->help()));
        return reportError({.kind = ErrorKind::Usage,
                            .message = u"Say what to do: one of the commands above is needed, with "
                                       "everything it requires."_s,
                            .detail = {}});
    } catch (const CLI::ParseError &problem) {
        if (problem.get_exit_code() == 0) { // help and version
            app.exit(problem);
            return static_cast<int>(ExitCode::Ok);
        }
        return reportError(
            {.kind = ErrorKind::Usage, .message = QString::fromUtf8(problem.what()).simplified(), .detail = {}});
    }
    return std::nullopt;
}

Result<Engine::ServeOptions> readListen(const QString &text)
{
    const auto refused = [&text] {
        return fail(ErrorKind::Usage,
                    u"--listen takes ADDRESS:PORT such as 127.0.0.1:8080 or [::1]:8080, not '%1'."_s.arg(text));
    };
    const auto colon = text.lastIndexOf(u':');
    QString address = text.left(std::max<qsizetype>(colon, 0));
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.sliced(1, address.size() - 2);
    bool isNumber = false;
    const auto port = text.sliced(colon + 1).toUShort(&isNumber);
    if (!isNumber || (!address.isEmpty() && QHostAddress(address).isNull() && address != "localhost"_L1))
        return refused();
    Engine::ServeOptions options;
    options.listenPort = port;
    if (!address.isEmpty())
        options.listenAddress = address == "localhost"_L1 ? u"127.0.0.1"_s : address;
    return options;
}

std::expected<ServeArguments, int> readServeArguments(Program program, int argc, char **argv)
{
    const bool isWindow = program == Program::Window;
    CLI::App app(
        isWindow ? "Gatehouse: an AI gateway you can see.\nExample: gatehouse --demo"
                 : "The Gatehouse engine without a window.\nExample: gatehoused --listen 127.0.0.1:8080 --first-run",
        isWindow ? "gatehouse" : "gatehoused");
    std::string data;
    std::string listen;
    std::string config;
    std::string screenshots;
    std::string page;
    std::string appearance;
    int workers = 0;
    ServeArguments arguments;
    app.add_option("--data-dir", data, "Where the store is (default: " + defaultDataDirectory().toStdString() + ")");
    app.add_option("--listen", listen, "ADDRESS:PORT to serve on, for this run; port 0 takes a free one");
    app.add_option("--config", config, "A configuration document to take over at the start and on SIGHUP");
    app.add_option("--workers", workers, "Worker threads; 0 is one a core")->check(CLI::Range(0, 256));
    app.add_flag("--first-run", arguments.firstRun,
                 "On an empty store, make a client and a key and print a request to try");
    app.set_version_flag("--version", GATEHOUSE_VERSION);
    if (isWindow) {
        app.add_flag("--demo", arguments.demo, "A store of its own, the simulator as vendor, traffic that never stops");
        app.add_option("--screenshots", screenshots, "Draw every page into this directory as PNG, then end");
        app.add_option("--page", page,
                       "The page to open, or the only one to draw: overview, requests, clients, providers, settings");
        app.add_option("--appearance", appearance, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    }
    if (const auto code = parseArguments(app, argc, argv))
        return std::unexpected(*code);

    const auto absolute = [](const std::string &path) {
        return path.empty() ? QString() : QDir(QString::fromLocal8Bit(path.c_str())).absolutePath();
    };
    arguments.dataDirectory = data.empty() ? defaultDataDirectory() : absolute(data);
    arguments.configFile = absolute(config);
    arguments.screenshots = absolute(screenshots);
    arguments.page = QString::fromStdString(page);
    arguments.appearance = QString::fromStdString(appearance);
    if (!listen.empty()) {
        const auto options = readListen(QString::fromStdString(listen));
        if (!options)
            return std::unexpected(reportError(options.error()));
        arguments.serve = *options;
    }
    if (workers > 0)
        arguments.serve.workers = workers;
    return arguments;
}

} // namespace Gatehouse::App
