-- Links in mails name subscribers, papers and digests by id, and some never expire, so an id is never given twice: not
-- even that of an erased newest row, which SQLite hands out again unless a table says AUTOINCREMENT. The word changes
-- nothing in how rows are stored, so it is written into the schema instead of copying the tables. Which ids were erased
-- before is unknown; a gap of a thousand passes them by.
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'INTEGER PRIMARY KEY', 'INTEGER PRIMARY KEY AUTOINCREMENT')
    WHERE type = 'table' AND name IN ('subscribers', 'papers', 'digests');
PRAGMA writable_schema = RESET;
INSERT INTO sqlite_sequence(name, seq)
    SELECT 'subscribers', COALESCE(max(id) + 1000, 0) FROM subscribers
    UNION ALL SELECT 'papers', COALESCE(max(id) + 1000, 0) FROM papers
    UNION ALL SELECT 'digests', COALESCE(max(id) + 1000, 0) FROM digests;
