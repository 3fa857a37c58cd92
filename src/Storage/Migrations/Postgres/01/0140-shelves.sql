-- The papers of a day by topic, as the pages list them: made of the papers, and made again where it is missing or old.
CREATE TABLE shelves (
    edition  TEXT PRIMARY KEY,
    made_by  TEXT NOT NULL,                           -- program and catalogue
    listings BIGINT NOT NULL,                         -- with changed and seen the state of the day of which it was made
    changed  BIGINT NOT NULL,
    seen     BIGINT NOT NULL,
    content  BYTEA NOT NULL
);
