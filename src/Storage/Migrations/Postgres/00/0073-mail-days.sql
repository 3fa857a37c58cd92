-- What is left of mail that was let go of: how much of it ended how, on each day.
CREATE TABLE mail_days (
    day      BIGINT NOT NULL,                          -- its beginning, UTC
    kind     TEXT NOT NULL,
    state    TEXT NOT NULL,
    mails    BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    PRIMARY KEY (day, kind, state)
);
