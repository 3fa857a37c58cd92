-- What is left of mail that was let go of: how much of it ended how, on each day.
CREATE TABLE mail_days (
    day      INTEGER NOT NULL,                         -- its beginning, UTC
    kind     TEXT NOT NULL,
    state    TEXT NOT NULL,
    mails    INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (day, kind, state)
);
