-- What happened to subscribers and their mail, until a webhook has told it to the operator's own program. Rows name
-- people by number only, and are written only while their kind is asked for.
CREATE TABLE event_kinds (
    kind TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE events (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,  -- what a receiver tells repeats by
    kind          TEXT NOT NULL,
    subscriber_id INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    detail        TEXT,                               -- a JSON object
    due_at        INTEGER NOT NULL,                   -- when it is told next
    attempts      INTEGER NOT NULL DEFAULT 0,
    fault         TEXT,                               -- of the last attempt
    told_at       INTEGER,
    given_up_at   INTEGER
);
CREATE INDEX events_due ON events(due_at) WHERE told_at IS NULL AND given_up_at IS NULL;
CREATE INDEX events_told ON events(told_at) WHERE told_at IS NOT NULL;
CREATE INDEX events_given_up ON events(given_up_at) WHERE given_up_at IS NOT NULL;
CREATE INDEX events_faulty ON events(id) WHERE fault IS NOT NULL;
