-- Until when papers have been weighed for this person, whether or not any fitted; null before the first time.
ALTER TABLE subscriptions ADD COLUMN chosen_at BIGINT;
