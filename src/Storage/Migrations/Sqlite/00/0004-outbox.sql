-- Mail committed to be sent: one row for a subscriber and slot.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    subscriber_id INTEGER NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE,
    slot          INTEGER NOT NULL,
    kind          TEXT NOT NULL,                      -- Digest, Alert, Confirm, Welcome, Goodbye
    digest_id     INTEGER REFERENCES digests(id),
    state         TEXT NOT NULL,                      -- Ready, Taken, Accepted, Rejected, Expired, InDoubt, Suppressed
    priority      INTEGER NOT NULL DEFAULT 1,         -- 0 goes first
    due_at        INTEGER NOT NULL,                   -- not tried before
    expires_at    INTEGER NOT NULL,                   -- not tried after
    attempts      INTEGER NOT NULL DEFAULT 0,
    worker        TEXT,
    lease_until   INTEGER,
    reply         TEXT,                               -- the last answer of a relay
    done_at       INTEGER,
    UNIQUE (subscriber_id, slot, kind)
);
CREATE INDEX outbox_open ON outbox(priority, due_at) WHERE state IN ('Ready', 'Taken');
