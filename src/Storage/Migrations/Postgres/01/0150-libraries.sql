-- Libraries of papers that readers connected, such as Zotero's, with the key that may read them, sealed by the key ring.
CREATE TABLE libraries (
    subscriber_id BIGINT PRIMARY KEY REFERENCES subscribers(id) ON DELETE CASCADE,
    owner         BIGINT NOT NULL,             -- number of the library's owner, as its service has it
    name          TEXT NOT NULL,               -- of the owner
    sealed        BYTEA,                       -- the key; null once the service has rejected it
    version       BIGINT,                      -- of the library when it was read; null while it was not
    papers        TEXT NOT NULL DEFAULT '[]',  -- keys of the papers that came from it, as JSON
    connected_at  BIGINT NOT NULL,
    read_at       BIGINT,
    next_at       BIGINT                       -- when it is read again; null where it is not
);
CREATE INDEX libraries_due ON libraries(next_at) WHERE next_at IS NOT NULL;
