-- Of the papers that matched a digest, how many fit each topic best: a JSON object of counts by name. Null for digests of
-- one topic, and for those made by earlier versions.
ALTER TABLE digests ADD COLUMN by_topic TEXT;
