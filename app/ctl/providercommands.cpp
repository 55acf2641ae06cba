// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl providers: the vendors.
#include "app/bootstrap.h"
#include "app/configimport.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/ctl/ctltable.h"
#include "app/exitcode.h"
#include "gateway/core/llm/vendors.h"
#include "gateway/upstream/vendorauth.h"

#include <CLI/CLI.hpp>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct ProviderOptions {
    std::string name;
    std::string type = "openai";
    std::string baseUrl;
    std::string keyFile;
    std::string proxy;
    int priority = 0;
};

QString text(const std::string &utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::vector<std::string> vendorTypes()
{
    std::vector<std::string> types;
    for (const Llm::Vendor &vendor : Llm::allVendors())
        types.emplace_back(vendor.type.data(), static_cast<std::size_t>(vendor.type.size()));
    return types;
}

Result<int> addProvider(CtlSession &session, const ProviderOptions &options)
{
    // By the words of the configuration document: it knows every vendor, and says which there are.
    GH_TRY(Provider provider, fromJson<Provider>({{u"name"_s, text(options.name)}, {u"type"_s, text(options.type)}}));
    provider.baseUrl = text(options.baseUrl);
    provider.proxyUrl = text(options.proxy);
    provider.priority = options.priority;
    std::optional<Secret> secret;
    if (!options.keyFile.empty()) { // first: a wrong path or key must leave no half of a provider
        GH_TRY(secret, readKeyFile(QString::fromLocal8Bit(options.keyFile.c_str())));
        GH_CHECK(Upstream::checkSecret(vendorOf(provider), secret->reveal()));
    }
    GH_TRY(const auto configuration, session.apply({{.kind = EntityKind::Provider, .after = toJson(provider)}}));
    if (!secret)
        return static_cast<int>(ExitCode::Ok);
    GH_TRY(const auto stored, findByName(configuration.providers, u"provider"_s, provider.name));
    GH_TRY(auto *const control, session.control());
    GH_CHECK(waitFor<Result<Configuration>>([&](auto answer) {
        control->addCredential(stored.id, u"key 1"_s, *std::move(secret), actor(u"command line"_s), std::move(answer));
    }));
    return static_cast<int>(ExitCode::Ok);
}

Result<int> listProviders(CtlSession &session)
{
    GH_TRY(const auto configuration, session.configuration());
    CtlTable table({{u"PROVIDER"_s},
                    {u"TYPE"_s},
                    {u"BASE URL"_s},
                    {u"STATE"_s},
                    {u"KEYS"_s, CtlTable::Align::Right},
                    {u"MODELS"_s, CtlTable::Align::Right}});
    QJsonArray rows;
    for (const auto &provider : configuration.providers) {
        const auto json = toJson(provider);
        rows.append(json);
        table.add({provider.name, json["type"_L1].toString(), provider.baseUrl,
                   provider.enabled ? u"enabled"_s : u"disabled"_s,
                   countText(std::ranges::count(configuration.credentials, provider.id, &Credential::providerId)),
                   countText(std::ranges::count(configuration.models, provider.id, &Model::providerId))});
    }
    session.isJson ? printJson(rows) : print(table.text());
    return static_cast<int>(ExitCode::Ok);
}

Result<int> testProvider(CtlSession &session, const ProviderOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(const auto provider, findByName(configuration.providers, u"provider"_s, text(options.name)));
    GH_TRY(auto *const control, session.control());
    const auto test = waitFor<Engine::ProviderTest>(
        [&](auto answer) { control->testProvider(provider, Secret(), std::move(answer)); });
    if (session.isJson) {
        printJson(QJsonObject{{u"ok"_s, test.isOk},
                              {u"http_status"_s, test.httpStatus},
                              {u"message"_s, test.message},
                              {u"models"_s, QJsonArray::fromStringList(test.models)},
                              {u"latency_ms"_s, static_cast<qint64>(test.latency.count())}});
    } else if (test.isOk && !test.message.isEmpty()) {
        print(u"'%1' answers in %2. %3\n"_s.arg(provider.name, durationText(test.latency), test.message));
    } else if (test.isOk) {
        print(u"'%1' answers in %2 and lists %3 models.\n"_s.arg(provider.name, durationText(test.latency),
                                                                 countText(test.models.size())));
    }
    if (test.isOk)
        return static_cast<int>(ExitCode::Ok);
    reportNote(u"'%1' does not work: %2"_s.arg(provider.name, test.message));
    const bool isRefused = test.httpStatus != 0 || test.kind == ErrorKind::UpstreamCredentialsExhausted;
    return static_cast<int>(isRefused ? ExitCode::Failed : ExitCode::Unreachable);
}

Result<int> removeProvider(CtlSession &session, const ProviderOptions &options)
{
    GH_TRY(const auto configuration, session.configuration());
    GH_TRY(const auto provider, findByName(configuration.providers, u"provider"_s, text(options.name)));
    GH_CHECK(session.apply(
        {{.kind = EntityKind::Provider, .action = Change::Action::Remove, .id = provider.id, .after = {}}}));
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

void addProviderCommands(CLI::App &app, CtlSession &session, CtlAction &action)
{
    auto options = std::make_shared<ProviderOptions>();
    auto *providers = app.add_subcommand("providers", "The vendors that models are called at")->require_subcommand(1);
    providers->add_subcommand("list", "All providers")->callback([&] {
        action = [&] { return listProviders(session); };
    });
    auto *add = providers->add_subcommand("add", "A new provider");
    add->add_option("NAME", options->name)->required();
    add->add_option("--type", options->type,
                    "openai, anthropic, gemini, ollama, bedrock, ...; openai_compatible for others")
        ->check(CLI::IsMember(vendorTypes()));
    add->add_option("--base-url", options->baseUrl,
                    "Default: the vendor's own. With the version part: https://api.openai.com/v1");
    add->add_option(
        "--key-file", options->keyFile,
        "A file that holds the vendor's key, of Vertex AI an access token or the service account's JSON document; "
        "'-' reads standard input");
    add->add_option("--proxy", options->proxy, "http://HOST:PORT or socks5://HOST:PORT");
    add->add_option("--priority", options->priority, "Lower is tried first");
    add->callback([&, options] { action = [&, options] { return addProvider(session, *options); }; });
    auto *test = providers->add_subcommand("test", "Ask it for its models; costs nothing");
    test->add_option("NAME", options->name)->required();
    test->callback([&, options] { action = [&, options] { return testProvider(session, *options); }; });
    auto *remove = providers->add_subcommand("remove", "Remove it with its models and keys");
    remove->add_option("NAME", options->name)->required();
    remove->callback([&, options] { action = [&, options] { return removeProvider(session, *options); }; });
}

} // namespace Gatehouse::App
