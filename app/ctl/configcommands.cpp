// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl config: the configuration as a document.
#include "app/bootstrap.h"
#include "app/configimport.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/exitcode.h"

#include <QSaveFile>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct ConfigOptions {
    std::string file;
    bool prune = false;
    bool dryRun = false;
};

int printChanges(const CtlSession &session, const QStringList &texts)
{
    if (session.isJson)
        printJson(QJsonObject{{u"changes"_s, QJsonArray::fromStringList(texts)}});
    else
        print(texts.isEmpty() ? u"No changes.\n"_s : texts.join(u'\n') + u'\n');
    return static_cast<int>(ExitCode::Ok);
}

Result<int> diff(CtlSession &session, const ConfigOptions &options)
{
    const auto path = QString::fromLocal8Bit(options.file.c_str());
    GH_TRY(const auto bytes, readDocument(path));
    GH_TRY(const auto document, Engine::ConfigDocument::parse(bytes, path));
    GH_TRY(const auto current, session.configuration());
    GH_TRY(const auto plan, document.plan(current, options.prune ? Engine::Unnamed::Remove : Engine::Unnamed::Keep));
    return printChanges(session, plan.texts);
}

Result<int> import(CtlSession &session, const ConfigOptions &options)
{
    if (options.dryRun)
        return diff(session, options);
    // Read before anything is touched: a broken document must not even make a store.
    const auto path = QString::fromLocal8Bit(options.file.c_str());
    if (path != "-"_L1) {
        GH_TRY(const auto bytes, readDocument(path));
        GH_CHECK(Engine::ConfigDocument::parse(bytes, path));
    }
    GH_TRY(auto *const control, session.control());
    GH_TRY(const auto texts, waitFor<Result<QStringList>>([&](auto answer) {
               importDocument(*control, path, options.prune ? Engine::Unnamed::Remove : Engine::Unnamed::Keep,
                              actor(u"import"_s), std::move(answer));
           }));
    return printChanges(session, texts);
}

Result<int> exportTo(CtlSession &session, const ConfigOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    const auto yaml = Engine::ConfigDocument::written(configuration);
    if (options.file.empty() || options.file == "-") {
        print(QString::fromUtf8(yaml));
        return static_cast<int>(ExitCode::Ok);
    }
    QSaveFile file(QString::fromLocal8Bit(options.file.c_str()));
    if (!file.open(QIODevice::WriteOnly) || file.write(yaml) != yaml.size() || !file.commit())
        return fail(ErrorKind::Io, u"'%1' cannot be written: %2."_s.arg(file.fileName(), file.errorString()));
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

void addConfigCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<ConfigOptions>();
    auto *config = app.add_subcommand("config", "The configuration as one YAML document")->require_subcommand(1);
    auto *importer = config->add_subcommand("import", "Take a document over; '-' reads standard input");
    importer->add_option("FILE", options->file)->required();
    importer->add_flag("--prune", options->prune, "Also remove what the document's sections do not name");
    importer->add_flag("-n,--dry-run", options->dryRun, "Only say what would change");
    importer->callback([&, options] { action = [&, options] { return import(session, *options); }; });
    auto *differ = config->add_subcommand("diff", "Say what an import would change");
    differ->add_option("FILE", options->file)->required();
    differ->add_flag("--prune", options->prune, "As for import");
    differ->callback([&, options] { action = [&, options] { return diff(session, *options); }; });
    auto *exporter = config->add_subcommand("export", "Write the document; keys of vendors are never in it");
    exporter->add_option("FILE", options->file, "Default: standard output");
    exporter->callback([&, options] { action = [&, options] { return exportTo(session, *options); }; });
}

} // namespace Gatehouse::App
