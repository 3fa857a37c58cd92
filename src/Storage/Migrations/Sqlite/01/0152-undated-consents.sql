-- 1 where nobody knows when they agreed, as with an import without dates: at is then when it was recorded, and wins over
-- no leaving. Of older rows it is told by the time of the import, where it made the subscriber.
ALTER TABLE consents ADD COLUMN is_undated INTEGER NOT NULL DEFAULT 0;
UPDATE consents SET is_undated = 1 WHERE state = 'Confirmed' AND source IN ('import', 'command', 'api')
    AND at = (SELECT p.created_at FROM subscribers p WHERE p.id = consents.subscriber_id);
