-- The relay that accepted a mail: where the first attempt is the last, the row says all of it, and none is kept in attempts.
ALTER TABLE outbox ADD COLUMN relay TEXT;
