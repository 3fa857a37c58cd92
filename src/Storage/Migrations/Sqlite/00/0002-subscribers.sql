CREATE TABLE subscribers (
    id           INTEGER PRIMARY KEY,
    email        TEXT NOT NULL UNIQUE,
    address_hash TEXT NOT NULL UNIQUE,                -- keyed, what a suppression is compared with
    name         TEXT,
    language     TEXT NOT NULL DEFAULT 'en',
    created_at   INTEGER NOT NULL
);

-- Distinct sets of topics: readers who follow the same share one row, and so one choice of papers.
CREATE TABLE topic_sets (
    id         INTEGER PRIMARY KEY,
    definition TEXT NOT NULL UNIQUE                   -- {"topics":["slug"],"queries":["..."]}, sorted
);

CREATE TABLE subscriptions (
    subscriber_id  INTEGER PRIMARY KEY REFERENCES subscribers(id) ON DELETE CASCADE,
    state          TEXT NOT NULL,                     -- Pending, Confirmed, Unsubscribed
    topic_set_id   INTEGER NOT NULL REFERENCES topic_sets(id),
    every          TEXT NOT NULL,                     -- Day, Weekday, Week, Match
    weekday        INTEGER NOT NULL DEFAULT 1,        -- of a weekly digest, 0 = Sunday
    at_minute      INTEGER NOT NULL,                  -- of the local day
    zone           TEXT NOT NULL,                     -- IANA
    max_papers     INTEGER NOT NULL,
    format         TEXT NOT NULL DEFAULT 'Html',      -- Html (with a text part), Text
    tell_if_empty  INTEGER NOT NULL DEFAULT 0,
    paused_until   INTEGER,
    next_at        INTEGER,                           -- the next slot; null while not Confirmed
    last_digest_id INTEGER,                           -- head of the chain of digests this person was sent
    changed_at     INTEGER NOT NULL
);
CREATE INDEX subscriptions_due ON subscriptions(next_at) WHERE state = 'Confirmed';
CREATE INDEX subscriptions_cohort ON subscriptions(topic_set_id, next_at) WHERE state = 'Confirmed';

-- Proof of each change of consent.
CREATE TABLE consents (
    id            INTEGER PRIMARY KEY,
    subscriber_id INTEGER NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE,
    at            INTEGER NOT NULL,
    state         TEXT NOT NULL,                      -- the state it led to
    source        TEXT NOT NULL,                      -- form, import, command, link, one-click, complaint
    wording       TEXT,                               -- version of the text agreed to, or the proof given
    network       TEXT                                -- address of origin cut to its network
);
CREATE INDEX consents_subscriber ON consents(subscriber_id);

CREATE TABLE suppressions (
    address_hash TEXT PRIMARY KEY,
    reason       TEXT NOT NULL,                       -- Bounce, Complaint, Erased, Operator
    detail       TEXT,
    at           INTEGER NOT NULL
) WITHOUT ROWID;

-- Key rings by purpose; the newest signs, retired ones only verify.
CREATE TABLE keys (
    id         INTEGER PRIMARY KEY,
    purpose    TEXT NOT NULL,
    secret     BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER
);
