-- Papers that a reader saved for later, by the key of the paper as marks have it, so that they stay when two papers become one.
CREATE TABLE saved_papers (
    subscriber_id BIGINT NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE,
    paper_key     TEXT NOT NULL,
    saved_at      BIGINT NOT NULL,
    PRIMARY KEY (subscriber_id, paper_key)
);
