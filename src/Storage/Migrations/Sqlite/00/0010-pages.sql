-- Requests of the form that wait to be answered: written alike for every address, so that nobody can tell who is known, and gone once answered.
CREATE TABLE signups (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    email   TEXT NOT NULL,
    wishes  TEXT NOT NULL,                            -- JSON, see WishesInput
    wording TEXT NOT NULL,
    network TEXT
);

-- Keys that protect the forms; those of links stand in keys.
CREATE TABLE form_keys (
    name TEXT PRIMARY KEY,
    xml  TEXT NOT NULL
);
