// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/result.h"
#include "gateway/core/limits/calendar.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Gatehouse::Llm {
struct Vendor;
}

// The configuration as values: what an administrator edits, what the store keeps one row of, what a Snapshot is made
// from. Immutable values on any thread. Every entity has an id that is given by the store and never used again, and a
// JSON form that the store's revision log, the owner's local socket and the configuration document share.
namespace Gatehouse {

using EntityId = qint64; // 0 = not stored yet

enum class EntityKind { Client, ApiKey, Provider, Credential, Model, Alias, Price, Limit, Budget, Setting };

// How much of a request's content the store keeps (FEATURES 1.8).
enum class ContentLevel { None, Full };

// Somebody or something that calls the gateway; owns keys, and is who money is counted for.
struct Client {
    EntityId id = 0;
    QString name;
    QString team; // free text until teams are entities of their own
    bool enabled = true;
    QStringList allowedModels; // exact names or globs; empty = every model
    ContentLevel contentLevel = ContentLevel::Full;
    QString note;
    QStringList deniedModels = {}; // names or globs; go before what is allowed
    bool operator==(const Client &) const = default;
};

// A client's key. Only the hash of its secret is kept.
struct ApiKey {
    EntityId id = 0;
    EntityId clientId = 0;
    QString name;
    QByteArray publicId;   // 12 characters, safe to show and log
    QByteArray secretHash; // SHA-256, 32 bytes
    QString lastFour;      // of the secret, to tell keys apart
    bool enabled = true;
    Timestamp createdAt = {};
    std::optional<Timestamp> expiresAt;
    QStringList allowedAddresses = {}; // where it may come from: addresses and networks; empty = anywhere
    QStringList allowedSurfaces = {};  // what it may call, by the names of surfaces; empty = everything
    bool operator==(const ApiKey &) const = default;
};

// Which vendor a provider is; what that means is a row of the table in vendors.h. Stored as these numbers; never
// renumber.
enum class ProviderType {
    OpenAiCompatible = 0,
    Simulator = 1,
    OpenAi = 2,
    AzureOpenAi = 3,
    Anthropic = 4,
    Gemini = 5,
    Vertex = 6,
    Bedrock = 7,
    Mistral = 8,
    Cohere = 9,
    Ollama = 10,
    Groq = 11,
    DeepSeek = 12,
    Xai = 13,
    Together = 14,
    Fireworks = 15,
    OpenRouter = 16,
    Perplexity = 17,
    Cerebras = 18,
};

// A vendor, or a self-hosted server, that models are called at.
struct Provider {
    EntityId id = 0;
    QString name;
    ProviderType type = ProviderType::OpenAiCompatible;
    QString baseUrl; // with the version part: https://api.openai.com/v1; empty = the vendor's own. A simulator that
                     // shall speak another dialect than OpenAI's has "simulator:anthropic" and the like.
    bool enabled = true;
    int priority = 0;        // lower is tried first
    QString catalogProvider; // whose prices of the catalogue apply ("openai"); empty = by the host of baseUrl
    QString proxyUrl;        // http://, socks5://; empty = direct
    QString caFile;          // further certificate authorities (PEM); verification itself cannot be switched off
    std::chrono::milliseconds connectTimeout{5'000};
    std::chrono::milliseconds firstByteTimeout{60'000};
    std::chrono::milliseconds idleTimeout{60'000};
    std::chrono::milliseconds totalTimeout{600'000};
    int retries = 2; // further tries at this provider after a retryable failure
    bool operator==(const Provider &) const = default;
};

// The row of the vendor table that a provider is.
[[nodiscard]] const Llm::Vendor &vendorOf(const Provider &provider);

// Where a provider is called: its own base URL, or its vendor's.
[[nodiscard]] QString baseUrlOf(const Provider &provider);

// The path of that, without a slash at its end: "/v1".
[[nodiscard]] QByteArray basePathOf(const Provider &provider);

// The Host header for it: with the port where it is not the scheme's own.
[[nodiscard]] QByteArray hostOf(const Provider &provider);

// A provider's key. The secret is in the keychain or the sealed file; here is only the reference.
struct Credential {
    EntityId id = 0;
    EntityId providerId = 0;
    QString label;
    QString secretReference;
    QString lastFour;
    bool enabled = true;
    Timestamp createdAt = {};
    bool operator==(const Credential &) const = default;
};

// A model that clients may ask for, at one provider. The same name at several providers makes them alternatives.
struct Model {
    EntityId id = 0;
    EntityId providerId = 0;
    QString name;         // as clients ask for it; may be a glob ("gpt-*", "*")
    QString upstreamName; // as the vendor knows it; empty = as asked
    bool enabled = true;
    bool operator==(const Model &) const = default;
};

// Another name for a model.
struct Alias {
    EntityId id = 0;
    QString name;
    QString model;
    bool operator==(const Alias &) const = default;
};

// A price of the administrator's own; goes before the catalogue. Amounts are nano-dollars per million tokens.
struct PriceOverride {
    EntityId id = 0;
    EntityId providerId = 0; // 0 = at every provider
    QString model;
    Timestamp effectiveFrom = {};
    qint64 input = 0;
    std::optional<qint64> cacheRead;
    std::optional<qint64> cacheWrite;
    qint64 output = 0;
    bool operator==(const PriceOverride &) const = default;
};

// What a limit or a budget counts together. Stored as these numbers; never renumber.
enum class Scope {
    Organisation = 0, // everything
    Team = 1,
    Client = 2,
    Key = 3,
    Model = 4, // as clients ask for it, aliases resolved
    Provider = 5,
};

// What a limit counts. Stored as these numbers; never renumber.
enum class LimitUnit {
    Requests = 0,
    InputTokens = 1,
    OutputTokens = 2,
    Tokens = 3,      // input and output together
    Concurrency = 4, // requests on their way at one time
};

// So many of a unit in any period of so long. Several may apply to a request; all of them have to let it pass.
struct Limit {
    EntityId id = 0;
    QString name;
    Scope scope = Scope::Client;
    // The name of the team, client or provider, the public id of the key, or a glob of models; empty = each one of them
    // by itself (of models: all of them together).
    QString subject;
    LimitUnit unit = LimitUnit::Requests;
    qint64 amount = 60;
    std::chrono::seconds period{60};        // without meaning for Concurrency
    int queueLength = 0;                    // Concurrency: how many may wait for a place
    std::chrono::milliseconds queueWait{0}; // and how long
    bool enabled = true;
    bool operator==(const Limit &) const = default;
};

// What happens when a budget is used up. Stored as these numbers; never renumber.
enum class Enforcement {
    Hard = 0, // a request that could pass it is refused
    Soft = 1, // it is shown, and nothing else happens
};

// What happens to a request whose price is not known, where a hard budget applies. Stored as these numbers; never
// renumber.
enum class UnpricedRule {
    Block = 0,
    Allow = 1, // and count nothing
};

// So much money in a window of time.
struct Budget {
    EntityId id = 0;
    QString name;
    Scope scope = Scope::Client;
    QString subject;   // as of a limit
    qint64 amount = 0; // nano-dollars a window
    Limits::WindowRule window;
    Enforcement enforcement = Enforcement::Hard;
    UnpricedRule unpriced = UnpricedRule::Block;
    qint64 topUp = 0; // nano-dollars more, until...
    std::optional<Timestamp> topUpUntil;
    QString topUpReason; // who gave it is in the revision log
    bool enabled = true;
    QString downgradeModel =
        {};               // what requests get instead of the model they ask for, from a point on; empty = nothing
    int downgradeAt = 80; // that point: per cent of the budget, spent and held
    bool operator==(const Budget &) const = default;
};

// One named setting with a JSON value; the known names and their defaults are in settings.h.
struct Setting {
    QString name;
    QJsonValue value;
    bool operator==(const Setting &) const = default;
};

// The whole configuration as the store holds it.
struct Configuration {
    QList<Client> clients;
    QList<ApiKey> keys;
    QList<Provider> providers;
    QList<Credential> credentials;
    QList<Model> models;
    QList<Alias> aliases;
    QList<PriceOverride> prices;
    QList<Limit> limits;
    QList<Budget> budgets;
    QList<Setting> settings;
    qint64 revision = 0; // of the newest change it contains
};

// JSON forms: snake_case members; times as ISO 8601 in UTC, hashes as hexadecimal digits, durations in milliseconds
// ("connect_timeout_ms"), prices as decimal US dollars per million tokens ("0.25"), budgets as US dollars ("200").
// Reading is strict: an unknown member is an error that names it and the nearest known one; an absent one has its
// default.
[[nodiscard]] QJsonObject toJson(const Client &);
[[nodiscard]] QJsonObject toJson(const ApiKey &);
[[nodiscard]] QJsonObject toJson(const Provider &);
[[nodiscard]] QJsonObject toJson(const Credential &);
[[nodiscard]] QJsonObject toJson(const Model &);
[[nodiscard]] QJsonObject toJson(const Alias &);
[[nodiscard]] QJsonObject toJson(const PriceOverride &);
[[nodiscard]] QJsonObject toJson(const Limit &);
[[nodiscard]] QJsonObject toJson(const Budget &);
[[nodiscard]] QJsonObject toJson(const Setting &);
template <typename Entity>
[[nodiscard]] Result<Entity> fromJson(const QJsonObject &);
template <>
Result<Client> fromJson<Client>(const QJsonObject &);
template <>
Result<ApiKey> fromJson<ApiKey>(const QJsonObject &);
template <>
Result<Provider> fromJson<Provider>(const QJsonObject &);
template <>
Result<Credential> fromJson<Credential>(const QJsonObject &);
template <>
Result<Model> fromJson<Model>(const QJsonObject &);
template <>
Result<Alias> fromJson<Alias>(const QJsonObject &);
template <>
Result<PriceOverride> fromJson<PriceOverride>(const QJsonObject &);
template <>
Result<Limit> fromJson<Limit>(const QJsonObject &);
template <>
Result<Budget> fromJson<Budget>(const QJsonObject &);
template <>
Result<Setting> fromJson<Setting>(const QJsonObject &);

// One edit of the configuration: what an administrator did, in the window, on the command line or by a document.
// An id of 0 creates; the id of an existing entity replaces it whole. A negative id creates too, and later changes of
// the same list may refer to the new entity by it (a model's provider_id), so that a provider and its models are made
// in one go. Removing names only the id. A setting has no id: it is put, and removed, by the name in `after`.
struct Change {
    enum class Action { Put, Remove };
    EntityKind kind = EntityKind::Setting;
    Action action = Action::Put;
    EntityId id = 0;   // of the entity to replace or remove; 0 creates
    QJsonObject after; // empty for Remove, but for a setting
    bool operator==(const Change &) const = default;
};

// Who made a change, and from where.
struct Actor {
    QString name;   // the operating system's user, or "gatehouse" for itself
    QString source; // "window", "command line", "import", "first run"
};

[[nodiscard]] QString entityKindName(EntityKind kind); // "client", "api_key", ... as in the schema
[[nodiscard]] std::optional<EntityKind> entityKindFromName(QStringView name);

[[nodiscard]] QJsonObject toJson(const Change &);
[[nodiscard]] Result<Change> changeFromJson(const QJsonObject &);

// Applies changes to a configuration in memory, checking names (unique, not empty, no control characters), references
// and values. `nextId` gives new entities their ids. Afterwards `changes` says exactly what happened: new entities have
// their ids, every `after` is the complete form, and removals that follow from a removal (a client's keys, a provider's
// models, credentials and prices, the limits and budgets of either) stand before it; limits and budgets follow a
// subject that gets another name. The store applies that list to its tables in one transaction. On an
// error `changes` and `nextId` are as they were.
[[nodiscard]] Result<Configuration> applied(Configuration configuration, QList<Change> &changes, EntityId &nextId);

} // namespace Gatehouse
