-- Relays that rest after failures, as each sending process sees them: until when, and why.
CREATE TABLE relay_rests (
    relay  TEXT NOT NULL,                             -- host:port
    sender TEXT NOT NULL,
    until  INTEGER NOT NULL,
    why    TEXT NOT NULL,
    PRIMARY KEY (relay, sender)
);
