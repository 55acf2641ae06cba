// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/records.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

// What the window and the command line ask of the store, as values.
namespace Gatehouse::Store {

// Which requests. Every condition that is set must hold; times are [from, to).
struct RequestFilter {
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    QList<EntityId> clients; // any of them
    QList<EntityId> keys;
    QList<EntityId> providers;
    QString model; // requested or used; exact, or a glob
    QList<RequestState> states;
    std::optional<int> httpStatus;
    QByteArray errorCode;
    std::optional<Money> costAtLeast;
    std::optional<qint64> tokensAtLeast;
    std::optional<std::chrono::microseconds> latencyAtLeast;
    std::optional<bool> stream;
    std::optional<bool> hasTools;
    std::optional<bool> unpriced;
    bool operator==(const RequestFilter &) const = default;
};

// Where a page ends; the next one starts below it (keyset, never OFFSET).
struct PageKey {
    Timestamp startedAt = {};
    RequestId id;
    bool operator==(const PageKey &) const = default;
};

struct RequestPage {
    QList<RequestRecord> rows;   // newest first
    std::optional<PageKey> next; // nothing = that was the last
};

struct StoredBody {
    BodyRecord body; // decompressed
    qint64 originalSizeBytes = 0;
};

struct RequestDetail {
    RequestRecord request;
    QList<AttemptRecord> attempts;
    QList<LedgerEntry> ledger;
    QList<StoredBody> bodies;
};

enum class GroupBy : quint8 { None, Client, Key, Model, Provider };
enum class Bucket : quint8 { Minute, Hour, Day };

// Latencies in logarithmic steps (each 1.2 times the one before, from 1 ms), so that percentiles of any sum of buckets
// can be told.
struct LatencyHistogram {
    static constexpr std::size_t StepCount = 80;
    std::vector<quint32> counts; // empty = nothing counted
    void add(std::chrono::microseconds latency);
    void merge(const LatencyHistogram &other);
    [[nodiscard]] std::optional<std::chrono::microseconds> percentile(double fraction) const; // nothing when empty
    [[nodiscard]] quint64 total() const;
    bool operator==(const LatencyHistogram &) const = default;
};

// Sums over requests: of a bucket of time, of a group, of a range.
struct Totals {
    qint64 requests = 0;
    qint64 answered = 0;
    qint64 clientErrors = 0;   // ClientError and Denied
    qint64 upstreamErrors = 0; // UpstreamError, GatewayError and Interrupted
    qint64 clientClosed = 0;
    qint64 unpriced = 0;
    Llm::Usage usage; // source is not meaningful here
    Money cost;
    LatencyHistogram latency;
    LatencyHistogram firstToken;
    bool operator==(const Totals &) const = default;
};

struct SeriesPoint {
    Timestamp start = {};
    EntityId groupId = 0; // client, key or provider
    QString group;        // model; else empty
    Totals totals;
};

struct SeriesQuery {
    Timestamp from = {};
    Timestamp to = {};
    Bucket bucket = Bucket::Hour;
    GroupBy groupBy = GroupBy::None;
    QList<EntityId> clients; // empty = all
};

struct GroupTotals {
    EntityId groupId = 0;
    QString group;
    Totals totals;
    std::optional<Timestamp> lastSeen;
};

struct ErrorGroup {
    QByteArray errorCode;
    EntityId providerId = 0;
    QString message;     // of the newest
    qint64 attempts = 0; // tries that failed so
    qint64 toClient = 0; // requests that ended so
    Timestamp lastSeen = {};
};

// A sum of charges of one key, model and provider.
struct SpendRow {
    Timestamp time = {}; // of the first of them
    EntityId clientId = 0;
    EntityId keyId = 0;
    EntityId providerId = 0;
    QString requestedModel;
    Money cost;
};

// Ledger against requests against rollups, to the nano-dollar.
struct LedgerCheck {
    qint64 requests = 0;
    qint64 charges = 0;
    qint64 unknownCharges = 0;
    Money ledgerSum;
    Money requestSum;
    Money rollupSum;
    QStringList problems; // empty = clean
};

struct RevisionRow {
    qint64 revision = 0;
    Timestamp time = {};
    Actor actor;
    EntityKind kind = EntityKind::Setting;
    Change::Action action = Change::Action::Put;
    EntityId entityId = 0;
    QString entityName;
    QJsonObject before;
    QJsonObject after;
};

struct StoreFacts {
    QString path;
    qint64 sizeBytes = 0;
    int schemaVersion = 0;
    qint64 approximateRequests = 0;
};

// A read-only connection. Lives on the thread that opened it; several may be open, in this and in other processes.
class Reader final
{
public:
    // Errors: NotFound (no store there), StoreNewer, StoreDamaged, Io.
    [[nodiscard]] static Result<std::unique_ptr<Reader>> open(const QString &dataDirectory);
    ~Reader();

    [[nodiscard]] Result<Configuration> configuration();
    [[nodiscard]] Result<RequestPage> requests(const RequestFilter &filter, std::optional<PageKey> below, int limit);
    [[nodiscard]] Result<qint64> countRequests(const RequestFilter &filter,
                                               qint64 stopAt); // stops counting at `stopAt`
    [[nodiscard]] Result<RequestDetail> request(RequestId id);
    [[nodiscard]] Result<QList<SeriesPoint>> series(const SeriesQuery &query); // from rollups, never from rows
    [[nodiscard]] Result<QList<GroupTotals>> groups(const SeriesQuery &query); // the same without time
    [[nodiscard]] Result<QList<ErrorGroup>> errors(Timestamp from, Timestamp to, int limit);
    [[nodiscard]] Result<QHash<EntityId, Timestamp>> keysLastUsed();
    [[nodiscard]] Result<QList<RevisionRow>> revisions(std::optional<qint64> below, int limit);
    // What was charged from a time on, and what is held for requests that were interrupted, in slots of so long; 0 =
    // all of it together.
    [[nodiscard]] Result<QList<SpendRow>> spend(Timestamp from, std::chrono::microseconds slot);
    [[nodiscard]] Result<LedgerCheck> checkLedger();
    [[nodiscard]] Result<QStringList> checkIntegrity(); // problems; empty = ok
    [[nodiscard]] Result<StoreFacts> facts();
    [[nodiscard]] Result<void> backup(const QString &file); // VACUUM INTO; consistent under load

private:
    Reader();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Store
