-- Each time a mail was tried: what the relay said, word for word.
CREATE TABLE attempts (
    id        INTEGER PRIMARY KEY,
    outbox_id INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    relay     TEXT,                                   -- host:port, or null where none was reached
    outcome   TEXT NOT NULL,                          -- Accepted, Deferred, Rejected, InDoubt
    code      INTEGER,                                -- of the reply, RFC 5321
    enhanced  TEXT,                                   -- of the reply, RFC 3463
    text      TEXT NOT NULL
);
CREATE INDEX attempts_outbox ON attempts(outbox_id);
