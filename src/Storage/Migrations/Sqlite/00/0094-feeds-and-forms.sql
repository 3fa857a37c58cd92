-- Feeds: an entry keeps the id it was first shown with, and says when its text changed. Null until either differs.
ALTER TABLE papers ADD COLUMN feed_key TEXT;
ALTER TABLE papers ADD COLUMN text_at INTEGER;

-- A form counts once, for one address (its keyed hash); kept for as long as a form may be open.
CREATE TABLE form_seals (
    seal         TEXT PRIMARY KEY,
    address_hash TEXT NOT NULL,
    used_at      INTEGER NOT NULL
);
CREATE INDEX form_seals_by_time ON form_seals(used_at);

-- Letters that strangers caused, by the keyed hash of the mailbox; kept for a day, to limit them.
CREATE TABLE mailbox_letters (
    mailbox_hash TEXT NOT NULL,
    at           INTEGER NOT NULL
);
CREATE INDEX mailbox_letters_by_mailbox ON mailbox_letters(mailbox_hash, at);

-- Requests for fresh links, until they are answered.
CREATE TABLE link_requests (
    id    INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    email TEXT NOT NULL
);
