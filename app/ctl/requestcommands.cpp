// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl requests: what has happened, and what happens now.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"
#include "app/signalhandler.h"
#include "gateway/engine/ownerprotocol.h"

#include <QJsonDocument>

#include <CLI/CLI.hpp>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

constexpr int MostRows = 10'000'000;

struct RequestOptions {
    int limit = 50;
    std::string client;
    std::string model;
    std::string since;
    bool failedOnly = false;
    std::string id;
};

using enum CtlTable::Align;

CtlTable requestTable()
{
    return CtlTable({{u"TIME"_s},
                     {u"ID"_s},
                     {u"CLIENT"_s},
                     {u"MODEL"_s},
                     {u"STATUS"_s, Right},
                     {u"STATE"_s},
                     {u"IN"_s, Right},
                     {u"OUT"_s, Right},
                     {u"COST"_s, Right},
                     {u"TIME TAKEN"_s, Right}});
}

QString clientName(const Configuration &configuration, EntityId id)
{
    const auto found = std::ranges::find(configuration.clients, id, &Client::id);
    return found == configuration.clients.end() ? u"-"_s : found->name;
}

QStringList cells(const Configuration &configuration, const Store::RequestRecord &record)
{
    return {timeText(record.startedAt),
            record.id.toString(),
            clientName(configuration, record.clientId),
            record.requestedModel,
            record.httpStatus == 0 ? QString() : QString::number(record.httpStatus),
            record.errorCode.isEmpty() ? stateText(record.state) : QString::fromUtf8(record.errorCode),
            countText(record.usage.inputTotal()),
            countText(record.usage.outputTotal()),
            costText(record.cost, record.pricing),
            durationText(record.latency)};
}

// The row as the owner's socket has it, with words beside the numbers.
QJsonObject rowJson(const Configuration &configuration, const Store::RequestRecord &record)
{
    auto row = Engine::OwnerProtocol::toJson(record);
    row.insert(u"client"_s, clientName(configuration, record.clientId));
    row.insert(u"state"_s, stateText(record.state));
    row.insert(u"surface"_s, QString::fromUtf8(Llm::surfaceName(record.surface)));
    row.insert(u"cost_usd"_s, record.cost.toUsd());
    row.insert(u"priced"_s, record.pricing == Store::Pricing::Priced);
    row.remove("pricing"_L1);
    return row;
}

Result<Store::RequestFilter> filterOf(CtlSession &session, const Configuration &configuration,
                                      const RequestOptions &options)
{
    Store::RequestFilter filter;
    if (!options.client.empty()) {
        GH_TRY(const auto client,
               findByName(configuration.clients, u"client"_s, QString::fromStdString(options.client)));
        filter.clients = {client.id};
    }
    filter.model = QString::fromStdString(options.model);
    if (!options.since.empty()) {
        GH_TRY(const auto span, readSpan(options.since));
        filter.from = session.clock().now() - span;
    }
    if (options.failedOnly)
        filter.states = {Store::RequestState::ClientError,   Store::RequestState::Denied,
                         Store::RequestState::UpstreamError, Store::RequestState::ClientClosed,
                         Store::RequestState::GatewayError,  Store::RequestState::Interrupted};
    return filter;
}

Result<int> list(CtlSession &session, const RequestOptions &options)
{
    GH_TRY(auto *const reader, session.reader());
    GH_TRY(const auto configuration, reader->configuration());
    GH_TRY(const auto filter, filterOf(session, configuration, options));
    auto table = requestTable();
    QJsonArray rows;
    std::optional<Store::PageKey> below;
    for (int left = options.limit; left > 0;) {
        GH_TRY(const auto page, reader->requests(filter, below, std::min(left, 1000)));
        for (const auto &record : page.rows) {
            session.isJson ? rows.append(rowJson(configuration, record)) : table.add(cells(configuration, record));
        }
        left -= static_cast<int>(page.rows.size());
        below = page.next;
        if (!below || page.rows.isEmpty())
            break;
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

QString bodyTitle(Store::BodyPart part)
{
    switch (part) {
    case Store::BodyPart::ClientRequest:
        return u"Request of the client"_s;
    case Store::BodyPart::UpstreamRequest:
        return u"Request to the provider"_s;
    case Store::BodyPart::UpstreamAnswer:
        return u"Answer of the provider"_s;
    case Store::BodyPart::ClientAnswer:
        return u"Answer to the client"_s;
    case Store::BodyPart::ClientRequestHeaders:
        return u"Headers of the request"_s;
    case Store::BodyPart::UpstreamAnswerHeaders:
        return u"Headers of the answer"_s;
    }
    return {};
}

void showJson(const Configuration &configuration, const Store::RequestDetail &detail)
{
    auto json = rowJson(configuration, detail.request);
    QJsonArray attempts;
    for (const auto &attempt : detail.attempts) {
        attempts.append(QJsonObject{{u"number"_s, attempt.number},
                                    {u"provider_id"_s, attempt.providerId},
                                    {u"model"_s, attempt.model},
                                    {u"status"_s, attempt.status},
                                    {u"error_code"_s, QString::fromUtf8(attempt.errorCode)},
                                    {u"message"_s, attempt.message},
                                    {u"duration_us"_s, static_cast<qint64>(attempt.duration.count())}});
    }
    QJsonArray bodies;
    for (const auto &body : detail.bodies) {
        bodies.append(QJsonObject{{u"part"_s, bodyTitle(body.body.part)},
                                  {u"text"_s, QString::fromUtf8(body.body.bytes)},
                                  {u"truncated"_s, body.body.truncated}});
    }
    json.insert(u"attempt_list"_s, attempts);
    json.insert(u"bodies"_s, bodies);
    printJson(json);
}

Result<int> show(CtlSession &session, const RequestOptions &options)
{
    const auto id = RequestId::parse(QByteArray::fromStdString(options.id));
    if (!id)
        return fail(ErrorKind::Usage,
                    u"'%1' is no id of a request; ids look like gh_01J..."_s.arg(QString::fromStdString(options.id)));
    GH_TRY(auto *const reader, session.reader());
    GH_TRY(const auto configuration, reader->configuration());
    GH_TRY(const auto detail, reader->request(*id));
    if (session.isJson) {
        showJson(configuration, detail);
        return static_cast<int>(ExitCode::Ok);
    }
    auto table = requestTable();
    table.add(cells(configuration, detail.request));
    QString text = table.text();
    if (!detail.request.errorMessage.isEmpty())
        text += u'\n' + detail.request.errorMessage + u'\n';
    CtlTable attempts({{u"TRY"_s, Right},
                       {u"PROVIDER"_s},
                       {u"MODEL"_s},
                       {u"STATUS"_s, Right},
                       {u"TIME TAKEN"_s, Right},
                       {u"RESULT"_s}});
    for (const auto &attempt : detail.attempts) {
        const auto provider = std::ranges::find(configuration.providers, attempt.providerId, &Provider::id);
        attempts.add(
            {QString::number(attempt.number), provider == configuration.providers.end() ? u"-"_s : provider->name,
             attempt.model, QString::number(attempt.status), durationText(attempt.duration),
             attempt.errorCode.isEmpty() ? u"ok"_s : QString::fromUtf8(attempt.errorCode) + u' ' + attempt.message});
    }
    if (!detail.attempts.isEmpty())
        text += u'\n' + attempts.text();
    for (const auto &body : detail.bodies) {
        text += u"\n%1 (%2%3)\n"_s.arg(bodyTitle(body.body.part), sizeText(body.originalSizeBytes),
                                       body.body.truncated ? u", cut"_s : QString())
                + QString::fromUtf8(body.body.bytes).trimmed() + u'\n';
    }
    print(text);
    return static_cast<int>(ExitCode::Ok);
}

// Follows the running gateway until a signal; a line for each request that has ended.
Result<int> tail(CtlSession &session)
{
    auto owner = session.runningOwner();
    if (!owner) {
        if (owner.error().kind != ErrorKind::NotFound)
            return std::unexpected(owner.error());
        reportNote(u"No gateway is running on %1, so there is nothing to follow. Start gatehoused or the window."_s.arg(
            session.dataDirectory));
        return static_cast<int>(ExitCode::Unreachable);
    }
    auto &control = **owner;
    QEventLoop loop;
    SignalHandler signalHandler;
    QObject::connect(&signalHandler, &SignalHandler::endRequested, &loop, &QEventLoop::quit);
    QObject::connect(&control, &Engine::Control::live, &loop, [&](const Engine::LiveBatch &batch) {
        const auto configuration = control.configuration();
        for (const auto &record : batch.requests) {
            if (record.state == Store::RequestState::Running)
                continue;
            if (session.isJson)
                print(QString::fromUtf8(QJsonDocument(rowJson(configuration, record)).toJson(QJsonDocument::Compact))
                      + u'\n');
            else
                print(cells(configuration, record).join(u"  "_s) + u'\n');
        }
    });
    loop.exec();
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

void addRequestCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<RequestOptions>();
    auto *requests = app.add_subcommand("requests", "What clients asked and what became of it")->require_subcommand(1);
    auto *lister = requests->add_subcommand("list", "The newest first");
    lister->add_option("--limit", options->limit)->check(CLI::Range(1, MostRows))->capture_default_str();
    lister->add_option("--client", options->client);
    lister->add_option("--model", options->model, "Asked for or used; may be a pattern such as gpt-*");
    lister->add_option("--since", options->since, "How far back: 30m, 24h, 7d");
    lister->add_flag("--failed", options->failedOnly, "Only those that were not answered");
    lister->callback([&, options] { action = [&, options] { return list(session, *options); }; });
    auto *shower = requests->add_subcommand("show", "One request with its tries and bodies");
    shower->add_option("ID", options->id)->required();
    shower->callback([&, options] { action = [&, options] { return show(session, *options); }; });
    requests->add_subcommand("tail", "Follow the running gateway, until Ctrl+C")->callback([&] {
        action = [&] { return tail(session); };
    });
}

} // namespace Gatehouse::App
