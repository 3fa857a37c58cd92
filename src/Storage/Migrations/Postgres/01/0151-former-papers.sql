-- A paper that was united with another: links in mails name papers by id, and lead to the one it became.
CREATE TABLE former_papers (
    id       BIGINT PRIMARY KEY,
    paper_id BIGINT NOT NULL REFERENCES papers(id) ON DELETE CASCADE
);
CREATE INDEX former_papers_paper ON former_papers(paper_id);
