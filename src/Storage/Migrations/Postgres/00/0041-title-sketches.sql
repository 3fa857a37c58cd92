-- Numbers that near-identical titles of one author share, see TitleLikeness.
CREATE TABLE title_sketches (
    sketch   BIGINT NOT NULL,
    paper_id BIGINT NOT NULL REFERENCES papers(id) ON DELETE CASCADE,
    PRIMARY KEY (sketch, paper_id)
);
CREATE INDEX title_sketches_paper ON title_sketches(paper_id);
