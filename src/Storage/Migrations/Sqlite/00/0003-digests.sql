-- One choice of papers, shared by its cohort.
CREATE TABLE digests (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,                       -- Digest, Alert
    topic_set_id INTEGER NOT NULL REFERENCES topic_sets(id),
    every        TEXT NOT NULL,
    slot         INTEGER NOT NULL,
    previous_id  INTEGER REFERENCES digests(id),      -- what its readers were sent before
    window_from  INTEGER NOT NULL,
    matched      INTEGER NOT NULL,                    -- papers that fitted, of which the best are chosen
    created_at   INTEGER NOT NULL
);

CREATE TABLE digest_papers (
    digest_id INTEGER NOT NULL REFERENCES digests(id) ON DELETE CASCADE,
    rank      INTEGER NOT NULL,                       -- 1 is the first
    paper_id  INTEGER NOT NULL REFERENCES papers(id),
    score     REAL NOT NULL,
    because   TEXT NOT NULL,                          -- JSON, see Because
    PRIMARY KEY (digest_id, rank)
) WITHOUT ROWID;
CREATE INDEX digest_papers_paper ON digest_papers(paper_id);
