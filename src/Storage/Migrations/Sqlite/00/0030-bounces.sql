-- Every mail and event that came back and was read, by a hash of its content: read again, it changes nothing.
CREATE TABLE returns (
    key     TEXT PRIMARY KEY,
    read_at INTEGER NOT NULL
) WITHOUT ROWID;

-- What they said of whom.
CREATE TABLE bounces (
    id            INTEGER PRIMARY KEY,
    subscriber_id INTEGER NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE,
    kind          TEXT NOT NULL,                      -- Refused, Soft, Hard, Complaint
    status        TEXT,                               -- enhanced code, RFC 3463
    diagnostic    TEXT,                               -- without addresses
    evidence      TEXT NOT NULL,
    at            INTEGER NOT NULL                    -- when it arrived
);
CREATE INDEX bounces_subscriber ON bounces(subscriber_id, at);
CREATE INDEX bounces_at ON bounces(at);

-- How far each mailbox was read.
CREATE TABLE mailboxes (
    name         TEXT PRIMARY KEY,
    uid_validity INTEGER NOT NULL,
    last_uid     INTEGER NOT NULL
) WITHOUT ROWID;

-- Whether delivery stands still: one row once it ever did.
CREATE TABLE brake (
    id          INTEGER PRIMARY KEY,                  -- 1
    reason      TEXT,                                 -- null while released
    pulled_at   INTEGER,
    released_at INTEGER
);
