// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl status, ledger, db, doctor and demo: the store and the gateway themselves.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"
#include "gateway/engine/demofill.h"
#include "gateway/store/store.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct StoreOptions {
    std::string file;
    int requests = 10'000;
};

int problemsOr(const CtlSession &session, const QStringList &problems, const QString &good, QJsonObject json)
{
    json.insert(u"ok"_s, problems.isEmpty());
    json.insert(u"problems"_s, QJsonArray::fromStringList(problems));
    if (session.isJson)
        printJson(json);
    else
        print((problems.isEmpty() ? good : problems.join(u'\n')) + u'\n');
    return static_cast<int>(problems.isEmpty() ? ExitCode::Ok : ExitCode::Invalid);
}

Result<int> checkLedger(CtlSession &session)
{
    GH_TRY(auto *const reader, session.reader());
    GH_TRY(const auto check, reader->checkLedger());
    const auto good = u"The ledger is clean: %1 requests, %2 charges, %3 of them unknown, %4 in all."_s.arg(
        countText(check.requests), countText(check.charges), countText(check.unknownCharges),
        moneyText(check.ledgerSum));
    return problemsOr(session, check.problems, good,
                      {{u"requests"_s, check.requests},
                       {u"charges"_s, check.charges},
                       {u"unknown_charges"_s, check.unknownCharges},
                       {u"ledger_usd"_s, check.ledgerSum.toUsd()},
                       {u"requests_usd"_s, check.requestSum.toUsd()},
                       {u"rollups_usd"_s, check.rollupSum.toUsd()}});
}

Result<int> checkStore(CtlSession &session)
{
    GH_TRY(auto *const reader, session.reader());
    GH_TRY(const auto problems, reader->checkIntegrity());
    GH_TRY(const auto facts, reader->facts());
    return problemsOr(
        session, problems,
        u"The store is sound: %1, %2, schema %3."_s.arg(facts.path, sizeText(facts.sizeBytes)).arg(facts.schemaVersion),
        {{u"path"_s, facts.path}, {u"size_bytes"_s, facts.sizeBytes}, {u"schema"_s, facts.schemaVersion}});
}

Result<int> backUp(CtlSession &session, const StoreOptions &options)
{
    const auto path = QDir(QString::fromLocal8Bit(options.file.c_str())).absolutePath();
    if (QFileInfo::exists(path))
        return fail(ErrorKind::Conflict, u"'%1' exists already; name a new file."_s.arg(path));
    GH_TRY(auto *const reader, session.reader());
    GH_CHECK(reader->backup(path));
    if (session.isJson)
        printJson(QJsonObject{{u"file"_s, path}, {u"size_bytes"_s, QFileInfo(path).size()}});
    else
        print(u"Backed up to %1 (%2).\n"_s.arg(path, sizeText(QFileInfo(path).size())));
    return static_cast<int>(ExitCode::Ok);
}

QString stateWord(Engine::EngineState state)
{
    switch (state) {
    case Engine::EngineState::Stopped:
        return u"stopped"_s;
    case Engine::EngineState::Starting:
        return u"starting"_s;
    case Engine::EngineState::Serving:
        return u"serving"_s;
    case Engine::EngineState::Draining:
        return u"draining"_s;
    case Engine::EngineState::Failed:
        return u"failed"_s;
    case Engine::EngineState::Unreachable:
        return u"unreachable"_s;
    }
    return {};
}

Result<int> status(CtlSession &session)
{
    auto owner = session.runningOwner();
    if (!owner) {
        if (session.isJson)
            printJson(QJsonObject{{u"state"_s, u"stopped"_s}, {u"data_directory"_s, session.dataDirectory}});
        else
            print(u"No gateway is running on %1.\n"_s.arg(session.dataDirectory));
        return static_cast<int>(ExitCode::Unreachable);
    }
    const auto now = (*owner)->status();
    if (session.isJson) {
        printJson(QJsonObject{{u"state"_s, stateWord(now.state)},
                              {u"address"_s, now.address},
                              {u"process_id"_s, now.processId},
                              {u"in_flight"_s, now.inFlight},
                              {u"requests_per_second"_s, now.requestsPerSecond},
                              {u"store_healthy"_s, now.store.isHealthy},
                              {u"simulator"_s, now.isSimulatorAnswering},
                              {u"data_directory"_s, session.dataDirectory}});
    } else {
        print(u"%1 on %2 (process %3)\n%4 in flight, %5 requests a second\n%6\n"_s.arg(
            stateWord(now.state), now.address.isEmpty() ? u"no address"_s : now.address, QString::number(now.processId),
            countText(now.inFlight), QString::number(now.requestsPerSecond, 'f', 1),
            now.store.isHealthy ? u"The store takes everything."_s : now.store.message));
        if (now.isSimulatorAnswering)
            print(u"No provider is configured: the simulator answers.\n"_s);
    }
    return static_cast<int>(now.state == Engine::EngineState::Serving ? ExitCode::Ok : ExitCode::Failed);
}

// What a person would be asked first when something does not work.
Result<int> examine(CtlSession &session)
{
    QStringList good;
    QStringList problems;
    const QFileInfo directory(session.dataDirectory);
    if (directory.exists() && (directory.permissions() & (QFile::ReadGroup | QFile::ReadOther)))
        problems.append(u"%1 can be read by others: chmod 700 it."_s.arg(session.dataDirectory));
    if (const QStorageInfo disk(session.dataDirectory); disk.isValid() && disk.bytesAvailable() < 500LL * 1000 * 1000)
        problems.append(u"The disk has only %1 left: make room."_s.arg(sizeText(disk.bytesAvailable())));
    if (auto reader = session.reader()) {
        GH_TRY(const auto found, (*reader)->checkIntegrity());
        problems += found;
        GH_TRY(const auto configuration, (*reader)->configuration());
        good.append(u"The store can be read: %1 clients, %2 keys, %3 providers."_s.arg(configuration.clients.size())
                        .arg(configuration.keys.size())
                        .arg(configuration.providers.size()));
        for (const auto &provider : configuration.providers) {
            if (provider.enabled && std::ranges::count(configuration.models, provider.id, &Model::providerId) == 0)
                problems.append(
                    u"Provider '%1' has no models: add one with 'gatehousectl models add'."_s.arg(provider.name));
        }
        if (configuration.keys.isEmpty())
            problems.append(u"There is no key, so nobody can call: 'gatehousectl keys create CLIENT' makes one."_s);
    } else if (reader.error().kind == ErrorKind::NotFound) {
        good.append(u"There is no store in %1 yet; the first start makes one."_s.arg(session.dataDirectory));
    } else {
        problems.append(reader.error().message);
    }
    const auto owner = session.runningOwner();
    good.append(owner ? u"A gateway is running: %1."_s.arg(stateWord((*owner)->status().state))
                      : u"No gateway is running."_s);
    if (!session.isJson && !problems.isEmpty())
        print(good.join(u'\n') + u'\n');
    return problemsOr(session, problems, good.join(u'\n') + u"\nNothing is wrong.",
                      {{u"facts"_s, QJsonArray::fromStringList(good)}});
}

Result<int> fillDemo(CtlSession &session, const StoreOptions &options)
{
    GH_TRY(const auto filled,
           Engine::fillDemoStore(
               {.dataDirectory = session.dataDirectory, .requests = options.requests, .clock = &session.clock()}));
    if (session.isJson)
        printJson(QJsonObject{{u"requests"_s, filled.requests}, {u"cost_usd"_s, filled.cost.toUsd()}});
    else
        print(u"%1 requests, %2.\n"_s.arg(countText(filled.requests), moneyText(filled.cost)));
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

void addStoreCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<StoreOptions>();
    app.add_subcommand("status", "Whether a gateway runs, and where")->callback([&] {
        action = [&] { return status(session); };
    });
    app.add_subcommand("doctor", "Look for what is wrong")->callback([&] {
        action = [&] { return examine(session); };
    });
    auto *ledger = app.add_subcommand("ledger", "The money")->require_subcommand(1);
    ledger->add_subcommand("check", "Ledger against requests and sums, to the nano-dollar")->callback([&] {
        action = [&] { return checkLedger(session); };
    });
    auto *db = app.add_subcommand("db", "The store's file")->require_subcommand(1);
    db->add_subcommand("check", "Whether it is sound")->callback([&] { action = [&] { return checkStore(session); }; });
    auto *backup = db->add_subcommand("backup", "A consistent copy, also while the gateway runs");
    backup->add_option("FILE", options->file)->required();
    backup->callback([&, options] { action = [&, options] { return backUp(session, *options); }; });
    auto *demo = app.add_subcommand("demo", "A store to look at")->require_subcommand(1);
    auto *fill = demo->add_subcommand("fill", "Invent a month of traffic");
    fill->add_option("--requests", options->requests)->check(CLI::Range(1, 10'000'000))->capture_default_str();
    fill->callback([&, options] { action = [&, options] { return fillDemo(session, *options); }; });
}

} // namespace Gatehouse::App
