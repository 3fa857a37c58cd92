-- Each gathering over all sources, so that a plan knows whether the papers of the schedule's last hour are in.
CREATE TABLE gathering_rounds (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    -- Null while it is under way, and for ever where its process crashed.
    ended_at INTEGER
);
CREATE INDEX gathering_rounds_started ON gathering_rounds(started_at);
