-- A reader may have several digests. Each further one is a row here and in subscriptions; its address columns hold a key of its
-- own (digest-...@digest.invalid) instead of the address, which is that of the reader's first row. So whoever looks an address up
-- finds the reader, and the keys keep the names of one reader's digests apart.
ALTER TABLE subscribers ADD COLUMN reader_id BIGINT REFERENCES subscribers(id) ON DELETE CASCADE;  -- null for the first digest
ALTER TABLE subscribers ADD COLUMN digest TEXT;                            -- what the reader calls this digest
CREATE INDEX subscribers_reader ON subscribers(reader_id) WHERE reader_id IS NOT NULL;

-- The digests of one reader share one history: their last_digest_id is the same. Null for readers with one digest.
ALTER TABLE subscriptions ADD COLUMN reader_id BIGINT;
ALTER TABLE subscriptions ADD COLUMN breadth INTEGER NOT NULL DEFAULT 0;   -- how many topics; the narrowest digest comes first
CREATE INDEX subscriptions_reader ON subscriptions(reader_id) WHERE reader_id IS NOT NULL;
-- Whoever has one digest is not read to find those who are due and have several.
CREATE INDEX subscriptions_slot_of_several ON subscriptions(next_at) WHERE state = 'Confirmed' AND reader_id IS NOT NULL;
