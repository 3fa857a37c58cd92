-- What readers are told of sources whose papers were missing when the digest was planned, a JSON array of SourceNotice.
ALTER TABLE digests ADD COLUMN notices TEXT NOT NULL DEFAULT '[]';
