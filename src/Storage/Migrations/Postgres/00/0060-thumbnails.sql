-- A small picture beside each paper that has one: 1 where the reader asked for it.
ALTER TABLE subscriptions ADD COLUMN thumbnails INTEGER NOT NULL DEFAULT 0;
