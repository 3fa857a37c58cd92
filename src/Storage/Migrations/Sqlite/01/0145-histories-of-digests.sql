-- Each digest of a reader with several has a history of its own, by its last_digest_id; what a reader was sent is all
-- of them together. A digest that was removed leaves the head of its history here, so that its papers come in no other.
CREATE TABLE former_digests (
    reader_id INTEGER NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE,
    digest_id INTEGER NOT NULL,
    PRIMARY KEY (reader_id, digest_id)
);
