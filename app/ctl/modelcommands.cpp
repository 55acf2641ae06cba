// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl models and aliases: what clients may ask for.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"

#include <CLI/CLI.hpp>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct ModelOptions {
    std::string name;
    std::string provider;
    std::string upstream;
    std::string model;
};

QString text(const std::string &utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Result<int> listModels(CtlSession &session)
{
    GH_TRY(const auto configuration, session.configuration());
    CtlTable table({{u"MODEL"_s}, {u"PROVIDER"_s}, {u"THERE"_s}, {u"STATE"_s}});
    QJsonArray rows;
    for (const auto &model : configuration.models) {
        const auto provider = std::ranges::find(configuration.providers, model.providerId, &Provider::id);
        const auto name = provider == configuration.providers.end() ? QString() : provider->name;
        auto row = toJson(model);
        row.insert(u"provider"_s, name);
        rows.append(row);
        table.add({model.name, name, model.upstreamName.isEmpty() ? u"the same"_s : model.upstreamName,
                   model.enabled ? u"enabled"_s : u"disabled"_s});
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

Result<int> addModel(CtlSession &session, const ModelOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(const auto provider, findByName(configuration.providers, u"provider"_s, text(options.provider)));
    const Model model{.providerId = provider.id, .name = text(options.name), .upstreamName = text(options.upstream)};
    GH_CHECK(session.apply({{.kind = EntityKind::Model, .after = toJson(model)}}));
    return static_cast<int>(ExitCode::Ok);
}

Result<int> removeModel(CtlSession &session, const ModelOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(const auto provider, findByName(configuration.providers, u"provider"_s, text(options.provider)));
    for (const auto &model : configuration.models) {
        if (model.providerId == provider.id && model.name == text(options.name)) {
            GH_CHECK(session.apply(
                {{.kind = EntityKind::Model, .action = Change::Action::Remove, .id = model.id, .after = {}}}));
            return static_cast<int>(ExitCode::Ok);
        }
    }
    return fail(ErrorKind::NotFound, u"'%1' has no model '%2'."_s.arg(provider.name, text(options.name)));
}

Result<int> listAliases(CtlSession &session)
{
    GH_TRY(const auto configuration, session.configuration());
    CtlTable table({{u"ALIAS"_s}, {u"MODEL"_s}});
    QJsonArray rows;
    for (const auto &alias : configuration.aliases) {
        rows.append(toJson(alias));
        table.add({alias.name, alias.model});
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

Result<int> addAlias(CtlSession &session, const ModelOptions &options)
{
    const Alias alias{.name = text(options.name), .model = text(options.model)};
    GH_CHECK(session.apply({{.kind = EntityKind::Alias, .after = toJson(alias)}}));
    return static_cast<int>(ExitCode::Ok);
}

Result<int> removeAlias(CtlSession &session, const ModelOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(const auto alias, findByName(configuration.aliases, u"alias"_s, text(options.name)));
    GH_CHECK(
        session.apply({{.kind = EntityKind::Alias, .action = Change::Action::Remove, .id = alias.id, .after = {}}}));
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

void addModelCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<ModelOptions>();
    auto *models = app.add_subcommand("models", "The models at the providers")->require_subcommand(1);
    models->add_subcommand("list", "All models")->callback([&] { action = [&] { return listModels(session); }; });
    auto *add = models->add_subcommand("add", "A model that clients may ask for");
    add->add_option("NAME", options->name, "May be a pattern such as gpt-*")->required();
    add->add_option("--provider", options->provider)->required();
    add->add_option("--upstream-name", options->upstream, "As the provider knows it; default: the same");
    add->callback([&, options] { action = [&, options] { return addModel(session, *options); }; });
    auto *remove = models->add_subcommand("remove", "Remove a model from a provider");
    remove->add_option("NAME", options->name)->required();
    remove->add_option("--provider", options->provider)->required();
    remove->callback([&, options] { action = [&, options] { return removeModel(session, *options); }; });

    auto *aliases = app.add_subcommand("aliases", "Other names for models")->require_subcommand(1);
    aliases->add_subcommand("list", "All aliases")->callback([&] { action = [&] { return listAliases(session); }; });
    auto *addAliasCommand = aliases->add_subcommand("add", "Another name for a model");
    addAliasCommand->add_option("NAME", options->name)->required();
    addAliasCommand->add_option("MODEL", options->model)->required();
    addAliasCommand->callback([&, options] { action = [&, options] { return addAlias(session, *options); }; });
    auto *removeAliasCommand = aliases->add_subcommand("remove", "Remove an alias");
    removeAliasCommand->add_option("NAME", options->name)->required();
    removeAliasCommand->callback([&, options] { action = [&, options] { return removeAlias(session, *options); }; });
}

} // namespace Gatehouse::App
