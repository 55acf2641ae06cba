// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl clients and keys: who may call.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"
#include "app/firstrun.h"

#include <CLI/CLI.hpp>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct ClientOptions {
    std::string client;
    std::string key;
    std::string name;
    std::string team;
    std::vector<std::string> models;
    std::string expires;
    std::vector<std::string> denied;
    std::vector<std::string> addresses;
    std::vector<std::string> surfaces;
    std::string grace = "24h";
};

QString text(const std::string &utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Result<int> listClients(CtlSession &session)
{
    GH_TRY(const auto configuration, session.configuration());
    CtlTable table({{u"CLIENT"_s}, {u"TEAM"_s}, {u"STATE"_s}, {u"KEYS"_s, CtlTable::Align::Right}, {u"MODELS"_s}});
    QJsonArray rows;
    for (const auto &client : configuration.clients) {
        rows.append(toJson(client));
        const auto keys = std::ranges::count(configuration.keys, client.id, &ApiKey::clientId);
        table.add({client.name, client.team, client.enabled ? u"enabled"_s : u"disabled"_s, countText(keys),
                   client.allowedModels.isEmpty() ? u"all"_s : client.allowedModels.join(u", "_s)});
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

Result<int> addClient(CtlSession &session, const ClientOptions &options)
{
    Client client;
    client.name = text(options.client);
    client.team = text(options.team);
    for (const auto &model : options.models)
        client.allowedModels.append(text(model));
    for (const auto &model : options.denied)
        client.deniedModels.append(text(model));
    GH_CHECK(session.apply({{.kind = EntityKind::Client, .after = toJson(client)}}));
    return static_cast<int>(ExitCode::Ok);
}

Result<int> changeClient(CtlSession &session, const ClientOptions &options, std::optional<bool> enabled)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(auto client, findByName(configuration.clients, u"client"_s, text(options.client)));
    if (!enabled) {
        GH_CHECK(session.apply(
            {{.kind = EntityKind::Client, .action = Change::Action::Remove, .id = client.id, .after = {}}}));
        return static_cast<int>(ExitCode::Ok);
    }
    client.enabled = *enabled;
    GH_CHECK(session.apply({{.kind = EntityKind::Client, .id = client.id, .after = toJson(client)}}));
    return static_cast<int>(ExitCode::Ok);
}

void printKey(const CtlSession &session, const Secret &key)
{
    const auto written = QString::fromLatin1(key.reveal());
    if (session.isJson)
        printJson(QJsonObject{{u"key"_s, written}});
    else
        print(written + u'\n');
}

// The key alone, on a line of its own: KEY=$(gatehousectl keys create docs-search).
Result<int> createKey(CtlSession &session, const ClientOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(const auto client, findByName(configuration.clients, u"client"_s, text(options.client)));
    auto made = newKey(client.id, text(options.name), session.clock().now());
    GH_TRY(auto key, fromJson<ApiKey>(made.changes.constFirst().after));
    if (!options.expires.empty()) {
        GH_TRY(const auto span, readSpan(options.expires));
        key.expiresAt = session.clock().now() + span;
    }
    for (const auto &address : options.addresses)
        key.allowedAddresses.append(text(address));
    for (const auto &surface : options.surfaces)
        key.allowedSurfaces.append(text(surface));
    made.changes.first().after = toJson(key);
    GH_CHECK(session.apply(std::move(made.changes)));
    printKey(session, made.key);
    return static_cast<int>(ExitCode::Ok);
}

Result<int> listKeys(CtlSession &session)
{
    GH_TRY(const auto configuration, session.configuration());
    QHash<EntityId, QString> clients;
    for (const auto &client : configuration.clients)
        clients.insert(client.id, client.name);
    QHash<EntityId, Timestamp> lastUsed;
    if (auto reader = session.reader()) {
        GH_TRY(lastUsed, (*reader)->keysLastUsed());
    }
    CtlTable table(
        {{u"KEY"_s}, {u"CLIENT"_s}, {u"NAME"_s}, {u"STATE"_s}, {u"CREATED"_s}, {u"EXPIRES"_s}, {u"LAST USED"_s}});
    QJsonArray rows;
    for (const auto &key : configuration.keys) {
        auto row = toJson(key);
        row.remove("secret_hash"_L1);
        row.insert(u"client"_s, clients.value(key.clientId));
        rows.append(row);
        table.add({u"sk-gh-"_s + QString::fromLatin1(key.publicId) + u"-…" + key.lastFour, clients.value(key.clientId),
                   key.name, key.enabled ? u"enabled"_s : u"disabled"_s, timeText(key.createdAt),
                   key.expiresAt ? timeText(*key.expiresAt) : u"never"_s,
                   lastUsed.contains(key.id) ? timeText(lastUsed.value(key.id)) : u"never"_s});
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

// A key by its public id, by the form that the list shows, or by a whole written key.
Result<ApiKey> findKey(const QList<ApiKey> &keys, const QString &given)
{
    const auto publicId = (given.startsWith("sk-gh-"_L1) ? given.section(u'-', 2, 2) : given).toLatin1();
    const auto found = std::ranges::find(keys, publicId, &ApiKey::publicId);
    if (found == keys.end())
        return fail(ErrorKind::NotFound,
                    u"There is no key with the public id '%1'. See 'gatehousectl keys list'."_s.arg(
                        QString::fromLatin1(publicId)));
    return *found;
}

// A new key in the place of an old one, which works until the grace is over.
Result<int> rotateKey(CtlSession &session, const ClientOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(auto old, findKey(configuration.keys, text(options.key)));
    const auto now = session.clock().now();
    auto end = now;
    if (options.grace != "0") {
        GH_TRY(const auto span, readSpan(options.grace));
        end += span;
    }
    auto made = newKey(old.clientId, old.name, now);
    GH_TRY(auto key, fromJson<ApiKey>(made.changes.constFirst().after));
    key.allowedAddresses = old.allowedAddresses;
    key.allowedSurfaces = old.allowedSurfaces;
    made.changes.first().after = toJson(key);
    old.expiresAt = std::min(old.expiresAt.value_or(end), end);
    made.changes.append({.kind = EntityKind::ApiKey, .id = old.id, .after = toJson(old)});
    GH_CHECK(session.apply(std::move(made.changes)));
    printKey(session, made.key);
    return static_cast<int>(ExitCode::Ok);
}

Result<int> changeKey(CtlSession &session, const ClientOptions &options, std::optional<bool> enabled)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(auto key, findKey(configuration.keys, text(options.key)));
    if (!enabled) {
        GH_CHECK(
            session.apply({{.kind = EntityKind::ApiKey, .action = Change::Action::Remove, .id = key.id, .after = {}}}));
        return static_cast<int>(ExitCode::Ok);
    }
    key.enabled = *enabled;
    GH_CHECK(session.apply({{.kind = EntityKind::ApiKey, .id = key.id, .after = toJson(key)}}));
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

void addClientCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<ClientOptions>();
    struct Verb {
        const char *name;
        const char *description;
        std::optional<bool> enabled; // nothing = delete
    };
    auto *clients = app.add_subcommand("clients", "Who calls the gateway")->require_subcommand(1);
    clients->add_subcommand("list", "All clients")->callback([&] { action = [&] { return listClients(session); }; });
    auto *add = clients->add_subcommand("add", "A new client");
    add->add_option("CLIENT", options->client)->required();
    add->add_option("--team", options->team);
    add->add_option("--model", options->models, "A model, or a pattern such as gpt-*, that it may use; default: all");
    add->add_option("--deny", options->denied, "A model or pattern that it may not use; goes before --model");
    add->callback([&, options] { action = [&, options] { return addClient(session, *options); }; });
    for (const auto &verb : {Verb{"enable", "Let it call again", true}, Verb{"disable", "Refuse its calls", false},
                             Verb{"delete", "Remove it with its keys", std::nullopt}}) {
        auto *command = clients->add_subcommand(verb.name, verb.description);
        command->add_option("CLIENT", options->client)->required();
        command->callback([&, options, enabled = verb.enabled] {
            action = [&, options, enabled] { return changeClient(session, *options, enabled); };
        });
    }

    auto *keys = app.add_subcommand("keys", "The keys of clients")->require_subcommand(1);
    keys->add_subcommand("list", "All keys, without their secrets")->callback([&] {
        action = [&] { return listKeys(session); };
    });
    auto *create = keys->add_subcommand("create", "A new key; it is printed alone, this once");
    create->add_option("CLIENT", options->client)->required();
    create->add_option("--name", options->name, "What it is for");
    create->add_option("--expires", options->expires, "After this long: 24h, 90d");
    create->add_option("--from", options->addresses, "An address or network that it may be used from; default: any");
    create->add_option("--for", options->surfaces, "A surface that it may be used for, such as messages; default: all");
    create->callback([&, options] { action = [&, options] { return createKey(session, *options); }; });
    auto *rotate = keys->add_subcommand("rotate", "A new key in the place of another; printed alone, this once");
    rotate->add_option("KEY", options->key, "The public id of the old one")->required();
    rotate->add_option("--grace", options->grace, "How long the old one still works: 24h, 7d, 0")
        ->capture_default_str();
    rotate->callback([&, options] { action = [&, options] { return rotateKey(session, *options); }; });
    for (const auto &verb :
         {Verb{"enable", "Take it again", true}, Verb{"disable", "Refuse it, from the next request on", false},
          Verb{"delete", "Remove it", std::nullopt}}) {
        auto *command = keys->add_subcommand(verb.name, verb.description);
        command->add_option("KEY", options->key, "Its public id")->required();
        command->callback([&, options, enabled = verb.enabled] {
            action = [&, options, enabled] { return changeKey(session, *options, enabled); };
        });
    }
}

} // namespace Gatehouse::App
