-- Keys of the HTTP API. A key itself is known only to those who were given it; this is its SHA-256.
CREATE TABLE api_keys (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,                         -- separated by spaces
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    used_at    INTEGER                                -- to the hour
);

-- What a POST with an Idempotency-Key was answered, for a day. Neither its request nor its answer has an address in it.
CREATE TABLE api_answers (
    key_id   INTEGER NOT NULL REFERENCES api_keys(id) ON DELETE CASCADE,
    name     TEXT NOT NULL,                           -- the Idempotency-Key
    request  TEXT NOT NULL,                           -- keyed hash of method, path and body
    at       INTEGER NOT NULL,
    status   INTEGER,                                 -- null while the request is under way
    location TEXT,
    body     TEXT,
    PRIMARY KEY (key_id, name)
) WITHOUT ROWID;
CREATE INDEX api_answers_by_time ON api_answers(at);
