-- Times are Unix milliseconds (UTC), dates are yyyy-MM-dd, lists are JSON arrays of strings.

-- One work, however many sources, categories and versions list it.
CREATE TABLE papers (
    id             INTEGER PRIMARY KEY,
    key            TEXT NOT NULL UNIQUE,              -- its best identity, see PaperKey
    title          TEXT NOT NULL,
    abstract       TEXT NOT NULL DEFAULT '',
    authors        TEXT NOT NULL DEFAULT '[]',
    categories     TEXT NOT NULL DEFAULT '[]',
    organization   TEXT,
    published      TEXT,                              -- day of its first version
    first_seen     INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL,
    votes          INTEGER NOT NULL DEFAULT 0,
    comments       INTEGER NOT NULL DEFAULT 0,
    stars          INTEGER NOT NULL DEFAULT 0,
    url            TEXT NOT NULL,
    pdf_url        TEXT,
    html_url       TEXT,
    code_url       TEXT,
    project_url    TEXT,
    discussion_url TEXT,
    thumbnail_url  TEXT,
    withdrawn_at   INTEGER
);
CREATE INDEX papers_first_seen ON papers(first_seen);
CREATE INDEX papers_changed_at ON papers(changed_at);

-- Every identity a paper is known by; a title alone may belong to several papers.
CREATE TABLE paper_keys (
    key      TEXT NOT NULL,
    paper_id INTEGER NOT NULL REFERENCES papers(id) ON DELETE CASCADE,
    PRIMARY KEY (key, paper_id)
) WITHOUT ROWID;
CREATE INDEX paper_keys_paper ON paper_keys(paper_id);

-- One source's mention of a paper on one day.
CREATE TABLE listings (
    id        INTEGER PRIMARY KEY,
    paper_id  INTEGER NOT NULL REFERENCES papers(id) ON DELETE CASCADE,
    source    TEXT NOT NULL,
    source_id TEXT NOT NULL,                          -- the source's own name for the paper
    edition   TEXT NOT NULL,
    announce  TEXT NOT NULL,                          -- New, Cross, Replace, ReplaceCross
    version   INTEGER NOT NULL DEFAULT 1,
    votes     INTEGER NOT NULL DEFAULT 0,
    url       TEXT NOT NULL,
    seen_at   INTEGER NOT NULL,
    UNIQUE (source, source_id, edition)
);
CREATE INDEX listings_paper ON listings(paper_id);
CREATE INDEX listings_edition ON listings(edition);

-- What each asking of a source brought.
CREATE TABLE gatherings (
    id          INTEGER PRIMARY KEY,
    source      TEXT NOT NULL,
    edition     TEXT NOT NULL,
    at          INTEGER NOT NULL,
    state       TEXT NOT NULL,                        -- Fresh, Empty, Stale, Late, Partial, Failed, Refused
    listed      INTEGER NOT NULL,
    new         INTEGER NOT NULL,
    fingerprint TEXT,                                 -- of the batch, to know it again under a newer date
    error       TEXT
);
CREATE INDEX gatherings_source ON gatherings(source, edition, at);

-- Validators for conditional requests.
CREATE TABLE fetches (
    url           TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    fetched_at    INTEGER NOT NULL
) WITHOUT ROWID;

-- When a shared limit lets the next one go, over all processes.
CREATE TABLE turns (
    name    TEXT PRIMARY KEY,
    next_at INTEGER NOT NULL
) WITHOUT ROWID;
