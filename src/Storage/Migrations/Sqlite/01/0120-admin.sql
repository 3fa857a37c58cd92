-- Sign-ins to the operator's pages, until they end.
CREATE TABLE admin_sessions (
    id       TEXT PRIMARY KEY,                        -- a digest of the number in the cookie and of the secret
    began_at INTEGER NOT NULL,
    ends_at  INTEGER NOT NULL
);
CREATE INDEX admin_sessions_by_end ON admin_sessions(ends_at);

-- What operators did on their pages. A reader is named by the keyed hash of their address alone, so that erasing them
-- leaves no address here.
CREATE TABLE admin_audit (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    name         TEXT NOT NULL,                       -- the name they gave when they signed in
    network      TEXT,                                -- address of origin cut to its network
    act          TEXT NOT NULL,
    subject      TEXT,                                -- such as the name of a source
    address_hash TEXT
);
CREATE INDEX admin_audit_by_time ON admin_audit(at);
CREATE INDEX admin_audit_by_reader ON admin_audit(address_hash) WHERE address_hash IS NOT NULL;
