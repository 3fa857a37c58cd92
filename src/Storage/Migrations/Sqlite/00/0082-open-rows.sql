-- To take a row and give it back changes no column of these, so it writes to neither.
DROP INDEX outbox_open;
CREATE INDEX outbox_open ON outbox(priority, due_at) WHERE done_at IS NULL;

-- Who waits for an open digest is found by it, for it heads their history: an index of the readers who wait would be written all over for each mail that is sent.
DROP INDEX outbox_waiting;
DROP INDEX outbox_digest;
CREATE INDEX outbox_digest ON outbox(digest_id, subscriber_id);
