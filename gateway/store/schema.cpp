// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/schema.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

// The comments stand inside the statements, so that SQLite keeps them in the file and `.schema` shows them.
// Common to all tables: times are microseconds since 1970 UTC, durations microseconds, money nano-dollars, 0 as an
// identity is "none". Traffic refers to the configuration without foreign keys: it outlives what it refers to.

QStringList configurationTables()
{
    return {
        uR"sql(CREATE TABLE counter (
    -- Numbers that only ever rise.
    name  TEXT PRIMARY KEY,  -- 'entity': the next id of a configuration entity; ids are never used again
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID)sql"_s,
        uR"sql(INSERT INTO counter VALUES ('entity', 1))sql"_s,
        uR"sql(CREATE TABLE client (
    -- Somebody or something that calls the gateway and that money is counted for.
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL UNIQUE,
    team           TEXT NOT NULL,
    enabled        INTEGER NOT NULL,
    allowed_models TEXT NOT NULL,     -- JSON list of names and globs; empty list = every model
    content_level  INTEGER NOT NULL,  -- what is kept of requests: 0 nothing, 1 everything
    note           TEXT NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE api_key (
    -- A client's key. The key itself is shown once and never stored.
    id          INTEGER PRIMARY KEY,
    client_id   INTEGER NOT NULL REFERENCES client DEFERRABLE INITIALLY DEFERRED,
    name        TEXT NOT NULL,
    public_id   TEXT NOT NULL UNIQUE,  -- the part that may be seen and that a key is found by
    secret_hash BLOB NOT NULL,         -- SHA-256 of the secret part
    last_four   TEXT NOT NULL,
    enabled     INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER                -- NULL = never
) STRICT)sql"_s,
        uR"sql(CREATE TABLE provider (
    -- A vendor or a self-hosted server that models are called at. Time-outs are milliseconds.
    id                 INTEGER PRIMARY KEY,
    name               TEXT NOT NULL UNIQUE,
    type               INTEGER NOT NULL,  -- 0 OpenAI compatible, 1 simulator
    base_url           TEXT NOT NULL,
    enabled            INTEGER NOT NULL,
    priority           INTEGER NOT NULL,  -- lower is tried first
    catalog_provider   TEXT NOT NULL,     -- whose prices of the catalogue apply; '' = by the host of base_url
    proxy_url          TEXT NOT NULL,     -- '' = direct
    ca_file            TEXT NOT NULL,     -- further certificate authorities; '' = the system's alone
    connect_timeout    INTEGER NOT NULL,
    first_byte_timeout INTEGER NOT NULL,
    idle_timeout       INTEGER NOT NULL,
    total_timeout      INTEGER NOT NULL,
    retries            INTEGER NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE credential (
    -- A provider's key: only a reference into the keychain or the sealed file.
    id               INTEGER PRIMARY KEY,
    provider_id      INTEGER NOT NULL REFERENCES provider DEFERRABLE INITIALLY DEFERRED,
    label            TEXT NOT NULL,
    secret_reference TEXT NOT NULL,
    last_four        TEXT NOT NULL,
    enabled          INTEGER NOT NULL,
    created_at       INTEGER NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE model (
    -- A model that clients may ask for, at one provider. One name at several providers makes them alternatives.
    id            INTEGER PRIMARY KEY,
    provider_id   INTEGER NOT NULL REFERENCES provider DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL,      -- as clients ask for it; may be a glob
    upstream_name TEXT NOT NULL,      -- as the vendor knows it; '' = as asked
    enabled       INTEGER NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE alias (
    -- Another name for a model.
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE price (
    -- A price of the administrator's own, before the catalogue's. Nano-dollars per million tokens; NULL = as input.
    id             INTEGER PRIMARY KEY,
    provider_id    INTEGER NOT NULL,  -- 0 = at every provider
    model          TEXT NOT NULL,
    effective_from INTEGER NOT NULL,
    input          INTEGER NOT NULL,
    cache_read     INTEGER,
    cache_write    INTEGER,
    output         INTEGER NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE setting (
    -- A setting that is not at its default.
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL  -- JSON
) STRICT, WITHOUT ROWID)sql"_s,
        uR"sql(CREATE TABLE revision (
    -- Every change of the configuration, for the audit, undo and roll back. Rows are only ever added, and each one's
    -- hash covers the one before, so that an edit of this table shows (R56).
    number      INTEGER PRIMARY KEY,  -- 1, 2, 3, ... without a gap
    time        INTEGER NOT NULL,
    actor       TEXT NOT NULL,        -- who
    source      TEXT NOT NULL,        -- from where: window, command line, import, ...
    kind        TEXT NOT NULL,        -- of the entity: client, api_key, ...
    action      INTEGER NOT NULL,     -- 0 put, 1 removed
    entity_id   INTEGER NOT NULL,     -- 0 for a setting
    entity_name TEXT NOT NULL,
    before      TEXT NOT NULL,        -- JSON; '' = it was not there
    after       TEXT NOT NULL,        -- JSON; '' = removed
    hash        BLOB NOT NULL         -- SHA-256 of the hash before (32 zero bytes for the first) and this row
) STRICT)sql"_s,
        uR"sql(CREATE INDEX revision_by_entity ON revision (kind, entity_id))sql"_s,
        uR"sql(CREATE TRIGGER revision_is_not_changed BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'the revision log is only added to'); END)sql"_s,
        uR"sql(CREATE TRIGGER revision_is_not_deleted BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'the revision log is only added to'); END)sql"_s,
    };
}

QStringList trafficTables()
{
    return {
        uR"sql(CREATE TABLE text (
    -- Texts that come again and again in traffic, kept once. Id 0 is the empty text and has no row.
    id    INTEGER PRIMARY KEY,
    value TEXT NOT NULL UNIQUE
) STRICT)sql"_s,
        uR"sql(CREATE TABLE model_use (
    -- A model as it was asked for and as it was used, so that one index finds either.
    id           INTEGER PRIMARY KEY,
    requested_id INTEGER NOT NULL,  -- text
    used_id      INTEGER NOT NULL,  -- text; 0 = none was used
    UNIQUE (requested_id, used_id)
) STRICT)sql"_s,
        uR"sql(CREATE TABLE request (
    -- One row for each request that has ended. No prompt and no answer: those are in body.
    number            INTEGER PRIMARY KEY,  -- in the order of ending
    id                BLOB NOT NULL UNIQUE, -- 16 bytes, a ULID; the client knows it as gh_...
    started_at        INTEGER NOT NULL,
    state             INTEGER NOT NULL,     -- 1 answered, 2 client error, 3 denied, 4 upstream error, 5 client closed,
                                            -- 6 gateway error, 7 interrupted by the end of the process
    surface           INTEGER NOT NULL,     -- 1 chat, 2 completions, 3 embeddings, 4 models, 5 model; 0 unknown
    stream            INTEGER NOT NULL,
    has_tools         INTEGER NOT NULL,
    has_images        INTEGER NOT NULL,
    client_id         INTEGER NOT NULL,     -- 0 = not authenticated
    key_id            INTEGER NOT NULL,
    provider_id       INTEGER NOT NULL,     -- of the attempt that answered; 0 = none
    model_use_id      INTEGER NOT NULL,
    http_status       INTEGER NOT NULL,
    error_code_id     INTEGER NOT NULL,     -- text; 0 = no error
    error_message     TEXT,
    finish_reason_id  INTEGER NOT NULL,     -- text
    attempt_count     INTEGER NOT NULL,
    input_uncached    INTEGER NOT NULL,     -- tokens; the parts are disjoint
    input_cache_read  INTEGER NOT NULL,
    input_cache_write INTEGER NOT NULL,
    input_cache_write_long INTEGER NOT NULL,
    input_audio       INTEGER NOT NULL,
    output            INTEGER NOT NULL,
    output_reasoning  INTEGER NOT NULL,
    output_audio      INTEGER NOT NULL,
    usage_source      INTEGER NOT NULL,     -- 0 none, 1 the vendor's, 2 estimated, 3 partial
    cost              INTEGER NOT NULL,     -- the sum of its charges in the ledger
    pricing           INTEGER NOT NULL,     -- 0 unpriced (the cost is not known), 1 priced, 2 nothing to charge
    price_version_id  INTEGER NOT NULL,     -- text
    latency           INTEGER NOT NULL,
    first_token       INTEGER NOT NULL,     -- 0 = there was none
    overhead          INTEGER NOT NULL,
    stages            BLOB NOT NULL,        -- the durations of the ten stages, each a variable-length number
    request_size      INTEGER NOT NULL,     -- bytes
    answer_size       INTEGER NOT NULL,
    source_address_id INTEGER NOT NULL,     -- text
    user_agent_id     INTEGER NOT NULL,     -- text
    end_user          TEXT
) STRICT)sql"_s,
        uR"sql(CREATE INDEX request_by_time ON request (started_at))sql"_s,
        uR"sql(CREATE INDEX request_by_client ON request (client_id, started_at))sql"_s,
        uR"sql(CREATE INDEX request_by_provider ON request (provider_id, started_at))sql"_s,
        uR"sql(CREATE INDEX request_by_model ON request (model_use_id, started_at))sql"_s,
        uR"sql(CREATE INDEX request_by_failure ON request (state, started_at) WHERE state <> 1)sql"_s,
        uR"sql(CREATE TABLE attempt (
    -- One try at one vendor.
    request       INTEGER NOT NULL,  -- request.number
    number        INTEGER NOT NULL,  -- 1, 2, ...
    provider_id   INTEGER NOT NULL,
    credential_id INTEGER NOT NULL,
    model_id      INTEGER NOT NULL,  -- text; as the vendor knows it
    started_at    INTEGER NOT NULL,
    connect       INTEGER NOT NULL,  -- 0 = the connection was reused
    first_byte    INTEGER NOT NULL,
    duration      INTEGER NOT NULL,
    status        INTEGER NOT NULL,  -- the vendor's; 0 = none came
    error_code_id INTEGER NOT NULL,  -- text; 0 = success
    message       TEXT,
    PRIMARY KEY (request, number)
) STRICT, WITHOUT ROWID)sql"_s,
        uR"sql(CREATE INDEX attempt_by_failure ON attempt (started_at) WHERE error_code_id <> 0)sql"_s,
        uR"sql(CREATE TABLE body (
    -- What went over the wire. Deleted after content.days; everything else stays.
    id            INTEGER PRIMARY KEY,  -- request.number * 8 + part: 1 client request, 2 upstream request,
                                        -- 3 upstream answer, 4 client answer, 5 client request headers,
                                        -- 6 upstream answer headers
    codec         INTEGER NOT NULL,     -- 0 as it is, 1 zstd
    truncated     INTEGER NOT NULL,     -- cut at content.max_bytes
    original_size INTEGER NOT NULL,     -- bytes when unpacked
    bytes         BLOB NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE ledger (
    -- One row for each charge. Rows are only ever added.
    request           INTEGER NOT NULL,  -- request.number
    entry             INTEGER NOT NULL,  -- 1, 2, ... within the request
    attempt           INTEGER NOT NULL,  -- attempt.number
    kind              INTEGER NOT NULL,  -- 1 charge; 2 unknown: sent to a vendor, and the process ended meanwhile
    time              INTEGER NOT NULL,
    client_id         INTEGER NOT NULL,
    key_id            INTEGER NOT NULL,
    provider_id       INTEGER NOT NULL,
    model_id          INTEGER NOT NULL,  -- text
    input_uncached    INTEGER NOT NULL,
    input_cache_read  INTEGER NOT NULL,
    input_cache_write INTEGER NOT NULL,
    input_cache_write_long INTEGER NOT NULL,
    input_audio       INTEGER NOT NULL,
    output            INTEGER NOT NULL,
    output_reasoning  INTEGER NOT NULL,
    output_audio      INTEGER NOT NULL,
    usage_source      INTEGER NOT NULL,
    cost              INTEGER NOT NULL,  -- of kind 2: what was held for it
    pricing           INTEGER NOT NULL,
    price_version_id  INTEGER NOT NULL,  -- text
    PRIMARY KEY (request, entry)
) STRICT, WITHOUT ROWID)sql"_s,
        uR"sql(CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END)sql"_s,
        uR"sql(CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END)sql"_s,
    };
}

QString rollupTable(const QString &name, const QString &bucket)
{
    return uR"sql(CREATE TABLE %1 (
    -- Sums over the requests that started in %2, kept for ever.
    start           INTEGER NOT NULL,  -- of the bucket
    client_id       INTEGER NOT NULL,
    key_id          INTEGER NOT NULL,
    model_id        INTEGER NOT NULL,  -- text; the model that was used, 0 = none
    provider_id     INTEGER NOT NULL,
    requests        INTEGER NOT NULL,
    answered        INTEGER NOT NULL,
    client_errors   INTEGER NOT NULL,  -- states 2 and 3
    upstream_errors INTEGER NOT NULL,  -- states 4, 6 and 7
    client_closed   INTEGER NOT NULL,
    unpriced        INTEGER NOT NULL,
    input_uncached    INTEGER NOT NULL,
    input_cache_read  INTEGER NOT NULL,
    input_cache_write INTEGER NOT NULL,
    input_cache_write_long INTEGER NOT NULL,
    input_audio       INTEGER NOT NULL,
    output            INTEGER NOT NULL,
    output_reasoning  INTEGER NOT NULL,
    output_audio      INTEGER NOT NULL,
    cost            INTEGER NOT NULL,
    last_seen       INTEGER NOT NULL,  -- the latest start of a request
    latency         BLOB NOT NULL,     -- histogram over the answered: pairs of (steps skipped, count), each a
    first_token     BLOB NOT NULL,     -- variable-length number
    PRIMARY KEY (start, client_id, key_id, model_id, provider_id)
) STRICT, WITHOUT ROWID)sql"_s.arg(name, bucket);
}

// One more number of a Usage, in every table that has them.
QStringList newUsageColumn(const QString &column)
{
    QStringList statements;
    for (const QString &table : {u"request"_s, u"ledger"_s, u"rollup_minute"_s, u"rollup_hour"_s, u"rollup_day"_s})
        statements += u"ALTER TABLE %1 ADD COLUMN %2 INTEGER NOT NULL DEFAULT 0"_s.arg(table, column);
    return statements;
}

QStringList version1()
{
    QStringList statements{u"PRAGMA application_id = %1"_s.arg(ApplicationId)};
    statements += configurationTables();
    statements += trafficTables();
    statements += {rollupTable(u"rollup_minute"_s, u"one minute"_s), rollupTable(u"rollup_hour"_s, u"one hour"_s),
                   rollupTable(u"rollup_day"_s, u"one day (UTC)"_s)};
    return statements;
}

// Tokens of pictures, the vendor's own tools, the service tier, the vendor's own words beside our numbers; and what
// clients come back for.
QStringList version2()
{
    QStringList statements;
    for (const QString &column : {u"input_image"_s, u"output_image"_s, u"tool_calls"_s})
        statements += newUsageColumn(column);
    statements += u"ALTER TABLE request ADD COLUMN service_tier_id INTEGER NOT NULL DEFAULT 0 /* text; the vendor's "
                  u"word */"_s;
    statements += uR"sql(CREATE TABLE stored_object (
    -- What a client comes back for by its id: a response, a file, a batch. Those that are kept here are content, and
    -- are deleted after content.days.
    id           TEXT PRIMARY KEY,
    client_id    INTEGER NOT NULL,  -- nobody else reaches it
    provider_id  INTEGER NOT NULL,  -- where it is; 0 = here
    created_at   INTEGER NOT NULL,
    answer       BLOB,              -- as the client got it; NULL = it is not here
    conversation BLOB               -- what a next request goes on from: a body of the responses API
) STRICT, WITHOUT ROWID)sql"_s;
    statements += u"CREATE INDEX stored_object_by_time ON stored_object (created_at)"_s;
    statements += u"ALTER TABLE ledger ADD COLUMN raw_usage TEXT /* the vendor's usage object; NULL = none */"_s;
    return statements;
}

// Limits and budgets, and the sums over the ledger that a budget begins with at every start; tokens of video, and of
// sound and pictures that a vendor's cache held.
QStringList version3()
{
    QStringList statements{
        uR"sql(CREATE TABLE rate_limit (
    -- So many of a unit in any period of so long.
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    scope        INTEGER NOT NULL,  -- 0 organisation, 1 team, 2 client, 3 key, 4 model, 5 provider
    subject      TEXT NOT NULL,     -- name of the team, client or provider, public id of the key, glob of models;
                                    -- '' = each by itself
    unit         INTEGER NOT NULL,  -- 0 requests, 1 input tokens, 2 output tokens, 3 tokens, 4 requests at one time
    amount       INTEGER NOT NULL,
    period       INTEGER NOT NULL,  -- seconds
    queue_length INTEGER NOT NULL,  -- of unit 4: how many may wait
    queue_wait   INTEGER NOT NULL,  -- and how long, in milliseconds
    enabled      INTEGER NOT NULL
) STRICT)sql"_s,
        uR"sql(CREATE TABLE budget (
    -- So much money in a window of time.
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    scope         INTEGER NOT NULL,  -- as of rate_limit
    subject       TEXT NOT NULL,
    amount        INTEGER NOT NULL,
    window        INTEGER NOT NULL,  -- 0 hour, 1 day, 2 week, 3 month, 4 quarter, 5 year, 6 lifetime, 7 rolling
    zone          TEXT NOT NULL,     -- IANA; '' = UTC
    weekday       INTEGER NOT NULL,  -- of a week's begin; 1 = Monday
    day_of_month  INTEGER NOT NULL,
    start_month   INTEGER NOT NULL,  -- of a quarter's or a year's begin
    length        INTEGER NOT NULL,  -- of a rolling window, in seconds
    enforcement   INTEGER NOT NULL,  -- 0 hard, 1 soft
    unpriced      INTEGER NOT NULL,  -- requests without a price: 0 blocked, 1 allowed
    top_up        INTEGER NOT NULL,
    top_up_until  INTEGER,
    top_up_reason TEXT NOT NULL,
    enabled       INTEGER NOT NULL,
    downgrade_model TEXT NOT NULL,   -- what requests get instead; '' = nothing
    downgrade_at  INTEGER NOT NULL   -- from so many per cent on
) STRICT)sql"_s,
        uR"sql(CREATE INDEX ledger_by_time ON ledger (time))sql"_s,
    };
    for (const QString &column :
         {u"input_cache_read_audio"_s, u"input_cache_read_image"_s, u"input_video"_s, u"output_video"_s})
        statements += newUsageColumn(column);
    // JSON lists; of a key an empty one = all.
    statements += {u"ALTER TABLE client ADD COLUMN denied_models TEXT NOT NULL DEFAULT '[]'"_s,
                   u"ALTER TABLE api_key ADD COLUMN allowed_addresses TEXT NOT NULL DEFAULT '[]'"_s,
                   u"ALTER TABLE api_key ADD COLUMN allowed_surfaces TEXT NOT NULL DEFAULT '[]'"_s};
    return statements;
}

} // namespace

const QList<Migration> &migrations()
{
    static const QList<Migration> all{{.toVersion = 1, .statements = version1()},
                                      {.toVersion = 2, .statements = version2()},
                                      {.toVersion = 3, .statements = version3()}};
    return all;
}

} // namespace Gatehouse::Store
