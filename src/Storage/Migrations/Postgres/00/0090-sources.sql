-- When the server of a source wants to be asked again (Retry-After), where it said so.
ALTER TABLE gatherings ADD COLUMN ask_after BIGINT;

-- Entries of feeds that name no day: each counts from the day on which its source first showed it.
CREATE TABLE first_shown (
    source TEXT NOT NULL,
    entry  TEXT NOT NULL,                             -- hash of the source's id and the title
    day    TEXT NOT NULL,
    news   INTEGER NOT NULL,                          -- 0: it was there before we began to look
    PRIMARY KEY (source, entry)
);
