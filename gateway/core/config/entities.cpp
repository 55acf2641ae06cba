// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/config/entities.h"

#include "gateway/core/base/similar.h"
#include "gateway/core/config/jsonfields.h"
#include "gateway/core/llm/vendors.h"

#include <QUrl>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

// The words of the schema, the configuration document and error messages.
constexpr auto KindNames = std::to_array<std::pair<EntityKind, QLatin1StringView>>({
    {EntityKind::Client, "client"_L1},
    {EntityKind::ApiKey, "api_key"_L1},
    {EntityKind::Provider, "provider"_L1},
    {EntityKind::Credential, "credential"_L1},
    {EntityKind::Model, "model"_L1},
    {EntityKind::Alias, "alias"_L1},
    {EntityKind::Price, "price"_L1},
    {EntityKind::Limit, "limit"_L1},
    {EntityKind::Budget, "budget"_L1},
    {EntityKind::Setting, "setting"_L1},
});

constexpr auto ContentLevelWords = std::to_array<JsonFields::Word<ContentLevel>>({
    {ContentLevel::None, "none"_L1},
    {ContentLevel::Full, "full"_L1},
});

constexpr auto ProviderTypeWords = std::to_array<JsonFields::Word<ProviderType>>({
    {ProviderType::OpenAiCompatible, "openai_compatible"_L1},
    {ProviderType::Simulator, "simulator"_L1},
    {ProviderType::OpenAi, "openai"_L1},
    {ProviderType::AzureOpenAi, "azure_openai"_L1},
    {ProviderType::Anthropic, "anthropic"_L1},
    {ProviderType::Gemini, "gemini"_L1},
    {ProviderType::Vertex, "vertex"_L1},
    {ProviderType::Bedrock, "bedrock"_L1},
    {ProviderType::Mistral, "mistral"_L1},
    {ProviderType::Cohere, "cohere"_L1},
    {ProviderType::Ollama, "ollama"_L1},
    {ProviderType::Groq, "groq"_L1},
    {ProviderType::DeepSeek, "deepseek"_L1},
    {ProviderType::Xai, "xai"_L1},
    {ProviderType::Together, "together"_L1},
    {ProviderType::Fireworks, "fireworks"_L1},
    {ProviderType::OpenRouter, "openrouter"_L1},
    {ProviderType::Perplexity, "perplexity"_L1},
    {ProviderType::Cerebras, "cerebras"_L1},
});

constexpr auto ScopeWords = std::to_array<JsonFields::Word<Scope>>({
    {Scope::Organisation, "organisation"_L1},
    {Scope::Team, "team"_L1},
    {Scope::Client, "client"_L1},
    {Scope::Key, "key"_L1},
    {Scope::Model, "model"_L1},
    {Scope::Provider, "provider"_L1},
});

constexpr auto LimitUnitWords = std::to_array<JsonFields::Word<LimitUnit>>({
    {LimitUnit::Requests, "requests"_L1},
    {LimitUnit::InputTokens, "input_tokens"_L1},
    {LimitUnit::OutputTokens, "output_tokens"_L1},
    {LimitUnit::Tokens, "tokens"_L1},
    {LimitUnit::Concurrency, "concurrency"_L1},
});

constexpr auto EnforcementWords = std::to_array<JsonFields::Word<Enforcement>>({
    {Enforcement::Hard, "hard"_L1},
    {Enforcement::Soft, "soft"_L1},
});

constexpr auto UnpricedRuleWords = std::to_array<JsonFields::Word<UnpricedRule>>({
    {UnpricedRule::Block, "block"_L1},
    {UnpricedRule::Allow, "allow"_L1},
});

constexpr auto WindowKindWords = std::to_array<JsonFields::Word<Limits::WindowKind>>({
    {Limits::WindowKind::Hour, "hour"_L1},
    {Limits::WindowKind::Day, "day"_L1},
    {Limits::WindowKind::Week, "week"_L1},
    {Limits::WindowKind::Month, "month"_L1},
    {Limits::WindowKind::Quarter, "quarter"_L1},
    {Limits::WindowKind::Year, "year"_L1},
    {Limits::WindowKind::Lifetime, "lifetime"_L1},
    {Limits::WindowKind::Rolling, "rolling"_L1},
});

constexpr auto ActionWords = std::to_array<JsonFields::Word<Change::Action>>({
    {Change::Action::Put, "put"_L1},
    {Change::Action::Remove, "remove"_L1},
});

constexpr QLatin1StringView nameOf(EntityKind kind)
{
    for (const auto &[known, name] : KindNames) {
        if (known == kind)
            return name;
    }
    return {};
}

} // namespace

const Llm::Vendor &vendorOf(const Provider &provider)
{
    constexpr QLatin1StringView SimulatorPrefix = "simulator:"_L1;
    if (provider.type == ProviderType::Simulator && provider.baseUrl.startsWith(SimulatorPrefix)) {
        if (const auto dialect = Llm::dialectFromName(provider.baseUrl.sliced(SimulatorPrefix.size()).toUtf8()))
            return Llm::simulatorSpeaking(*dialect);
    }
    for (const auto &[type, word] : ProviderTypeWords) {
        if (type == provider.type) {
            if (const Llm::Vendor *vendor = Llm::vendorByType(QByteArrayView(word)))
                return *vendor;
        }
    }
    return Llm::allVendors().front(); // OpenAI compatible; every type has its row (tst_entities)
}

QString baseUrlOf(const Provider &provider)
{
    return provider.baseUrl.isEmpty() ? QString::fromLatin1(vendorOf(provider).defaultBaseUrl) : provider.baseUrl;
}

QByteArray basePathOf(const Provider &provider)
{
    if (provider.type == ProviderType::Simulator)
        return {}; // what is behind "simulator:" is no path
    QByteArray path = QUrl(baseUrlOf(provider)).path(QUrl::FullyEncoded).toLatin1();
    while (path.endsWith('/'))
        path.chop(1);
    return path;
}

QByteArray hostOf(const Provider &provider)
{
    const QUrl url(baseUrlOf(provider));
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

template <>
std::span<const JsonFields::Word<ContentLevel>> JsonFields::wordsOf<ContentLevel>()
{
    return ContentLevelWords;
}

template <>
std::span<const JsonFields::Word<ProviderType>> JsonFields::wordsOf<ProviderType>()
{
    return ProviderTypeWords;
}

template <>
std::span<const JsonFields::Word<Scope>> JsonFields::wordsOf<Scope>()
{
    return ScopeWords;
}

template <>
std::span<const JsonFields::Word<LimitUnit>> JsonFields::wordsOf<LimitUnit>()
{
    return LimitUnitWords;
}

template <>
std::span<const JsonFields::Word<Enforcement>> JsonFields::wordsOf<Enforcement>()
{
    return EnforcementWords;
}

template <>
std::span<const JsonFields::Word<UnpricedRule>> JsonFields::wordsOf<UnpricedRule>()
{
    return UnpricedRuleWords;
}

template <>
std::span<const JsonFields::Word<Limits::WindowKind>> JsonFields::wordsOf<Limits::WindowKind>()
{
    return WindowKindWords;
}

template <>
std::span<const JsonFields::Word<Change::Action>> JsonFields::wordsOf<Change::Action>()
{
    return ActionWords;
}

namespace {

// The members of each entity, once for writing and reading.
void visit(auto &fields, Client &client)
{
    fields("id"_L1, client.id);
    fields("name"_L1, client.name);
    fields("team"_L1, client.team);
    fields("enabled"_L1, client.enabled);
    fields("allowed_models"_L1, client.allowedModels);
    fields("content_level"_L1, client.contentLevel);
    fields("note"_L1, client.note);
    fields("denied_models"_L1, client.deniedModels);
}

void visit(auto &fields, ApiKey &key)
{
    fields("id"_L1, key.id);
    fields("client_id"_L1, key.clientId);
    fields("name"_L1, key.name);
    // The public id is text already; only the hash is bytes.
    QString publicId = QString::fromLatin1(key.publicId);
    fields("public_id"_L1, publicId);
    key.publicId = publicId.toLatin1();
    fields("secret_hash"_L1, key.secretHash);
    fields("last_four"_L1, key.lastFour);
    fields("enabled"_L1, key.enabled);
    fields("created_at"_L1, key.createdAt);
    fields("expires_at"_L1, key.expiresAt);
    fields("allowed_addresses"_L1, key.allowedAddresses);
    fields("allowed_surfaces"_L1, key.allowedSurfaces);
}

void visit(auto &fields, Provider &provider)
{
    fields("id"_L1, provider.id);
    fields("name"_L1, provider.name);
    fields("type"_L1, provider.type);
    fields("base_url"_L1, provider.baseUrl);
    fields("enabled"_L1, provider.enabled);
    fields("priority"_L1, provider.priority);
    fields("catalog_provider"_L1, provider.catalogProvider);
    fields("proxy_url"_L1, provider.proxyUrl);
    fields("ca_file"_L1, provider.caFile);
    fields("connect_timeout_ms"_L1, provider.connectTimeout);
    fields("first_byte_timeout_ms"_L1, provider.firstByteTimeout);
    fields("idle_timeout_ms"_L1, provider.idleTimeout);
    fields("total_timeout_ms"_L1, provider.totalTimeout);
    fields("retries"_L1, provider.retries);
}

void visit(auto &fields, Credential &credential)
{
    fields("id"_L1, credential.id);
    fields("provider_id"_L1, credential.providerId);
    fields("label"_L1, credential.label);
    fields("secret_reference"_L1, credential.secretReference);
    fields("last_four"_L1, credential.lastFour);
    fields("enabled"_L1, credential.enabled);
    fields("created_at"_L1, credential.createdAt);
}

void visit(auto &fields, Model &model)
{
    fields("id"_L1, model.id);
    fields("provider_id"_L1, model.providerId);
    fields("name"_L1, model.name);
    fields("upstream_name"_L1, model.upstreamName);
    fields("enabled"_L1, model.enabled);
}

void visit(auto &fields, Alias &alias)
{
    fields("id"_L1, alias.id);
    fields("name"_L1, alias.name);
    fields("model"_L1, alias.model);
}

void visit(auto &fields, PriceOverride &price)
{
    fields("id"_L1, price.id);
    fields("provider_id"_L1, price.providerId);
    fields("model"_L1, price.model);
    fields("effective_from"_L1, price.effectiveFrom);
    fields("input"_L1, JsonFields::Amount{price.input});
    fields("cache_read"_L1, JsonFields::OptionalAmount{price.cacheRead});
    fields("cache_write"_L1, JsonFields::OptionalAmount{price.cacheWrite});
    fields("output"_L1, JsonFields::Amount{price.output});
}

void visit(auto &fields, Limit &limit)
{
    fields("id"_L1, limit.id);
    fields("name"_L1, limit.name);
    fields("scope"_L1, limit.scope);
    fields("subject"_L1, limit.subject);
    fields("unit"_L1, limit.unit);
    fields("amount"_L1, limit.amount);
    fields("period"_L1, limit.period);
    fields("queue_length"_L1, limit.queueLength);
    fields("queue_wait_ms"_L1, limit.queueWait);
    fields("enabled"_L1, limit.enabled);
}

void visit(auto &fields, Budget &budget)
{
    fields("id"_L1, budget.id);
    fields("name"_L1, budget.name);
    fields("scope"_L1, budget.scope);
    fields("subject"_L1, budget.subject);
    fields("amount"_L1, JsonFields::Amount{budget.amount});
    fields("window"_L1, budget.window.kind);
    QString zone = QString::fromLatin1(budget.window.zone);
    fields("zone"_L1, zone);
    budget.window.zone = zone.toLatin1();
    fields("weekday"_L1, budget.window.weekday);
    fields("day_of_month"_L1, budget.window.dayOfMonth);
    fields("start_month"_L1, budget.window.startMonth);
    fields("length"_L1, budget.window.length);
    fields("enforcement"_L1, budget.enforcement);
    fields("unpriced"_L1, budget.unpriced);
    fields("top_up"_L1, JsonFields::Amount{budget.topUp});
    fields("top_up_until"_L1, budget.topUpUntil);
    fields("top_up_reason"_L1, budget.topUpReason);
    fields("enabled"_L1, budget.enabled);
    fields("downgrade_model"_L1, budget.downgradeModel);
    fields("downgrade_at"_L1, budget.downgradeAt);
}

void visit(auto &fields, Setting &setting)
{
    fields("name"_L1, setting.name);
    fields("value"_L1, setting.value);
}

template <typename Entity>
QJsonObject written(Entity entity)
{
    JsonFields::Writer writer;
    visit(writer, entity);
    return writer.take();
}

template <typename Entity>
Result<Entity> read(EntityKind kind, const QJsonObject &object)
{
    Entity entity;
    JsonFields::Reader reader(nameOf(kind), object);
    visit(reader, entity);
    GH_CHECK(reader.finish());
    return entity;
}

} // namespace

QJsonObject toJson(const Client &client)
{
    return written(client);
}

QJsonObject toJson(const ApiKey &key)
{
    return written(key);
}

QJsonObject toJson(const Provider &provider)
{
    return written(provider);
}

QJsonObject toJson(const Credential &credential)
{
    return written(credential);
}

QJsonObject toJson(const Model &model)
{
    return written(model);
}

QJsonObject toJson(const Alias &alias)
{
    return written(alias);
}

QJsonObject toJson(const PriceOverride &price)
{
    return written(price);
}

QJsonObject toJson(const Limit &limit)
{
    return written(limit);
}

QJsonObject toJson(const Budget &budget)
{
    return written(budget);
}

QJsonObject toJson(const Setting &setting)
{
    return written(setting);
}

template <>
Result<Client> fromJson<Client>(const QJsonObject &object)
{
    return read<Client>(EntityKind::Client, object);
}

template <>
Result<ApiKey> fromJson<ApiKey>(const QJsonObject &object)
{
    return read<ApiKey>(EntityKind::ApiKey, object);
}

template <>
Result<Provider> fromJson<Provider>(const QJsonObject &object)
{
    return read<Provider>(EntityKind::Provider, object);
}

template <>
Result<Credential> fromJson<Credential>(const QJsonObject &object)
{
    return read<Credential>(EntityKind::Credential, object);
}

template <>
Result<Model> fromJson<Model>(const QJsonObject &object)
{
    return read<Model>(EntityKind::Model, object);
}

template <>
Result<Alias> fromJson<Alias>(const QJsonObject &object)
{
    return read<Alias>(EntityKind::Alias, object);
}

template <>
Result<PriceOverride> fromJson<PriceOverride>(const QJsonObject &object)
{
    return read<PriceOverride>(EntityKind::Price, object);
}

template <>
Result<Limit> fromJson<Limit>(const QJsonObject &object)
{
    return read<Limit>(EntityKind::Limit, object);
}

template <>
Result<Budget> fromJson<Budget>(const QJsonObject &object)
{
    return read<Budget>(EntityKind::Budget, object);
}

template <>
Result<Setting> fromJson<Setting>(const QJsonObject &object)
{
    return read<Setting>(EntityKind::Setting, object);
}

QString entityKindName(EntityKind kind)
{
    return nameOf(kind);
}

std::optional<EntityKind> entityKindFromName(QStringView name)
{
    for (const auto &[kind, known] : KindNames) {
        if (name == known)
            return kind;
    }
    return std::nullopt;
}

QJsonObject toJson(const Change &change)
{
    JsonFields::Writer writer;
    writer("kind"_L1, entityKindName(change.kind));
    writer("action"_L1, change.action);
    writer("id"_L1, change.id);
    writer("after"_L1, QJsonValue(change.after));
    return writer.take();
}

Result<Change> changeFromJson(const QJsonObject &object)
{
    Change change;
    QString kindName;
    QJsonValue after = QJsonObject();
    JsonFields::Reader reader("change"_L1, object);
    reader("kind"_L1, kindName);
    reader("action"_L1, change.action);
    reader("id"_L1, change.id);
    reader("after"_L1, after);
    GH_CHECK(reader.finish());
    const std::optional<EntityKind> kind = entityKindFromName(kindName);
    if (!kind) {
        QStringList known;
        for (const auto &entry : KindNames)
            known.append(entry.second);
        return fail(ErrorKind::Settings,
                    u"change: there is no kind '%1'.%2"_s.arg(kindName, didYouMean(kindName, known)));
    }
    if (!after.isObject())
        return fail(ErrorKind::Settings, u"change: 'after' must be an object."_s);
    change.kind = *kind;
    change.after = after.toObject();
    return change;
}

} // namespace Gatehouse
