-- Numbers that near-identical titles of one author share, see TitleLikeness.
CREATE TABLE title_sketches (
    sketch   INTEGER NOT NULL,
    paper_id INTEGER NOT NULL REFERENCES papers(id) ON DELETE CASCADE,
    PRIMARY KEY (sketch, paper_id)
) WITHOUT ROWID;
CREATE INDEX title_sketches_paper ON title_sketches(paper_id);
