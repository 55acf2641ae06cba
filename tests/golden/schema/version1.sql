-- A store of schema version 1, as `sqlite3 gatehouse.db .dump` gives it, with the two numbers that a dump leaves out.
PRAGMA application_id = 1196705875;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE counter (
    -- Numbers that only ever rise.
    name  TEXT PRIMARY KEY,  -- 'entity': the next id of a configuration entity; ids are never used again
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES('entity',4);
CREATE TABLE client (
    -- Somebody or something that calls the gateway and that money is counted for.
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL UNIQUE,
    team           TEXT NOT NULL,
    enabled        INTEGER NOT NULL,
    allowed_models TEXT NOT NULL,     -- JSON list of names and globs; empty list = every model
    content_level  INTEGER NOT NULL,  -- what is kept of requests: 0 nothing, 1 everything
    note           TEXT NOT NULL
) STRICT;
INSERT INTO client VALUES(3,'Research','',1,'[]',1,'');
CREATE TABLE api_key (
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
) STRICT;
CREATE TABLE provider (
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
) STRICT;
INSERT INTO provider VALUES(1,'Simulator',1,'',1,0,'','','',5000,60000,60000,600000,2);
CREATE TABLE credential (
    -- A provider's key: only a reference into the keychain or the sealed file.
    id               INTEGER PRIMARY KEY,
    provider_id      INTEGER NOT NULL REFERENCES provider DEFERRABLE INITIALLY DEFERRED,
    label            TEXT NOT NULL,
    secret_reference TEXT NOT NULL,
    last_four        TEXT NOT NULL,
    enabled          INTEGER NOT NULL,
    created_at       INTEGER NOT NULL
) STRICT;
CREATE TABLE model (
    -- A model that clients may ask for, at one provider. One name at several providers makes them alternatives.
    id            INTEGER PRIMARY KEY,
    provider_id   INTEGER NOT NULL REFERENCES provider DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL,      -- as clients ask for it; may be a glob
    upstream_name TEXT NOT NULL,      -- as the vendor knows it; '' = as asked
    enabled       INTEGER NOT NULL
) STRICT;
INSERT INTO model VALUES(2,1,'sim/*','',1);
CREATE TABLE alias (
    -- Another name for a model.
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL
) STRICT;
CREATE TABLE price (
    -- A price of the administrator's own, before the catalogue's. Nano-dollars per million tokens; NULL = as input.
    id             INTEGER PRIMARY KEY,
    provider_id    INTEGER NOT NULL,  -- 0 = at every provider
    model          TEXT NOT NULL,
    effective_from INTEGER NOT NULL,
    input          INTEGER NOT NULL,
    cache_read     INTEGER,
    cache_write    INTEGER,
    output         INTEGER NOT NULL
) STRICT;
CREATE TABLE setting (
    -- A setting that is not at its default.
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL  -- JSON
) STRICT, WITHOUT ROWID;
CREATE TABLE revision (
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
) STRICT;
INSERT INTO revision VALUES(1,1795000000000000,'gatehouse','first run','provider',0,1,'Simulator','','{"base_url":"","ca_file":"","catalog_provider":"","connect_timeout_ms":5000,"enabled":true,"first_byte_timeout_ms":60000,"id":1,"idle_timeout_ms":60000,"name":"Simulator","priority":0,"proxy_url":"","retries":2,"total_timeout_ms":600000,"type":"simulator"}',X'27cd520a770290d4d974ffa3fe885eaaa305b7da1f1a9fa0aa8770a73664459e');
INSERT INTO revision VALUES(2,1795000000000000,'gatehouse','first run','model',0,2,'sim/*','','{"enabled":true,"id":2,"name":"sim/*","provider_id":1,"upstream_name":""}',X'ad4cb7bb4b794ddb6e411cde9dc3d420a75fc3ce437d97c55d294c9b081cd63e');
INSERT INTO revision VALUES(3,1795000000000000,'admin','test','client',0,3,'Research','','{"allowed_models":[],"content_level":"full","enabled":true,"id":3,"name":"Research","note":"","team":""}',X'49a9f90cf3f7c767c10a6269fbecf99de4be357f26c4e1896894ae354740e00c');
CREATE TABLE text (
    -- Texts that come again and again in traffic, kept once. Id 0 is the empty text and has no row.
    id    INTEGER PRIMARY KEY,
    value TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO text VALUES(1,'gpt-5-mini');
INSERT INTO text VALUES(2,'stop');
INSERT INTO text VALUES(3,'catalogue 2026-07-02 openai/gpt-5-mini');
INSERT INTO text VALUES(4,'192.168.1.17');
INSERT INTO text VALUES(5,'OpenAI/JS 5.20.0');
INSERT INTO text VALUES(6,'gpt-5-mini-2025-08-07');
INSERT INTO text VALUES(7,'claude-haiku');
CREATE TABLE model_use (
    -- A model as it was asked for and as it was used, so that one index finds either.
    id           INTEGER PRIMARY KEY,
    requested_id INTEGER NOT NULL,  -- text
    used_id      INTEGER NOT NULL,  -- text; 0 = none was used
    UNIQUE (requested_id, used_id)
) STRICT;
INSERT INTO model_use VALUES(1,1,1);
INSERT INTO model_use VALUES(2,7,7);
CREATE TABLE request (
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
    input_uncached    INTEGER NOT NULL,     -- tokens; the eight parts are disjoint
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
) STRICT;
INSERT INTO request VALUES(1,X'01a1ee565e00e8ca22adcfba5fdbec31',1795000000000000,1,1,0,0,0,2,21,1,1,200,0,NULL,2,1,812,64,0,0,0,120,0,0,1,311759,1,3,1342000,210000,48,X'00000000000000a8bf2c0000',3211,640,4,5,'user-4711');
INSERT INTO request VALUES(2,X'01a1ee5661e8cfd94dbeb1c4bf1ab324',1795000001000000,1,1,1,0,0,1,10,2,1,200,0,NULL,2,1,812,64,0,0,0,120,0,0,1,109721,1,3,3303000,210000,48,X'00000000000000a8bf2c0000',3211,640,4,5,'user-4711');
INSERT INTO request VALUES(3,X'01a1ee5665d0c16cab210762f4c0e263',1795000002000000,1,1,0,0,0,3,30,1,2,200,0,NULL,2,1,812,64,0,0,0,120,0,0,1,485674,1,3,677000,210000,48,X'00000000000000a8bf2c0000',3211,640,4,5,'user-4711');
CREATE TABLE attempt (
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
) STRICT, WITHOUT ROWID;
INSERT INTO attempt VALUES(1,1,3,4,6,1795000000000040,0,200000,729000,200,0,NULL);
INSERT INTO attempt VALUES(2,1,3,4,6,1795000001000040,0,200000,729000,200,0,NULL);
INSERT INTO attempt VALUES(3,1,3,4,6,1795000002000040,0,200000,729000,200,0,NULL);
CREATE TABLE body (
    -- What went over the wire. Deleted after content.days; everything else stays.
    id            INTEGER PRIMARY KEY,  -- request.number * 8 + part: 1 client request, 2 upstream request,
                                        -- 3 upstream answer, 4 client answer, 5 client request headers,
                                        -- 6 upstream answer headers
    codec         INTEGER NOT NULL,     -- 0 as it is, 1 zstd
    truncated     INTEGER NOT NULL,     -- cut at content.max_bytes
    original_size INTEGER NOT NULL,     -- bytes when unpacked
    bytes         BLOB NOT NULL
) STRICT;
CREATE TABLE ledger (
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
) STRICT, WITHOUT ROWID;
INSERT INTO ledger VALUES(1,1,1,1,1795000001342000,2,21,1,1,812,64,0,0,0,120,0,0,1,311759,1,3);
INSERT INTO ledger VALUES(2,1,1,1,1795000004303000,1,10,2,1,812,64,0,0,0,120,0,0,1,109721,1,3);
INSERT INTO ledger VALUES(3,1,1,1,1795000002677000,3,30,1,7,812,64,0,0,0,120,0,0,1,485674,1,3);
CREATE TABLE rollup_minute (
    -- Sums over the requests that started in one minute, kept for ever.
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
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_minute VALUES(1794999960000000,1,10,1,2,1,1,0,0,0,0,812,64,0,0,0,120,0,0,109721,1795000001000000,X'2d01',X'1e01');
INSERT INTO rollup_minute VALUES(1794999960000000,2,21,1,1,1,1,0,0,0,0,812,64,0,0,0,120,0,0,311759,1795000000000000,X'2801',X'1e01');
INSERT INTO rollup_minute VALUES(1794999960000000,3,30,7,1,1,1,0,0,0,0,812,64,0,0,0,120,0,0,485674,1795000002000000,X'2401',X'1e01');
CREATE TABLE rollup_hour (
    -- Sums over the requests that started in one hour, kept for ever.
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
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_hour VALUES(1794999600000000,1,10,1,2,1,1,0,0,0,0,812,64,0,0,0,120,0,0,109721,1795000001000000,X'2d01',X'1e01');
INSERT INTO rollup_hour VALUES(1794999600000000,2,21,1,1,1,1,0,0,0,0,812,64,0,0,0,120,0,0,311759,1795000000000000,X'2801',X'1e01');
INSERT INTO rollup_hour VALUES(1794999600000000,3,30,7,1,1,1,0,0,0,0,812,64,0,0,0,120,0,0,485674,1795000002000000,X'2401',X'1e01');
CREATE TABLE rollup_day (
    -- Sums over the requests that started in one day (UTC), kept for ever.
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
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_day VALUES(1794960000000000,1,10,1,2,1,1,0,0,0,0,812,64,0,0,0,120,0,0,109721,1795000001000000,X'2d01',X'1e01');
INSERT INTO rollup_day VALUES(1794960000000000,2,21,1,1,1,1,0,0,0,0,812,64,0,0,0,120,0,0,311759,1795000000000000,X'2801',X'1e01');
INSERT INTO rollup_day VALUES(1794960000000000,3,30,7,1,1,1,0,0,0,0,812,64,0,0,0,120,0,0,485674,1795000002000000,X'2401',X'1e01');
CREATE TRIGGER revision_is_not_changed BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'the revision log is only added to'); END;
CREATE TRIGGER revision_is_not_deleted BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'the revision log is only added to'); END;
CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE INDEX revision_by_entity ON revision (kind, entity_id);
CREATE INDEX request_by_time ON request (started_at);
CREATE INDEX request_by_client ON request (client_id, started_at);
CREATE INDEX request_by_provider ON request (provider_id, started_at);
CREATE INDEX request_by_model ON request (model_use_id, started_at);
CREATE INDEX request_by_failure ON request (state, started_at) WHERE state <> 1;
CREATE INDEX attempt_by_failure ON attempt (started_at) WHERE error_code_id <> 0;
COMMIT;
