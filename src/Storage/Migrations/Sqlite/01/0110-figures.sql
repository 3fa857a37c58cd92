-- Mail by day, counted as it comes, so that nobody counts a million rows to see how a morning went.
CREATE TABLE mail_figures (
    day   INTEGER NOT NULL,                           -- its beginning, UTC
    part  TEXT NOT NULL,                              -- kind, topic or domain: by what it is counted
    name  TEXT NOT NULL,                              -- of the kind, topic or domain
    state TEXT NOT NULL,                              -- Planned, or the state that a mail ended in
    mails INTEGER NOT NULL,
    PRIMARY KEY (day, part, name, state)
) WITHOUT ROWID;
-- The names with the most mail, of a day that may have a hundred thousand domains.
CREATE INDEX mail_figures_most ON mail_figures(day, part, state, mails);

-- How far the counting has come.
CREATE TABLE figure_marks (
    id         INTEGER PRIMARY KEY,                   -- 1
    planned_id INTEGER NOT NULL,                      -- rows up to here are counted as planned
    done_until INTEGER NOT NULL,                      -- rows that ended before are counted as ended
    seen_id    INTEGER NOT NULL,                      -- the newest row at seen_at; on PostgreSQL others may be under way then
    seen_at    INTEGER NOT NULL                   -- by the clock of the database
);
CREATE INDEX outbox_done ON outbox(done_at) WHERE done_at IS NOT NULL;

-- How each round of the schedule went last.
CREATE TABLE rounds (
    name      TEXT PRIMARY KEY,
    ended_at  INTEGER,                                -- the last time that it went well
    failed_at INTEGER,
    fault     TEXT
) WITHOUT ROWID;
