-- How much each relay took on a day (UTC), for relays that are being warmed up.
CREATE TABLE relay_days (
    relay TEXT NOT NULL,                              -- host:port
    day   TEXT NOT NULL,
    mails INTEGER NOT NULL,
    PRIMARY KEY (relay, day)
);
