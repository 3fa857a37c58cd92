-- A reader's wish to have the digest sent to another address, from the request until the subscription ends.
CREATE TABLE address_changes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,  -- links of letters name it, so it is never given twice
    subscriber_id INTEGER NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE,
    old_email     TEXT NOT NULL,
    old_hash      TEXT NOT NULL,                      -- as in subscribers
    new_email     TEXT NOT NULL,
    new_hash      TEXT NOT NULL,
    state         TEXT NOT NULL,                      -- Asked, Offered, Dropped, Moved, Undone
    source        TEXT NOT NULL,                      -- preferences, command, undo
    network       TEXT,                               -- of the request, cut to its network
    asked_at      INTEGER NOT NULL,
    moved_at      INTEGER
);
CREATE INDEX address_changes_subscriber ON address_changes(subscriber_id);
CREATE INDEX address_changes_asked ON address_changes(id) WHERE state = 'Asked';

-- Subscriptions that had ended at an address before another one moved there; the unsubscribe links of their mails end that one.
CREATE TABLE former_subscribers (
    id            INTEGER PRIMARY KEY,                -- of the subscriber who is gone
    subscriber_id INTEGER NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE
);
CREATE INDEX former_subscribers_subscriber ON former_subscribers(subscriber_id);

-- A letter about a change of address, which goes to an address of its own. An older version takes it for the Goodbye that its
-- kind says, and ends it unsent, since its reader has not left.
ALTER TABLE outbox ADD COLUMN letter TEXT;            -- Move, Moved; null for all other mail
ALTER TABLE outbox ADD COLUMN change_id INTEGER;      -- of address_changes
